//! Setting a card by hand, answering it, skipping it.

use crate::journal::record::{FollowUp, Moment, Outcome, Payload, tidied};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Sets a card by hand, beside those that flags raise.
    ///
    /// # Errors
    /// [`JournalError::NoSuchEntry`], [`JournalError::Store`].
    pub fn set_follow_up(
        &mut self,
        mut card: FollowUp,
        now: Moment,
    ) -> Result<FollowUp, JournalError> {
        if self.catalog.entry(card.entry).is_none() {
            return Err(JournalError::NoSuchEntry);
        }
        card.question = tidied(&card.question);
        (card.outcome, card.field, card.withdrawn) = (None, None, false);
        self.save_card(RecordId::make(), card, now)
    }

    /// Answers a card in a line; an empty answer skips it.
    ///
    /// # Errors
    /// [`JournalError::NoSuchFollowUp`], [`JournalError::Store`].
    pub fn answer_follow_up(
        &mut self,
        id: RecordId,
        answer: &str,
        now: Moment,
    ) -> Result<FollowUp, JournalError> {
        let outcome = Some(Outcome { answer: tidied(answer), at: now });
        self.conclude(id, outcome, now)
    }

    /// Opens a card again that was answered or skipped.
    ///
    /// # Errors
    /// As [`Journal::answer_follow_up`].
    pub fn reopen_follow_up(
        &mut self,
        id: RecordId,
        now: Moment,
    ) -> Result<FollowUp, JournalError> {
        self.conclude(id, None, now)
    }

    fn conclude(
        &mut self,
        id: RecordId,
        outcome: Option<Outcome>,
        now: Moment,
    ) -> Result<FollowUp, JournalError> {
        let card = self.catalog.follow_ups.get(id).ok_or(JournalError::NoSuchFollowUp)?;
        let card = FollowUp { outcome, ..card.clone() };
        self.save_card(id, card, now)
    }

    fn save_card(
        &mut self,
        id: RecordId,
        mut card: FollowUp,
        now: Moment,
    ) -> Result<FollowUp, JournalError> {
        self.write_record(id, Payload::FollowUp(card.clone()), now)?;
        card.id = Some(id);
        self.catalog.follow_ups.insert(id, card.clone());
        self.follow_entry(card.entry);
        Ok(card)
    }
}
