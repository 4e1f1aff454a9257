//! How much memory the catalog holds, for the bench that keeps it small.

use std::mem::size_of;

use super::Journal;
use super::catalog::{Catalog, EntryState};
use super::meta::EntryMeta;
use crate::vault::RecordId;

/// What the allocator keeps beside each block, in bytes.
const BLOCK: usize = 16;

impl Journal {
    /// Returns the bytes that the catalog holds: tables, boxes, strings and lists, with what the
    /// allocator adds to each. Records other than entries count with the size of their parts.
    pub fn catalog_bytes(&self) -> usize {
        self.catalog.bytes()
    }
}

impl Catalog {
    fn bytes(&self) -> usize {
        let tree = (size_of::<(i64, RecordId)>() * 3).div_ceil(2);
        let entries = self.newest_first().map(|(_, state)| tree + state.bytes());
        let named = self
            .threads
            .values()
            .map(|one| one.question.len())
            .chain(self.symbols.values().map(|one| one.name.len()))
            .chain(self.courses.values().map(|one| one.name.len()))
            .chain(self.pieces.values().map(|one| one.title.len() + one.maker.len()))
            .chain(self.clients.values().map(|one| one.alias.len() + one.glyph.len()))
            .chain(self.follow_ups.values().map(|one| one.question.len()))
            .map(|text| text + 2 * BLOCK + 192);
        self.table_bytes() + entries.sum::<usize>() + named.sum::<usize>()
    }
}

impl EntryState {
    fn bytes(&self) -> usize {
        let settled = self.settled.as_ref().map_or(0, |settled| inside(&settled.meta));
        let draft = self.draft.as_ref().map_or(0, |meta| size_of::<EntryMeta>() + inside(meta));
        BLOCK + size_of::<Self>() + settled + draft
    }
}

/// Returns what a meta holds outside of itself.
fn inside(meta: &EntryMeta) -> usize {
    let head = &meta.head;
    let block = |bytes: usize| if bytes == 0 { 0 } else { bytes.next_multiple_of(16) + BLOCK };
    let ids = |count: usize| block(count * size_of::<RecordId>());
    let texts = [&meta.form.0, &meta.excerpt, &meta.detail];
    let tags = head.tags.iter().chain(head.flags.iter().map(|raised| &raised.flag.0));
    let question = head.basket.iter().map(|basket| &basket.question);
    let texts = texts.into_iter().chain(tags).chain(question);
    texts.map(|text| block(text.capacity())).sum::<usize>()
        + block(head.tags.capacity() * size_of::<String>())
        + block(head.flags.capacity() * 32)
        + ids(head.threads.capacity())
        + ids(head.links.capacity())
        + ids(meta.links.capacity())
        + meta.picks.bytes()
}
