//! Cards as the window shows them: with their entry, and whether they are due.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::journal::Journal;
use crate::journal::catalog::{EntryRow, row};
use crate::journal::record::{Due, FollowUp, Head, Moment};
use crate::vault::RecordId;

/// A card with the entry that it asks about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Card {
    /// The card.
    pub follow_up: FollowUp,
    /// Its entry.
    pub row: EntryRow,
    /// Whether it is due.
    pub state: CardState,
}

/// Whether a card is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum CardState {
    /// It asks now.
    Due,
    /// It asks at the client's next session.
    AtNextSession,
    /// Its day has not come.
    Waiting,
    /// It was answered or skipped.
    Done,
}

/// The newest session and the newest day that each client has an entry about.
type Newest = HashMap<RecordId, (Option<u32>, NaiveDate)>;

impl Journal {
    /// Returns the open cards: the due ones first, then those for a next session, then by day.
    pub fn list_follow_ups(&self, client: Option<RecordId>, now: Moment) -> Vec<Card> {
        let client = client.map(|id| self.catalog.resolve(id));
        self.open_cards(now, |entry| {
            let state = self.catalog.entry(entry);
            client.is_none() || state.is_some_and(|state| state.summary().client == client)
        })
    }

    /// Returns all cards of an entry, open or not, in the order in which they ask.
    pub fn follow_ups_of(&self, entry: RecordId, now: Moment) -> Vec<Card> {
        self.cards(now, self.catalog.follow_ups.of(entry))
    }

    /// Returns the open cards about certain entries.
    pub(crate) fn open_cards(&self, now: Moment, about: impl Fn(RecordId) -> bool) -> Vec<Card> {
        let all = self.catalog.follow_ups.iter();
        self.cards(now, all.filter(|(_, card)| card.outcome.is_none() && about(card.entry)))
    }

    /// Returns whether an entry has a card that is still open, or one that was answered.
    pub(crate) fn follow_up_words(&self, entry: RecordId, head: &Head) -> Vec<String> {
        let mut words = Vec::new();
        for (_, card) in self.catalog.follow_ups.of(entry) {
            let word = match &card.outcome {
                None if card.is_wanted(head) => "followup=open",
                None => continue,
                Some(outcome) if outcome.answer.is_empty() => continue,
                Some(_) => "followup=answered",
            };
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
        words
    }

    fn cards<'a>(
        &self,
        now: Moment,
        wanted: impl Iterator<Item = (RecordId, &'a FollowUp)>,
    ) -> Vec<Card> {
        let mut wanted = wanted.map(|(_, card)| card).peekable();
        if wanted.peek().is_none() {
            return Vec::new();
        }
        let newest = self.newest_sessions();
        let cards = wanted.filter_map(|card| self.card(card, &newest, now));
        let mut cards: Vec<Card> = cards.collect();
        cards.sort_by_cached_key(|card| {
            let at = card.row.head.happened;
            (card.state, asks_on(&card.follow_up, &card.row.head), Reverse(at.utc_ms))
        });
        cards
    }

    fn card(&self, card: &FollowUp, newest: &Newest, now: Moment) -> Option<Card> {
        let state = self.catalog.entry(card.entry).filter(|state| !state.summary().trashed)?;
        let row = row(card.entry, state);
        if card.outcome.is_none() && !card.is_wanted(&row.head) {
            return None;
        }
        Some(Card { state: due(card, &row.head, newest, now), follow_up: card.clone(), row })
    }

    fn newest_sessions(&self) -> Newest {
        let mut newest = Newest::new();
        for (_, state) in self.catalog.newest_first() {
            let entry = state.summary();
            let Some(client) = entry.client.filter(|_| !entry.trashed) else { continue };
            let known = newest.entry(client).or_insert_with(|| (None, entry.happened.date()));
            known.0 = known.0.max(entry.session);
        }
        newest
    }
}

fn due(card: &FollowUp, head: &Head, newest: &Newest, now: Moment) -> CardState {
    if card.outcome.is_some() {
        return CardState::Done;
    }
    if let Some(day) = asks_on(card, head) {
        return if day <= now.date() { CardState::Due } else { CardState::Waiting };
    }
    let newest = head.client.and_then(|client| newest.get(&client));
    let later = newest.is_some_and(|(session, day)| match (head.session, session) {
        (Some(then), Some(now)) => *now > then,
        _ => *day > head.happened.date(),
    });
    if later { CardState::Due } else { CardState::AtNextSession }
}

/// Returns the day on which a card asks; none for one that waits for a session.
fn asks_on(card: &FollowUp, head: &Head) -> Option<NaiveDate> {
    let day = head.happened.date();
    match &card.due {
        Due::NextSession if head.client.is_some() => None,
        Due::NextSession => day.checked_add_days(Days::new(1)),
        Due::Weeks(weeks) => day.checked_add_days(Days::new(u64::from(*weeks) * 7)),
        // A day that cannot be read asks at once rather than never.
        Due::On(text) => Some(text.parse().unwrap_or(day)),
    }
}
