//! A journal of an older schema: first a copy is made and verified, then it is migrated.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::files::{make_private_all, publish};
use crate::journal::JournalError;
use crate::journal::record::Moment;
use crate::journal::settings::default_backup_folder;
use crate::journal::verify::{Kind, Marks, Verification, make_name};
use crate::store::{Closed, StoreError};
use crate::vault::RootKey;

/// Opening every record is not cut into small slices: nothing can be written meanwhile.
const WHOLE: Duration = Duration::MAX;

/// Makes a copy beside the journal, verifies it, and only then brings the schema up to the newest.
///
/// A journal with damage of its own is copied as it is, and migrated: the copy has all it has.
///
/// # Errors
/// [`JournalError::NotVerified`] or [`JournalError::Store`] when there is no copy to fall back on;
/// the journal is then as it was.
pub(crate) fn migrate_after_copy(
    closed: &mut Closed,
    folder: &Path,
    root: &RootKey,
) -> Result<(), JournalError> {
    let place = default_backup_folder(folder);
    make_private_all(&place).map_err(StoreError::from)?;
    let file = place.join(make_name());
    let keys = root.derive_keys(closed.journal_id());
    let marks = Marks::of_any(&keys.anchor, Kind::Copy);
    marks.sweep(&place);
    let unverified = place.join(marks.make());
    let verified = copy_and_verify(closed, &unverified, root);
    if verified.is_err() {
        // Only what this very call has made is deleted again.
        let _ = fs::remove_file(unverified);
        return verified;
    }
    publish(&unverified, &file).map_err(StoreError::from)?;
    Ok(closed.migrate()?)
}

fn copy_and_verify(closed: &Closed, file: &Path, root: &RootKey) -> Result<(), JournalError> {
    closed.copy_to(file)?;
    let never = Arc::new(AtomicBool::new(false));
    let id = closed.journal_id();
    let mut verification = Verification::begin(file, root.derive_keys(id), id, &never)?;
    while verification.step(WHOLE)?.is_some() {}
    let now = Moment::now();
    verification.finish(now, now).map(drop)
}
