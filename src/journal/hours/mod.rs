//! Hours: placements, rows proposed from what was written and kept by a person, the schemes that they
//! count under, and what leaves for an institute.
//!
//! Nothing is kept by itself, no row names a client, and nothing is deleted: a row that is not wanted is
//! struck. Rows stand in records of a week, so that a key writes a few kilobytes and ten years are some
//! five hundred records.

mod csv;
mod day;
mod page;
mod placement;
mod propose;
mod rows;
mod scheme;
mod signed;
mod standing;
mod wire;

pub use page::{HoursPage, HoursPaper};
pub use scheme::{SchemeLine, SchemeMistake, SchemeSaved};
pub use signed::SignedHours;
pub use wire::{HoursRow, HoursStanding, HoursWeek, RowState};
