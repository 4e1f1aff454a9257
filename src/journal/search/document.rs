//! What the search index takes in of each entry, and when.

use std::sync::Arc;

use crate::forms::{self, Answers, FacetValue, Form};
use crate::index::{Change, Document, Watermark};
use crate::journal::catalog::EntryState;
use crate::journal::record::{Certainty, Draft, EntryMeta};
use crate::journal::unlocked::Progress;
use crate::journal::{Journal, JournalError};
use crate::vault::{Link, RecordId};

/// An index that is behind by no more records than these is completed before the journal opens.
const FEW: usize = 32;

impl Journal {
    /// Indexes up to `count` of the records that the index has not seen, and says how far it is.
    ///
    /// Returns `None` once the index is complete. It may return without having indexed anything,
    /// when the writer has enough to do. Call it whenever a search answer says `completing`: an
    /// index that turned out to be damaged is filled anew by it.
    ///
    /// # Errors
    /// [`JournalError::Store`] when a record cannot be read; what can be read is indexed.
    pub fn index_some(&mut self, count: usize) -> Result<Option<Progress>, JournalError> {
        self.index_writer.heal(&self.store)?;
        let now = self.index_writer.take(count);
        let Some(&(_, last)) = now.last() else { return Ok(self.index_writer.progress()) };
        let mut changes = Vec::with_capacity(now.len());
        let erased = now.iter().any(|(id, _)| self.catalog.retention.erased.contains_key(id));
        for (record, _) in now {
            if self.catalog.entry(record).is_some() {
                changes.push(self.change_of(record));
                continue;
            }
            // What is no entry, or none any more, cannot be found, but may change how others are.
            changes.push(Change::Forget(record));
            if !self.index_writer.takes_all() {
                changes.extend(self.changes_of_client(record));
                changes.extend(self.changes_around(record));
            }
        }
        let (seq, link) = if self.index_writer.is_last_taken() {
            self.store.chain_head()
        } else {
            (last, self.store.link_at(last)?.unwrap_or(Link::ZERO))
        };
        self.index_writer.complete(changes, Watermark { seq, link });
        if erased && !self.index_writer.takes_all() {
            self.index_writer.purge();
        }
        Ok(self.index_writer.progress())
    }

    /// Completes an index that is only a little behind.
    pub(crate) fn index_few(&mut self) -> Result<(), JournalError> {
        if self.index_writer.is_behind_by_at_most(FEW) {
            self.index_some(FEW)?;
            self.index_writer.flush();
        }
        Ok(())
    }

    /// Has the index follow a revision that has just been written.
    pub(crate) fn follow(&self, id: RecordId, form: &Form, answers: &Answers) {
        let Some(latest) = self.catalog.entry(id).and_then(|state| state.latest.as_ref()) else {
            return;
        };
        let change = self.change(id, &latest.meta(), form, answers);
        self.index_writer.apply(vec![change], self.store.chain_head());
    }

    /// Has the index follow revisions that have just been written together.
    pub(crate) fn follow_all<'a>(
        &self,
        written: impl Iterator<Item = (RecordId, &'a EntryMeta, &'a Form, &'a Answers)>,
    ) {
        let changes =
            written.map(|(id, meta, form, answers)| self.change(id, meta, form, answers)).collect();
        self.index_writer.apply(changes, self.store.chain_head());
    }

    /// Has search find an entry as it stands on the page, instead of its newest revision.
    pub(crate) fn follow_draft(&self, id: RecordId, meta: &EntryMeta, answers: &Answers) {
        let form = self.definition(&meta.form, meta.form_version);
        let index = self.index_writer.index();
        match form.map(|form| self.change(id, meta, &form, answers)) {
            Ok(Change::Put(draft)) => index.put_draft(draft),
            // In the trash, or in a form that cannot be read.
            Ok(Change::Forget(_)) | Err(_) => index.drop_draft(id),
        }
    }

    /// Has search read a draft again whose surroundings have changed.
    fn follow_kept_draft(&self, id: RecordId) {
        let Some(meta) = self.catalog.entry(id).and_then(EntryState::draft) else { return };
        if let Ok(Some(Draft { input, .. })) = self.open_draft(id) {
            self.follow_draft(id, &meta, &input.answers);
        }
    }

    /// Has the index follow a client's new alias, which stands in all of its entries.
    pub(crate) fn follow_client(&self, client: RecordId) {
        self.follow_entries(self.entries_of_client(client));
    }

    /// Has the index follow entries whose surroundings have changed.
    pub(crate) fn follow_entries(&self, ids: Vec<RecordId>) {
        for id in &ids {
            self.follow_kept_draft(*id);
        }
        let changes = ids.into_iter().map(|id| self.change_of(id)).collect();
        self.index_writer.apply(changes, self.store.chain_head());
    }

    /// Has the index's watermark follow a revision that search does not read.
    pub(crate) fn follow_head(&self) {
        self.index_writer.apply(Vec::new(), self.store.chain_head());
    }

    /// Has the index forget erased records, and then whatever it still holds of their words.
    pub(crate) fn forget_erased(&self, records: &[RecordId]) {
        for id in records {
            self.index_writer.index().drop_draft(*id);
        }
        let changes = records.iter().copied().map(Change::Forget).collect();
        self.index_writer.apply(changes, self.store.chain_head());
        self.index_writer.purge();
    }

    fn changes_of_client(&self, client: RecordId) -> Vec<Change> {
        self.entries_of_client(client).into_iter().map(|id| self.change_of(id)).collect()
    }

    fn entries_of_client(&self, client: RecordId) -> Vec<RecordId> {
        let of_client = self.catalog.newest_first().filter(|(_, state)| {
            // A draft may have moved its entry to another client, or from one.
            let latest = state.latest.as_ref().map(|latest| &latest.summary);
            latest.into_iter().chain([state.summary()]).any(|known| known.client == Some(client))
        });
        of_client.map(|(id, _)| id).collect()
    }

    /// Reads the entries that a changed thread, card and so on belongs to. Those that are not
    /// indexed themselves yet will be, as everything stands now.
    fn changes_around(&self, record: RecordId) -> Vec<Change> {
        let reached = self.index_writer.reached();
        let entries = self.catalog.around(record).into_iter();
        let indexed = entries.filter(|id| {
            let latest = self.catalog.entry(*id).and_then(|state| state.latest.as_ref());
            latest.is_some_and(|latest| latest.seq <= reached)
        });
        indexed.map(|id| self.change_of(id)).collect()
    }

    /// Reads an entry for the index; one that is none or does not open cannot be found either.
    fn change_of(&self, id: RecordId) -> Change {
        let read = || {
            let latest = self.catalog.entry(id)?.latest.as_ref()?;
            let meta = latest.meta();
            let form = self.definition(&meta.form, meta.form_version).ok()?;
            let body = self.latest_body(id, latest).ok()?;
            Some(self.change(id, &meta, &form, &body.answers))
        };
        read().unwrap_or(Change::Forget(id))
    }

    fn change(&self, id: RecordId, meta: &EntryMeta, form: &Form, answers: &Answers) -> Change {
        if meta.trashed.is_some() {
            return Change::Forget(id);
        }
        let alias = meta.head.client.and_then(|client| self.catalog.clients.get(&client));
        let (numbers, mut keys) = facets(form, meta);
        keys.extend(self.mention_keys(meta));
        Change::Put(Arc::new(Document {
            record: id,
            happened_ms: meta.head.happened.utc_ms,
            day: meta.head.happened.date(),
            kind: meta.form.0.clone(),
            client: meta.head.client,
            alias: alias.map(|client| client.alias.clone()),
            session: meta.head.session,
            phase: meta.head.phase.map(|phase| phase.key().to_owned()),
            weight: meta.head.weight.map(|weight| weight.key().to_owned()),
            tags: meta.head.tags.clone(),
            texts: self.all_texts(id, meta, form, answers),
            verbatim: forms::verbatim(answers),
            numbers,
            keys,
            flags: [flags(meta), self.follow_up_words(id, &meta.head)].concat(),
        }))
    }
}

/// Returns the texts that search reads: the answers and the question in the basket.
pub(crate) fn texts(meta: &EntryMeta, form: &Form, answers: &Answers) -> Vec<(String, String)> {
    let mut texts = forms::searchable(form, answers);
    if let Some(basket) = meta.head.basket.as_ref().filter(|basket| !basket.question.is_empty()) {
        texts.push(("basket".to_owned(), basket.question.clone()));
    }
    texts
}

type Facets = (Vec<(String, i64)>, Vec<(String, String)>);

fn facets(form: &Form, meta: &EntryMeta) -> Facets {
    let (mut numbers, mut keys) = (Vec::new(), Vec::new());
    for field in &form.fields {
        let Some(facet) = &field.facet else { continue };
        match meta.facet_values.get(&field.id) {
            Some(FacetValue::Number(number)) => numbers.push((facet.clone(), *number)),
            Some(FacetValue::Keys(chosen)) => {
                keys.extend(chosen.iter().map(|key| (facet.clone(), key.clone())));
            }
            None => {}
        }
    }
    numbers.extend(gap(&numbers).map(|gap| ("gap".to_owned(), gap)));
    if let Some(certainty) = meta.head.certainty {
        let hunch = if certainty == Certainty::Hunch { "yes" } else { "no" };
        keys.push(("hunch".to_owned(), hunch.to_owned()));
        keys.push(("certainty".to_owned(), certainty.key().to_owned()));
    }
    (numbers, keys)
}

/// Returns how far the pull to lead and the leading lie apart.
fn gap(numbers: &[(String, i64)]) -> Option<i64> {
    let of = |word| numbers.iter().find(|(known, _)| known == word).map(|(_, number)| *number);
    Some((of("pull")? - of("led")?).abs())
}

/// Returns the words by which `sup:` and `is:` filter.
fn flags(meta: &EntryMeta) -> Vec<String> {
    let basket = meta.head.basket.as_ref();
    let asked = basket.map(|basket| if basket.asked { "sup=asked" } else { "sup=unasked" });
    let closed = meta.closed.map(|_| "is=closed");
    asked.into_iter().chain(closed).map(str::to_owned).collect()
}
