//! Locked and unlocked: a [`VaultFile`] becomes a [`Journal`], and that a locked one again.

mod keys;
mod migrate;
mod open;
mod rescue;
mod snapshot;
mod unsaved;
mod unsaved_seal;
mod unsaved_write;
mod vault_file;

pub use snapshot::Snapshot;
pub use unsaved::Unsaved;
pub use unsaved_seal::SealedPages;
pub(crate) use vault_file::open_slot;
pub use vault_file::{Opener, Refused, VaultFile};
