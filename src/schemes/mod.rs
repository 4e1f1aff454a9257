//! Schemes of hours: what a body counts towards an accreditation, as dated data, and the reckoning
//! of rows of hours under one of them.
//!
//! A scheme says by whose rule and as of which day; nothing here knows the rule of today.

mod definition;
mod read;
mod reckon;
mod reckoning;
mod shipped;

pub use definition::{
    Above, Category, Except, Floor, HourKind, Per, PracticeStatus, Rule, Scheme, YearStart,
};
pub(crate) use read::read_scheme;
pub use reckon::reckon;
pub use reckoning::{CategorySum, Hour, Lost, Reckoning, RuleCheck, in_hours, kind_words};
pub(crate) use shipped::{shipped_schemes, shipped_text};
