//! Each rule of a scheme beside what is left of the hours.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Sums, counted, minutes_of, monday_of, part_words};
use crate::schemes::definition::{Floor, HourKind, PracticeStatus, Rule, YearStart};
use crate::schemes::reckoning::{RuleCheck, in_hours};

impl Sums<'_> {
    /// Returns a rule beside what there is.
    pub(super) fn check(&self, rule: &Rule) -> Vec<RuleCheck> {
        match rule {
            Rule::Total { of, min } => vec![self.at_least(of, None, *min, "in all")],
            Rule::Category { status, of, min, individual_min, .. } => {
                let min = min.map(|min| self.at_least(of, *status, min, "in all"));
                let individual = individual_min.map(|min| {
                    let of = [HourKind::SupervisionIndividual.key().to_owned()];
                    self.at_least(&of, *status, min, "among them")
                });
                min.into_iter().chain(individual).collect()
            }
            Rule::Share { of, part_of, min: Some(min), .. } => {
                let (part, whole) = (self.of(of), self.of(part_of));
                let wanted = (f64::from(self.sum(&whole)) * min).ceil() as u32;
                let asks = format!(
                    "{} at least {} of {}",
                    self.words(of, None),
                    part_words(*min),
                    self.words(part_of, None)
                );
                vec![self.checked(asks, &part, wanted)]
            }
            Rule::Weeks { with, hours, min } => vec![self.check_weeks(with, *hours, *min)],
            Rule::Span { weeks_min, years_min, years_max } => {
                self.check_span(*weeks_min, *years_min, *years_max)
            }
            Rule::Ratio { of, status, at_least_every_weeks: Some(weeks), .. } => {
                vec![self.check_every(of, *status, *weeks)]
            }
            Rule::Floor { of, practice, per, hours, averaged } => {
                vec![self.check_floor(of, practice, *per, *hours, *averaged)]
            }
            Rule::Year { starts, of, min } => self.check_year(*starts, of, *min),
            Rule::Share { .. }
            | Rule::PerWeek { .. }
            | Rule::Window { .. }
            | Rule::Ratio { .. }
            | Rule::Credit { .. }
            | Rule::Before { .. }
            | Rule::After { .. } => Vec::new(),
        }
    }

    fn at_least(
        &self,
        of: &[String],
        status: Option<PracticeStatus>,
        min: f64,
        when: &str,
    ) -> RuleCheck {
        let asks =
            format!("{}: at least {} {when}", self.words(of, status), in_hours(minutes_of(min)));
        self.checked(asks, &self.of_status(of, status), minutes_of(min))
    }

    fn checked(&self, asks: String, rows: &[usize], wanted: u32) -> RuleCheck {
        let have = self.sum(rows);
        let missing = wanted.checked_sub(have).filter(|missing| *missing > 0).map(in_hours);
        RuleCheck { asks, amount: in_hours(have), missing, rows: rows.to_vec() }
    }

    fn check_weeks(&self, with: &[String], hours: f64, min: u32) -> RuleCheck {
        let weeks = self.weeks(&self.of(with));
        let full = weeks.into_values().filter(|rows| self.sum(rows) >= minutes_of(hours));
        let full: Vec<Vec<usize>> = full.collect();
        let have = u32::try_from(full.len()).unwrap_or(u32::MAX);
        let missing = min.checked_sub(have).filter(|missing| *missing > 0);
        let asks = format!(
            "at least {min} weeks with {} of {}",
            in_hours(minutes_of(hours)),
            self.words(with, None)
        );
        let amount = counted(have, "week");
        let missing = missing.map(|missing| counted(missing, "week"));
        RuleCheck { asks, amount, missing, rows: full.concat() }
    }

    fn check_span(
        &self,
        weeks_min: Option<u32>,
        years_min: Option<u32>,
        years_max: Option<u32>,
    ) -> Vec<RuleCheck> {
        let counting: Vec<usize> =
            self.order.iter().copied().filter(|at| self.each[*at] > 0).collect();
        let ends = counting.first().zip(counting.last());
        let ends = ends.map(|(first, last)| (self.rows[*first].day, self.rows[*last].day));
        let days = ends.map_or(0, |(first, last)| (last - first).num_days() + 1);
        let amount = match ends {
            Some((first, last)) => {
                format!("{} to {}", self.locale.day(first), self.locale.day(last))
            }
            None => "no hours yet".to_owned(),
        };
        let ends_rows: Vec<usize> =
            counting.first().into_iter().chain(counting.last()).copied().collect();
        let check = |asks: String, missing: Option<String>| RuleCheck {
            asks,
            amount: amount.clone(),
            missing,
            rows: ends_rows.clone(),
        };
        let mut checks = Vec::new();
        if let Some(min) = weeks_min {
            let missing = i64::from(min) - days.div_euclid(7);
            let missing = u32::try_from(missing).ok().filter(|weeks| *weeks > 0);
            let missing = missing.map(|weeks| counted(weeks, "week"));
            checks.push(check(format!("over at least {min} weeks"), missing));
        }
        let after = |years: u32| {
            let (first, last) = ends?;
            let full = first.checked_add_months(Months::new(years.saturating_mul(12)))?;
            Some(((full - last).num_days() - 1, full))
        };
        if let Some(min) = years_min {
            let missing = match after(min) {
                Some((days, full)) if days > 0 => Some(format!("until {}", self.locale.day(full))),
                Some(_) => None,
                None => Some(counted(min, "year")),
            };
            checks.push(check(format!("over at least {}", counted(min, "year")), missing));
        }
        if let Some(max) = years_max {
            let over = after(max).filter(|(days, _)| *days < -1);
            let missing = over.map(|_| "it is more".to_owned());
            checks.push(check(format!("within {}", counted(max, "year")), missing));
        }
        checks
    }

    /// Whether there is supervision in every run of so many weeks with practice.
    fn check_every(&self, of: &[String], status: Option<PracticeStatus>, every: u32) -> RuleCheck {
        let practice = self.weeks(&self.of_status(of, status));
        let supervised: BTreeSet<NaiveDate> = self
            .order
            .iter()
            .filter(|at| self.rows[**at].kind.is_supervision() && self.each[**at] > 0)
            .map(|at| monday_of(self.rows[*at].day))
            .collect();
        let back = Days::new(u64::from(every.saturating_sub(1)) * 7);
        let first = practice.keys().next().copied();
        let mut bare: Vec<(NaiveDate, Vec<usize>)> = Vec::new();
        for (monday, rows) in practice {
            let from = monday.checked_sub_days(back).unwrap_or(monday);
            let is_long_enough = first.is_some_and(|first| from >= first);
            if is_long_enough && supervised.range(from..=monday).next().is_none() {
                bare.push((monday, rows));
            }
        }
        let asks =
            format!("supervision at least every {every} weeks of {}", self.words(of, status));
        let weeks = counted(u32::try_from(supervised.len()).unwrap_or(u32::MAX), "week");
        let missing = bare.first().map(|(monday, _)| {
            let many = counted(u32::try_from(bare.len()).unwrap_or(u32::MAX), "week");
            format!("{many}, the first from {}", self.locale.day(*monday))
        });
        let rows = bare.into_iter().flat_map(|(_, rows)| rows).collect();
        RuleCheck { asks, amount: format!("{weeks} with supervision"), missing, rows }
    }

    fn check_floor(
        &self,
        of: &[String],
        practice: &[String],
        per: Floor,
        hours: f64,
        averaged: bool,
    ) -> RuleCheck {
        let start = |day: NaiveDate| match per {
            Floor::Week => monday_of(day),
            Floor::Month => day.with_day(1).unwrap_or(day),
        };
        let mut practised: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
        for at in self.of(practice) {
            practised.entry(start(self.rows[at].day)).or_default().push(at);
        }
        // What is still going on can still be made up for.
        practised.remove(&start(self.today));
        let mut given: BTreeMap<NaiveDate, u32> = BTreeMap::new();
        for at in self.of(of) {
            *given.entry(start(self.rows[at].day)).or_insert(0) += self.each[at];
        }
        let least = minutes_of(hours);
        let noun = if per == Floor::Week { "week" } else { "month" };
        let of_period = |from: &NaiveDate| given.get(from).copied().unwrap_or(0);
        let asks = format!(
            "{}: at least {} {} with {}",
            self.words(of, None),
            in_hours(least),
            if averaged { format!("for every {noun}") } else { format!("in every {noun}") },
            self.words(practice, None)
        );
        let periods = u32::try_from(practised.len()).unwrap_or(u32::MAX);
        if averaged {
            let have: u32 = practised.keys().map(of_period).sum();
            let wanted = least.saturating_mul(periods);
            let missing = wanted.checked_sub(have).filter(|missing| *missing > 0).map(in_hours);
            let amount = format!("{} in {}", in_hours(have), counted(periods, noun));
            return RuleCheck { asks, amount, missing, rows: self.of(of) };
        }
        let short: Vec<&NaiveDate> =
            practised.keys().filter(|from| of_period(from) < least).collect();
        let full = counted(periods - u32::try_from(short.len()).unwrap_or(periods), noun);
        let missing = short.first().map(|first| {
            let many = counted(u32::try_from(short.len()).unwrap_or(u32::MAX), noun);
            let begins = match per {
                Floor::Week => self.locale.day(**first),
                Floor::Month => first.format("%B %Y").to_string(),
            };
            format!("{many}, the first {begins}")
        });
        let rows = short.iter().flat_map(|from| practised[from].clone()).collect();
        RuleCheck { asks, amount: format!("{full} of {}", counted(periods, noun)), missing, rows }
    }

    /// The year of the body that is under way, and the one before if there were hours in it.
    fn check_year(&self, starts: YearStart, of: &[String], min: f64) -> Vec<RuleCheck> {
        let start_in = |year| NaiveDate::from_ymd_opt(year, starts.month, starts.day);
        let this = start_in(self.today.year()).filter(|day| *day <= self.today);
        let Some(this) = this.or_else(|| start_in(self.today.year() - 1)) else {
            return Vec::new();
        };
        let Some(next) = start_in(this.year() + 1) else { return Vec::new() };
        let Some(last) = start_in(this.year() - 1) else { return Vec::new() };
        let rows = self.of(of);
        let in_year = |from: NaiveDate, to: NaiveDate| -> Vec<usize> {
            let within = |at: &usize| (from..to).contains(&self.rows[*at].day);
            rows.iter().copied().filter(within).collect()
        };
        let check = |from: NaiveDate, to: NaiveDate| {
            let asks = format!(
                "{}: at least {} in the year from {}",
                self.words(of, None),
                in_hours(minutes_of(min)),
                self.locale.day(from)
            );
            self.checked(asks, &in_year(from, to), minutes_of(min))
        };
        let before = (!in_year(last, this).is_empty()).then(|| check(last, this));
        before.into_iter().chain([check(this, next)]).collect()
    }
}
