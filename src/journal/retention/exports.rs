//! Exports that are under way: where clear text lies that is to be deleted if they are cut off.

use crate::journal::record::{ExportUnderWay, Exports, Moment, Payload};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

impl Journal {
    /// Returns the exports that have begun and not ended.
    pub(crate) fn exports_under_way(&self) -> Vec<ExportUnderWay> {
        let exports = self.catalog.retention.exports.as_ref();
        exports.map(|(_, exports)| exports.under_way.clone()).unwrap_or_default()
    }

    /// Notes that an export begins; returns once that is on disk.
    pub(crate) fn note_export(&mut self, export: ExportUnderWay) -> Result<(), JournalError> {
        let now = export.begun;
        let mut under_way = self.exports_under_way();
        under_way.push(export);
        self.write_exports(Exports { under_way }, now)
    }

    /// Notes that an export has ended, one way or the other.
    pub(crate) fn note_export_ended(
        &mut self,
        mark: &str,
        now: Moment,
    ) -> Result<(), JournalError> {
        let mut under_way = self.exports_under_way();
        let before = under_way.len();
        under_way.retain(|export| export.mark != mark);
        if under_way.len() == before {
            return Ok(());
        }
        self.write_exports(Exports { under_way }, now)
    }

    fn write_exports(&mut self, exports: Exports, now: Moment) -> Result<(), JournalError> {
        let known = self.catalog.retention.exports.as_ref();
        let id = known.map_or_else(RecordId::make, |(id, _)| *id);
        self.write_record(id, Payload::Exports(exports.clone()), now)?;
        self.catalog.retention.exports = Some((id, exports));
        Ok(())
    }
}
