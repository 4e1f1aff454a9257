//! Carries a script out on a real journal.

use std::collections::HashMap;
use std::mem;

use stillroom::journal::{
    Client, ClientStatus, EntryInput, Head, Journal, JournalError, Moment, Opener, VaultFile,
};
use stillroom::testing::{Bench, PASSPHRASE, entry, minutes_later};
use stillroom::vault::{Passphrase, RecordId};

use crate::act::{Act, Page};
use crate::expected::ExpectedState;

/// A journal that is open, and where its pages were begun from.
pub(crate) struct Writer<'a> {
    bench: &'a Bench,
    journal: Option<Journal>,
    bases: HashMap<RecordId, Option<u64>>,
}

impl<'a> Writer<'a> {
    /// Opens the journal.
    pub(crate) fn open(bench: &'a Bench) -> Result<Self, JournalError> {
        Self::open_with(bench, PASSPHRASE)
    }

    /// Opens the journal with another passphrase than the usual one.
    pub(crate) fn open_with(bench: &'a Bench, passphrase: &str) -> Result<Self, JournalError> {
        let journal = Some(open_with(bench, passphrase)?);
        Ok(Self { bench, journal, bases: HashMap::new() })
    }

    /// Does one thing; once this returns `Ok`, it has been acknowledged.
    pub(crate) fn perform(&mut self, act: &Act) -> Result<(), JournalError> {
        match act {
            Act::SaveDraft(page) => self.save_draft(page),
            Act::SaveRevision(page) => self.save_revision(page),
            Act::Trash(id) => {
                self.journal().trash_entry(*id, minutes_later(1))?;
                self.learn(*id)
            }
            Act::Restore(id) => {
                self.journal().restore_entry(*id, minutes_later(1))?;
                self.learn(*id)
            }
            Act::Client(alias) => {
                self.journal().save_client(client(alias), minutes_later(1)).map(drop)
            }
            Act::Reopen => self.reopen(),
        }
    }

    /// Returns the journal.
    pub(crate) fn journal(&mut self) -> &mut Journal {
        self.journal.as_mut().expect("it is open but while it is opened again")
    }

    /// Returns whether the journal is open; it is not once opening it again has failed.
    pub(crate) fn is_open(&self) -> bool {
        self.journal.is_some()
    }

    /// Locks the journal.
    pub(crate) fn lock(self) -> Result<(), JournalError> {
        self.journal.map_or(Ok(()), |journal| journal.lock().map(drop))
    }

    /// Completes the search index.
    pub(crate) fn index_all(&mut self) {
        while self.journal().index_some(500).expect("the store is readable").is_some() {}
    }

    /// Ends as a killed process does: nothing is closed in order.
    pub(crate) fn abandon(self) {
        drop(self.journal);
    }

    /// Learns which revisions further writing begins from.
    pub(crate) fn learn_all(&mut self, expected: &ExpectedState) -> Result<(), JournalError> {
        expected.entries.keys().try_for_each(|id| self.learn(*id))
    }

    fn save_draft(&mut self, page: &Page) -> Result<(), JournalError> {
        let input = self.input(page);
        let saved = self.journal().save_draft(input, happened(page))?;
        self.bases.insert(page.id, saved.base);
        Ok(())
    }

    fn save_revision(&mut self, page: &Page) -> Result<(), JournalError> {
        let input = self.input(page);
        let saved = self.journal().save_revision(&input, happened(page))?;
        self.bases.insert(page.id, saved.base);
        Ok(())
    }

    fn reopen(&mut self) -> Result<(), JournalError> {
        let journal = self.journal.take().expect("it is open but while it is opened again");
        let locked = journal.lock();
        drop(locked?);
        self.journal = Some(open(self.bench)?);
        for id in mem::take(&mut self.bases).into_keys() {
            self.learn(id)?;
        }
        Ok(())
    }

    fn learn(&mut self, id: RecordId) -> Result<(), JournalError> {
        let base = self.journal().open_entry(id)?.input.base;
        self.bases.insert(id, base);
        Ok(())
    }

    fn input(&mut self, page: &Page) -> EntryInput {
        let base = self.bases.get(&page.id).copied().flatten();
        let input = entry(self.journal(), page.form, &page.text, happened(page));
        EntryInput { id: page.id, head: Head::at(happened(page)), base, ..input }
    }
}

/// Opens a journal with its passphrase.
pub(crate) fn open(bench: &Bench) -> Result<Journal, JournalError> {
    open_with(bench, PASSPHRASE)
}

/// As [`open`], with another passphrase.
pub(crate) fn open_with(bench: &Bench, passphrase: &str) -> Result<Journal, JournalError> {
    let vault = VaultFile::open(&bench.folder, &bench.anchors)?;
    let passphrase = Passphrase::typed(passphrase);
    vault.unlock(&Opener::Passphrase(&passphrase)).map_err(|refused| refused.cause)
}

/// Returns when a page's entry happened.
pub(crate) fn happened(page: &Page) -> Moment {
    minutes_later(page.minute)
}

fn client(alias: &str) -> Client {
    Client {
        id: None,
        alias: alias.to_owned(),
        glyph: "bird".into(),
        hue: "teal".into(),
        status: ClientStatus::Active,
        started: None,
        appointment: None,
    }
}
