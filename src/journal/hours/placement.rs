//! Placements: where hours are worked, under which scheme and status.

use super::day::day_of;
use crate::journal::record::{Moment, Payload, Placement, folded, tidied};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// A session is at most a day long, in minutes.
const MOST_MINUTES: u32 = 24 * 60;

impl Journal {
    /// Returns all placements: those that go on first, then by their first day, the latest first.
    pub fn list_placements(&self) -> Vec<Placement> {
        let mut all: Vec<Placement> = self.catalog.hours.placements.values().cloned().collect();
        all.sort_by(|one, other| {
            let key = |it: &Placement| (it.to.is_some(), std::cmp::Reverse(it.from.clone()));
            (key(one), &one.alias).cmp(&(key(other), &other.alias))
        });
        all
    }

    /// Makes or changes a placement.
    ///
    /// # Errors
    /// [`JournalError::NameEmpty`], [`JournalError::NameTaken`] by another placement,
    /// [`JournalError::NoSuchDay`] for a day that no calendar has or one that ends before it begins,
    /// [`JournalError::BadHours`] for sessions of no minutes or of more than a day,
    /// [`JournalError::NoSuchRecord`] for a placement or a scheme that is not there;
    /// [`JournalError::Store`].
    pub fn save_placement(
        &mut self,
        mut placement: Placement,
        now: Moment,
    ) -> Result<Placement, JournalError> {
        placement.alias = tidied(&placement.alias);
        placement.setting = tidied(&placement.setting);
        placement.supervisors = placement.supervisors.iter().map(|name| tidied(name)).collect();
        placement.supervisors.retain(|name| !name.is_empty());
        if placement.alias.is_empty() {
            return Err(JournalError::NameEmpty);
        }
        let from = day_of(&placement.from)?;
        let to = placement.to.as_deref().map(day_of).transpose()?;
        if to.is_some_and(|to| to < from) {
            return Err(JournalError::NoSuchDay);
        }
        if !(1..=MOST_MINUTES).contains(&placement.minutes) {
            return Err(JournalError::BadHours);
        }
        self.scheme(&placement.scheme).ok_or(JournalError::NoSuchRecord)?;
        let known = |id: &RecordId| self.catalog.hours.placements.contains_key(id);
        if placement.id.as_ref().is_some_and(|id| !known(id)) {
            return Err(JournalError::NoSuchRecord);
        }
        let id = *placement.id.get_or_insert_with(RecordId::make);
        let mut others = self.catalog.hours.placements.iter().filter(|(other, _)| **other != id);
        if others.any(|(_, other)| folded(&other.alias) == folded(&placement.alias)) {
            return Err(JournalError::NameTaken);
        }
        self.write_record(id, Payload::Placement(placement.clone()), now)?;
        self.catalog.hours.placements.insert(id, placement.clone());
        Ok(placement)
    }
}
