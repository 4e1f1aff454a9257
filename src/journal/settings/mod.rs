//! Settings and the return point: two records of which there is one each.

mod backup_places;
mod will;

use crate::journal::record::{Moment, Payload, ReturnPoint, Settings};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

pub(crate) use backup_places::default_backup_folder;
pub use will::Will;

impl Journal {
    /// Returns the settings.
    pub fn settings(&self) -> Settings {
        self.catalog.settings.as_ref().map(|(_, settings)| settings.clone()).unwrap_or_default()
    }

    /// Saves the settings; another language of writing has the index built anew at the next
    /// unlock.
    ///
    /// # Errors
    /// [`JournalError::Store`] when they could not be written: the old ones stay.
    pub fn save_settings(&mut self, settings: Settings, now: Moment) -> Result<(), JournalError> {
        if settings == self.settings() {
            return Ok(());
        }
        let id = self.catalog.settings.as_ref().map_or_else(RecordId::make, |(id, _)| *id);
        self.write_record(id, Payload::Settings(settings.clone()), now)?;
        self.catalog.settings = Some((id, settings));
        Ok(())
    }

    /// Returns where the writer was when the journal was last locked.
    pub fn return_point(&self) -> ReturnPoint {
        self.catalog.return_point.as_ref().map(|(_, point)| point.clone()).unwrap_or_default()
    }

    /// Saves where the writer is.
    ///
    /// # Errors
    /// [`JournalError::Store`] when it could not be written.
    pub fn save_return_point(&mut self, at: ReturnPoint, now: Moment) -> Result<(), JournalError> {
        if at == self.return_point() {
            return Ok(());
        }
        let id = self.catalog.return_point.as_ref().map_or_else(RecordId::make, |(id, _)| *id);
        self.write_record(id, Payload::ReturnPoint(at.clone()), now)?;
        self.catalog.return_point = Some((id, at));
        Ok(())
    }
}
