//! The record of hours for signature, and the weekly transfer sheet.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use stillroom_sheet::{Block, Column, Paper, Sheet};

use super::day::day_of;
use super::signed::{digest_of, grouped};
use crate::identifiers::{Language, OwnWords, find};
use crate::journal::record::{KeptRow, Moment, Placement};
use crate::journal::{Journal, JournalError};
use crate::locale::Locale;
use crate::schemes::{Hour, HourKind, PracticeStatus, Reckoning, kind_words};
use crate::vault::RecordId;

/// What leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum HoursPaper {
    /// The record of hours for signature.
    Signature,
    /// Weeks as rows and categories as columns, made to be typed over.
    Transfer,
}

/// A page of hours, ready to be written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct HoursPage {
    /// The page.
    pub sheet: Sheet,
    /// What stands in it that would tell who somebody is, by the identifier check.
    pub found: Vec<String>,
}

/// The columns of the record: what each is called, and the kinds in it.
const COLUMNS: [(&str, &[HourKind]); 4] = [
    ("Direct", &[HourKind::Direct, HourKind::CouplesFamilies]),
    ("Supervision, individual", &[HourKind::SupervisionIndividual, HourKind::SupervisionTriadic]),
    ("Supervision, group", &[HourKind::SupervisionGroup, HourKind::SupervisionPeer]),
    (
        "Other",
        &[
            HourKind::Indirect,
            HourKind::ClinicWork,
            HourKind::SupervisionGiven,
            HourKind::OwnTherapy,
            HourKind::Training,
            HourKind::PeerGroup,
            HourKind::Reading,
            HourKind::Other,
        ],
    ),
];

impl Journal {
    /// Makes a page of the kept rows of a placement in a period. It names no client, and no one else:
    /// names are written by hand.
    ///
    /// # Errors
    /// [`JournalError::NoSuchDay`], [`JournalError::NoSuchRecord`], [`JournalError::Sealed`] when the
    /// own words of the identifier check are damaged.
    pub fn hours_page(
        &self,
        what: HoursPaper,
        placement: RecordId,
        from: &str,
        to: &str,
        now: Moment,
    ) -> Result<HoursPage, JournalError> {
        let place = self.placement(placement)?;
        let rows = self.rows_of(placement, from, to)?;
        let period = (day_of(from)?, day_of(to)?);
        let sheet = match what {
            HoursPaper::Signature => self.signature_sheet(place, &rows, period, now)?,
            HoursPaper::Transfer => self.transfer_sheet(place, &rows, period, now),
        };
        let own = self.identifier_words()?;
        let replace: Vec<(String, String)> = own.replace.into_iter().collect();
        let own = OwnWords { keep: &own.keep, replace: &replace };
        let names: Vec<&str> = self.catalog.clients.values().map(|it| it.alias.as_str()).collect();
        let words = words_of(place, &rows);
        let found: BTreeSet<String> = find(&words, Language::English, &names, own)
            .into_iter()
            .map(|finding| words[finding.range].to_owned())
            .collect();
        Ok(HoursPage { sheet, found: found.into_iter().collect() })
    }

    fn signature_sheet(
        &self,
        place: &Placement,
        rows: &[&KeptRow],
        (from, to): (NaiveDate, NaiveDate),
        now: Moment,
    ) -> Result<Sheet, JournalError> {
        let locale = Locale::of(self.settings().english);
        let scheme = self.scheme_line(&place.scheme, now)?;
        // The rows of the period count as a part of all hours under the scheme.
        let rest = self.hours_outside(place, from, to);
        let own: Vec<Hour> = rows.iter().map(|row| self.hour(row)).collect();
        let all: Vec<Hour> = rest.iter().cloned().chain(own.iter().cloned()).collect();
        let reckoning = self.reckon(&place.scheme, &all, now).ok_or(JournalError::NoSuchRecord)?;
        let counts = &reckoning.each[rest.len()..];
        let mut columns = vec![Column::new("Week of", 1.5)];
        columns.extend(COLUMNS.map(|(head, _)| Column::new(head, 1.0)));
        columns.extend([Column::new("Written down", 1.0), Column::new("Would count", 1.0)]);
        let mut table: Vec<Vec<String>> = Vec::new();
        for (monday, of_week) in weeks(rows) {
            table.push(sums(locale.day(monday), rows, counts, &of_week));
        }
        let every: Vec<usize> = (0..rows.len()).collect();
        table.push(sums("Written down".to_owned(), rows, counts, &every));
        table.push(counted(rows, counts));
        let mut blocks = vec![
            Block::Box {
                label: "Placement".to_owned(),
                text: vec![
                    format!("{}. {}.", place.alias, status_words(place.status)),
                    format!("{} to {}", locale.day(from), locale.day(to)),
                    scheme.name.clone(),
                ],
                pen: 0,
            },
            Block::Table { caption: "Hours by week".to_owned(), columns, rows: table },
        ];
        let reasons = reasons(&reckoning, rest.len());
        if !reasons.is_empty() {
            blocks.push(Block::Box { label: "Would not count".to_owned(), text: reasons, pen: 0 });
        }
        let mut rule = vec![by_the_rule(locale, &scheme.as_of)?];
        rule.push("Names are written by hand; this journal holds aliases only.".to_owned());
        blocks.push(Block::Box { label: "Rules".to_owned(), text: rule, pen: 0 });
        blocks.push(Block::Signatures {
            lines: [
                "Trainee: name",
                "Signature",
                "Date",
                "Supervisor: name, licence number",
                "Signature",
                "Date",
            ]
            .map(str::to_owned)
            .into(),
        });
        let mut digest = vec![grouped(&digest_of(rows))];
        let changed = self.list_signed_hours().into_iter().filter(|signed| {
            signed.changed
                && Some(signed.placement) == place.id
                && signed.from <= to.to_string()
                && signed.to >= from.to_string()
        });
        for signed in changed {
            let on = locale.day(day_of(&signed.on)?);
            digest.push(format!("Changed after signing on {on}, digest then {}.", signed.digest));
        }
        blocks.push(Block::Box { label: "Digest of the rows".to_owned(), text: digest, pen: 0 });
        Ok(sheet_of("Record of hours", &place.alias, blocks, locale, now))
    }

    fn transfer_sheet(
        &self,
        place: &Placement,
        rows: &[&KeptRow],
        (from, to): (NaiveDate, NaiveDate),
        now: Moment,
    ) -> Sheet {
        let locale = Locale::of(self.settings().english);
        let used: BTreeSet<HourKind> = rows.iter().map(|row| row.kind).collect();
        let supervisors: BTreeSet<&str> = rows.iter().map(|row| row.supervisor.as_str()).collect();
        let blocks = supervisors.into_iter().map(|supervisor| {
            let mut columns = vec![Column::new("Week of", 1.4)];
            columns.extend(used.iter().map(|kind| Column::new(&capital(kind_words(*kind)), 1.0)));
            let own: Vec<&KeptRow> =
                rows.iter().copied().filter(|row| row.supervisor == supervisor).collect();
            let table = weeks(&own).into_iter().map(|(monday, of_week)| {
                let of_kind = |kind: &HourKind| {
                    let minutes = of_week.iter().filter(|at| own[**at].kind == *kind);
                    decimal(minutes.map(|at| own[*at].minutes).sum())
                };
                std::iter::once(locale.day(monday)).chain(used.iter().map(of_kind)).collect()
            });
            let who = if supervisor.is_empty() { "no supervisor named" } else { supervisor };
            let caption = format!("{}, {who}", place.alias);
            Block::Table { caption, columns, rows: table.collect() }
        });
        let blocks = blocks.collect();
        let period = format!("{}, {} to {}", place.alias, locale.day(from), locale.day(to));
        sheet_of("Hours to type over", &period, blocks, locale, now)
    }

    /// The hours under a placement's scheme that a page of it does not show.
    fn hours_outside(&self, place: &Placement, from: NaiveDate, to: NaiveDate) -> Vec<Hour> {
        let placements = &self.catalog.hours.placements;
        let at = placements.keys().position(|id| Some(*id) == place.id).map_or(0, |at| at + 1);
        let mut hours = self.hours_under(&place.scheme, |_| true);
        hours.retain(|hour| hour.placement != at || !(from..=to).contains(&hour.day));
        hours
    }

    fn hour(&self, row: &KeptRow) -> Hour {
        self.as_hour(&row.day, row.minutes, row.kind, row.placement, row.people)
    }
}

/// Everything that a person wrote into the rows and their placement, a line each.
fn words_of(place: &Placement, rows: &[&KeptRow]) -> String {
    let of_rows = rows.iter().flat_map(|row| [row.note.as_str(), row.supervisor.as_str()]);
    let mut words: Vec<&str> = vec![&place.alias, &place.setting];
    words.extend(of_rows.filter(|text| !text.is_empty()));
    words.join("\n")
}

/// A page of hours with its foot.
fn sheet_of(title: &str, header: &str, blocks: Vec<Block>, locale: Locale, now: Moment) -> Sheet {
    Sheet {
        letter: 'Z',
        paper: Paper::A4,
        language: "en".to_owned(),
        title: title.to_owned(),
        header: header.to_owned(),
        foot: vec![
            "Hours".to_owned(),
            format!("Exported {}", locale.day(now.date())),
            "Rows hold no client".to_owned(),
        ],
        blocks,
    }
}

/// The places of rows by the Monday of their week.
fn weeks(rows: &[&KeptRow]) -> BTreeMap<NaiveDate, Vec<usize>> {
    let mut weeks: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let day = day_of(&row.day).unwrap_or_default();
        weeks.entry(day.week(Weekday::Mon).first_day()).or_default().push(at);
    }
    weeks
}

/// One line of the record: each column, all that is written down, and what would count.
fn sums(first: String, rows: &[&KeptRow], counts: &[u32], of: &[usize]) -> Vec<String> {
    let column = |kinds: &[HourKind]| {
        let own = of.iter().filter(|at| kinds.contains(&rows[**at].kind));
        decimal(own.map(|at| rows[*at].minutes).sum())
    };
    let mut line = vec![first];
    line.extend(COLUMNS.map(|(_, kinds)| column(kinds)));
    line.push(decimal(of.iter().map(|at| rows[*at].minutes).sum()));
    line.push(decimal(of.iter().map(|at| counts[*at]).sum()));
    line
}

/// The last line: what would count in each column.
fn counted(rows: &[&KeptRow], counts: &[u32]) -> Vec<String> {
    let column = |kinds: &[HourKind]| {
        let own = rows.iter().zip(counts).filter(|(row, _)| kinds.contains(&row.kind));
        decimal(own.map(|(_, minutes)| minutes).sum())
    };
    let mut line = vec!["Would count".to_owned()];
    line.extend(COLUMNS.map(|(_, kinds)| column(kinds)));
    line.push(String::new());
    line.push(decimal(counts.iter().sum()));
    line
}

/// Why hours of the page would not count, with how many.
fn reasons(reckoning: &Reckoning, before: usize) -> Vec<String> {
    let of_page = reckoning.lost.iter().filter_map(|lost| {
        let here = lost.rows.iter().zip(&lost.each).filter(|(at, _)| **at >= before);
        let minutes: u32 = here.map(|(_, minutes)| minutes).sum();
        (minutes > 0).then(|| format!("{} (−{})", lost.why, decimal(minutes)))
    });
    of_page.collect()
}

fn by_the_rule(locale: Locale, as_of: &str) -> Result<String, JournalError> {
    let day = locale.day(day_of(as_of)?);
    Ok(format!("By the rule of {day}, which you or we typed in. Rules change: check your board."))
}

fn status_words(status: PracticeStatus) -> &'static str {
    match status {
        PracticeStatus::Trainee => "Trainee",
        PracticeStatus::Associate => "Associate",
        PracticeStatus::Qualified => "Qualified",
    }
}

/// Minutes as decimal hours: `4.3`; nothing is a dash.
fn decimal(minutes: u32) -> String {
    let hours = f64::from(minutes) / 60.0;
    match minutes {
        0 => "–".to_owned(),
        tenths if tenths.is_multiple_of(6) => format!("{hours:.1}"),
        _ => format!("{hours:.2}"),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
