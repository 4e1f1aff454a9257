//! Proving a copy: reopened, every page checked, its chain verified and every record opened.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::audit::{Audit, AuditCounts};
use super::manifest::Manifest;
use crate::journal::JournalError;
use crate::journal::record::{Moment, Sealer, drafts_differ};
use crate::store::{ChainReport, Closed, Store};
use crate::vault::{JournalId, Keys, SealKey};

/// A copy that is open with its journal's keys; its chain has been verified.
pub(crate) struct Opened {
    pub(crate) store: Store,
    pub(crate) sealer: Sealer,
    pub(crate) report: ChainReport,
    key: SealKey,
}

/// A verification under way.
pub(crate) struct Verification {
    copy: Opened,
    audit: Audit,
}

impl Opened {
    /// Opens a copy with its journal's keys.
    ///
    /// # Errors
    /// [`JournalError::OtherJournal`] when it is another journal's, [`JournalError::Store`] when it
    /// is damaged or sealed with other keys.
    pub(crate) fn open(file: &Path, keys: Keys, journal: JournalId) -> Result<Self, JournalError> {
        let closed = Closed::open_copy(file)?;
        if closed.journal_id() != journal {
            return Err(JournalError::OtherJournal);
        }
        let Keys { meta, body, draft, chunk, head, backup, chain, anchor, .. } = keys;
        let (mut store, report) = closed.begin(chain, head)?;
        let sealer = Sealer { journal, meta, body, draft, chunk, anchor };
        let report = ChainReport { drafts_differ: drafts_differ(&mut store, &sealer), ..report };
        Ok(Self { store, sealer, report, key: backup })
    }

    /// Reads the manifest, if there is one that opens and is of this very copy.
    pub(crate) fn manifest(&self) -> Result<Option<Manifest>, JournalError> {
        let sealed = self.store.manifest()?;
        let journal = self.store.journal_id();
        let manifest = sealed.and_then(|sealed| Manifest::open(&self.key, journal, &sealed));
        Ok(manifest.filter(|manifest| manifest.fits(self.store.chain_head())))
    }

    /// Writes a manifest.
    pub(crate) fn put_manifest(&mut self, manifest: &Manifest) -> Result<(), JournalError> {
        let sealed = manifest.seal(&self.key, self.store.journal_id());
        Ok(self.store.put_manifest(&sealed)?)
    }
}

impl Verification {
    /// Checks every page and the chain; what follows is opening every record.
    ///
    /// # Errors
    /// [`JournalError::NotVerified`] when a page is not in order, or when `cancelled` was set
    /// meanwhile; otherwise as [`Opened::open`].
    pub(crate) fn begin(
        file: &Path,
        keys: Keys,
        journal: JournalId,
        cancelled: &Arc<AtomicBool>,
    ) -> Result<Self, JournalError> {
        if !Closed::check_copy_pages(file, cancelled)? {
            return Err(JournalError::NotVerified);
        }
        let copy = Opened::open(file, keys, journal)?;
        Ok(Self { copy, audit: Audit::default() })
    }

    /// Opens revisions and drafts for about as long as `slice`; returns how many revisions of how
    /// many are done, and `None` at the end.
    pub(crate) fn step(&mut self, slice: Duration) -> Result<Option<(u64, u64)>, JournalError> {
        if self.audit.step(&self.copy.store, &self.copy.sealer, slice)? {
            return Ok(None);
        }
        Ok(Some((self.audit.done(), self.copy.store.chain_head().0.0)))
    }

    /// Writes into the copy what was found, and returns it.
    pub(crate) fn finish(self, made: Moment, now: Moment) -> Result<Manifest, JournalError> {
        let (mut copy, tally) = self.tally();
        let manifest = Manifest::of(&tally, copy.store.chain_head(), made, now);
        copy.put_manifest(&manifest)?;
        Ok(manifest)
    }

    /// Ends without writing anything, and returns what was counted; a chain that is not in order and
    /// a way in that was lost are damage.
    pub(crate) fn tally(self) -> (Opened, AuditCounts) {
        let Self { copy, audit } = self;
        let mut tally = audit.finish();
        // A draft that does not open has been counted.
        let drafts_differ = copy.report.drafts_differ && tally.damaged == 0;
        tally.damaged += ChainReport { drafts_differ, ..copy.report }.faults();
        (copy, tally)
    }
}
