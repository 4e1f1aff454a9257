//! What courses, threads, symbols and pieces have in common: a name, and entries that belong to
//! them.
//!
//! Merging two of them writes one revision of the one that goes: it points at the other from then
//! on, and every entry that names it is read as naming the other. No entry is rewritten.

use std::collections::BTreeMap;

use super::Catalog;
use crate::journal::record::{Course, Payload, Piece, Symbol, Thread, folded};
use crate::vault::RecordId;

/// A record with a name, to which entries belong.
pub(crate) trait NamedRecord: Clone {
    /// Returns the parts that are alike in all of them.
    fn parts(&mut self) -> Parts<'_>;
    /// Returns the name.
    fn name(&self) -> &str;
    /// Returns what it was merged into.
    fn merged(&self) -> Option<RecordId>;
    /// Returns whether the two could be taken for each other.
    fn is_like(&self, other: &Self) -> bool;
    /// Returns the record as it is stored.
    fn payload(&self) -> Payload;
    /// Returns where the catalog has them.
    fn table(catalog: &Catalog) -> &BTreeMap<RecordId, Self>;
    /// Returns where the catalog has them, to change one.
    fn table_mut(catalog: &mut Catalog) -> &mut BTreeMap<RecordId, Self>;
}

/// Says of a record which field is its name, what keeps two of one name apart, where the catalog has
/// them, and which field keeps former names.
macro_rules! named {
    ($record:ident: $name:ident, apart by $apart:expr, in $table:ident $(, was $was:ident)?) => {
        impl NamedRecord for $record {
            fn parts(&mut self) -> Parts<'_> {
                Parts {
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
                let named = |one: &Self| folded(&one.$name);
                apart(self) == apart(other) && named(self) == named(other)
            }

            fn payload(&self) -> Payload {
                Payload::$record(self.clone())
            }

            fn table(
                catalog: &Catalog,
            ) -> &BTreeMap<RecordId, Self> {
                &catalog.$table
            }

            fn table_mut(
                catalog: &mut Catalog,
            ) -> &mut BTreeMap<RecordId, Self> {
                &mut catalog.$table
            }
        }
    };
}

/// The parts that are alike.
pub(crate) struct Parts<'a> {
    pub(crate) id: &'a mut Option<RecordId>,
    pub(crate) name: &'a mut String,
    pub(crate) merged: &'a mut Option<RecordId>,
    /// Names it had before, where answers may still say them.
    pub(crate) was: Option<&'a mut Vec<String>>,
}

named!(Course: name, apart by |one| one.client, in courses);
named!(Piece: title, apart by |one| folded(&one.maker), in pieces, was was);
named!(Symbol: name, apart by |one| one.client, in symbols, was was);
named!(Thread: question, apart by |one| one.client, in threads);
