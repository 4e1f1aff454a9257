//! Search: the text as typed becomes hits with snippets, from the index and the sealed rows.

use super::wire::{
    FacetCounts, FacetValue, FilterToken, Hit, Instead, SearchAnswer, SearchRequest, Synonyms,
    Without,
};
use crate::forms::{FieldKind, Form};
use crate::index::{
    self, Facet, Found, IndexError, Marking, Near, Page, Parsed, Query, Vocabulary,
};
use crate::journal::catalog::row;
use crate::journal::record::{Certainty, EntryMeta, Moment, Phase, Weight};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// The most hits that one answer holds.
const MOST_HITS: u32 = 200;
/// The most filters of which each is left out in turn, where nothing matches.
const MOST_LEFT_OUT: usize = 6;

impl Journal {
    /// Answers a search; any string at all is one. An entry with a draft is found as it stands on
    /// the page.
    ///
    /// While the index is being completed, the answer says so and holds what is known by then.
    ///
    /// # Errors
    /// [`JournalError::Index`] when the operating system refuses to read the index.
    pub fn search(
        &self,
        request: &SearchRequest,
        now: Moment,
    ) -> Result<SearchAnswer, JournalError> {
        let vocabulary = self.vocabulary();
        let Parsed { query, filters, synonyms, complaint } =
            index::parse(&request.text, &vocabulary, now.date());
        let page = Page {
            by_date: request.by_date,
            // Beyond the last entry there is nothing; what would hold the hits before it is made
            // as large as it is asked to be.
            offset: request.offset.min(self.catalog.count()),
            limit: request.limit.min(MOST_HITS),
            counted: request.counted,
            now_ms: now.utc_ms,
        };
        let found = self.found(&query, &page)?;
        let (query, found, instead) = match self.near(&request.text, &query, &found, &page)? {
            Some((query, near, instead)) => (query, near, Some(instead)),
            None => (query, found, None),
        };
        let without = match found.total {
            Some(0) => self.without_each(request, &filters, &vocabulary, now)?,
            _ => Vec::new(),
        };
        let mut marking = Marking::new(&query, &self.catalog.language());
        let hits = found.records.iter().filter_map(|id| self.hit(*id, &mut marking));
        Ok(SearchAnswer {
            total: found.total,
            hits: hits.collect(),
            facets: self.facet_counts(&found, &vocabulary),
            filters: filters.into_iter().map(|(text, at)| FilterToken { text, at }).collect(),
            complaint,
            instead,
            synonyms: synonyms.into_iter().map(|(typed, also)| Synonyms { typed, also }).collect(),
            without,
            completing: self.index_writer.is_completing(),
        })
    }

    /// Asks the index; one that turns out to be damaged finds nothing, and is filled anew.
    fn found(&self, query: &Query, page: &Page) -> Result<Found, JournalError> {
        match self.index_writer.index().search(query, page) {
            Err(IndexError::Damaged) => {
                self.index_writer.is_damaged();
                Ok(Found::default())
            }
            other => Ok(other?),
        }
    }

    /// Searches near spellings if nothing matched and no filter alone is to blame.
    fn near(
        &self,
        typed: &str,
        query: &Query,
        found: &Found,
        page: &Page,
    ) -> Result<Option<(Query, Found, Instead)>, JournalError> {
        if found.total != Some(0) {
            return Ok(None);
        }
        let near = match self.index_writer.index().fallback(query) {
            Err(IndexError::Damaged) => {
                self.index_writer.is_damaged();
                None
            }
            other => other?,
        };
        let Some(Near { query, shown }) = near else { return Ok(None) };
        let found = self.found(&query, page)?;
        if found.total == Some(0) {
            return Ok(None);
        }
        let instead = Instead { typed: typed.trim().to_owned(), shown };
        Ok(Some((query, found, instead)))
    }

    /// Counts what would match without each of the filters, where something else is asked too.
    fn without_each(
        &self,
        request: &SearchRequest,
        filters: &[(String, [u32; 2])],
        vocabulary: &Vocabulary,
        now: Moment,
    ) -> Result<Vec<Without>, JournalError> {
        let units: Vec<u16> = request.text.encode_utf16().collect();
        let page = Page { by_date: true, offset: 0, limit: 0, counted: true, now_ms: now.utc_ms };
        let mut without = Vec::new();
        for (filter, [start, end]) in filters.iter().take(MOST_LEFT_OUT) {
            let before = units.get(..*start as usize).unwrap_or_default();
            let after = units.get(*end as usize..).unwrap_or_default();
            let rest = String::from_utf16_lossy(&[before, after].concat());
            if rest.trim().is_empty() {
                continue;
            }
            let query = index::parse(&rest, vocabulary, now.date()).query;
            let total = self.found(&query, &page)?.total.unwrap_or_default();
            if total > 0 {
                without.push(Without { filter: filter.clone(), total });
            }
        }
        Ok(without)
    }

    /// Shows one found entry; none if it has gone since, or does not open.
    fn hit(&self, id: RecordId, marking: &mut Marking) -> Option<Hit> {
        let state = self.catalog.entry(id)?;
        let meta = state.shown();
        if meta.trashed.is_some() {
            return None;
        }
        let form = self.definition(&meta.form, meta.form_version).ok()?;
        let answers = match &state.latest {
            Some(latest) if !state.has_draft() => self.latest_body(id, latest).ok()?.answers,
            _ => self.open_draft(id).ok()??.input.answers,
        };
        let texts = self.all_texts(id, &meta, &form, &answers);
        let marked = marking.mark(&texts, &self.names(&meta));
        Some(Hit {
            row: row(id, state),
            snippets: marked.snippets,
            places: marked.places,
            why: marked.reasons,
        })
    }

    /// Returns what an entry is found by beside its texts.
    fn names(&self, meta: &EntryMeta) -> Vec<(String, String)> {
        let client = meta.head.client.and_then(|id| self.catalog.clients.get(&id));
        let client = client.map(|client| ("client".to_owned(), client.alias.clone()));
        let tags = meta.head.tags.iter().map(|tag| ("tag".to_owned(), tag.clone()));
        client.into_iter().chain(tags).collect()
    }

    /// Returns what the words of a query can mean: filters from the forms, aliases and tags.
    fn vocabulary(&self) -> Vocabulary {
        let forms = self.known_forms();
        let clients = self.catalog.present_clients();
        Vocabulary {
            kinds: forms.iter().map(|form| (form.id.0.clone(), form.journal.clone())).collect(),
            clients: clients.map(|(id, client)| (id, client.alias.clone())).collect(),
            phases: Phase::ALL.map(Phase::key).into(),
            certainties: Certainty::ALL.map(Certainty::key).into(),
            weights: Weight::ALL.map(Weight::key).into(),
            facets: [facets(&forms), self.mention_facets()].concat(),
            synonyms: self.rings(),
            english: self.settings().english,
        }
    }

    fn facet_counts(&self, found: &Found, vocabulary: &Vocabulary) -> Vec<FacetCounts> {
        let mut all: Vec<FacetCounts> = Vec::new();
        for (facet, value, count) in &found.facets {
            let Some((label, value)) = self.facet_label(facet, value, vocabulary) else { continue };
            let of_facet = all.iter_mut().find(|counts| counts.facet == *facet);
            match of_facet {
                Some(counts) => counts.values.push(FacetValue { count: *count, ..value }),
                None => all.push(FacetCounts {
                    facet: facet.clone(),
                    label,
                    values: vec![FacetValue { count: *count, ..value }],
                }),
            }
        }
        // A facet that all matches share tells nothing apart.
        all.retain(|counts| counts.values.len() > 1);
        all
    }

    /// Returns a facet's heading and one value as a filter with its label.
    fn facet_label(
        &self,
        facet: &str,
        value: &str,
        vocabulary: &Vocabulary,
    ) -> Option<(String, FacetValue)> {
        let (heading, label, word) = match facet {
            "kind" => {
                let kind = vocabulary.kinds.iter().find(|(key, _)| key == value)?;
                ("Journal".to_owned(), kind.1.clone(), value.to_owned())
            }
            "client" => {
                let client = self.catalog.clients.get(&value.parse().ok()?)?;
                ("Client".to_owned(), client.alias.clone(), client.alias.to_lowercase())
            }
            "year" => ("Year".to_owned(), value.to_owned(), value.to_owned()),
            _ => {
                let known = vocabulary.facets.iter().find(|known| known.word == facet)?;
                let option = known.keys.iter().find(|(key, _)| key == value)?;
                // A record is asked for by its name; its id would say nothing.
                let named = ["thread", "symbol", "piece"].contains(&facet);
                let word = if named { option.1.to_lowercase() } else { value.to_owned() };
                (known.label.clone(), option.1.clone(), word)
            }
        };
        let filter_word = if facet == "year" { "on" } else { facet };
        let word = if word.contains(' ') { format!("\"{word}\"") } else { word };
        let filter = format!("{filter_word}:{word}");
        Some((heading, FacetValue { filter, label, count: 0 }))
    }
}

/// Reads the filters off the forms: a new scale is searchable without any code.
fn facets(forms: &[Form]) -> Vec<Facet> {
    let mut facets: Vec<Facet> = Vec::new();
    for field in forms.iter().flat_map(|form| &form.fields) {
        let Some(word) = &field.facet else { continue };
        let options = match &field.kind {
            FieldKind::Choice { options, .. }
            | FieldKind::Choices { options, .. }
            | FieldKind::Palette { options } => options.as_slice(),
            _ => &[],
        };
        let numeric = options.is_empty();
        let keys = options.iter().map(|option| (option.key.clone(), option.label.clone()));
        match facets.iter_mut().find(|facet| facet.word == *word) {
            Some(known) => {
                for key in keys {
                    if !known.keys.contains(&key) {
                        known.keys.push(key);
                    }
                }
            }
            None => facets.push(Facet {
                word: word.clone(),
                label: field.label.clone(),
                numeric,
                keys: keys.collect(),
            }),
        }
    }
    facets
}
