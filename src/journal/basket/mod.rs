//! The supervision basket: flagged entries and loose questions, in an order of one's own.
//!
//! Whether an entry lies in it stands in the entry's head. The order and the loose questions are
//! one sealed record of their own, so that putting them in order writes no revision of any entry.

mod ask;
mod reflect;

use serde::{Deserialize, Serialize};

use crate::journal::catalog::{EntryRow, row};
use crate::journal::record::{BasketOrder, LooseQuestion, Moment, Payload};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// Something in the basket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct BasketItem {
    /// The entry's record id, or the loose question's.
    pub id: RecordId,
    /// The entry; none for a loose question.
    pub row: Option<EntryRow>,
    /// The question; may be empty for an entry.
    pub question: String,
    /// The thread that a loose question comes from.
    pub thread: Option<RecordId>,
    /// Whether it has been asked.
    pub asked: bool,
}

impl Journal {
    /// Returns what waits in the basket, in the order of one's own; then what was put in since,
    /// oldest first.
    pub fn basket(&self) -> Vec<BasketItem> {
        let in_basket = self.catalog.oldest_first(|known| known.waits);
        let entries = in_basket.iter().filter_map(|(id, _)| self.basket_item(*id));
        let basket = self.basket_order();
        let loose = basket.questions.iter().filter(|question| question.asked.is_none()).map(item);
        let mut items: Vec<BasketItem> = entries.chain(loose).collect();
        let place = |id| basket.order.iter().position(|known| *known == id).unwrap_or(usize::MAX);
        items.sort_by_cached_key(|item| place(item.id));
        items
    }

    /// Saves the order of the basket.
    ///
    /// # Errors
    /// [`JournalError::Store`] when it could not be written: the old order stays.
    pub fn order_basket(
        &mut self,
        order: Vec<RecordId>,
        now: Moment,
    ) -> Result<Vec<BasketItem>, JournalError> {
        let basket = self.basket_order();
        if order != basket.order {
            self.save_basket(BasketOrder { order, ..basket }, now)?;
        }
        Ok(self.basket())
    }

    pub(super) fn basket_order(&self) -> BasketOrder {
        self.catalog.basket.as_ref().map(|(_, basket)| basket.clone()).unwrap_or_default()
    }

    pub(super) fn save_basket(
        &mut self,
        basket: BasketOrder,
        now: Moment,
    ) -> Result<(), JournalError> {
        let id = self.catalog.basket.as_ref().map_or_else(RecordId::make, |(id, _)| *id);
        self.write_record(id, Payload::Basket(basket.clone()), now)?;
        self.catalog.basket = Some((id, basket));
        Ok(())
    }

    /// Returns something in the basket, asked or not.
    pub(super) fn basket_item(&self, id: RecordId) -> Option<BasketItem> {
        if let Some(state) = self.catalog.entry(id) {
            let basket = state.shown().head.basket?;
            let row = Some(row(id, state));
            return Some(BasketItem {
                id,
                row,
                question: basket.question,
                thread: None,
                asked: basket.asked,
            });
        }
        let basket = self.catalog.basket.as_ref().map(|(_, basket)| basket)?;
        basket.questions.iter().find(|question| question.id == id).map(item)
    }
}

fn item(question: &LooseQuestion) -> BasketItem {
    BasketItem {
        id: question.id,
        row: None,
        question: question.text.clone(),
        thread: question.thread,
        asked: question.asked.is_some(),
    }
}
