//! Records and their append-only revisions in SQLite; it sees sealed bytes and opaque ids only.
//!
//! [`Closed`] holds the database against other writers without a key; [`Store`] has verified the
//! chain and writes through one [`Store::transact`].

mod chain;
mod closed;
mod draft;
mod error;
#[cfg(feature = "testing")]
mod hooks;
mod log;
mod read;
mod reserve;
mod schema;
mod transact;

pub use chain::{ChainReport, InstanceId};
pub use closed::Closed;
pub use error::StoreError;
#[cfg(feature = "testing")]
pub use hooks::Hooks;
pub use read::{HeadMeta, Heads};
pub use transact::{SealedRevision, Transaction};

use std::path::PathBuf;

use rusqlite::Connection;

use crate::vault::{ChainKey, JournalId, SealKey, Slot};
use chain::ChainState;

/// An open store whose chain has been verified.
pub struct Store {
    folder: PathBuf,
    connection: Connection,
    journal: JournalId,
    slots: Vec<Slot>,
    state: ChainState,
    chain_key: ChainKey,
    head_key: SealKey,
}
