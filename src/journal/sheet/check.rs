//! The identifier check of a page: what was found, what was decided, and the page that leaves.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::Datelike;
use serde::{Deserialize, Serialize};
use stillroom_sheet::Sheet;

use super::{SheetInput, SheetPage, day_of};
use crate::identifiers::{
    AliasMap, Day, Language, OwnWords, Suggestion, find, replace_ages, session_and_week,
};
use crate::journal::record::{
    AliasMapMeta, Decision, IdentifierWords, Moment, Payload, from_json, to_json,
};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// What stands in the foot of every page that leaves.
const REDUCED: &str = "Reduced-identifier copy, not de-identified in law";

/// A page after the check: what was found in it, and what would leave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CheckedSheet {
    /// What was found.
    pub findings: SheetFindings,
    /// The page with the aliases of this export, with ages as decades and with what was decided.
    /// What is not decided stands unchanged.
    pub sheet: Sheet,
}

/// What the check found in a page, grouped by its words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SheetFindings {
    /// Each once, in the order in which it first stands.
    pub found: Vec<SheetFinding>,
    /// How many of them are decided.
    pub decided: u32,
}

/// Words of a page that would tell who somebody is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SheetFinding {
    /// The words as they first stand.
    pub words: String,
    /// The same in small letters: the key of the decision.
    pub key: String,
    /// What they are, as a word for files: `name`, `place`, `date`.
    pub class: String,
    /// Which rule found them: `capital_in_sentence`, `after_title`.
    pub why: String,
    /// What the rule is worth: `sure`, `likely`, `ask`.
    pub certainty: String,
    /// How often they stand on the page.
    pub count: u32,
    /// The paragraph in which they first stand.
    pub passage: String,
    /// What may stand there instead.
    pub suggestion: String,
    /// What was decided, if anything.
    pub decision: Option<Decision>,
}

/// A stretch of one text of the page, and what to put there.
struct Change {
    text: usize,
    range: Range<usize>,
    with: String,
}

impl Journal {
    /// Checks a page for what would tell who somebody is. Nothing is written.
    ///
    /// # Errors
    /// As [`Journal::preview_sheet`]; [`JournalError::Sealed`] when the own words are damaged.
    pub fn check_sheet(
        &self,
        input: SheetInput,
        now: Moment,
    ) -> Result<CheckedSheet, JournalError> {
        let page = self.preview_sheet(input)?;
        Ok(self.check(page, now)?.0)
    }

    /// Saves a page as it leaves, with the map of its aliases, and returns what is to be written.
    ///
    /// # Errors
    /// As [`Journal::check_sheet`] and [`Journal::save_sheet`].
    pub fn export_sheet(&mut self, input: SheetInput, now: Moment) -> Result<Sheet, JournalError> {
        let page = self.save_sheet(input, now)?;
        let sheet_id = page.input.id;
        let client = self.client_of_sheet(&page.input.sources);
        let (checked, aliases) = self.check(page, now)?;
        let people: BTreeMap<&str, &str> = aliases.entries().collect();
        let meta = AliasMapMeta { sheet: sheet_id, client, exported: now };
        let id = RecordId::make();
        self.write_with_body(id, Payload::AliasMap(meta.clone()), &to_json(&people)?, now)?;
        self.catalog.alias_maps.insert(id, meta);
        Ok(checked.sheet)
    }

    /// Returns the own words of the identifier check.
    ///
    /// # Errors
    /// [`JournalError::Sealed`] when their record is damaged.
    pub fn identifier_words(&self) -> Result<IdentifierWords, JournalError> {
        match self.catalog.identifier_words {
            Some((id, at)) => from_json(&self.open_body(id, at)?),
            None => Ok(IdentifierWords::default()),
        }
    }

    /// Saves the own words of the identifier check.
    ///
    /// # Errors
    /// [`JournalError::NameEmpty`] for a word without a letter; [`JournalError::Store`].
    pub fn save_identifier_words(
        &mut self,
        words: &IdentifierWords,
        now: Moment,
    ) -> Result<(), JournalError> {
        let mut all = words.keep.iter().chain(words.replace.keys());
        if all.any(|word| !word.chars().any(char::is_alphanumeric)) {
            return Err(JournalError::NameEmpty);
        }
        let id = self.catalog.identifier_words.map_or_else(RecordId::make, |(id, _)| id);
        let at = self.write_with_body(id, Payload::IdentifierWords, &to_json(words)?, now)?;
        self.catalog.identifier_words = Some((id, at));
        Ok(())
    }

    fn check(
        &self,
        page: SheetPage,
        now: Moment,
    ) -> Result<(CheckedSheet, AliasMap), JournalError> {
        let SheetPage { input, mut sheet, .. } = page;
        let own = self.identifier_words()?;
        let replace: Vec<(String, String)> = own.replace.into_iter().collect();
        let own = OwnWords { keep: &own.keep, replace: &replace };
        let known: Vec<String> =
            self.catalog.clients.values().map(|client| client.alias.clone()).collect();
        let names: Vec<&str> = known.iter().map(String::as_str).collect();
        let mut aliases = AliasMap::new(&known).beginning_at(start_of(input.id));
        let mut changes = self.alias_changes(&sheet, &input.sources, &mut aliases);
        let first = self.first_day(&input.sources);
        let texts = sheet.texts();
        let whole = texts.join("\n");
        let starts: Vec<usize> = texts
            .iter()
            .scan(0, |at, text| {
                let start = *at;
                *at += text.len() + 1;
                Some(start)
            })
            .collect();
        let supervision = self.day_in_words(day_of(&input.on)?);
        let mut findings = SheetFindings::default();
        for finding in find(&whole, Language::English, &names, own) {
            for (text, range) in split(&starts, &texts, finding.range.clone()) {
                let words = &texts[text][range.clone()];
                // The day of the supervision is no day of the client's.
                if words == supervision {
                    continue;
                }
                let key = words.to_lowercase();
                let known = findings.found.iter_mut().find(|known| known.key == key);
                let decision = input.decisions.get(&key).cloned();
                if let Some(Decision::Replace { with }) = &decision {
                    changes.push(Change { text, range: range.clone(), with: with.clone() });
                }
                if let Some(known) = known {
                    known.count += 1;
                    continue;
                }
                findings.found.push(SheetFinding {
                    words: words.to_owned(),
                    class: finding.class.label().to_owned(),
                    why: finding.why.label().to_owned(),
                    certainty: finding.certainty.label().to_owned(),
                    count: 1,
                    passage: texts[text].to_owned(),
                    suggestion: match &finding.suggestion {
                        Suggestion::Alias => aliases.alias_for(words),
                        Suggestion::Words(words) => words.clone(),
                        Suggestion::SessionAndWeek(day) => match first {
                            Some(first) => session_and_week(first, *day, None),
                            None => "a date".to_owned(),
                        },
                    },
                    decision,
                    key,
                });
            }
        }
        findings.decided =
            findings.found.iter().filter(|found| found.decision.is_some()).count() as u32;
        apply(&mut sheet, changes);
        sheet.foot.push(format!("Exported {}", self.day_in_words(now.date())));
        sheet.foot.push(REDUCED.to_owned());
        sheet.foot.retain(|part| !part.is_empty());
        Ok((CheckedSheet { findings, sheet }, aliases))
    }

    /// Finds the aliases of the journal: those of the page's own clients in any spelling, the
    /// others as they are written.
    fn alias_changes(
        &self,
        sheet: &Sheet,
        sources: &[RecordId],
        aliases: &mut AliasMap,
    ) -> Vec<Change> {
        let of_source = |id: &RecordId| {
            let client = self.catalog.entry(*id)?.summary().client?;
            Some(self.catalog.resolve(client))
        };
        let own: Vec<RecordId> = sources.iter().filter_map(of_source).collect();
        let mut changes: Vec<Change> = Vec::new();
        for (id, meta) in &self.catalog.clients {
            let person = self.catalog.resolve(*id);
            let any_case = own.contains(&person);
            let name = self.catalog.client(person).map_or(meta.alias.as_str(), |it| &it.alias);
            for (text, said) in sheet.texts().into_iter().enumerate() {
                for range in places_of(said, &meta.alias, any_case) {
                    let with = aliases.alias_for(name);
                    changes.push(Change { text, range, with });
                }
            }
        }
        changes
    }

    /// The day of the first session of the client that the sources are about.
    fn first_day(&self, sources: &[RecordId]) -> Option<Day> {
        let client = self.client_of_sheet(sources)?;
        let found = self.catalog.oldest_first(|known| {
            known.client.map(|id| self.catalog.resolve(id)) == Some(client)
                && !known.trashed
                && known.session.is_some()
        });
        let day = found.first()?.1.summary().happened.date();
        Day::new(day.year(), day.month(), day.day())
    }
}

/// Cuts a stretch of the joined texts at the ends of each text.
fn split(starts: &[usize], texts: &[&str], range: Range<usize>) -> Vec<(usize, Range<usize>)> {
    let parts = starts.iter().zip(texts).enumerate().filter_map(|(at, (start, text))| {
        let from = range.start.max(*start);
        let to = range.end.min(start + text.len());
        (from < to).then(|| (at, from - start..to - start))
    });
    parts.collect()
}

/// Where a word or phrase stands by itself in a text.
fn places_of(text: &str, phrase: &str, any_case: bool) -> Vec<Range<usize>> {
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let phrase: Vec<char> = phrase.chars().collect();
    if phrase.is_empty() {
        return Vec::new();
    }
    let same = |one: char, other: char| {
        one == other || any_case && one.to_lowercase().eq(other.to_lowercase())
    };
    let mut found = Vec::new();
    let mut last = 0;
    for (start, _) in text.char_indices() {
        if start < last || is_word(text[..start].chars().next_back()) {
            continue;
        }
        let mut letters = text[start..].char_indices();
        let fits =
            phrase.iter().all(|wanted| letters.next().is_some_and(|(_, it)| same(it, *wanted)));
        let end = start + letters.offset();
        if fits && !is_word(text[end..].chars().next()) {
            found.push(start..end);
            last = end;
        }
    }
    found
}

/// Puts the changes into the texts, the longer before the shorter where two meet, then says ages as
/// decades.
fn apply(sheet: &mut Sheet, mut changes: Vec<Change>) {
    changes.sort_by_key(|change| (change.text, change.range.start, usize::MAX - change.range.end));
    let mut at = 0;
    let mut next = changes.into_iter().peekable();
    sheet.change_texts(|text| {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        while let Some(change) = next.next_if(|change| change.text == at) {
            if change.range.start >= from {
                out.push_str(&text[from..change.range.start]);
                out.push_str(&change.with);
                from = change.range.end;
            }
        }
        out.push_str(&text[from..]);
        at += 1;
        replace_ages(&out)
    });
}

/// Where in the pool of aliases a page begins, so that two pages do not begin with the same.
fn start_of(id: RecordId) -> usize {
    id.as_bytes().iter().map(|byte| usize::from(*byte)).sum()
}
