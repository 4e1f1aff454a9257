//! What of a source is new to the journal, and what is here already.

use std::collections::HashSet;

use super::map::Prepared;
use super::report::ImportReport;
use super::trouble::{Code, Ledger, Trouble};
use crate::journal::{Fate, Journal, KnownSources};
use crate::vault::RecordId;

/// What of a journal a source is compared with.
#[derive(Debug, Clone, Default)]
pub struct Held {
    pub(super) aliases: Vec<String>,
    pub(super) known: KnownSources,
}

impl Held {
    /// Takes it from an open journal.
    pub fn of(journal: &Journal) -> Self {
        let aliases = journal.list_clients().into_iter().map(|client| client.alias).collect();
        Self { aliases, known: journal.known_sources() }
    }
}

/// Where an entry of a source goes.
pub(super) enum Target {
    /// It is a new entry.
    New,
    /// It brings this one up to date.
    Update(RecordId),
    /// It is this one already, which may have links to come.
    Here(RecordId),
    /// Nowhere.
    Nowhere,
}

/// Decides on each entry of a source, and counts.
pub(super) struct Comparison {
    known: KnownSources,
    /// The import that runs.
    import: Option<RecordId>,
    /// Entries that were brought up to date: a second item of the same id is another entry.
    updated_ids: HashSet<RecordId>,
    pub(super) brought: u64,
    pub(super) updated: u64,
    pub(super) already: u64,
    pub(super) ledger: Ledger,
}

impl Comparison {
    pub(super) fn new(known: KnownSources, import: Option<RecordId>) -> Self {
        Self {
            known,
            import,
            updated_ids: HashSet::new(),
            brought: 0,
            updated: 0,
            already: 0,
            ledger: Ledger::default(),
        }
    }

    /// Decides on one entry.
    pub(super) fn take(&mut self, prepared: &Prepared) -> Target {
        let Some(happened) = prepared.happened else { return Target::Nowhere };
        let (key, digest) = (prepared.key.as_ref(), &prepared.digest);
        let fate = self.known.fate(key, digest, happened, prepared.has_ids, self.import);
        match fate {
            Fate::Update(id) if self.updated_ids.insert(id) => {
                self.updated += 1;
                Target::Update(id)
            }
            Fate::New | Fate::Update(_) => {
                self.brought += 1;
                Target::New
            }
            Fate::Same { id, import, is_update } => {
                match (Some(import) == self.import, is_update) {
                    (true, true) => self.updated += 1,
                    (true, false) => self.brought += 1,
                    (false, _) => self.leave(Code::Already, &prepared.place),
                }
                Target::Here(id)
            }
            Fate::Edited(id) => {
                self.leave(Code::Newer, &prepared.place);
                Target::Here(id)
            }
            Fate::InTrash => {
                self.leave(Code::InTrash, &prepared.place);
                Target::Nowhere
            }
        }
    }

    fn leave(&mut self, code: Code, place: &str) {
        self.already += 1;
        self.ledger.tell(Trouble::new(code, place));
    }

    /// Puts what was found out into a report.
    pub(super) fn put_into(&self, report: &mut ImportReport) {
        report.come_in = self.brought;
        report.changed = self.updated;
        report.already = self.already;
        report.add(self.ledger.lines());
    }
}
