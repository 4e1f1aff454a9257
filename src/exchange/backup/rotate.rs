//! Which backups are kept: 7 daily, 4 weekly, 12 monthly, and always the last verified one.

use std::collections::BTreeSet;
use std::fs;

use chrono::{Datelike, NaiveDate};

use super::BackupLocation;
use super::list::{Backup, list};
use crate::journal::Journal;
use crate::store::path::path_of;

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// Takes away, in both places, what is no longer kept.
pub(super) fn rotate(journal: &Journal) {
    let Ok(backups) = list(journal) else { return };
    for place in [BackupLocation::First, BackupLocation::Second] {
        // Those of another copy of the journal are for that one to rotate.
        let of_place = backups.listed.iter().filter(|one| one.place == place && one.own);
        for backup in superseded(&of_place.collect::<Vec<_>>()) {
            // One that cannot be removed now is tried again after the next backup.
            let _ = fs::remove_file(path_of(&backup.path));
        }
    }
}

/// Returns the backups that are no longer kept, of one place and newest first.
fn superseded<'a>(backups: &[&'a Backup]) -> Vec<&'a Backup> {
    let week = |date: NaiveDate| (date.iso_week().year(), date.iso_week().week());
    let kept: BTreeSet<usize> = [
        newest_of_each(backups, DAYS, |date| (date.year(), date.ordinal())),
        newest_of_each(backups, WEEKS, week),
        newest_of_each(backups, MONTHS, |date| (date.year(), date.month())),
        last_verified(backups).into_iter().collect(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let at = backups.iter().enumerate();
    at.filter(|(at, _)| !kept.contains(at)).map(|(_, backup)| *backup).collect()
}

/// Returns the newest of each of the last so many periods that have any.
fn newest_of_each(
    backups: &[&Backup],
    periods: usize,
    period: impl Fn(NaiveDate) -> (i32, u32),
) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let newest = (0..backups.len()).filter(|at| seen.insert(period(backups[*at].made.date())));
    newest.take(periods).collect()
}

/// Returns the backup that was verified last.
fn last_verified(backups: &[&Backup]) -> Option<usize> {
    let verified = (0..backups.len()).filter(|at| backups[*at].verified.is_some());
    verified.max_by_key(|at| (backups[*at].verified, backups[*at].revisions))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Moment;

    const DAY_MS: i64 = 24 * 60 * 60 * 1000;

    fn made(days_ago: i64, verified: bool) -> Backup {
        let made = Moment { utc_ms: 1_772_460_300_000 - days_ago * DAY_MS, offset_min: 0 };
        Backup { made, verified: verified.then_some(made), ..Backup::none() }
    }

    fn kept(backups: &[Backup]) -> Vec<&Backup> {
        let all: Vec<&Backup> = backups.iter().collect();
        let gone = superseded(&all);
        all.into_iter().filter(|one| !gone.iter().any(|other| std::ptr::eq(*one, *other))).collect()
    }

    #[test]
    fn rotation_keeps_daily_weekly_and_monthly_backups_of_two_years() {
        let daily: Vec<Backup> = (0..730).map(|days| made(days, true)).collect();
        let kept = kept(&daily);
        let days: BTreeSet<_> = kept.iter().map(|one| one.made.date()).collect();
        let newest = daily[0].made.date();
        for ago in 0..7 {
            assert!(days.contains(&(newest - chrono::Days::new(ago))), "{ago} days ago");
        }
        let months: BTreeSet<_> = days.iter().map(|day| (day.year(), day.month())).collect();
        assert_eq!(months.len(), 12);
        assert!(kept.len() <= DAYS + WEEKS + MONTHS);
    }

    #[test]
    fn rotation_keeps_one_backup_a_day_and_always_the_last_verified() {
        let mut backups: Vec<Backup> = (0..30).map(|_| made(0, false)).collect();
        backups.push(made(800, true));
        let left = kept(&backups);
        assert_eq!(left.len(), 2);
        assert_eq!(left[1].verified, backups[30].verified);
    }

    #[test]
    fn a_gap_of_years_removes_nothing_from_the_path() {
        let backups: Vec<Backup> = [0, 1, 900, 901, 1500].map(|ago| made(ago, true)).into();
        assert_eq!(kept(&backups).len(), backups.len());
    }
}
