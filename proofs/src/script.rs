//! What a writer does, decided by a seed alone, so that another process can tell what to expect.

use stillroom::testing::Corpus;
use stillroom::vault::RecordId;

use crate::act::{Act, Page};
use crate::expected::ExpectedState;
use crate::rng::Rng;

/// Forms whose leading field is a text.
const FORMS: [&str; 4] = ["free", "integration", "boundary", "supervision"];
/// The most entries that are open at once.
const OPEN: usize = 6;

/// A writer's acts, one after the other.
pub(crate) struct Script {
    rng: Rng,
    corpus: Corpus,
    open: Vec<Page>,
    acts: u64,
    reopens: bool,
    expected: ExpectedState,
}

impl Script {
    /// Starts from a seed; `reopens` says whether the journal is locked and opened in between.
    pub(crate) fn new(mut rng: Rng, reopens: bool) -> Self {
        let corpus = Corpus::new(rng.next());
        Self { rng, corpus, open: Vec::new(), acts: 0, reopens, expected: ExpectedState::default() }
    }

    /// Returns what the journal must hold after all acts so far.
    pub(crate) fn expected(&self) -> &ExpectedState {
        &self.expected
    }

    /// Decides on the next act and takes it into account.
    pub(crate) fn next(&mut self) -> Act {
        self.acts += 1;
        let act = self.decide();
        self.expected.follow(&act);
        act
    }

    /// Takes into account that the journal was locked and opened, which makes all drafts
    /// revisions.
    pub(crate) fn reopened(&mut self) {
        self.expected.follow(&Act::Reopen);
    }

    /// Saves a page beside the one before, so that there are two drafts, and returns it.
    pub(crate) fn save_another(&mut self) -> Page {
        self.acts += 1;
        let page = self.start();
        self.expected.follow(&Act::SaveDraft(page.clone()));
        page
    }

    /// Adds to a page, saves it again, and returns it.
    pub(crate) fn save_more(&mut self, page: &Page) -> Page {
        self.acts += 1;
        let text = format!("{} {}", page.text, self.words());
        let page = Page { text, ..page.clone() };
        self.expected.follow(&Act::SaveDraft(page.clone()));
        page
    }

    fn decide(&mut self) -> Act {
        let at = self.acts;
        if self.open.is_empty() || (self.open.len() < OPEN && self.rng.chance(12)) {
            return Act::SaveDraft(self.start());
        }
        match self.rng.below(100) {
            0..6 => Act::Client(format!("Alias {at}")),
            6..12 if self.reopens => Act::Reopen,
            12..16 => self.trash_or_restore(),
            16..40 => Act::SaveRevision(self.type_on()),
            40..50 => Act::SaveRevision(self.rng.pick(&self.open).clone()),
            _ => Act::SaveDraft(self.type_on()),
        }
    }

    fn trash_or_restore(&mut self) -> Act {
        match self.expected.trashed().next() {
            Some(id) if self.rng.chance(60) => Act::Restore(id),
            _ => {
                let at = self.rng.below(self.open.len());
                Act::Trash(self.open.swap_remove(at).id)
            }
        }
    }

    fn start(&mut self) -> Page {
        let id = RecordId::from_bytes(self.rng.id());
        let form = *self.rng.pick(&FORMS);
        let page = Page { id, form, minute: self.acts as i64, text: self.words() };
        self.open.push(page.clone());
        page
    }

    /// Types on: mostly a few words more, at times everything anew.
    fn type_on(&mut self) -> Page {
        let at = self.rng.below(self.open.len());
        let words = self.words();
        let page = &mut self.open[at];
        if self.rng.chance(70) {
            page.text.push(' ');
            page.text.push_str(&words);
        } else {
            page.text = words;
        }
        page.text.truncate(floor_char(&page.text, 200_000));
        page.clone()
    }

    fn words(&mut self) -> String {
        let words = match self.rng.below(100) {
            0..65 => 5 + self.rng.below(80),
            65..90 => 250 + self.rng.below(350),
            _ => 4_000 + self.rng.below(8_000),
        };
        format!("act{} {}", self.acts, self.corpus.text(words))
    }
}

fn floor_char(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
