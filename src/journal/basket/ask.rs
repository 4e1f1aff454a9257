//! Putting loose questions into the basket, and marking what was asked.

use super::BasketItem;
use crate::journal::record::{LooseQuestion, Moment, tidied};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Puts a question into the basket that belongs to no entry, perhaps from a thread.
    ///
    /// # Errors
    /// [`JournalError::NameEmpty`] for a question without a word, [`JournalError::NoSuchRecord`]
    /// for a thread that is not there, [`JournalError::Store`].
    pub fn add_question(
        &mut self,
        text: &str,
        thread: Option<RecordId>,
        now: Moment,
    ) -> Result<Vec<BasketItem>, JournalError> {
        let text = tidied(text);
        if text.is_empty() {
            return Err(JournalError::NameEmpty);
        }
        let thread = thread.map(|id| self.catalog.resolve(id));
        if thread.is_some_and(|id| !self.catalog.threads.contains_key(&id)) {
            return Err(JournalError::NoSuchRecord);
        }
        let mut basket = self.basket_order();
        basket.questions.push(LooseQuestion { id: RecordId::make(), text, thread, asked: None });
        self.save_basket(basket, now)?;
        Ok(self.basket())
    }

    /// Takes a loose question out of the basket.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`], [`JournalError::Store`].
    pub fn drop_question(
        &mut self,
        id: RecordId,
        now: Moment,
    ) -> Result<Vec<BasketItem>, JournalError> {
        let mut basket = self.basket_order();
        let before = basket.questions.len();
        basket.questions.retain(|question| question.id != id);
        if basket.questions.len() == before {
            return Err(JournalError::NoSuchRecord);
        }
        self.save_basket(basket, now)?;
        Ok(self.basket())
    }

    /// Marks something in the basket as asked, or takes that back; also in a closed entry, since
    /// it changes no word of it.
    ///
    /// # Errors
    /// [`JournalError::NoSuchRecord`] for what is not in the basket, [`JournalError::Store`].
    pub fn mark_asked(
        &mut self,
        id: RecordId,
        asked: bool,
        now: Moment,
    ) -> Result<BasketItem, JournalError> {
        let item = self.basket_item(id).ok_or(JournalError::NoSuchRecord)?;
        if item.row.is_some() {
            self.revise(id, now, |meta| {
                if let Some(basket) = &mut meta.head.basket {
                    basket.asked = asked;
                }
            })?;
        } else {
            let mut basket = self.basket_order();
            let question = basket.questions.iter_mut().find(|question| question.id == id);
            question.ok_or(JournalError::NoSuchRecord)?.asked = asked.then_some(now);
            self.save_basket(basket, now)?;
        }
        self.basket_item(id).ok_or(JournalError::NoSuchRecord)
    }
}
