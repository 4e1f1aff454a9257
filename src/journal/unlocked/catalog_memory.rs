//! The catalog read once more, for the bench that counts what it holds in memory.

use super::journal::Journal;
use crate::journal::JournalError;
use crate::journal::catalog::{Catalog, fill_catalog};
use crate::store::Heads;

/// A catalog of its own, to be counted by the allocator for as long as it is held.
pub struct CatalogMemory(#[expect(dead_code, reason = "it is held, never asked")] Catalog);

impl Journal {
    /// Opens every head's meta as unlocking does and holds the catalog that is made of them, once
    /// the index rests.
    ///
    /// # Errors
    /// [`JournalError::Store`].
    pub fn catalog_memory(&self) -> Result<CatalogMemory, JournalError> {
        self.index_writer.flush();
        let ((catalog, _), ()) = fill_catalog(&self.store, &self.sealer, Heads::Table, || Ok(()))?;
        Ok(CatalogMemory(catalog))
    }
}
