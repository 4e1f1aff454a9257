//! What the window needs once a journal is open.

use serde::{Deserialize, Serialize};

use crate::forms::Form;
use crate::journal::Journal;
use crate::journal::catalog::{Rows, Which};
use crate::journal::client::Client;
use crate::journal::record::{ReturnPoint, Settings};
use crate::journal::unlocked::Notice;

/// Rows that unlocking hands over at once, so that the list paints without asking again.
const FIRST_ROWS: u32 = 100;

impl Journal {
    /// Returns all that the window needs to show the journal.
    pub fn desk(&self, sample: bool) -> Desk {
        Desk {
            sample,
            forms: self.forms(),
            clients: self.list_clients(),
            first: self.list_entries(&Which::default(), 0, FIRST_ROWS),
            settings: self.settings(),
            return_point: self.return_point(),
            notices: self.notices.clone(),
        }
    }
}

/// All that the window needs once the journal is open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Desk {
    /// Whether this is the fictional sample journal.
    pub sample: bool,
    /// The current forms.
    pub forms: Vec<Form>,
    /// All clients.
    pub clients: Vec<Client>,
    /// The first rows of all entries, so that the list paints at once.
    pub first: Rows,
    /// Settings.
    pub settings: Settings,
    /// Where the writer was.
    pub return_point: ReturnPoint,
    /// What must be said: damage, an older copy and the like.
    pub notices: Vec<Notice>,
}
