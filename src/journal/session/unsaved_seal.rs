//! The last moment before a lock: saves everything, or seals it to be written later.

use zeroize::Zeroizing;

use super::unsaved::Unsaved;
use crate::forms::{Answer, flattened};
use crate::journal::record::{
    AddendumDraft, Draft, JottingDraft, Moment, SealedPage, base_seq, is_deep, to_json,
};
use crate::journal::sheet::SheetDraft;
use crate::journal::{Journal, JournalError};
use crate::store::StoreError;
use crate::vault::{RecordId, Seq};

impl Unsaved {
    /// Takes the nesting out of what is nested too deeply to be saved.
    fn flatten(&mut self) {
        let answers = match self {
            Self::Entry(input) => &mut input.answers,
            Self::Run(input) => &mut input.answers,
            Self::Addendum { text, .. } => return *text = flattened(text),
            Self::Jotting { .. } | Self::Sheet(_) => return,
        };
        answers.values_mut().filter(|answer| is_deep(answer)).for_each(Answer::flatten);
    }
}

/// What is left at the lock of the pages that the window could not save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedPages {
    /// Those that are written once there is room.
    pub pages: Vec<SealedPage>,
    /// How many are lost, since no journal takes them.
    pub lost: u32,
}

impl Journal {
    /// Saves what the window could not save, on a full disk in the room of the reserve; returns
    /// the pages that cannot be written even so, sealed, with those that waited before.
    ///
    /// To be called right before [`Journal::lock`], after which nothing can be sealed any more.
    pub fn seal_unsaved(&mut self, unsaved: Vec<Unsaved>, now: Moment) -> SealedPages {
        let mut lost = 0;
        for mut page in unsaved {
            let mut saved = self.save_page(&page, now);
            if let Err(JournalError::TooDeep) = saved {
                // What is nested too deeply to be saved loses its nesting, and no word.
                page.flatten();
                saved = self.save_page(&page, now);
            }
            if let Err(JournalError::Store(StoreError::DiskFull)) = saved
                && self.gives_way()
            {
                saved = self.save_page(&page, now);
            }
            match saved {
                Ok(()) => {}
                Err(JournalError::Store(_) | JournalError::MovedOn) => self.seal_page(page, now),
                // It would be refused after the unlock as well: it is too large, for example.
                Err(_) => lost += 1,
            }
        }
        self.write_unsaved();
        SealedPages { pages: std::mem::take(&mut self.unsaved), lost }
    }

    fn gives_way(&self) -> bool {
        self.release_reserve().unwrap_or(false)
    }

    fn save_page(&mut self, page: &Unsaved, now: Moment) -> Result<(), JournalError> {
        match page {
            Unsaved::Entry(input) => match self.save_revision(input, now) {
                Err(JournalError::Store(error)) => Err(error.into()),
                // A draft holds also what its form does not allow.
                Err(_) => self.save_draft((**input).clone(), now).map(drop),
                Ok(_) => Ok(()),
            },
            Unsaved::Run(input) => self.pause_run(input.clone(), now).map(drop),
            Unsaved::Addendum { entry, text } => {
                self.add_addendum(*entry, text.clone(), now).map(drop)
            }
            Unsaved::Sheet(input) => self.save_sheet((**input).clone(), now).map(drop),
            Unsaved::Jotting { text, client } => self.jot(text, *client, now).map(drop),
        }
    }

    /// Seals a page; one written from an older revision will stand beside the newer one.
    fn seal_page(&mut self, page: Unsaved, now: Moment) {
        let (record, base, json) = match page {
            Unsaved::Entry(input) => {
                let (id, base) = (input.id, base_seq(&input));
                (id, base, to_json(&Draft { input: *input, at: now }))
            }
            Unsaved::Run(input) => {
                let (id, base) = (input.id, self.run_base(input.id));
                (id, base, Self::run_draft(input, now))
            }
            Unsaved::Addendum { entry, text } => {
                let draft = AddendumDraft { addendum_to: entry, text, at: now };
                let saved = self.catalog.addendum_drafts.get(&entry).copied();
                (saved.unwrap_or_else(RecordId::make), Seq(0), to_json(&draft))
            }
            Unsaved::Sheet(input) => {
                let id = input.id;
                (id, Seq(0), to_json(&SheetDraft { sheet: *input, at: now }))
            }
            Unsaved::Jotting { text, client } => {
                let draft = JottingDraft { jotting: text, client, at: now };
                (RecordId::make(), Seq(0), to_json(&draft))
            }
        };
        // What is too large to be an entry could never have been saved.
        let Ok(plain) = json.map(Zeroizing::new) else { return };
        let over = self.store.draft_digest(record);
        let sealed = self.sealer.seal_waiting(record, base, over, &plain);
        self.unsaved.retain(|page| page.record != record);
        self.unsaved.push(SealedPage { journal: self.sealer.journal, record, sealed });
    }
}
