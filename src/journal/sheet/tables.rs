//! The tables of the formats, from what the catalog knows and from the sources.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};
use stillroom_sheet::{Block, Column};

use super::pull::{Sources, weight_words};
use crate::forms::{FieldKind, Form, readable_field, readable_rows};
use crate::journal::catalog::EntryState;
use crate::journal::record::{ClientStatus, Phase, folded};
use crate::journal::{Journal, JournalError};
use crate::locale::Locale;
use crate::vault::RecordId;

/// How many sessions the anchors' words are shown of: the newest and three before it.
const ANCHOR_SESSIONS: usize = 4;
/// How many exchanges a process recording shows at most.
const MOST_EXCHANGES: usize = 20;

/// The journals of the writer's own work, whose first words stand in no course.
const OWN_WORK: [&str; 3] = ["inner", "supervision", "supervising"];

const ANCHORS: &[(&str, &str)] = &[
    ("boundary", "ladder"),
    ("integration", "darkness"),
    ("integration", "held"),
    ("integration", "room_for_good"),
];

const NEEDS: [&str; 3] = ["need.learn", "need.sound", "need.restored"];

const WINDOWS: [&str; 7] = [
    "windows.client",
    "windows.what_i_did",
    "windows.between_us",
    "windows.in_me",
    "windows.supervisor_and_me",
    "windows.in_supervisor",
    "windows.wider_field",
];

/// How many of the newest reflections are looked through for a window that was never opened.
const LOOKED_BACK: usize = 6;

impl Journal {
    /// Writes a day out in the chosen English: *18 November 2026* or *November 18, 2026*.
    pub(super) fn day_in_words(&self, day: NaiveDate) -> String {
        Locale::of(self.settings().english).day(day)
    }

    /// The words of the anchors, not their numbers, in the newest session and the three before it.
    pub(super) fn anchor_table(&self, sources: &Sources) -> Result<Block, JournalError> {
        let newest = sources.entries.iter().find(|entry| entry.input.head.client.is_some());
        let mut sessions: BTreeMap<u32, BTreeMap<&str, String>> = BTreeMap::new();
        let mut labels: BTreeMap<&str, String> = BTreeMap::new();
        if let Some(newest) = newest {
            let client = newest.input.head.client;
            let until = newest.input.head.happened;
            let found = self.catalog.oldest_first(|known| {
                known.client == client
                    && !known.trashed
                    && known.session.is_some()
                    && known.happened <= until
                    && ANCHORS.iter().any(|(form, _)| known.form().0 == *form)
            });
            let numbers: BTreeSet<u32> =
                found.iter().filter_map(|(_, state)| state.summary().session).collect();
            let first = numbers.iter().rev().nth(ANCHOR_SESSIONS - 1).copied().unwrap_or(0);
            for (id, state) in &found {
                let known = state.summary();
                let Some(session) = known.session.filter(|session| *session >= first) else {
                    continue;
                };
                let said = sessions.entry(session).or_default();
                let fields = ANCHORS.iter().filter(|(form, _)| known.form().0 == *form);
                let Some(entry) = self.shared_entry(*id)? else { continue };
                for (_, field) in fields {
                    let read = readable_field(&entry.definition, &entry.input.answers, field);
                    let Some((label, text)) = read else { continue };
                    labels.insert(field, label);
                    said.insert(field, without_number(&text));
                }
            }
        }
        let columns = std::iter::once(Column::new("In words", 1.2))
            .chain(sessions.keys().map(|number| Column::new(&format!("Session {number}"), 1.0)));
        let rows = ANCHORS.iter().filter_map(|(_, field)| {
            let mut row = vec![labels.get(field)?.clone()];
            row.extend(sessions.values().map(|said| said.get(field).cloned().unwrap_or_default()));
            Some(row)
        });
        let caption = "In the words of the scales".to_owned();
        Ok(Block::Table { caption, columns: columns.collect(), rows: rows.collect() })
    }

    /// How many sessions the quarter had, by phase.
    pub(super) fn phase_table(&self, on: NaiveDate) -> Block {
        let since = quarter_before(on);
        let mut sessions: BTreeMap<&str, BTreeSet<(RecordId, u32)>> = BTreeMap::new();
        for (_, state) in self.catalog.newest_first() {
            let known = state.summary();
            let day = known.happened.date();
            if known.trashed || day <= since || day > on {
                continue;
            }
            if let (Some(client), Some(session)) = (known.client, known.session) {
                let client = self.catalog.resolve(client);
                let phase = known.phase.map_or("no phase named", phase_words);
                sessions.entry(phase).or_default().insert((client, session));
            }
        }
        Block::Table {
            caption: "Sessions of the quarter".to_owned(),
            columns: vec![Column::new("Phase", 2.0), Column::new("Sessions", 1.0)],
            rows: sessions
                .into_iter()
                .map(|(phase, held)| vec![phase.to_owned(), held.len().to_string()])
                .collect(),
        }
    }

    /// What was needed of each supervision of the quarter.
    pub(super) fn needs_table(&self, on: NaiveDate) -> Result<Block, JournalError> {
        let since = quarter_before(on);
        let found = self.catalog.oldest_first(|known| {
            let day = known.happened.date();
            !known.trashed && known.form().0 == "supervision" && day > since && day <= on
        });
        let mut rows = Vec::new();
        for (id, state) in &found {
            let Some(entry) = self.shared_entry(*id)? else { continue };
            let need = |path: &&str| {
                let read = readable_field(&entry.definition, &entry.input.answers, path);
                read.map_or(String::new(), |(_, text)| format!("{text} of 3"))
            };
            let needs: Vec<String> = NEEDS.iter().map(need).collect();
            if needs.iter().any(|text| !text.is_empty()) {
                let mut row = vec![self.day_in_words(state.summary().happened.date())];
                row.extend(needs);
                rows.push(row);
            }
        }
        Ok(Block::Table {
            caption: "What I needed".to_owned(),
            columns: vec![
                Column::new("Supervision", 1.4),
                Column::new("To learn", 1.0),
                Column::new("To check that it is sound", 1.0),
                Column::new("To be restored", 1.0),
            ],
            rows,
        })
    }

    /// The minutes of the months that the quarter touches, as the page of minutes counts them.
    pub(super) fn minutes_table(&self, on: NaiveDate) -> Block {
        let (first, last) = (quarter_before(on), on);
        let month = |day: NaiveDate| day.format("%Y-%m").to_string();
        let (first, last) = (month(first), month(last));
        let all = self.minutes().into_iter();
        let of_quarter = all.filter(|one| one.month > first && one.month <= last);
        let rows = of_quarter.map(|one| {
            let kind = if one.form.0 == "supervision" { "supervision" } else { "inner work" };
            let label =
                if one.label.is_empty() { String::new() } else { format!(", {}", one.label) };
            vec![one.month, format!("{kind}{label}"), one.minutes.to_string()]
        });
        Block::Table {
            caption: "Minutes written down".to_owned(),
            columns: vec![
                Column::new("Month", 1.0),
                Column::new("Kind", 2.0),
                Column::new("Minutes", 1.0),
            ],
            rows: rows.collect(),
        }
    }

    /// The windows that none of the newest reflections opened.
    pub(super) fn unopened_table(&self) -> Result<Block, JournalError> {
        let newest = self.catalog.newest_first().filter(|(_, state)| {
            let known = state.summary();
            !known.trashed && known.form().0 == "supervision"
        });
        let newest: Vec<RecordId> = newest.take(LOOKED_BACK).map(|(id, _)| id).collect();
        let mut labels: BTreeMap<&str, String> = BTreeMap::new();
        let mut opened = BTreeSet::new();
        let mut looked_at = 0;
        for id in newest {
            let Some(entry) = self.shared_entry(id)? else { continue };
            let mut says_any = false;
            for path in WINDOWS {
                if let Some((label, text)) =
                    readable_field(&entry.definition, &entry.input.answers, path)
                {
                    labels.insert(path, label);
                    says_any = true;
                    if text.trim() != "0" {
                        opened.insert(path);
                    }
                }
            }
            looked_at += usize::from(says_any);
            if labels.len() < WINDOWS.len() {
                for (path, label) in window_labels(&entry.definition) {
                    labels.entry(path).or_insert(label);
                }
            }
        }
        let never = WINDOWS.iter().filter(|path| looked_at > 0 && !opened.contains(*path));
        let rows = never.filter_map(|path| Some(vec![labels.get(path)?.clone()])).collect();
        Ok(Block::Table {
            caption: format!(
                "Windows not opened in the last {looked_at} reflections that name any"
            ),
            columns: vec![Column::new("Window", 1.0)],
            rows,
        })
    }

    /// The round over all clients who are active or paused, the longest unbrought first.
    pub(super) fn caseload_table(
        &self,
        typed: &impl Fn(&str) -> String,
        ticked: &impl Fn(&str) -> Option<String>,
    ) -> Block {
        let mut lines: Vec<(u32, String, Vec<String>)> = Vec::new();
        for (id, meta) in self.catalog.present_clients() {
            if !matches!(meta.status, ClientStatus::Active | ClientStatus::Paused) {
                continue;
            }
            let mut found =
                self.catalog.oldest_first(|known| known.client == Some(id) && !known.trashed);
            found.retain(|(entry, _)| !self.is_mine_alone(*entry));
            let last = found.last().map(|(_, state)| state.summary().happened);
            let sessions: BTreeSet<u32> =
                found.iter().filter_map(|(_, state)| state.summary().session).collect();
            let weight = found.iter().rev().find_map(|(_, state)| state.summary().weight);
            let cards = found.iter().flat_map(|(entry, _)| self.catalog.follow_ups.of(*entry));
            let open = cards.filter(|(_, card)| card.outcome.is_none() && !card.withdrawn).count();
            let brought: BTreeSet<u32> = self
                .catalog
                .newest_first()
                .filter(|(_, state)| {
                    let known = state.summary();
                    !known.trashed && known.form().0 == "supervision"
                })
                .flat_map(|(_, state)| state.summary().references().collect::<Vec<_>>())
                .filter_map(|entry| {
                    let known = self.catalog.entry(entry)?.summary();
                    (known.client == Some(id)).then_some(known.session.unwrap_or(0))
                })
                .collect();
            let since = brought
                .last()
                .map(|last| sessions.iter().filter(|session| *session > last).count() as u32);
            let brought = match since {
                None => "never".to_owned(),
                Some(0) => "last session".to_owned(),
                Some(1) => "1 session ago".to_owned(),
                Some(count) => format!("{count} sessions ago"),
            };
            let key = id.to_string();
            let choice = ticked(&format!("round_{key}"));
            let mark = |wanted: &str| {
                if choice.as_deref() == Some(wanted) { "×".to_owned() } else { String::new() }
            };
            let row = vec![
                meta.alias.clone(),
                brought,
                last.map_or(String::new(), |last| self.day_in_words(last.date())),
                sessions.len().to_string(),
                weight.map_or(String::new(), |weight| weight_words(weight).to_owned()),
                if open == 0 { String::new() } else { open.to_string() },
                typed(&format!("round_{key}")),
                mark("bring"),
                mark("fine"),
                mark("not_sure"),
            ];
            lines.push((since.unwrap_or(u32::MAX), folded(&meta.alias), row));
        }
        lines.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        Block::Table {
            caption: "Longest unbrought first".to_owned(),
            columns: vec![
                Column::new("Alias", 1.2),
                Column::new("Brought", 1.3),
                Column::new("Last seen", 1.3),
                Column::new("Sessions", 0.8),
                Column::new("Weight", 0.9),
                Column::new("Open", 0.6),
                Column::new("In eight words of mine", 3.2),
                Column::new("Bring", 0.6),
                Column::new("Fine", 0.6),
                Column::new("Not sure", 0.7),
            ],
            rows: lines.into_iter().map(|(.., row)| row).collect(),
        }
    }

    /// The sessions of a course in time order: day, phase, flags, first words.
    pub(super) fn course_table(&self, sources: &Sources) -> Block {
        let newest = sources.entries.iter().find(|entry| entry.input.head.client.is_some());
        let client = newest.and_then(|entry| entry.input.head.client);
        let mut rows = Vec::new();
        if let (Some(newest), Some(client)) = (newest, client) {
            let found = self.catalog.oldest_first(|known| known.client == Some(client));
            let spans: Vec<_> =
                self.catalog.courses_of(client).map(|c| self.catalog.course_span(c)).collect();
            let of_newest = self.catalog.entry(newest.input.id).map(EntryState::summary);
            let span = of_newest.and_then(|known| spans.iter().find(|span| span.holds(known)));
            for (id, state) in &found {
                let known = state.summary();
                let in_course = span.is_none_or(|span| span.holds(known));
                let of_client = !OWN_WORK.contains(&known.form().0.as_str());
                if !of_client
                    || self.is_mine_alone(*id)
                    || known.trashed
                    || known.session.is_none()
                    || !in_course
                {
                    continue;
                }
                let meta = state.shown();
                let flags: Vec<String> =
                    meta.head.flags.iter().map(|raised| flag_words(&raised.flag.0)).collect();
                rows.push(vec![
                    known.session.map_or(String::new(), |session| session.to_string()),
                    self.day_in_words(known.happened.date()),
                    known.phase.map_or("", phase_words).to_owned(),
                    flags.join(", "),
                    first_words(&meta.excerpt),
                ]);
            }
        }
        Block::Table {
            caption: "The course".to_owned(),
            columns: vec![
                Column::new("Session", 0.7),
                Column::new("Day", 1.3),
                Column::new("Phase", 1.3),
                Column::new("Flags", 1.5),
                Column::new("First words", 4.0),
            ],
            rows,
        }
    }
}

/// The exchanges of a process recording, at most twenty, the supervisor's column left free.
pub(super) fn exchange_table(sources: &Sources) -> Block {
    let rows = sources.entries.iter().find_map(|entry| {
        let rows = readable_rows(&entry.definition, &entry.input.answers, "exchanges");
        (!rows.is_empty()).then_some(rows)
    });
    let rows = rows.unwrap_or_default().into_iter().take(MOST_EXCHANGES).enumerate();
    let rows = rows.map(|(at, row)| {
        let said = |key: &str| {
            let found = row.iter().find(|(field, _)| field == key);
            found.map_or(String::new(), |(_, text)| text.clone())
        };
        vec![(at + 1).to_string(), said("said"), said("felt"), said("make"), String::new()]
    });
    Block::Table {
        caption: "Word and margin".to_owned(),
        columns: vec![
            Column::new("No.", 0.3),
            Column::new("What was said", 1.5),
            Column::new("What I felt", 0.9),
            Column::new("What I make of it", 1.1),
            Column::blank("Supervisor", 1.5),
        ],
        rows: rows.collect(),
    }
}

/// The clock of five minutes in a group.
pub(super) fn clock_table() -> Block {
    let steps = [
        ("1", "title and context"),
        ("3", "the image, the feeling"),
        ("1", "the question"),
        ("10", "the group speaks, the presenter listens"),
        ("2", "the presenter answers"),
    ];
    Block::Table {
        caption: "Clock".to_owned(),
        columns: vec![Column::new("Minutes", 1.0), Column::new("For", 4.0)],
        rows: steps.iter().map(|(n, what)| vec![(*n).to_owned(), (*what).to_owned()]).collect(),
    }
}

pub(crate) fn phase_words(phase: Phase) -> &'static str {
    match phase {
        Phase::Screening => "screening",
        Phase::Preparation => "preparation",
        Phase::Medicine => "medicine",
        Phase::IntegrationEarly => "early integration",
        Phase::IntegrationLater => "later integration",
        Phase::Between => "between sessions",
        Phase::Ending => "ending",
    }
}

fn flag_words(key: &str) -> String {
    match key {
        "first_boundary" => "first boundary",
        "good_frightened" => "good that frightened",
        "over_steered" => "I over-steered",
        own => own,
    }
    .to_owned()
}

fn quarter_before(on: NaiveDate) -> NaiveDate {
    on.checked_sub_months(Months::new(3)).unwrap_or(NaiveDate::MIN)
}

/// The anchor's words without the number before them.
fn without_number(text: &str) -> String {
    let words = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').trim_start();
    if words.is_empty() { text.to_owned() } else { words.to_owned() }
}

/// The first eight words of an excerpt.
fn first_words(excerpt: &str) -> String {
    let words: Vec<&str> = excerpt.split_whitespace().collect();
    let short = words.iter().take(8).copied().collect::<Vec<_>>().join(" ");
    if words.len() > 8 { format!("{short} …") } else { short }
}

fn window_labels(form: &Form) -> Vec<(&'static str, String)> {
    let block = form.fields.iter().find(|field| field.id == "windows").map(|field| &field.kind);
    let Some(FieldKind::Block { fields }) = block else { return Vec::new() };
    let labels = WINDOWS.iter().filter_map(|path| {
        let (_, id) = path.split_once('.')?;
        let field = fields.iter().find(|field| field.id == id)?;
        Some((*path, field.label.clone()))
    });
    labels.collect()
}
