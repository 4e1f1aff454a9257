//! Pages that could not be written before the lock: they wait, sealed, until there is room.
//!
//! Sealing needs the keys and happens while they are there; writing what is sealed needs none.

use serde::Deserialize;
use serde_json::Value;

use crate::journal::exercise::RunInput;
use crate::journal::record::EntryInput;
use crate::journal::sheet::SheetInput;
use crate::vault::RecordId;

/// What the window holds that could not be saved.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Unsaved {
    /// An entry as it stands on the page.
    Entry(Box<EntryInput>),
    /// A run of an exercise as it stands on the screen.
    Run(RunInput),
    /// A text for a closed entry that was not added yet.
    Addendum {
        /// The closed entry.
        entry: RecordId,
        /// A ProseMirror document.
        #[cfg_attr(test, ts(type = "unknown"))]
        text: Value,
    },
    /// A page for supervision as it stands in the window.
    Sheet(Box<SheetInput>),
    /// A line noticed in the room that was not sealed yet.
    Jotting {
        /// The line.
        text: String,
        /// The client whose hour it was; none where that was not known.
        client: Option<RecordId>,
    },
}
