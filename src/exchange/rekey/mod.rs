//! *My passphrase or words may be known*: the whole journal under a new root key.
//!
//! Every revision is opened and sealed anew into a folder of its own, in the same order and under
//! the same numbers, and then compared with the old one word for word. The old folder is never
//! written to; retiring it is a step of its own, once the new one has been opened.

mod activate;
mod former;
mod resealed_copy;
mod retire;
mod run;

use std::path::PathBuf;

pub use activate::activate;
pub use former::former_folders;
pub(super) use former::sweep;
pub use retire::retire;
pub use run::RekeyRun;

/// What came of new keys. The old folder and the old backups still open with the old passphrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rekeyed {
    /// The new folder.
    pub folder: PathBuf,
    /// The old folder, to be retired.
    pub former: PathBuf,
    /// Backups of this journal under former root keys, which the new journal cannot read. Files
    /// that bear another journal's id, or none that can be read, are not among them.
    pub former_backups: Vec<String>,
}
