//! Retention and erasing: holds, the trash, erasing for good, and exports under way.

mod erase;
mod exports;
mod hold;
mod linked;
mod plan;
mod receipt;
mod trash;

pub use hold::Hold;
pub use plan::{ErasePlan, EraseTarget};
pub use receipt::Receipt;
