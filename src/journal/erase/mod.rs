//! Erasing for good, in two steps: what would go is shown, and exactly that then goes.
//!
//! The sealed bytes of every revision are taken out of the database, its log and the index. The
//! digests and links stay, so that the chain still verifies, and each erased record ends in a
//! tombstone that names the revisions whose bytes are gone.

mod linked;
mod plan;
mod receipt;
mod run;
mod trash;

pub use plan::{ErasePlan, EraseTarget};
pub use receipt::Receipt;
