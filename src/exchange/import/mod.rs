//! Import: what other programs wrote, read from a file or a folder and brought into the journal.
//!
//! Readers know nothing of the journal and give items of one shape. Nothing of a source is ever
//! written to disk readable, and the source itself is only read.

mod choices;
mod compare;
mod dates;
mod decode;
mod dry;
mod fingerprint;
mod item;
mod json;
mod limits;
mod map;
mod names;
mod probe;
mod report;
mod run;
mod source;
mod stamp;
mod survey;
mod take_back;
mod text;
mod tree;
mod trouble;
mod xml;

pub use choices::{Choices, ImportChoices, Rule};
pub use compare::Held;
pub use dates::{Order, When, Zone};
pub use dry::{Prepared, dry_run};
pub use item::{Flags, Found, Item, Media, MediaAt};
pub use probe::Kind;
pub use report::{ImportReport, Sample};
pub use run::{ImportRun, Imported};
pub use survey::Survey;
pub use take_back::{TakeBackRun, TakenBack};
pub use text::Built;
pub use trouble::{Code, Sort, Told, Trouble};
