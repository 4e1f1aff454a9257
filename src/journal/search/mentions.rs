//! What search knows of threads, symbols, pieces, flags and follow-ups.

use super::document::texts;
use crate::forms::{Answers, Form};
use crate::index::Facet;
use crate::journal::Journal;
use crate::journal::entry::addendum_text;
use crate::journal::record::{EntryMeta, Flag};
use crate::vault::RecordId;

impl Journal {
    /// Returns the texts that search reads of an entry: its answers, and what belongs to it.
    pub(crate) fn all_texts(
        &self,
        id: RecordId,
        meta: &EntryMeta,
        form: &Form,
        answers: &Answers,
    ) -> Vec<(String, String)> {
        let mut all = texts(meta, form, answers);
        for named in self.catalog.resolved(meta.references()) {
            if let Some((word, name)) = self.name_of(named) {
                all.push((word.to_owned(), name.to_owned()));
            }
        }
        let cards = self.catalog.follow_ups.of(id);
        let answered = cards.filter_map(|(_, card)| card.outcome.as_ref());
        let answered = answered.filter(|outcome| !outcome.answer.is_empty());
        all.extend(answered.map(|outcome| ("followed".to_owned(), outcome.answer.clone())));
        let addenda = self.addenda_of(id);
        all.extend(addenda.iter().map(|one| ("addendum".to_owned(), addendum_text(one))));
        all
    }

    /// Returns the filters by which threads, symbols, pieces and flags are found.
    pub(crate) fn mention_keys(&self, meta: &EntryMeta) -> Vec<(String, String)> {
        let named = self.catalog.resolved(meta.references()).filter_map(|id| {
            let (word, _) = self.name_of(id)?;
            Some((word.to_owned(), id.to_string()))
        });
        let flags = meta.head.flags.iter().map(|raised| ("flag".to_owned(), raised.flag.0.clone()));
        named.chain(flags).collect()
    }

    /// Returns what `thread:`, `symbol:`, `piece:`, `flag:` and `followup:` can be followed by.
    pub(crate) fn mention_facets(&self) -> Vec<Facet> {
        let catalog = &self.catalog;
        let threads = catalog.threads.iter().filter(|(_, thread)| thread.merged.is_none());
        let symbols = catalog.symbols.iter().filter(|(_, symbol)| symbol.merged.is_none());
        let pieces = catalog.pieces.iter().filter(|(_, piece)| piece.merged.is_none());
        vec![
            facet("thread", "Thread", threads.map(|(id, one)| (id.to_string(), &one.question))),
            facet("symbol", "Symbol", symbols.map(|(id, one)| (id.to_string(), &one.name))),
            facet("piece", "Piece", pieces.map(|(id, one)| (id.to_string(), &one.title))),
            facet(
                "flag",
                "Flag",
                self.flags().into_iter().map(|flag| {
                    let label = flag.0.replace('_', " ");
                    (flag.0, label)
                }),
            ),
            facet(
                "followup",
                "Follow-up",
                ["open", "answered"].map(|word| (word.to_owned(), word)).into_iter(),
            ),
        ]
    }

    /// Returns the flags that the window offers and those of one's own, each once.
    pub fn flags(&self) -> Vec<Flag> {
        let mut flags: Vec<Flag> = Flag::SHIPPED.map(|key| Flag(key.to_owned())).into();
        let raised = self.catalog.follow_ups.iter().filter_map(|(_, card)| card.flag.as_ref());
        let own: std::collections::BTreeSet<&Flag> = raised.collect();
        flags.extend(own.into_iter().filter(|flag| !Flag::SHIPPED.contains(&&*flag.0)).cloned());
        flags
    }

    /// Has the index follow an entry whose surroundings have changed.
    pub(crate) fn follow_entry(&self, id: RecordId) {
        self.follow_entries(vec![id]);
    }

    /// Has the index follow every entry that names a record.
    pub(crate) fn follow_mentions(&self, record: RecordId) {
        self.follow_entries(self.catalog.around(record));
    }

    fn name_of(&self, id: RecordId) -> Option<(&'static str, &str)> {
        let thread = self.catalog.threads.get(&id).map(|one| ("thread", one.question.as_str()));
        let symbol = || self.catalog.symbols.get(&id).map(|one| ("symbol", one.name.as_str()));
        let piece = || self.catalog.pieces.get(&id).map(|one| ("piece", one.title.as_str()));
        thread.or_else(symbol).or_else(piece)
    }
}

fn facet<T: AsRef<str>>(word: &str, label: &str, keys: impl Iterator<Item = (String, T)>) -> Facet {
    Facet {
        word: word.to_owned(),
        label: label.to_owned(),
        numeric: false,
        keys: keys.map(|(key, name)| (key, name.as_ref().to_owned())).collect(),
    }
}
