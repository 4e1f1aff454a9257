//! Schemes: those that ship, and own ones as the text of their files.

use chrono::Months;
use serde::{Deserialize, Serialize};

use super::day::day_of;
use crate::journal::record::{Moment, OwnSchemeMeta, Payload};
use crate::journal::{Journal, JournalError};
use crate::schemes::{Scheme, read_scheme, shipped_schemes, shipped_text};
use crate::vault::RecordId;

/// The largest file of an own scheme, in bytes: 32 KiB.
const MOST_BYTES: usize = 32 << 10;
/// After so many months without a review the date of a scheme is told apart.
const REVIEW_MONTHS: u32 = 12;

/// A scheme in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SchemeLine {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// The day on which its rules were read, `2026-11-27`.
    pub as_of: String,
    /// Where to look the rules up.
    pub check: String,
    /// What a reader has to know of it.
    pub warning: Option<String>,
    /// The record of an own scheme; none for a shipped one.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub own: Option<RecordId>,
    /// Whether nobody has reviewed it for a year.
    pub old: bool,
    /// The text of its file.
    pub text: String,
}

/// What became of the text of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "saved", rename_all = "snake_case")]
pub enum SchemeSaved {
    /// It was saved.
    Yes {
        /// The scheme.
        scheme: SchemeLine,
    },
    /// It has a mistake; nothing was saved.
    No {
        /// The mistake.
        mistake: SchemeMistake,
    },
}

/// The first mistake in the text of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SchemeMistake {
    /// The line, counted from 1.
    pub line: u32,
    /// What is wrong.
    pub reason: String,
}

impl Journal {
    /// Returns the schemes: the one for own targets, the other shipped ones, own ones by name.
    pub fn list_schemes(&self, now: Moment) -> Vec<SchemeLine> {
        let shipped = shipped_schemes().iter().map(|scheme| {
            let text = shipped_text(&scheme.id).unwrap_or_default();
            line(scheme, None, text, now)
        });
        let own = self.catalog.hours.schemes.iter().filter_map(|(id, (meta, scheme))| {
            let scheme = scheme.as_ref().filter(|_| meta.removed.is_none())?;
            Some(line(scheme, Some(*id), &meta.text, now))
        });
        let mut own: Vec<SchemeLine> = own.collect();
        own.sort_by(|one, other| one.name.cmp(&other.name));
        shipped.chain(own).collect()
    }

    /// Makes or changes an own scheme; one with a mistake is not saved, and says where it is.
    ///
    /// # Errors
    /// [`JournalError::TooLarge`] for more than 32 KiB, [`JournalError::NameTaken`] when another scheme
    /// has its id, [`JournalError::NoSuchRecord`], [`JournalError::Store`].
    pub fn save_scheme(
        &mut self,
        own: Option<RecordId>,
        text: &str,
        now: Moment,
    ) -> Result<SchemeSaved, JournalError> {
        if text.len() > MOST_BYTES {
            return Err(JournalError::TooLarge);
        }
        let scheme = match read_scheme("scheme", text) {
            Ok(scheme) => scheme,
            Err(error) => {
                let line = u32::try_from(error.line).unwrap_or(u32::MAX);
                return Ok(SchemeSaved::No {
                    mistake: SchemeMistake { line, reason: error.reason },
                });
            }
        };
        if day_of(&scheme.as_of).is_err() {
            let at = text.lines().position(|line| line.trim_start().starts_with("as_of"));
            let line = u32::try_from(at.map_or(1, |at| at + 1)).unwrap_or(1);
            let reason = format!("no calendar has the day `{}`", scheme.as_of);
            return Ok(SchemeSaved::No { mistake: SchemeMistake { line, reason } });
        }
        if own.is_some_and(|own| !self.catalog.hours.schemes.contains_key(&own)) {
            return Err(JournalError::NoSuchRecord);
        }
        let taken =
            |line: &SchemeLine| line.key == scheme.id && (line.own.is_none() || line.own != own);
        if self.list_schemes(now).iter().any(taken) {
            return Err(JournalError::NameTaken);
        }
        // Placements name a scheme by its key, which therefore stays.
        let before = own.and_then(|own| self.catalog.hours.schemes.get(&own)?.1.as_ref());
        if before.is_some_and(|before| before.id != scheme.id && self.is_used(&before.id)) {
            let at = text.lines().position(|line| line.trim_start().starts_with("id"));
            let line = u32::try_from(at.map_or(1, |at| at + 1)).unwrap_or(1);
            let reason =
                "a placement counts under this scheme, so its id stays as it was".to_owned();
            return Ok(SchemeSaved::No { mistake: SchemeMistake { line, reason } });
        }
        let id = own.unwrap_or_else(RecordId::make);
        let meta = OwnSchemeMeta { text: text.to_owned(), removed: None };
        self.write_record(id, Payload::OwnScheme(meta.clone()), now)?;
        let saved = line(&scheme, Some(id), text, now);
        self.catalog.hours.schemes.insert(id, (meta, Some(scheme)));
        Ok(SchemeSaved::Yes { scheme: saved })
    }

    /// Takes an own scheme out of the list.
    ///
    /// # Errors
    /// [`JournalError::SchemeUsed`] while a placement counts under it, [`JournalError::NoSuchRecord`],
    /// [`JournalError::Store`].
    pub fn remove_scheme(&mut self, own: RecordId, now: Moment) -> Result<(), JournalError> {
        let (meta, scheme) =
            self.catalog.hours.schemes.get(&own).ok_or(JournalError::NoSuchRecord)?;
        if scheme.as_ref().is_some_and(|scheme| self.is_used(&scheme.id)) {
            return Err(JournalError::SchemeUsed);
        }
        let meta = OwnSchemeMeta { removed: Some(now), ..meta.clone() };
        self.write_record(own, Payload::OwnScheme(meta.clone()), now)?;
        self.catalog.hours.schemes.insert(own, (meta, None));
        Ok(())
    }

    fn is_used(&self, key: &str) -> bool {
        self.catalog.hours.placements.values().any(|placement| placement.scheme == key)
    }

    /// Returns a scheme by its key.
    pub(super) fn scheme(&self, key: &str) -> Option<&Scheme> {
        let shipped = shipped_schemes().iter().find(|scheme| scheme.id == key);
        let own = || {
            let own = self.catalog.hours.schemes.values();
            own.filter_map(|(_, scheme)| scheme.as_ref()).find(|scheme| scheme.id == key)
        };
        shipped.or_else(own)
    }

    pub(super) fn scheme_line(&self, key: &str, now: Moment) -> Result<SchemeLine, JournalError> {
        let all = self.list_schemes(now);
        all.into_iter().find(|line| line.key == key).ok_or(JournalError::NoSuchRecord)
    }
}

fn line(scheme: &Scheme, own: Option<RecordId>, text: &str, now: Moment) -> SchemeLine {
    let review = day_of(&scheme.as_of).ok();
    let review = review.and_then(|day| day.checked_add_months(Months::new(REVIEW_MONTHS)));
    SchemeLine {
        key: scheme.id.clone(),
        name: scheme.name.clone(),
        as_of: scheme.as_of.clone(),
        check: scheme.check.clone(),
        warning: scheme.warning.clone(),
        own,
        old: review.is_none_or(|review| now.date() > review),
        text: text.to_owned(),
    }
}
