//! Where backups go.

use std::path::{Path, PathBuf};

use crate::journal::record::{BackupPlaces, Moment, Payload};
use crate::journal::{Journal, JournalError};
use crate::store::path::{self, path_of, text_of};
use crate::vault::RecordId;

/// As long as the longest name of a file in a place for backups.
const LONGEST_NAME: &str = "0123456789ab-0123456789abcdef0123456789abcdef.fresh";

impl Journal {
    /// Returns where backups go.
    pub fn backup_places(&self) -> BackupPlaces {
        let places = self.catalog.retention.places.as_ref();
        places.map(|(_, places)| places.clone()).unwrap_or_default()
    }

    /// Saves where backups go, each as its whole path: `~` is the home folder. A place inside a
    /// journal's folder is refused, however it is named.
    ///
    /// # Errors
    /// [`JournalError::PlaceInside`]; [`JournalError::Store`] for a path that is not whole or too
    /// long, among others: the places stay as they were.
    pub fn save_backup_places(
        &mut self,
        places: BackupPlaces,
        now: Moment,
    ) -> Result<(), JournalError> {
        let mut places = places;
        for place in [&mut places.first, &mut places.second].into_iter().flatten() {
            let whole = path::whole(&path_of(place))?;
            if path::is_inside_a_journal(&whole, Some(&self.folder)) {
                return Err(JournalError::PlaceInside);
            }
            path::check_length(&whole.join(LONGEST_NAME))?;
            *place = text_of(&whole);
        }
        if places == self.backup_places() {
            return Ok(());
        }
        let known = self.catalog.retention.places.as_ref();
        let id = known.map_or_else(RecordId::make, |(id, _)| *id);
        self.write_record(id, Payload::BackupPlaces(places.clone()), now)?;
        self.catalog.retention.places = Some((id, places));
        Ok(())
    }

    /// Saves a second location without looking at it.
    ///
    /// # Panics
    /// When it cannot be written.
    #[cfg(feature = "testing")]
    pub(crate) fn save_places_as_typed(&mut self, second: &str, now: Moment) {
        let places = BackupPlaces { second: Some(second.to_owned()), ..BackupPlaces::default() };
        let id = RecordId::make();
        self.write_record(id, Payload::BackupPlaces(places.clone()), now).expect("it is written");
        self.catalog.retention.places = Some((id, places));
    }

    /// Returns the folder that backups are made in. One that was kept as a path which is not whole,
    /// as older versions did, counts as none.
    pub(crate) fn backup_place(&self) -> PathBuf {
        let first = self.backup_places().first.map(|place| path::whole(&path_of(&place)));
        first.and_then(Result::ok).unwrap_or_else(|| default_backup_folder(&self.folder))
    }

    /// Returns the second location, if there is one; a path that is not whole names none.
    pub(crate) fn second_backup_place(&self) -> Option<PathBuf> {
        path::whole(&path_of(&self.backup_places().second?)).ok()
    }
}

/// Returns the place for backups that a journal has from the start: a folder beside it.
pub(crate) fn default_backup_folder(folder: &Path) -> PathBuf {
    folder.with_extension("backups")
}
