//! The professional will: who may open or destroy the journal when its keeper no longer can.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::journal::record::{Moment, Payload};
use crate::journal::{Journal, JournalError};
use crate::vault::{RecordId, RecoveryWords};

/// The most that a will may say, in bytes: 64 KiB.
const MAX_BYTES: usize = 64 << 10;

/// How many recovery words there are.
const WORDS: usize = 12;

/// The professional will, all in the keeper's own words. It never holds the recovery words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(default)]
pub struct Will {
    /// Who may open the journal on death or incapacity, and what for.
    pub may_open: String,
    /// Who may destroy it, and when.
    pub may_destroy: String,
    /// Where the recovery words are kept; never the words themselves.
    pub whereabouts: String,
    /// Anything else: whom to tell, how long to keep it, what the law here asks.
    pub wishes: String,
    /// When it was last changed.
    pub changed: Option<Moment>,
}

impl Journal {
    /// Returns the professional will; an empty one if none was written.
    ///
    /// # Errors
    /// [`JournalError::Sealed`] when it is damaged.
    pub fn will(&self) -> Result<Will, JournalError> {
        let Some((id, Some(at))) = self.catalog.retention.will else { return Ok(Will::default()) };
        let plain = self.open_body(id, at)?;
        serde_json::from_slice(&plain).map_err(|_| JournalError::FromNewer)
    }

    /// Saves the professional will.
    ///
    /// # Errors
    /// [`JournalError::WordsInWill`] when recovery words stand in it, [`JournalError::TooLarge`],
    /// [`JournalError::Store`]: the one before stays.
    pub fn save_will(&mut self, will: Will, now: Moment) -> Result<Will, JournalError> {
        let will = Will { changed: Some(now), ..will };
        let texts = [&will.may_open, &will.may_destroy, &will.whereabouts, &will.wishes];
        if texts.into_iter().any(|text| holds_words(text)) {
            return Err(JournalError::WordsInWill);
        }
        let body = serde_json::to_vec(&will).expect("plain strings, so JSON can hold them");
        let body = Zeroizing::new(body);
        if body.len() > MAX_BYTES {
            return Err(JournalError::TooLarge);
        }
        let id = self.catalog.retention.will.map_or_else(RecordId::make, |(id, _)| id);
        let at = self.write_with_body(id, Payload::Will, &body, now)?;
        self.catalog.retention.will = Some((id, Some(at)));
        Ok(will)
    }
}

/// Returns whether twelve words in a row are recovery words with a right checksum.
fn holds_words(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.windows(WORDS).any(|row| RecoveryWords::parse(&row.join(" ")).is_ok())
}
