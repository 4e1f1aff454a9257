//! What runs that were killed have left, found when the journal is next opened.

use super::export::delete_files;
use super::{backup, rekey};
use crate::exchange::ExchangeError;
use crate::exchange::export::Deleted;
use crate::journal::{ExportUnderWay, Journal, Kind, Moment, Notice};
use crate::store::BegunFolder;
use crate::store::path::path_of;

/// Deletes what an export, a backup, a restore or a change of keys has left that was killed, as
/// far as a mark proves that it is this journal's. Call it after opening the journal.
///
/// The readable files of an export that was cut off are reported, whether they could be deleted
/// or not.
pub fn delete_leftovers(journal: &mut Journal, now: Moment) {
    rekey::sweep(journal);
    if let Some(parent) = journal.folder().parent() {
        let marks = journal.marks_of_any(Kind::Restoring);
        BegunFolder::sweep(parent, |name| marks.is_ours(name));
    }
    backup::sweep(journal, &journal.backup_place());
    for export in cut_off(journal) {
        let folder = export.folder.clone();
        match delete_files(&path_of(&folder), &export.mark) {
            Ok(Deleted::All) => journal.notice(Notice::ExportCutOff { folder, gone: true }),
            Ok(Deleted::NothingThere) => {}
            Err(_) => {
                journal.notice(Notice::ExportCutOff { folder, gone: false });
                continue;
            }
        }
        // It is looked for again at the next opening if this cannot be written.
        let _ = journal.note_export_ended(&export.mark, now);
    }
}

/// Names the folders of exports that were cut off and may still hold readable files.
pub fn cut_off_exports(journal: &Journal) -> Vec<String> {
    cut_off(journal).into_iter().map(|export| export.folder).collect()
}

/// Deletes what an export that was cut off has written into a folder.
///
/// # Errors
/// [`ExchangeError::NoSuchExport`]; [`ExchangeError::Journal`] when the folder cannot be reached or
/// written: it stays named then.
pub fn delete_export(
    journal: &mut Journal,
    folder: &str,
    now: Moment,
) -> Result<(), ExchangeError> {
    let export = cut_off(journal).into_iter().find(|export| export.folder == folder);
    let export = export.ok_or(ExchangeError::NoSuchExport)?;
    delete_files(&path_of(folder), &export.mark)?;
    Ok(journal.note_export_ended(&export.mark, now)?)
}

/// Leaves what an export that was cut off has written, and names it no longer.
///
/// # Errors
/// [`ExchangeError::NoSuchExport`]; [`ExchangeError::Journal`] when that could not be written.
pub fn dismiss_export(
    journal: &mut Journal,
    folder: &str,
    now: Moment,
) -> Result<(), ExchangeError> {
    let export = cut_off(journal).into_iter().find(|export| export.folder == folder);
    let export = export.ok_or(ExchangeError::NoSuchExport)?;
    Ok(journal.note_export_ended(&export.mark, now)?)
}

/// Returns the exports that were begun and not ended, but for the one that this process has at work.
fn cut_off(journal: &Journal) -> Vec<ExportUnderWay> {
    let own = journal.exporting();
    let mut under_way = journal.exports_under_way();
    under_way.retain(|export| Some(export.mark.as_str()) != own);
    under_way
}
