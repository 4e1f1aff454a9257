//! Rows of hours under a scheme: what would count, what would not and why, and each rule beside what
//! there is.
//!
//! Rules that take hours away are applied in the order of the scheme, each to what the ones before it
//! have left; of hours that are too many the latest go first. Then every rule is checked against what
//! is left.

mod checks;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate, Weekday};

use super::definition::{Above, Except, HourKind, Per, PracticeStatus, Rule, Scheme};
use super::reckoning::{CategorySum, Hour, Lost, Reckoning, in_hours, kind_words};
use crate::locale::Locale;

/// Reckons rows under a scheme as of a day.
///
/// The rows may stand in any order. What the scheme has no category for does not count.
pub fn reckon(scheme: &Scheme, rows: &[Hour], today: NaiveDate, locale: &Locale) -> Reckoning {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|at| rows[*at].day);
    let each = rows.iter().map(|row| row.minutes).collect();
    let mut sums = Sums { scheme, rows, order, today, locale, each, lost: Vec::new() };
    sums.without_a_category();
    for rule in &scheme.rules {
        sums.take_away(rule);
    }
    let checks = scheme.rules.iter().flat_map(|rule| sums.check(rule)).collect();
    let categories = scheme.categories.iter().map(|category| {
        let within = sums.of(std::slice::from_ref(&category.id));
        let written = within.iter().map(|at| rows[*at].minutes).sum();
        CategorySum { label: category.label.clone(), written, counts: sums.sum(&within) }
    });
    let categories = categories.collect();
    let written = rows.iter().map(|row| row.minutes).sum();
    let counts = sums.each.iter().sum();
    Reckoning { written, counts, categories, lost: sums.lost, checks, each: sums.each }
}

/// The minutes that still count, while rules are applied.
struct Sums<'a> {
    scheme: &'a Scheme,
    rows: &'a [Hour],
    /// The rows by their day.
    order: Vec<usize>,
    today: NaiveDate,
    locale: &'a Locale,
    each: Vec<u32>,
    lost: Vec<Lost>,
}

impl Sums<'_> {
    /// The kinds that names stand for: a category, with its parts, or a kind.
    fn kinds(&self, names: &[String]) -> BTreeSet<HourKind> {
        if names.is_empty() {
            return HourKind::ALL.into();
        }
        let mut kinds = BTreeSet::new();
        for name in names {
            let is_part = |within: &Option<String>| within.as_ref() == Some(name);
            let categories = &self.scheme.categories;
            let mut found = categories.iter().filter(|one| one.id == *name || is_part(&one.within));
            let mut any = false;
            for category in found.by_ref() {
                kinds.extend(&category.takes);
                any = true;
            }
            if !any {
                kinds.extend(HourKind::ALL.iter().filter(|kind| kind.key() == name));
            }
        }
        kinds
    }

    /// The rows that names stand for, by their day.
    fn of(&self, names: &[String]) -> Vec<usize> {
        let kinds = self.kinds(names);
        self.order.iter().copied().filter(|at| kinds.contains(&self.rows[*at].kind)).collect()
    }

    /// The same, of one status.
    fn of_status(&self, names: &[String], status: Option<PracticeStatus>) -> Vec<usize> {
        let mut found = self.of(names);
        found.retain(|at| status.is_none_or(|status| self.rows[*at].status == status));
        found
    }

    fn sum(&self, rows: &[usize]) -> u32 {
        rows.iter().map(|at| self.each[*at]).sum()
    }

    /// What names are called in a sentence.
    fn words(&self, names: &[String], status: Option<PracticeStatus>) -> String {
        let word = |name: &String| {
            let category = self.scheme.categories.iter().find(|one| one.id == *name);
            let kind = HourKind::ALL.into_iter().find(|kind| kind.key() == name);
            category.map_or_else(
                || kind.map_or(String::new(), |kind| kind_words(kind).to_owned()),
                |category| category.label.clone(),
            )
        };
        let mut words = names.iter().map(word).collect::<Vec<_>>().join(" and ");
        if words.is_empty() {
            words.push_str("all hours");
        }
        match status {
            None => words,
            Some(PracticeStatus::Trainee) => format!("{words}, as a trainee"),
            Some(PracticeStatus::Associate) => format!("{words}, as an associate"),
            Some(PracticeStatus::Qualified) => format!("{words}, qualified"),
        }
    }

    /// Has so many minutes of the rows not count, the latest first; says why.
    fn lose(&mut self, rows: &[usize], minutes: u32, why: impl FnOnce(&Self) -> String) {
        let mut left = minutes;
        let mut touched = Vec::new();
        let mut first = None;
        for at in rows.iter().rev() {
            let gone = left.min(self.each[*at]);
            if gone > 0 {
                self.each[*at] -= gone;
                left -= gone;
                touched.push((*at, gone));
                first = Some(self.rows[*at].day);
            }
            if left == 0 {
                break;
            }
        }
        let Some(first) = first else { return };
        touched.reverse();
        let why = why(self);
        let (rows, each) = touched.into_iter().unzip();
        self.lost.push(Lost { minutes: minutes - left, why, rows, each, day: first.to_string() });
    }

    /// Has a row count so many minutes only; the same reason is told once for all its rows.
    fn lose_alike(&mut self, losses: Vec<(usize, u32, String)>) {
        let mut by_reason: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
        for (at, minutes, why) in losses {
            let gone = minutes.min(self.each[at]);
            if gone > 0 {
                self.each[at] -= gone;
                by_reason.entry(why).or_default().push((at, gone));
            }
        }
        for (why, rows) in by_reason {
            let minutes = rows.iter().map(|(_, gone)| gone).sum();
            let day = rows.iter().map(|(at, _)| self.rows[*at].day).min().unwrap_or_default();
            let (rows, each) = rows.into_iter().unzip();
            self.lost.push(Lost { minutes, why, rows, each, day: day.to_string() });
        }
    }

    fn without_a_category(&mut self) {
        let categories = &self.scheme.categories;
        let known: BTreeSet<HourKind> =
            categories.iter().flat_map(|one| &one.takes).copied().collect();
        let homeless = self.order.iter().filter(|at| !known.contains(&self.rows[**at].kind));
        let lost = homeless.map(|at| {
            let what = kind_words(self.rows[*at].kind);
            (*at, self.each[*at], format!("The scheme has no place for {what}."))
        });
        let lost = lost.collect();
        self.lose_alike(lost);
    }

    fn take_away(&mut self, rule: &Rule) {
        match rule {
            Rule::Credit { of, up_to, factor, above, times } => {
                self.credit(of, *up_to, *factor, *above, *times);
            }
            Rule::Window { years, except } => self.window(*years, except.as_ref()),
            Rule::Before { status, of } => {
                self.by_status(of, "hours before", *status, |row| row < *status);
            }
            Rule::After { status, of } => {
                self.by_status(of, "hours since", *status, |row| row >= *status);
            }
            Rule::PerWeek { of, max } => self.per_week(of, minutes_of(*max)),
            Rule::Category { status, of, max: Some(max), .. } => {
                let rows = self.of_status(of, *status);
                let over = self.sum(&rows).saturating_sub(minutes_of(*max));
                let (of, status, max) = (of.clone(), *status, in_hours(minutes_of(*max)));
                self.lose(&rows, over, |sums| {
                    format!("Of {} at most {max} count.", sums.words(&of, status))
                });
            }
            Rule::Share { of, part_of, max: Some(max), .. } => self.share(of, part_of, *max),
            Rule::Ratio { .. } => self.ratio(rule),
            Rule::Total { .. }
            | Rule::Category { .. }
            | Rule::Share { .. }
            | Rule::Weeks { .. }
            | Rule::Span { .. }
            | Rule::Floor { .. }
            | Rule::Year { .. } => {}
        }
    }

    fn credit(&mut self, of: &[String], up_to: Option<u32>, factor: f64, above: Above, times: f64) {
        let mut lost = Vec::new();
        for at in self.of(of) {
            let (row, minutes) = (&self.rows[at], self.each[at]);
            let what = kind_words(row.kind);
            let small = up_to.is_none_or(|most| row.people.is_none_or(|people| people <= most));
            let divides = above == Above::Divide && (up_to.is_none() || !small);
            let (credit, why) = match (divides, row.people) {
                (true, Some(people)) => {
                    let share = f64::from(minutes) * times / f64::from(people.max(1));
                    (share, format!("{people} in the {what}: the time is divided by them."))
                }
                (true, None) => (0.0, format!("How many were in the {what} is not noted.")),
                (false, _) if !small && above == Above::Nothing => {
                    let most = up_to.unwrap_or(0);
                    (0.0, format!("A {what} of more than {most} does not count."))
                }
                (false, _) => (
                    f64::from(minutes) * factor,
                    format!("Of {what}, an hour counts as {}.", in_hours(minutes_of(factor))),
                ),
            };
            let credit = (credit.round() as u32).min(minutes);
            lost.push((at, minutes - credit, why));
        }
        self.lose_alike(lost);
    }

    fn window(&mut self, years: u32, except: Option<&Except>) {
        let from = self.today.checked_sub_months(Months::new(years.saturating_mul(12)));
        let from = from.unwrap_or(NaiveDate::MIN);
        let kept: BTreeSet<usize> = match except {
            Some(except) => self.of_status(&except.of, except.status).into_iter().collect(),
            None => BTreeSet::new(),
        };
        let mut spare = except.map_or(0, |except| minutes_of(except.hours));
        let why = format!("Older than {years} years.");
        let mut lost = Vec::new();
        // Of what counts all the same, the newest do.
        for at in self.order.iter().rev().copied().filter(|at| self.rows[*at].day < from) {
            let stays = if kept.contains(&at) { spare.min(self.each[at]) } else { 0 };
            spare -= stays;
            lost.push((at, self.each[at] - stays, why.clone()));
        }
        self.lose_alike(lost);
    }

    fn by_status(
        &mut self,
        of: &[String],
        which: &str,
        status: PracticeStatus,
        counts: impl Fn(PracticeStatus) -> bool,
    ) {
        let status = match status {
            PracticeStatus::Trainee => "training",
            PracticeStatus::Associate => "the degree",
            PracticeStatus::Qualified => "qualifying",
        };
        let why = format!("Of {} only {which} {status} count.", self.words(of, None));
        let rows = self.of(of).into_iter().filter(|at| !counts(self.rows[*at].status));
        let lost = rows.map(|at| (at, self.each[at], why.clone())).collect();
        self.lose_alike(lost);
    }

    fn per_week(&mut self, of: &[String], max: u32) {
        for (monday, rows) in self.weeks(&self.of(of)) {
            let have = self.sum(&rows);
            let (week, of) = (self.week(monday), of.to_vec());
            self.lose(&rows, have.saturating_sub(max), |sums| {
                let (have, max) = (in_hours(have), in_hours(max));
                format!("{week}: {have} of {}, at most {max} a week count.", sums.words(&of, None))
            });
        }
    }

    fn share(&mut self, of: &[String], part_of: &[String], max: f64) {
        let (rows, whole) = (self.of(of), self.of(part_of));
        let part = self.kinds(of);
        let rest = whole.into_iter().filter(|at| !part.contains(&self.rows[*at].kind));
        let rest: Vec<usize> = rest.collect();
        // The part may be so large that with the rest it still is that part of the whole.
        let rest = f64::from(self.sum(&rest));
        let most = if max < 1.0 { (rest * max / (1.0 - max)).round() as u32 } else { u32::MAX };
        let over = self.sum(&rows).saturating_sub(most);
        let (of, part_of) = (of.to_vec(), part_of.to_vec());
        self.lose(&rows, over, |sums| {
            let (part, whole) = (sums.words(&of, None), sums.words(&part_of, None));
            format!("{part} may be at most {} of {whole}.", part_words(max))
        });
    }

    fn ratio(&mut self, rule: &Rule) {
        let Rule::Ratio {
            status, of, units, per_hours, one_more_above, per, each_placement, ..
        } = rule
        else {
            return;
        };
        let practice = self.of_status(of, *status);
        let supervision: Vec<usize> = self
            .of_status(&[], *status)
            .into_iter()
            .filter(|at| self.rows[*at].kind.is_supervision())
            .collect();
        let mut groups: BTreeMap<(usize, NaiveDate), (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        let key = |at: usize| {
            let row: &Hour = &self.rows[at];
            let placement = if *each_placement { row.placement } else { 0 };
            let from = match per {
                Per::Week => monday_of(row.day),
                Per::Month => row.day.with_day(1).unwrap_or(row.day),
                Per::Whole => NaiveDate::MIN,
            };
            (placement, from)
        };
        for at in practice {
            groups.entry(key(at)).or_default().0.push(at);
        }
        for at in supervision {
            // Supervision without practice covers nothing.
            if let Some((_, given)) = groups.get_mut(&key(at)) {
                given.push(at);
            }
        }
        for ((_, from), (practice, given)) in groups {
            let have = self.units(&given);
            let minutes = self.sum(&practice);
            let covered = match (per_hours, one_more_above) {
                (_, Some(above)) if have + 1e-9 >= *units && have < *units + 1.0 - 1e-9 => {
                    minutes_of(*above)
                }
                (_, Some(_)) if have < *units - 1e-9 => 0,
                (Some(hours), _) => minutes_of(have / units * hours),
                (None, _) => u32::MAX,
            };
            let when = match per {
                Per::Week => format!("{}: ", self.week(from)),
                Per::Month => format!("{}: ", from.format("%B %Y")),
                Per::Whole => String::new(),
            };
            let (of, status) = (of.clone(), *status);
            self.lose(&practice, minutes.saturating_sub(covered), |sums| {
                let what = sums.words(&of, status);
                let (minutes, covered) = (in_hours(minutes), in_hours(covered));
                format!("{when}{minutes} of {what}, {}; {covered} may count.", units_words(have))
            });
        }
    }

    /// The units of supervision in what counts.
    fn units(&self, rows: &[usize]) -> f64 {
        let unit = |kind: HourKind| self.scheme.units.get(&kind).copied().unwrap_or(1.0);
        rows.iter().map(|at| f64::from(self.each[*at]) / 60.0 * unit(self.rows[*at].kind)).sum()
    }

    /// Rows by the Monday of their week.
    fn weeks(&self, rows: &[usize]) -> BTreeMap<NaiveDate, Vec<usize>> {
        let mut weeks: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
        for at in rows {
            weeks.entry(monday_of(self.rows[*at].day)).or_default().push(*at);
        }
        weeks
    }

    fn week(&self, monday: NaiveDate) -> String {
        format!("Week of {}", self.locale.day(monday))
    }
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).first_day()
}

fn minutes_of(hours: f64) -> u32 {
    (hours * 60.0).round() as u32
}

fn counted(count: u32, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        many => format!("{many} {noun}s"),
    }
}

/// Says how large a part is, as rules do: `half`, `a third`, or so many hours of a hundred.
fn part_words(part: f64) -> String {
    let known =
        [(0.5, "half"), (1.0 / 3.0, "a third"), (2.0 / 3.0, "two thirds"), (0.25, "a quarter")];
    let found = known.iter().find(|(value, _)| (value - part).abs() < 0.005);
    found.map_or_else(
        || format!("{:.0} of every 100 h", part * 100.0),
        |(_, words)| (*words).to_owned(),
    )
}

fn units_words(units: f64) -> String {
    let tenths = (units * 10.0).round() / 10.0;
    match tenths {
        0.0 => "no unit of supervision".to_owned(),
        1.0 => "one unit of supervision".to_owned(),
        some => format!("{some} units of supervision"),
    }
}

#[cfg(test)]
mod tests;
