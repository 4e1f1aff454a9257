//! A sealed draft of any record, opened from whichever revision it was begun from.

use zeroize::Zeroizing;

use super::sealer::Sealer;
use crate::journal::JournalError;
use crate::store::Store;
use crate::vault::{Digest, OpenError, RecordId, Seq};

/// What a draft says, in memory for as long as it is needed.
pub(crate) type Plain = Zeroizing<Vec<u8>>;

/// Opens a record's draft; returns the revision that it was begun from, 0 if it was new, and what
/// it says. `None` if there is no draft.
///
/// # Errors
/// [`JournalError::Sealed`] when it was begun from no revision of this record, or is damaged.
pub(crate) fn open_draft(
    store: &Store,
    sealer: &Sealer,
    record: RecordId,
) -> Result<Option<(Seq, Plain)>, JournalError> {
    let sealed = store.draft(record)?;
    sealed.map(|sealed| open_sealed(store, sealer, record, &sealed)).transpose()
}

/// Opens a sealed draft, wherever it was stored, and says which revision it was begun from.
///
/// # Errors
/// [`JournalError::Sealed`] when it was begun from no revision of this record, or is damaged.
pub(crate) fn open_sealed(
    store: &Store,
    sealer: &Sealer,
    record: RecordId,
    sealed: &[u8],
) -> Result<(Seq, Plain), JournalError> {
    // The newest revision is by far the likeliest, so that one opening is nearly always enough.
    let bases = store.revisions(record)?.into_iter().rev().chain([Seq(0)]);
    let opened = |base| Some((base, sealer.open_draft(record, base, sealed).ok()?));
    bases.into_iter().find_map(opened).ok_or(JournalError::Sealed(OpenError::Forged))
}

/// Returns whether the drafts are not those that the chain head names; so are drafts that SQLite
/// cannot read.
pub(crate) fn drafts_differ(store: &mut Store, sealer: &Sealer) -> bool {
    let written_over = |store: &Store, record, sealed: &[u8]| -> Option<Option<Digest>> {
        let bases = store.revisions(record).ok()?.into_iter().rev().chain([Seq(0)]);
        bases.into_iter().find_map(|base| Some(sealer.open_waiting(record, base, sealed).ok()?.0))
    };
    store.drafts_differ(written_over).unwrap_or(true)
}
