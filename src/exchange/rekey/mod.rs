//! *My passphrase or words may be known*: the whole journal under a new root key.
//!
//! Every revision is opened and sealed anew into a folder of its own, in the same order and under
//! the same numbers, and then compared with the old one word for word. The old folder is never
//! written to; retiring it is a step of its own, once the new one has been opened.

mod former;
mod move_in;
mod retire;
mod run;
mod twin;

use serde::{Deserialize, Serialize};

pub use former::former_folders;
pub use move_in::move_in;
pub use retire::retire;
pub use run::RekeyRun;

/// What came of new keys. The old folder and the old backups still open with the old passphrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Rekeyed {
    /// The new folder.
    pub folder: String,
    /// The old folder, to be retired.
    pub former: String,
    /// Backups under the old root key, which the new journal cannot read.
    pub former_backups: Vec<String>,
}
