//! What of a source is here already, so that nothing comes in twice.

use std::collections::HashMap;

use crate::journal::Journal;
use crate::journal::record::{ImportState, Moment};
use crate::vault::RecordId;

/// Entries that imports brought, by where they came from.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownSources {
    all: Vec<KnownSource>,
    by_key: HashMap<[u8; 16], Vec<usize>>,
    by_digest: HashMap<[u8; 32], Vec<usize>>,
}

/// An entry that an import brought.
#[derive(Debug, Clone)]
struct KnownSource {
    id: RecordId,
    import: RecordId,
    happened: Moment,
    standing: Standing,
    /// Whether the import brought it up to date.
    is_update: bool,
}

/// How such an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Untouched,
    Edited,
    Trashed,
}

/// What is to be done with an item of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is not here.
    New,
    /// It is here as it is, brought by that import.
    Same { id: RecordId, import: RecordId, is_update: bool },
    /// It lies in the trash here.
    InTrash,
    /// An earlier state of it is here, and nobody has changed that.
    Update(RecordId),
    /// An earlier state of it is here and was changed here, too.
    Edited(RecordId),
}

impl KnownSources {
    /// Says what is to be done with an item. `has_ids` says whether the key is an id of the other
    /// program; otherwise it is a path, under which another text may lie. `import` is the one that
    /// runs: what it brought itself is never brought up to date by it.
    pub(crate) fn fate(
        &self,
        key: Option<&[u8; 16]>,
        digest: &[u8; 32],
        happened: Moment,
        has_ids: bool,
        import: Option<RecordId>,
    ) -> Fate {
        let of = |at: &usize| &self.all[*at];
        let same_text = self.by_digest.get(digest).into_iter().flatten();
        let same_key: Vec<usize> =
            key.and_then(|key| self.by_key.get(key)).into_iter().flatten().copied().collect();
        // An item with an id is the same only under this id; any other by what it says alone.
        let strict = has_ids && key.is_some();
        let same = same_text.filter(|at| !strict || same_key.contains(at)).map(of);
        let mut same: Vec<&KnownSource> = same.collect();
        same.sort_by_key(|one| one.standing == Standing::Trashed);
        if let Some(found) = same.first() {
            return match found.standing {
                Standing::Trashed => Fate::InTrash,
                _ => Fate::Same { id: found.id, import: found.import, is_update: found.is_update },
            };
        }
        // Two of one key are two entries: nobody can tell which of them has changed.
        let [one] = same_key[..] else { return Fate::New };
        let one = of(&one);
        if Some(one.import) == import || (!has_ids && one.happened != happened) {
            return Fate::New;
        }
        match one.standing {
            Standing::Untouched => Fate::Update(one.id),
            Standing::Edited => Fate::Edited(one.id),
            Standing::Trashed => Fate::InTrash,
        }
    }

    fn add(&mut self, known: KnownSource, key: Option<[u8; 16]>, digest: [u8; 32]) {
        let at = self.all.len();
        self.all.push(known);
        self.by_digest.entry(digest).or_default().push(at);
        if let Some(key) = key {
            self.by_key.entry(key).or_default().push(at);
        }
    }
}

impl Journal {
    /// Collects what imports brought. What lies in the trash since its import was taken back does
    /// not count: it may come in again.
    pub(crate) fn known_sources(&self) -> KnownSources {
        let mut known = KnownSources::default();
        if self.catalog.imports.is_empty() {
            return known;
        }
        for (id, state) in self.catalog.newest_first() {
            let Some(latest) = &state.latest else { continue };
            let meta = latest.meta();
            let Some(origin) = meta.origin else { continue };
            let standing = if meta.trashed.is_some() {
                let import = self.catalog.imports.get(&origin.import);
                if import.is_some_and(|import| {
                    matches!(import.state, ImportState::TakingBack | ImportState::TakenBack)
                }) {
                    continue;
                }
                Standing::Trashed
            } else if state.has_draft() || meta.revision != origin.revision {
                Standing::Edited
            } else {
                Standing::Untouched
            };
            let one = KnownSource {
                id,
                import: origin.import,
                happened: meta.head.happened,
                standing,
                is_update: origin.replaced.is_some(),
            };
            known.add(one, origin.key, origin.digest);
        }
        known
    }
}
