//! What the window needs once a journal is open.

use serde::{Deserialize, Serialize};

use crate::exercises::{Exercises, Shape};
use crate::forms::Form;
use crate::journal::Journal;
use crate::journal::catalog::{Counts, EntryFilter, EntryRows};
use crate::journal::client::Client;
use crate::journal::lexicon::Lexicon;
use crate::journal::record::{Moment, ReturnPoint, SavedSearch, Settings};
use crate::journal::today::TodayPage;
use crate::journal::unlocked::Notice;

/// Rows that unlocking hands over at once, so that the list paints without asking again.
const FIRST_ROWS: u32 = 100;

impl Journal {
    /// Returns all that the window needs to show the journal. It reads the catalog alone, and opens
    /// no body.
    pub fn snapshot(&self, sample: bool) -> Snapshot {
        Snapshot {
            sample,
            forms: self.forms(),
            clients: self.list_clients(),
            first: self.list_entries(&EntryFilter::default(), 0, FIRST_ROWS),
            settings: self.settings(),
            return_point: self.return_point(),
            notices: self.notices.clone(),
            counts: self.counts(),
            lexicon: self.lexicon(),
            shapes: Exercises::shipped().shapes().to_vec(),
            searches: self.list_searches(),
            today: self.today_page(Moment::now()),
        }
    }
}

/// All that the window needs once the journal is open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Snapshot {
    /// Whether this is the fictional sample journal.
    pub sample: bool,
    /// The current forms.
    pub forms: Vec<Form>,
    /// All clients.
    pub clients: Vec<Client>,
    /// The first rows of all entries, so that the list paints at once.
    pub first: EntryRows,
    /// Settings.
    pub settings: Settings,
    /// Where the writer was.
    pub return_point: ReturnPoint,
    /// What must be said: damage, an older copy and the like.
    pub notices: Vec<Notice>,
    /// How many entries there are, by form, in the basket and in the trash.
    pub counts: Counts,
    /// The lexicon, whose terms complete words.
    pub lexicon: Lexicon,
    /// Shapes that any entry can take on.
    pub shapes: Vec<Shape>,
    /// The saved searches.
    pub searches: Vec<SavedSearch>,
    /// What Today shows.
    pub today: TodayPage,
}
