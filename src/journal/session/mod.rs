//! Locked and unlocked: a [`VaultFile`] becomes a [`Journal`], and that a locked one again.

mod desk;
mod keys;
mod migrate;
mod open;
mod rescue;
mod unsaved;
mod unsaved_seal;
mod unsaved_write;
mod vault_file;

pub use desk::Desk;
pub use unsaved::Unkept;
pub use unsaved_seal::SealedPages;
pub(crate) use vault_file::open_slot;
pub use vault_file::{Opener, Refused, VaultFile};
