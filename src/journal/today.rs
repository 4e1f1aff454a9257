//! What Today shows: what is open, what was written last, and what asks for an answer.

use std::cmp::Reverse;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::exercises::Exercises;
use crate::journal::Journal;
use crate::journal::catalog::{EntryFilter, EntryRow};
use crate::journal::client::ScheduledHour;
use crate::journal::follow_up::Card;
use crate::journal::jotting::Jotting;
use crate::journal::record::{ClientStatus, Moment};
use crate::vault::RecordId;

/// Today is chosen from so many of the newest entries.
const NEWEST: u32 = 200;
const MOST_DRAFTS: usize = 8;
const MOST_LATEST: usize = 6;
const MOST_CLIENTS: usize = 4;
const MOST_IN_BASKET: u32 = 12;
const MOST_RUNS: usize = 3;

/// What Today shows, in one answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct TodayPage {
    /// Whether the journal holds no entry outside the trash.
    pub is_empty: bool,
    /// The newest entries whose draft is not a revision yet.
    pub drafts: Vec<EntryRow>,
    /// The newest other entries.
    pub latest: Vec<EntryRow>,
    /// The newest entry with text about each active client.
    pub last_with: Vec<EntryRow>,
    /// Entries in the basket, newest first.
    pub basket: Vec<EntryRow>,
    /// The open cards, as the page of the follow-ups lists them.
    pub follow_ups: Vec<Card>,
    /// The next hours by the clients' regular appointments, as [`Journal::next_hours`] has them.
    pub next_hours: Vec<ScheduledHour>,
    /// Lines noticed in the room that wait for a note, oldest first.
    pub jottings: Vec<Jotting>,
    /// What was written on this day in earlier years, if the settings ask for it.
    pub on_this_day: Vec<EntryRow>,
    /// Exercises that were paused, the one last begun first.
    pub paused: Vec<PausedRun>,
    /// The exercise that the path has for this week, on the day that reminds of it.
    pub path: Option<String>,
}

/// An exercise that was paused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PausedRun {
    /// The run.
    pub id: RecordId,
    /// The name of the exercise.
    pub name: String,
    /// The step that it stands at, counted from 0.
    pub step: u32,
    /// How many steps the exercise has.
    pub steps: u32,
}

impl Journal {
    /// Returns what Today shows. It reads the catalog alone, and opens no body.
    pub fn today_page(&self, now: Moment) -> TodayPage {
        let newest = self.list_entries(&EntryFilter::default(), 0, NEWEST);
        let basket = EntryFilter { basket: true, ..EntryFilter::default() };
        let is_empty = newest.total == 0;
        let last_with = self.last_with(&newest.rows);
        let (drafts, latest): (Vec<EntryRow>, Vec<EntryRow>) =
            newest.rows.into_iter().partition(|row| row.draft);
        TodayPage {
            is_empty,
            drafts: drafts.into_iter().take(MOST_DRAFTS).collect(),
            latest: latest.into_iter().take(MOST_LATEST).collect(),
            last_with,
            basket: self.list_entries(&basket, 0, MOST_IN_BASKET).rows,
            follow_ups: self.list_follow_ups(None, now),
            next_hours: self.next_hours(now),
            jottings: self.list_jottings(),
            on_this_day: self.on_this_day(now),
            paused: self.paused_runs(),
            path: self.path_today(now),
        }
    }

    fn last_with(&self, newest: &[EntryRow]) -> Vec<EntryRow> {
        let clients = self.list_clients();
        let active = clients.iter().filter(|client| client.status == ClientStatus::Active);
        let mut unseen: HashSet<RecordId> = active.filter_map(|client| client.id).collect();
        let about = newest.iter().filter(|row| {
            !row.excerpt.is_empty() && row.head.client.is_some_and(|client| unseen.remove(&client))
        });
        about.take(MOST_CLIENTS).cloned().collect()
    }

    fn paused_runs(&self) -> Vec<PausedRun> {
        let open = self
            .catalog
            .runs
            .iter()
            .filter(|(_, state)| state.meta.finished.is_none() && state.meta.aside.is_none());
        let mut open: Vec<_> = open.collect();
        open.sort_by_key(|(_, state)| Reverse(state.meta.begun));
        let known = open.into_iter().take(MOST_RUNS).filter_map(|(id, state)| {
            let exercise = Exercises::shipped().get(&state.meta.exercise)?;
            let steps = u32::try_from(exercise.steps.len()).unwrap_or(u32::MAX);
            Some(PausedRun { id: *id, name: exercise.name.clone(), step: state.meta.step, steps })
        });
        known.collect()
    }

    fn path_today(&self, now: Moment) -> Option<String> {
        let path = self.path_state(now);
        let week = path.weeks.iter().find(|week| week.done.is_none())?;
        let exercise = Exercises::shipped().get(&week.exercise)?;
        path.remind_today.then(|| exercise.name.clone())
    }
}
