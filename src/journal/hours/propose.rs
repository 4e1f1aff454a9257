//! Rows proposed from what was written: a suggestion, never kept by itself.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::wire::{HoursRow, RowState};
use crate::forms::{FacetValue, FormId};
use crate::journal::Journal;
use crate::journal::catalog::One;
use crate::journal::record::{FacetValues, Phase, Placement};
use crate::schemes::HourKind;
use crate::vault::RecordId;

/// The forms whose entries tell of an hour with a client.
const TELLING: [&str; 4] = ["session", "integration", "boundary", "music"];

/// What kind of hours the work of an inner-work log is; other work is no hours of a training.
const WORK: [(&str, HourKind); 7] = [
    ("own_therapy", HourKind::OwnTherapy),
    ("training", HourKind::Training),
    ("course", HourKind::Training),
    ("supervision_received", HourKind::SupervisionIndividual),
    ("supervision_given", HourKind::SupervisionGiven),
    ("peer_group", HourKind::PeerGroup),
    ("reading", HourKind::Reading),
];

/// One hour with a client: the same client, session and day, whatever was written about it.
type ClientHour = (NaiveDate, RecordId, u32);

impl Journal {
    /// Proposes rows for the days of a week, without those that were kept or struck already.
    pub(super) fn proposed(&self, first: NaiveDate, last: NaiveDate) -> Vec<HoursRow> {
        let settled = self.settled_sources(first);
        let mut hours: BTreeMap<ClientHour, Vec<One<'_>>> = BTreeMap::new();
        let mut rows = Vec::new();
        let mut found: Vec<One<'_>> = Vec::new();
        for one in self.catalog.newest_first() {
            let known = one.1.summary();
            let day = known.happened.date();
            // The order is by the moment; a day of another offset is at most one day away.
            if day.succ_opt().is_some_and(|next| next < first) {
                break;
            }
            if (first..=last).contains(&day) && !known.trashed {
                found.push(one);
            }
        }
        found.reverse();
        for one in found {
            let known = one.1.summary();
            let day = known.happened.date();
            let form = known.form().0.as_str();
            if TELLING.contains(&form) {
                let Some((client, session)) = known.client.zip(known.session) else { continue };
                if known.phase != Some(Phase::Between) {
                    let client = self.catalog.resolve(client);
                    hours.entry((day, client, session)).or_default().push(one);
                }
            } else if !settled.contains(&one.0)
                && let Some(row) = self.row_of_own(form, day, one)
            {
                rows.push(row);
            }
        }
        for ((day, client, session), telling) in hours {
            let sources: Vec<RecordId> = telling.iter().map(|(id, _)| *id).collect();
            if sources.iter().any(|source| settled.contains(source)) {
                continue;
            }
            let Some(placement) = self.placement_for(client, day) else { continue };
            let from = match telling.as_slice() {
                [(_, only)] => {
                    format!("{}, session {session}", self.noun_of(only.summary().form()))
                }
                many => format!("session {session}; {} entries tell this hour", many.len()),
            };
            let mut row = HoursRow::proposed(day, placement.minutes, HourKind::Direct, sources);
            (row.placement, row.from) = (placement.id, from);
            rows.push(row);
        }
        rows.sort_by(|one, other| one.day.cmp(&other.day));
        rows
    }

    /// A row of a reflection on supervision or of the inner-work log, if it says minutes.
    fn row_of_own(&self, form: &str, day: NaiveDate, one: One<'_>) -> Option<HoursRow> {
        let values = match form {
            "supervision" | "inner" => one.1.summary().glimpse().facet_values.of_fields(&[
                "minutes",
                "format",
                "group_size",
                "work",
            ]),
            _ => return None,
        };
        let minutes = number(&values, "minutes").filter(|minutes| *minutes > 0)?;
        let key = |field: &str| match values.get(field) {
            Some(FacetValue::Keys(keys)) => keys.first().map(String::as_str),
            _ => None,
        };
        let (kind, people) = if form == "supervision" {
            let people = number(&values, "group_size");
            match key("format") {
                Some("group") => (HourKind::SupervisionGroup, people),
                Some("peer") => (HourKind::SupervisionPeer, people),
                _ => (HourKind::SupervisionIndividual, None),
            }
        } else {
            let (_, kind) = WORK.iter().find(|(work, _)| key("work") == Some(work))?;
            (*kind, None)
        };
        let mut row = HoursRow::proposed(day, minutes, kind, vec![one.0]);
        row.people = people;
        row.from = self.noun_of(&FormId(form.to_owned()));
        if kind.is_supervision() {
            let placement = self.open_placements(day).into_iter().next();
            row.supervisor = placement
                .and_then(|placement| placement.supervisors.first().cloned())
                .unwrap_or_default();
            row.placement = placement.and_then(|placement| placement.id);
        }
        Some(row)
    }

    /// The placements of a day, the latest first.
    fn open_placements(&self, day: NaiveDate) -> Vec<&Placement> {
        let day = day.to_string();
        let all = self.catalog.hours.placements.values();
        let open =
            |one: &&Placement| one.from <= day && one.to.as_ref().is_none_or(|to| *to >= day);
        let mut open: Vec<&Placement> = all.filter(open).collect();
        open.sort_by(|one, other| other.from.cmp(&one.from));
        open
    }

    /// Where a client is seen: where their last kept hour was, or else the latest placement.
    fn placement_for(&self, client: RecordId, day: NaiveDate) -> Option<&Placement> {
        let open = self.open_placements(day);
        if open.len() > 1 {
            let weeks = self.catalog.hours.weeks.values().rev();
            for row in weeks.flat_map(|(_, week)| week.rows.iter().rev()).filter(|row| !row.struck)
            {
                let about = row.sources.first().and_then(|id| self.catalog.entry(*id));
                let about = about.and_then(|state| state.summary().client);
                if about.map(|id| self.catalog.resolve(id)) == Some(client)
                    && let Some(same) = open.iter().find(|one| one.id == row.placement)
                {
                    return Some(same);
                }
            }
        }
        open.into_iter().next()
    }

    /// The entries that rows of the week, or of the ones beside it, were made of.
    fn settled_sources(&self, monday: NaiveDate) -> BTreeSet<RecordId> {
        let near = |days: i64| (monday + chrono::TimeDelta::days(days)).to_string();
        let weeks = self.catalog.hours.weeks.range(near(-7)..=near(7));
        weeks.flat_map(|(_, (_, week))| &week.rows).flat_map(|row| row.sources.clone()).collect()
    }

    /// What an entry of a form is called in small letters.
    pub(super) fn noun_of(&self, form: &FormId) -> String {
        self.current_form(form).map_or_else(|_| form.0.clone(), |form| form.noun.to_lowercase())
    }
}

fn number(values: &FacetValues, field: &str) -> Option<u32> {
    match values.get(field) {
        Some(FacetValue::Number(number)) => u32::try_from(*number).ok(),
        _ => None,
    }
}

impl HoursRow {
    fn proposed(day: NaiveDate, minutes: u32, kind: HourKind, sources: Vec<RecordId>) -> Self {
        Self {
            id: None,
            day: day.to_string(),
            minutes,
            kind,
            placement: None,
            supervisor: String::new(),
            people: None,
            sources,
            from: String::new(),
            note: String::new(),
            state: RowState::Proposed,
        }
    }
}
