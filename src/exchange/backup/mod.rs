//! Backups: one file each, made between saves, verified before it is listed, rotated, restored
//! beside the journal and never over it.
//!
//! ```text
//! BackupRun::begin --copy(&mut Journal)*--> --verify()*--> finish --> Backup, listed
//! RestorePreview::of(file, opener, journal)
//! RestoreRun::begin(file, opener, folder) --step()*--> finish --> a journal's folder
//! ```

mod list;
mod preview;
mod restore;
mod rotate;
mod run;
mod second_copy;

pub(super) use list::sweep;
pub use list::{
    Backup, BackupLocation, Backups, Erasure, discard, list, next_to_locked, still_holding,
};
pub use preview::{Differs, RestorePreview};
pub use restore::RestoreRun;
pub use run::{BackupRun, make};
