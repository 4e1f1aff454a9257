//! What an import brought, or would bring: counts, spans, and everything that is to be told.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::choices::{Choices, file_of};
use super::item::Item;
use super::map::{Prepared, hashed, prepare};
use super::names;
use super::probe::Kind;
use super::trouble::{Code, Ledger, Sort, Told, Trouble};
use crate::forms::plain_text;
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// How many samples of a group a report shows, and how many in all.
const SAMPLES: usize = 5;
const ALL_SAMPLES: usize = 40;
/// How many places of entries without a date a report keeps.
const UNDATED: usize = 200;
/// How much of a text a sample shows, in bytes.
const SAMPLE: usize = 240;

/// The report of an import.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ImportReport {
    /// What kind of source it is; none if it is of no known kind.
    pub kind: Option<Kind>,
    /// How many entries the source holds.
    pub found: u64,
    /// How many come in.
    pub come_in: u64,
    /// How many wait for a date.
    pub undated: u64,
    /// How many are left out.
    pub left_out: u64,
    /// How many are here already.
    pub already: u64,
    /// How many bring an entry that is here up to date.
    pub changed: u64,
    /// The journals, notebooks and folders, with their entries.
    pub groups: BTreeMap<String, u64>,
    /// The documents and text files, with their entries.
    pub files: BTreeMap<String, u64>,
    /// The first day.
    pub first: Option<String>,
    /// The last day.
    pub last: Option<String>,
    /// Entries a month.
    pub months: BTreeMap<String, u64>,
    /// Pictures and files that the source holds.
    pub media: u64,
    /// Pictures and files that were added to entries.
    #[serde(default)]
    pub attached: u64,
    /// Pictures and files that it names and does not hold.
    pub missing: u64,
    /// Links between entries.
    pub links: u64,
    /// All that is told.
    pub told: Vec<Told>,
    /// Where entries without a date stand; the first of them.
    pub undated_places: Vec<String>,
    /// Some texts, as they were and as they will be.
    pub samples: Vec<Sample>,
}

/// A text as it was and as it will be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "ImportSample"))]
pub struct Sample {
    /// Where it stands.
    pub place: String,
    /// The beginning, as the source has it.
    pub was: String,
    /// The beginning, as it will be.
    pub becomes: String,
}

impl ImportReport {
    /// Opens the report of an import; none once an entry of it was erased, and the
    /// report with it.
    ///
    /// # Errors
    /// [`JournalError::Store`] and [`JournalError::Sealed`] for a report that cannot be read.
    pub fn open(journal: &Journal, import: RecordId) -> Result<Option<Self>, JournalError> {
        journal.open_import_report(import)
    }

    /// Returns what is told of a code.
    pub fn told(&self, code: Code) -> u64 {
        self.told.iter().find(|told| told.code == code).map_or(0, |told| told.count)
    }

    /// Adds lines to what is told.
    pub(super) fn add(&mut self, lines: Vec<Told>) {
        let mut ledger = Ledger::of(std::mem::take(&mut self.told));
        for line in lines {
            ledger.add(line);
        }
        self.told = ledger.lines();
    }

    /// Tells one thing more, of the source as a whole.
    pub(super) fn add_one(&mut self, code: Code) {
        self.add(vec![Told { code, count: 1, places: Vec::new() }]);
    }

    /// Returns whether anything comes in, or will once a date is given.
    pub fn brings_something(&self) -> bool {
        self.come_in + self.undated + self.already + self.changed > 0
    }

    /// Returns whether something was refused or cannot be read.
    pub fn has_refused(&self) -> bool {
        self.told.iter().any(|told| told.code.sort() == Sort::Refused)
    }
}

/// Sorts items into those that come in and those that do not, and counts.
pub(super) struct Sieve<'a> {
    kind: Kind,
    choices: &'a Choices,
    aliases: &'a [String],
    keys: HashMap<[u8; 16], [u8; 32]>,
    digests: HashSet<[u8; 32]>,
    alike: HashSet<[u8; 32]>,
    media: HashMap<String, bool>,
    groups: BTreeMap<String, usize>,
    pub(super) ledger: Ledger,
    pub(super) report: ImportReport,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(kind: Kind, choices: &'a Choices, aliases: &'a [String]) -> Self {
        Self {
            kind,
            choices,
            aliases,
            keys: HashMap::new(),
            digests: HashSet::new(),
            alike: HashSet::new(),
            media: HashMap::new(),
            groups: BTreeMap::new(),
            ledger: Ledger::default(),
            report: ImportReport { kind: Some(kind), ..ImportReport::default() },
        }
    }

    pub(super) fn tell(&mut self, trouble: Trouble) {
        self.ledger.tell(trouble);
    }

    /// Takes an item; returns the entry that it will be, unless it is left out or waits for a date.
    pub(super) fn take(&mut self, item: Item) -> Option<Prepared> {
        self.report.found += 1;
        if let Some(code) = self.left_out(&item) {
            self.tell(Trouble::new(code, &item.place));
            self.report.left_out += 1;
            return None;
        }
        for trouble in names::look(&item, self.aliases) {
            self.tell(trouble);
        }
        let (prepared, told) = prepare(self.kind, item, self.choices);
        if !self.is_new(&prepared) {
            self.report.left_out += 1;
            return None;
        }
        for trouble in told {
            self.tell(trouble);
        }
        self.count(&prepared);
        if prepared.happened.is_none() {
            self.report.undated += 1;
            if self.report.undated_places.len() < UNDATED {
                self.report.undated_places.push(prepared.place);
            }
            return None;
        }
        self.report.come_in += 1;
        Some(prepared)
    }

    fn left_out(&self, item: &Item) -> Option<Code> {
        let choices = self.choices;
        if !choices.rule(item).0.take {
            return Some(Code::NotChosen);
        }
        if item.flags.trashed && !choices.trashed {
            return Some(Code::Trashed);
        }
        if item.flags.conflict && !choices.conflicts {
            return Some(Code::Conflict);
        }
        if item.flags.template && !choices.templates {
            return Some(Code::Template);
        }
        let is_empty = plain_text(&item.built.document).trim().is_empty() && item.media.is_empty();
        // Standard Notes names every note, also one that was never written.
        let says = (!item.title.trim().is_empty() && self.kind != Kind::StandardNotes)
            || (self.kind == Kind::Table && !item.extra.is_empty());
        (is_empty && !says && !choices.empty).then_some(Code::Empty)
    }

    /// Returns whether the source has not brought the same before.
    fn is_new(&mut self, prepared: &Prepared) -> bool {
        let place = prepared.place.as_str();
        let has_ids = prepared.key.is_some() && self.kind.family() != "file";
        if let Some(key) = prepared.key {
            match self.keys.insert(key, prepared.digest) {
                Some(before) if before == prepared.digest => {
                    self.tell(Trouble::new(Code::SameAgain, place));
                    return false;
                }
                Some(_) => self.tell(Trouble::new(Code::RepeatedId, place)),
                None => {}
            }
        }
        if !self.digests.insert(prepared.digest) && !has_ids {
            self.tell(Trouble::new(Code::SameAgain, place));
            return false;
        }
        let minute = prepared.happened.map_or(0, |at| at.utc_ms / 60_000);
        let alike = format!("{minute} {}", plain_text(&prepared.document));
        if !self.alike.insert(hashed(&alike)) {
            self.tell(Trouble::new(Code::Alike, place));
        }
        true
    }

    fn count(&mut self, prepared: &Prepared) {
        let place = prepared.place.as_str();
        for (code, count) in &prepared.turns {
            self.ledger.tell(Trouble { count: *count, ..Trouble::new(*code, place) });
        }
        for media in &prepared.media {
            let is_there = media.is_there && media.refused.is_none();
            if self.media.insert(media.name.clone(), is_there).is_none() {
                let code = match (media.is_there, media.refused, &media.at) {
                    (false, ..) => Some(Code::MissingMedia),
                    (true, Some(_), _) => Some(Code::MediaTooLarge),
                    (true, None, None) => Some(Code::MediaWaits),
                    (true, None, Some(_)) => None,
                };
                if let Some(code) = code {
                    self.tell(Trouble::new(code, format!("{place}: {}", media.name)));
                }
            }
        }
        let there = self.media.values().filter(|there| **there).count();
        self.report.media = there as u64;
        self.report.missing = (self.media.len() - there) as u64;
        self.report.links += prepared.links.len() as u64;
        if let Some(at) = prepared.happened {
            let day = at.date().format("%Y-%m-%d").to_string();
            *self.report.months.entry(day[..7.min(day.len())].to_owned()).or_default() += 1;
            let report = &mut self.report;
            if report.first.as_ref().is_none_or(|first| *first > day) {
                report.first = Some(day.clone());
            }
            if report.last.as_ref().is_none_or(|last| *last < day) {
                report.last = Some(day);
            }
        }
        let group = prepared.groups.first().cloned().unwrap_or_default();
        for group in &prepared.groups {
            *self.report.groups.entry(group.clone()).or_default() += 1;
        }
        if matches!(self.kind, Kind::Word | Kind::Text | Kind::Files) {
            *self.report.files.entry(file_of(place).to_owned()).or_default() += 1;
        }
        let shown = self.groups.entry(group).or_default();
        if *shown < SAMPLES && self.report.samples.len() < ALL_SAMPLES {
            *shown += 1;
            let becomes = plain_text(&prepared.document);
            let cut = |text: &str| text[..text.floor_char_boundary(SAMPLE)].to_owned();
            self.report.samples.push(Sample {
                place: place.to_owned(),
                was: cut(&prepared.was),
                becomes: cut(&becomes),
            });
        }
    }

    /// Ends the report.
    pub(super) fn finish(mut self) -> ImportReport {
        if self.report.found == 0 && self.ledger.count(Code::NothingFound) == 0 {
            self.tell(Trouble::new(Code::NothingFound, ""));
        }
        self.report.told = self.ledger.lines();
        self.report
    }
}
