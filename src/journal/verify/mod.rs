//! Proofs that a journal, its bodies and its copies are whole.

mod audit;
mod bodies;
mod copy;
mod manifest;
mod marks;
mod verification;

pub(crate) use audit::{Audit, AuditCounts};
pub use bodies::BodyCheck;
pub(crate) use copy::{ENDING, make_name};
pub(crate) use manifest::Manifest;
pub(crate) use marks::{Kind, Marks};
pub(crate) use verification::{Opened, Verification};
