//! Files in the text of entries: added in sealed pieces, read again, described, claimed by the
//! entries that name them.

mod add;
mod clean;
mod kind;
mod name;
mod picture;
mod read;
mod wire;

pub use add::AttachRun;
pub use picture::{Pixels, PixelsError, decode};
pub use read::AttachmentReader;
pub use wire::{Attachment, AttachmentKind};

use crate::forms::{self, Answers};
use crate::journal::catalog::AttachmentState;
use crate::journal::record::{AttachmentMeta, Meta, Moment, Payload};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// The largest file that can be added, in bytes.
pub const MOST_BYTES: u64 = 100_000_000;

/// How much all files together may take, in bytes.
pub const MOST_IN_ALL: u64 = 2_000_000_000;

impl Journal {
    /// Returns what is known of an attached file.
    ///
    /// # Errors
    /// [`JournalError::NoSuchAttachment`] for one that is not there, or was erased.
    pub fn attachment(&self, id: RecordId) -> Result<Attachment, JournalError> {
        self.attachment_state(id).map(|state| Attachment::of(id, &state.meta))
    }

    /// Returns the files that an entry names, or named in an earlier state, in the order in which
    /// they were added.
    pub fn attachments_of(&self, entry: RecordId) -> Vec<Attachment> {
        let all = self.catalog.attachments.iter();
        let of_it = all.filter(|(_, state)| state.meta.entries.contains(&entry));
        let mut found: Vec<_> = of_it.map(|(id, state)| Attachment::of(*id, &state.meta)).collect();
        found.sort_by_key(|file| (file.added, file.id));
        found
    }

    /// Says what a file shows, for somebody who does not see it.
    ///
    /// # Errors
    /// [`JournalError::NoSuchAttachment`]; [`JournalError::Store`]: what was said before stays.
    pub fn describe_attachment(
        &mut self,
        id: RecordId,
        alt: &str,
        now: Moment,
    ) -> Result<Attachment, JournalError> {
        let state = self.attachment_state(id)?;
        let alt = alt.trim().to_owned();
        if state.meta.alt != alt {
            let meta = AttachmentMeta { alt, ..state.meta.clone() };
            self.put_attachment(id, meta, now)?;
        }
        self.attachment(id)
    }

    /// Returns how many bytes all files together have.
    pub fn attached_bytes(&self) -> u64 {
        self.catalog.attachments.values().map(|state| state.meta.size).sum()
    }

    /// Notes that an entry names the files in its text, so that none of them is erased while it
    /// does. One that is not known here is passed over: it was erased.
    pub(crate) fn claim_attachments(
        &mut self,
        entry: RecordId,
        answers: &Answers,
        now: Moment,
    ) -> Result<(), JournalError> {
        let named = forms::attached(answers);
        for id in named.iter().filter_map(|id| id.parse().ok()) {
            self.claim_attachment(id, entry, now)?;
        }
        Ok(())
    }

    fn claim_attachment(
        &mut self,
        id: RecordId,
        entry: RecordId,
        now: Moment,
    ) -> Result<(), JournalError> {
        let Some(state) = self.catalog.attachments.get(&id) else { return Ok(()) };
        if state.meta.entries.contains(&entry) {
            return Ok(());
        }
        let mut meta = state.meta.clone();
        meta.entries.push(entry);
        self.put_attachment(id, meta, now)
    }

    /// Writes another revision of a file's record; the file itself stays as it is.
    fn put_attachment(
        &mut self,
        id: RecordId,
        meta: AttachmentMeta,
        now: Moment,
    ) -> Result<(), JournalError> {
        let body = self.attachment_state(id)?.body;
        let parent = self.store.head(id)?.map(|seq| self.store.digest(seq)).transpose()?;
        let payload = Payload::Attachment(meta.clone());
        let sealed = Meta { written: now, parent, body: Some(body), payload };
        let sealer = &self.sealer;
        self.store.transact(|tx| {
            tx.append(id, |seq| sealer.revision(id, seq, sealed, None)).map_err(JournalError::from)
        })?;
        self.catalog.attachments.insert(id, AttachmentState { meta, body });
        self.note_seen();
        self.follow_head();
        Ok(())
    }

    fn attachment_state(&self, id: RecordId) -> Result<&AttachmentState, JournalError> {
        self.catalog.attachments.get(&id).ok_or(JournalError::NoSuchAttachment)
    }
}
