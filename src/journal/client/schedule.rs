//! Who comes next, by the regular appointments of the clients.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::journal::Journal;
use crate::journal::record::{ClientStatus, Moment};
use crate::vault::RecordId;

/// An hour counts as begun so many minutes before its time.
const EARLY_MIN: u16 = 10;

/// An hour of a client's regular appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ScheduledHour {
    /// The client.
    pub client: RecordId,
    /// The day, as `2026-03-03`.
    pub day: String,
    /// Minutes after midnight on that day's clock.
    pub minute: u16,
}

impl Journal {
    /// Returns the hours of today about which nothing is written yet, in their order; when there
    /// are none, those of the next day that has any. Only active clients have hours.
    pub fn next_hours(&self, now: Moment) -> Vec<ScheduledHour> {
        let today = now.date();
        let mut hours: Vec<_> = self
            .catalog
            .present_clients()
            .filter(|(_, client)| client.status == ClientStatus::Active)
            .filter_map(|(id, client)| {
                let appointment = client.appointment.as_ref()?;
                let mut day = appointment.next_day(today)?;
                if day == today && self.wrote_about(id, now) {
                    day = appointment.next_day(today.succ_opt()?)?;
                }
                Some((day, appointment.minute, id))
            })
            .collect();
        hours.sort_unstable();
        let first = hours.first().map(|(day, ..)| *day);
        let of_first = hours.into_iter().filter(|(day, ..)| Some(*day) == first);
        let hour = |(day, minute, client)| ScheduledHour { client, day: format!("{day}"), minute };
        of_first.map(hour).collect()
    }

    /// Returns the clients that a new entry is most likely about: of today's hours without an
    /// entry those that have begun, the latest first, then those to come.
    pub fn likely_clients(&self, now: Moment) -> Vec<RecordId> {
        let today = format!("{}", now.date());
        let clock = now.minute_of_day();
        let mut hours = self.next_hours(now);
        hours.retain(|hour| hour.day == today);
        let (mut begun, to_come): (Vec<_>, Vec<_>) =
            hours.into_iter().partition(|hour| hour.minute <= clock.saturating_add(EARLY_MIN));
        begun.sort_by_key(|hour| Reverse(hour.minute));
        begun.into_iter().chain(to_come).map(|hour| hour.client).collect()
    }

    fn wrote_about(&self, client: RecordId, now: Moment) -> bool {
        let today = now.date();
        // The list is by time, newest first: it ends at the first that is older than any day's end.
        let since = now.utc_ms.saturating_sub(48 * 60 * 60 * 1000);
        let recent = self.catalog.newest_first().map(|(_, state)| state.summary());
        let mut recent = recent.take_while(|known| known.happened.utc_ms >= since);
        recent.any(|known| {
            known.client == Some(client) && !known.trashed && known.happened.date() == today
        })
    }
}
