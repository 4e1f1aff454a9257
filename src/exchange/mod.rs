//! What leaves a journal and what comes back: backups, restoring, new keys, export.
//!
//! Whatever takes long is a *run*: a value that is driven in small steps, says how far it is, can
//! be cancelled between any two of them, and leaves nothing half done behind when it is dropped.

pub mod backup;
pub mod cli;
mod error;
pub mod export;
pub mod health;
pub mod import;
pub mod leftovers;
mod page_file;
mod progress;
pub mod rekey;

pub use error::ExchangeError;
pub use page_file::{SavedPage, Saving, copied_by, save_page};
pub use progress::{Cancel, Progress, Report, Stage};
