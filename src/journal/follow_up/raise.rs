//! Which cards an entry raises.

use crate::journal::Journal;
use crate::journal::record::{Due, FollowUp, Head};
use crate::vault::RecordId;

/// Weeks after which a flag that is followed for longer asks again.
const LATER_WEEKS: [u8; 2] = [2, 6];

impl Journal {
    /// Returns the cards that an entry's flags ask for and that have not been raised yet.
    pub(crate) fn cards_to_raise(&self, entry: RecordId, head: &Head) -> Vec<FollowUp> {
        let mut cards = wanted(entry, head);
        if !cards.is_empty() {
            for (_, known) in self.catalog.follow_ups.of(entry) {
                cards.retain(|card| (&card.flag, &card.due) != (&known.flag, &known.due));
            }
        }
        cards
    }
}

impl FollowUp {
    /// Returns whether the entry still asks for this card.
    pub(crate) fn is_wanted(&self, head: &Head) -> bool {
        let Some(flag) = &self.flag else { return !self.withdrawn };
        let raised = head.flags.iter().find(|raised| raised.flag == *flag);
        raised.is_some_and(|raised| raised.later || self.due == Due::NextSession)
    }
}

fn wanted(entry: RecordId, head: &Head) -> Vec<FollowUp> {
    let mut cards: Vec<FollowUp> = Vec::new();
    for raised in &head.flags {
        let later = LATER_WEEKS.into_iter().filter(|_| raised.later).map(Due::Weeks);
        for due in std::iter::once(Due::NextSession).chain(later) {
            let flag = Some(raised.flag.clone());
            let card = FollowUp { flag, ..FollowUp::on(entry, due) };
            if !cards.contains(&card) {
                cards.push(card);
            }
        }
    }
    cards
}
