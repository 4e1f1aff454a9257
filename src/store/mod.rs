//! Records and their append-only revisions in SQLite; it sees sealed bytes and opaque ids only.
//!
//! [`Closed`] holds the database against other writers without a key; [`Store`] has verified the
//! chain and writes through one [`Store::transact`].

mod begun;
mod chain;
mod chunk;
mod closed;
mod copy;
mod draft;
mod erase;
mod error;
mod files;
#[cfg(feature = "testing")]
mod hooks;
mod log;
pub mod path;
mod read;
mod read_chain;
mod read_draft;
mod reserve;
mod schema;
mod transact;

pub use begun::BegunFolder;
pub use chain::{ChainReport, InstanceId};
pub use closed::Closed;
pub use copy::{CopyProgress, begin_database};
pub use erase::{ErasedRecord, Row};
pub use error::StoreError;
#[cfg(feature = "testing")]
pub use hooks::Hooks;
pub use read::{HeadMeta, Heads};
#[cfg(feature = "testing")]
pub use schema::with_test_migration;
pub use transact::{SealedRevision, Transaction};

use std::path::PathBuf;

use stillroom_guard::CopiedConnection;

use crate::vault::{ChainKey, JournalId, SealKey, Slot};
use chain::ChainState;
use draft::Drafts;
use files::OpenFiles;

/// An open store whose chain has been verified.
pub struct Store {
    path: PathBuf,
    files: Option<OpenFiles>,
    connection: CopiedConnection,
    journal: JournalId,
    slots: Vec<Slot>,
    state: ChainState,
    drafts: Drafts,
    chain_key: ChainKey,
    head_key: SealKey,
}
