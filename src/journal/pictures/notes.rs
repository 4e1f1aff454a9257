//! What pictures read of entries: from the catalog, and for older ones once from their bodies.

use std::cell::Cell;
use std::collections::HashSet;
use std::sync::PoisonError;

use chrono::NaiveDate;

use super::PictureRequest;
use crate::forms::{self, FacetValue, Field, FieldKind, Form, FormId};
use crate::journal::catalog::{EntrySummary, One};
use crate::journal::record::{Body, FACET_RULES, FacetValues, Flag, Phase, Weight, from_json};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// The longest first words in a picture, in characters.
const WORDS: usize = 64;
/// How many notes of a form one session has at most, as a rule.
const NOTES_OF_A_SESSION: usize = 8;
/// How many bodies of older entries one scene opens at most.
const MOST_OPENED: u32 = 150;

/// What a picture needs of an entry beside its answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Note {
    pub(super) entry: RecordId,
    pub(super) day: NaiveDate,
    pub(super) client: Option<RecordId>,
    /// The client's alias, where the picture is of several.
    pub(super) alias: Option<String>,
    pub(super) session: Option<u32>,
    /// The hour that the clock showed, 0 to 23.
    pub(super) hour: u16,
    pub(super) phase: Option<Phase>,
    pub(super) weight: Option<Weight>,
    pub(super) flags: Vec<Flag>,
    pub(super) tags: Vec<String>,
    pub(super) in_basket: bool,
    /// Its first words.
    pub(super) words: String,
    /// Whether it, or an answer that the picture shows, is for the writer alone.
    pub(super) mine_alone: bool,
    pub(super) form_version: u32,
    pub(super) values: FacetValues,
}

impl Note {
    /// Returns a number that was noted.
    pub(super) fn number(&self, field: &str) -> Option<i32> {
        match self.values.get(field) {
            Some(FacetValue::Number(number)) => i32::try_from(*number).ok(),
            _ => None,
        }
    }

    /// Returns the keys that were chosen.
    pub(super) fn keys(&self, field: &str) -> &[String] {
        match self.values.get(field) {
            Some(FacetValue::Keys(keys)) => keys,
            _ => &[],
        }
    }

    /// Returns the key that was chosen.
    pub(super) fn key(&self, field: &str) -> Option<&str> {
        self.keys(field).first().map(String::as_str)
    }
}

/// Reads notes for one request.
pub(super) struct Reader<'a> {
    journal: &'a Journal,
    request: &'a PictureRequest,
    /// The answers that the picture shows; no others are read.
    fields: &'a [&'a str],
    opened: Cell<u32>,
    incomplete: Cell<bool>,
}

impl<'a> Reader<'a> {
    pub(super) fn of(
        journal: &'a Journal,
        request: &'a PictureRequest,
        fields: &'a [&'a str],
    ) -> Self {
        let (opened, incomplete) = (Cell::new(0), Cell::new(false));
        Self { journal, request, fields, opened, incomplete }
    }

    /// Whether older entries are left that have not been opened.
    pub(super) fn incomplete(&self) -> bool {
        self.incomplete.get()
    }

    /// Reads one entry; none if it may not be shared and the picture is for others.
    pub(super) fn note(&self, (id, state): One<'_>) -> Result<Option<Note>, JournalError> {
        let known = state.summary();
        let seen = known.glimpse();
        let marked = |known: &EntrySummary| {
            let head = known.glimpse().head;
            let fields = self.fields.iter().filter_map(|field| field.split('.').next());
            head.mine_alone || fields.into_iter().any(|field| head.is_mine_alone(field))
        };
        let saved = state.latest.as_ref().filter(|_| state.has_draft()).map(|it| &it.summary);
        let mine_alone = marked(known) || saved.is_some_and(marked);
        if mine_alone && self.request.for_others {
            return Ok(None);
        }
        let within = self.fields.iter().any(|field| field.contains('.'));
        let older = if within && seen.facet_rules < FACET_RULES {
            self.values_of_older(id, state)?
        } else {
            None
        };
        let values = older.unwrap_or_else(|| seen.facet_values.of_fields(self.fields));
        let client = known.client.map(|id| self.journal.catalog.resolve(id));
        let alias = client.filter(|_| self.request.client.is_none());
        Ok(Some(Note {
            entry: id,
            day: known.happened.date(),
            client,
            alias: alias.and_then(|id| self.journal.alias(id)).map(str::to_owned),
            session: known.session,
            hour: known.happened.minute_of_day() / 60,
            phase: known.phase,
            weight: known.weight,
            flags: seen.head.flags.into_iter().map(|raised| raised.flag).collect(),
            tags: seen.head.tags.into_iter().map(str::to_owned).collect(),
            in_basket: seen.head.basket.is_some(),
            words: first_words(seen.excerpt),
            mine_alone,
            form_version: seen.form_version,
            values,
        }))
    }

    /// Reads several, in their order.
    fn all(&self, found: &[One<'_>]) -> Result<Vec<Note>, JournalError> {
        let read = found.iter().map(|one| self.note(*one));
        read.filter_map(Result::transpose).collect()
    }

    /// Reads what a request is about, oldest first: all of a client, a course or a thread; of everyone
    /// the newest that say something, at most so many a page and one more to know of.
    pub(super) fn wanted(
        &self,
        form: &str,
        fields: &[&str],
        a_page: usize,
    ) -> Result<Vec<Note>, JournalError> {
        let request = self.request;
        let pages = usize::try_from(request.page).unwrap_or(usize::MAX).saturating_add(1);
        if request.client.or(request.course).or(request.thread).is_some() {
            let found = self.journal.drawn(request, form);
            // Several notes may tell of one session; what is earlier is read for its own page.
            let most = a_page.saturating_mul(pages).saturating_mul(NOTES_OF_A_SESSION);
            let first = found.len().saturating_sub(most.saturating_add(1));
            return self.all(&found[first..]);
        }
        self.newest(form, fields, a_page.saturating_mul(pages).saturating_add(1))
    }

    /// Reads the newest entries of a form that have an answer to one of the fields, at most so many,
    /// oldest first.
    pub(super) fn newest(
        &self,
        form: &str,
        fields: &[&str],
        most: usize,
    ) -> Result<Vec<Note>, JournalError> {
        let mut notes = Vec::new();
        for one in self.journal.catalog.newest_first() {
            let known = one.1.summary();
            if known.trashed || known.form().0 != form {
                continue;
            }
            let values = known.glimpse().facet_values;
            if !fields.iter().any(|field| values.has(field)) {
                continue;
            }
            notes.extend(self.note(one)?);
            if notes.len() >= most {
                break;
            }
        }
        notes.reverse();
        Ok(notes)
    }

    /// Opens the body of an entry whose meta was written by earlier rules, once until the lock.
    fn values_of_older(
        &self,
        id: RecordId,
        state: &crate::journal::catalog::EntryState,
    ) -> Result<Option<FacetValues>, JournalError> {
        let Some(latest) = state.latest.as_ref().filter(|_| !state.has_draft()) else {
            return Ok(None);
        };
        let kept =
            || self.journal.catalog.older_values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(values) = kept().get(&(id, latest.seq)) {
            return Ok(Some(values.clone()));
        }
        if self.opened.get() >= MOST_OPENED {
            self.incomplete.set(true);
            return Ok(None);
        }
        self.opened.set(self.opened.get() + 1);
        let Some(at) = latest.summary.body() else { return Ok(None) };
        // A missing or damaged body is reported elsewhere; the picture has what the meta says.
        let Ok(body) = self.journal.open_body(id, at) else { return Ok(None) };
        let body: Body = from_json(&body)?;
        let form = self.journal.definition(&body.form, body.form_version)?;
        let values: FacetValues = forms::facet_values(&form, &body.answers).into_iter().collect();
        kept().insert((id, latest.seq), values.clone());
        Ok(Some(values))
    }
}

/// Cuts an excerpt to what a picture has room for, at a space.
fn first_words(excerpt: &str) -> String {
    let Some((end, _)) = excerpt.char_indices().nth(WORDS) else { return excerpt.to_owned() };
    let cut = excerpt[..end].rfind(' ').unwrap_or(end);
    format!("{}…", excerpt[..cut].trim_end_matches(['.', ',', ';', ':']))
}

/// Every note that says what the picture shows, and one for each session in which none does.
pub(super) fn one_column_each(notes: &[Note], says: impl Fn(&Note) -> bool) -> Vec<&Note> {
    let hour = |note: &Note| note.client.zip(note.session);
    let mut told: HashSet<_> = notes.iter().filter(|note| says(note)).filter_map(hour).collect();
    let wanted = |note: &&Note| says(note) || hour(note).is_some_and(|hour| told.insert(hour));
    notes.iter().filter(wanted).collect()
}

/// A scale with its words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    pub(super) min: i32,
    pub(super) max: i32,
    pub(super) anchors: Vec<String>,
    pub(super) ends: [String; 2],
}

impl Scale {
    /// Returns the words of a value: its anchor, or the number where there are none.
    pub(super) fn anchor(&self, value: i32) -> String {
        let at = usize::try_from(value - self.min).ok();
        let anchor = at.and_then(|at| self.anchors.get(at));
        anchor.map_or_else(|| value.to_string(), |anchor| format!("{value}, {anchor}"))
    }
}

/// Returns a field of a form, also one within a block: `windows.client`.
pub(super) fn field<'a>(form: &'a Form, path: &str) -> Option<&'a Field> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
    let found = form.fields.iter().find(|field| field.id == first)?;
    match (rest, &found.kind) {
        (None, _) => Some(found),
        (Some(rest), FieldKind::Block { fields } | FieldKind::Rows { fields }) => {
            fields.iter().find(|field| field.id == rest)
        }
        _ => None,
    }
}

/// Returns a form's scale.
pub(super) fn scale(form: &Form, path: &str) -> Option<Scale> {
    let FieldKind::Scale { min, max, anchors, ends, .. } = &field(form, path)?.kind else {
        return None;
    };
    let ends = ends.clone().unwrap_or_else(|| {
        [anchors.first().cloned().unwrap_or_default(), anchors.last().cloned().unwrap_or_default()]
    });
    Some(Scale { min: *min, max: *max, anchors: anchors.clone(), ends })
}

/// Returns the keys and the words that can be chosen, in the order of the form.
pub(super) fn options(form: &Form, path: &str) -> Vec<(String, String)> {
    let Some(field) = field(form, path) else { return Vec::new() };
    let (FieldKind::Choice { options, .. }
    | FieldKind::Choices { options, .. }
    | FieldKind::Palette { options }) = &field.kind
    else {
        return Vec::new();
    };
    options.iter().map(|option| (option.key.clone(), option.label.clone())).collect()
}

/// Returns the words of a key; the key where the form has none for it any more.
pub(super) fn label(options: &[(String, String)], key: &str) -> String {
    let known = options.iter().find(|(known, _)| known == key);
    known.map_or_else(|| key.replace('_', " "), |(_, label)| label.clone())
}

/// Returns the words of several keys in one line.
pub(super) fn labels(options: &[(String, String)], keys: &[String]) -> String {
    keys.iter().map(|key| label(options, key)).collect::<Vec<_>>().join(", ")
}

impl Journal {
    /// Returns the entries of a request in one form, oldest first.
    pub(super) fn drawn(&self, request: &PictureRequest, form: &str) -> Vec<One<'_>> {
        let client = request.client.map(|id| self.catalog.resolve(id));
        let thread = request.thread.map(|id| self.catalog.resolve(id));
        let course = request.course.map(|id| self.catalog.resolve(id));
        let span = course.and_then(|id| self.catalog.courses.get(&id));
        let span = span.map(|course| self.catalog.course_span(course));
        self.catalog.oldest_first(|known| {
            known.form().0 == form
                && client.is_none_or(|client| known.client == Some(client))
                && thread.is_none_or(|thread| self.catalog.mentions(known, thread))
                && (course.is_none() || span.as_ref().is_some_and(|span| span.holds(known)))
        })
    }

    /// Says where a scale is another in a later version of the form: the first note after each change.
    pub(super) fn changes(&self, form: &str, path: &str, notes: &[Note]) -> Vec<usize> {
        let id = FormId(form.to_owned());
        let scale_of = |version| {
            let form = self.definition(&id, version).ok()?;
            scale(&form, path)
        };
        let mut changes = Vec::new();
        for (at, pair) in notes.windows(2).enumerate() {
            let (before, after) = (pair[0].form_version, pair[1].form_version);
            if before != after && scale_of(before) != scale_of(after) {
                changes.push(at + 1);
            }
        }
        changes
    }
}
