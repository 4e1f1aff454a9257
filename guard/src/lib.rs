//! The few lines that need `unsafe`: locked memory, anonymous mappings, process hardening.
//!
//! - [`CopiedConnection`]: a database that is copied between its own writes.
//! - [`LockedBytes`]: a key in memory that is not swapped, not dumped, and wiped on drop.
//! - [`AnonymousMapping`]: plaintext of a file, filled block by block from many threads.
//! - [`harden_process`]: no core dumps, no debugger of the same user, private files.
//! - [`seconds_since_boot`]: a clock that goes on during sleep.
//! - [`trim_heap`]: what was freed goes back to the system.
//! - [`available_memory`]: what a key derivation may take without hurting the machine.
//!
//! Everything compiles everywhere; what a platform lacks falls back to plain wiped memory.

mod copied;
mod locked;
mod mapping;
mod memory;
mod process;
mod region;

pub use copied::{CopiedConnection, PagesCopied};
pub use locked::LockedBytes;
pub use mapping::{AnonymousMapping, BLOCK_LEN, Filled};
pub use memory::available_memory;
pub use process::{HardenError, harden_process, seconds_since_boot, trim_heap};
