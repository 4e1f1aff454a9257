//! Where backups go.

use std::path::{Path, PathBuf};

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::journal::Journal;
use crate::journal::error::JournalError;
use crate::journal::head::Moment;
use crate::journal::meta::Noun;
use crate::vault::RecordId;

/// Where backups go; a record of the journal, of which there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(default)]
pub struct BackupPlaces {
    /// The folder that they are made in; none for the one beside the journal.
    #[n(0)]
    pub first: Option<String>,
    /// A folder, best on another disk, that every proven backup is also put into.
    #[n(1)]
    pub second: Option<String>,
    /// Whether backups are made only when asked for.
    #[n(2)]
    pub by_hand: bool,
}

impl Journal {
    /// Returns where backups go.
    pub fn backup_places(&self) -> BackupPlaces {
        let places = self.catalog.keeping.places.as_ref();
        places.map(|(_, places)| places.clone()).unwrap_or_default()
    }

    /// Keeps where backups go. A place inside the journal's own folder is refused.
    ///
    /// # Errors
    /// [`JournalError::PlaceInside`]; [`JournalError::Store`]: the places stay as they were.
    pub fn save_backup_places(
        &mut self,
        places: BackupPlaces,
        now: Moment,
    ) -> Result<(), JournalError> {
        let named = [&places.first, &places.second];
        if named.into_iter().flatten().any(|place| Path::new(place).starts_with(&self.folder)) {
            return Err(JournalError::PlaceInside);
        }
        if places == self.backup_places() {
            return Ok(());
        }
        let known = self.catalog.keeping.places.as_ref();
        let id = known.map_or_else(RecordId::make, |(id, _)| *id);
        self.write_record(id, Noun::BackupPlaces(places.clone()), now)?;
        self.catalog.keeping.places = Some((id, places));
        Ok(())
    }

    /// Returns the folder that backups are made in.
    pub(crate) fn backup_place(&self) -> PathBuf {
        let first = self.backup_places().first;
        first.map_or_else(|| beside(&self.folder), PathBuf::from)
    }
}

/// Returns the place for backups that a journal has from the start: a folder beside it.
pub(crate) fn beside(folder: &Path) -> PathBuf {
    folder.with_extension("backups")
}
