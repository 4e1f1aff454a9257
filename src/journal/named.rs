//! What courses, threads, symbols and pieces have in common: a name, and entries that belong to
//! them.
//!
//! Merging two of them writes one revision of the one that goes: it points at the other from then
//! on, and every entry that names it is read as naming the other. No entry is rewritten.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Journal;
use super::catalog::Catalog;
use super::error::JournalError;
use super::head::Moment;
use super::meta::Noun;
use crate::vault::RecordId;

/// A record with a name, to which entries belong.
pub(crate) trait Named: Clone {
    /// Returns the parts that are alike in all of them.
    fn parts(&mut self) -> Parts<'_>;
    /// Returns the name.
    fn name(&self) -> &str;
    /// Returns what it was merged into.
    fn merged(&self) -> Option<RecordId>;
    /// Returns whether the two could be taken for each other.
    fn is_like(&self, other: &Self) -> bool;
    /// Returns it as it is kept.
    fn noun(&self) -> Noun;
    /// Returns where the catalog has them.
    fn shelf(catalog: &Catalog) -> &BTreeMap<RecordId, Self>;
    /// Returns where the catalog has them, to change one.
    fn shelf_mut(catalog: &mut Catalog) -> &mut BTreeMap<RecordId, Self>;
}

/// Says of a noun which field is its name, what keeps two of one name apart, where the catalog has
/// them, and which field keeps former names.
macro_rules! named {
    ($noun:ident: $name:ident, apart by $apart:expr, in $shelf:ident $(, was $was:ident)?) => {
        impl $crate::journal::named::Named for $noun {
            fn parts(&mut self) -> $crate::journal::named::Parts<'_> {
                $crate::journal::named::Parts {
                    id: &mut self.id,
                    name: &mut self.$name,
                    merged: &mut self.merged,
                    was: None $(.or(Some(&mut self.$was)))?,
                }
            }

            fn name(&self) -> &str {
                &self.$name
            }

            fn merged(&self) -> Option<RecordId> {
                self.merged
            }

            fn is_like(&self, other: &Self) -> bool {
                let apart: fn(&Self) -> _ = $apart;
                let named = |one: &Self| $crate::journal::named::folded(&one.$name);
                apart(self) == apart(other) && named(self) == named(other)
            }

            fn noun(&self) -> $crate::journal::meta::Noun {
                $crate::journal::meta::Noun::$noun(self.clone())
            }

            fn shelf(
                catalog: &$crate::journal::catalog::Catalog,
            ) -> &std::collections::BTreeMap<RecordId, Self> {
                &catalog.$shelf
            }

            fn shelf_mut(
                catalog: &mut $crate::journal::catalog::Catalog,
            ) -> &mut std::collections::BTreeMap<RecordId, Self> {
                &mut catalog.$shelf
            }
        }
    };
}
pub(crate) use named;

/// The parts that are alike.
pub(crate) struct Parts<'a> {
    pub(crate) id: &'a mut Option<RecordId>,
    pub(crate) name: &'a mut String,
    pub(crate) merged: &'a mut Option<RecordId>,
    /// Names it had before, where answers may still say them.
    pub(crate) was: Option<&'a mut Vec<String>>,
}

impl Journal {
    /// Makes or changes one; a name that another has already is refused.
    pub(crate) fn keep_named<T: Named>(
        &mut self,
        mut wanted: T,
        now: Moment,
    ) -> Result<T, JournalError> {
        let Parts { id, name, merged, was } = wanted.parts();
        *name = tidied(name);
        if name.is_empty() {
            return Err(JournalError::NameEmpty);
        }
        let known = *id;
        let mut before = known.map(|id| self.named::<T>(id)).transpose()?;
        // Only a merge says what something was merged into.
        *merged = before.as_ref().and_then(Named::merged);
        if let Some(was) = was {
            *was = before.as_mut().map(former_names).unwrap_or_default();
            was.retain(|former| former != name);
        }
        let id = *id.get_or_insert_with(RecordId::make);
        let others = T::shelf(&self.catalog).iter().filter(|(other, _)| **other != id);
        if others.filter(|(_, other)| other.merged().is_none()).any(|(_, o)| o.is_like(&wanted)) {
            return Err(JournalError::NameTaken);
        }
        self.put_named(id, &wanted, now)?;
        if before.is_some_and(|before| before.name() != wanted.name()) {
            self.follow_mentions(id);
        }
        Ok(wanted)
    }

    /// Has one be another from now on.
    pub(crate) fn merge_named<T: Named>(
        &mut self,
        from: RecordId,
        into: RecordId,
        now: Moment,
    ) -> Result<T, JournalError> {
        let into = self.catalog.resolve(into);
        let kept = self.named::<T>(into)?;
        let mut gone = self.named::<T>(from)?;
        if self.catalog.resolve(from) == into {
            return Err(JournalError::SameRecord);
        }
        *gone.parts().merged = Some(into);
        self.put_named(from, &gone, now)?;
        self.catalog.note_merge(from, into);
        self.follow_mentions(into);
        Ok(kept)
    }

    /// Writes one as it is.
    pub(crate) fn put_named<T: Named>(
        &mut self,
        id: RecordId,
        one: &T,
        now: Moment,
    ) -> Result<(), JournalError> {
        self.write_record(id, one.noun(), now)?;
        T::shelf_mut(&mut self.catalog).insert(id, one.clone());
        Ok(())
    }

    /// Returns one by its id.
    pub(crate) fn named<T: Named>(&self, id: RecordId) -> Result<T, JournalError> {
        T::shelf(&self.catalog).get(&id).cloned().ok_or(JournalError::NoSuchRecord)
    }

    /// Returns all that have not been merged into another, by name.
    pub(crate) fn all_named<T: Named>(&self) -> Vec<T> {
        let all = T::shelf(&self.catalog).values().filter(|one| one.merged().is_none());
        let mut all: Vec<T> = all.cloned().collect();
        all.sort_by_cached_key(|one| folded(one.name()));
        all
    }
}

/// Returns the names that something has had so far.
fn former_names<T: Named>(before: &mut T) -> Vec<String> {
    let parts = before.parts();
    let mut names = parts.was.map(|was| was.clone()).unwrap_or_default();
    names.retain(|name| name != parts.name);
    names.push(parts.name.clone());
    names
}

/// Takes the superfluous white space out of a name.
pub(crate) fn tidied(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Folds case and accents, so that *Wren* and *wrén* are the same name.
pub(crate) fn folded(name: &str) -> String {
    name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}
