//! Clients: an alias, a glyph and a hue, and nothing by which a person could be known.

mod merge;
mod page;
mod schedule;

use serde::{Deserialize, Serialize};

use crate::forms::FormId;
use crate::journal::record::{
    Appointment, ClientMeta, ClientStatus, Head, Moment, Payload, Phase, folded,
};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

pub use merge::Merge;
pub use page::{ClientPage, CourseLine, Stretch};
pub use schedule::ScheduledHour;

/// Integration counts as early within 72 hours of a medicine session, in ms.
const EARLY_INTEGRATION_MS: i64 = 72 * 60 * 60 * 1000;

/// A client: an alias, a glyph and a hue. There is no field for who they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Client {
    /// The record id; none in a client that is to be made.
    #[serde(default)]
    pub id: Option<RecordId>,
    /// The chosen alias, unique without regard to case and accents.
    pub alias: String,
    /// One of the glyph names of the window's set, for example `bird`.
    pub glyph: String,
    /// One of the six hues: `teal`, `moss`, `plum`, `blue`, `ochre`, `rose`.
    pub hue: String,
    /// Whether the work is active or archived.
    pub status: ClientStatus,
    /// The month in which it started, as `2026-03`.
    #[serde(default)]
    pub started: Option<String>,
    /// When they come regularly.
    #[serde(default)]
    pub appointment: Option<Appointment>,
}

impl Journal {
    /// Returns all clients, by alias.
    pub fn list_clients(&self) -> Vec<Client> {
        let mut clients: Vec<Client> =
            self.catalog.present_clients().map(|(id, meta)| client(id, meta)).collect();
        clients.sort_by_cached_key(|client| folded(&client.alias));
        clients
    }

    /// Makes or changes a client.
    ///
    /// # Errors
    /// [`JournalError::AliasEmpty`], [`JournalError::AliasTaken`] (without regard to case and
    /// accents), [`JournalError::BadAppointment`], [`JournalError::NoSuchClient`],
    /// [`JournalError::Store`].
    pub fn save_client(&mut self, wanted: Client, now: Moment) -> Result<Client, JournalError> {
        let alias = wanted.alias.split_whitespace().collect::<Vec<_>>().join(" ");
        if alias.is_empty() {
            return Err(JournalError::AliasEmpty);
        }
        if self.alias_taken(&alias, wanted.id) {
            return Err(JournalError::AliasTaken);
        }
        if wanted.appointment.as_ref().is_some_and(|appointment| !appointment.is_sound()) {
            return Err(JournalError::BadAppointment);
        }
        let known = wanted.id.is_none_or(|id| self.catalog.client(id).is_some());
        if !known {
            return Err(JournalError::NoSuchClient);
        }
        let meta = ClientMeta {
            alias,
            glyph: wanted.glyph,
            hue: wanted.hue,
            status: wanted.status,
            started: wanted.started,
            merged: None,
            appointment: wanted.appointment,
        };
        let id = wanted.id.unwrap_or_else(RecordId::make);
        self.write_record(id, Payload::Client(meta.clone()), now)?;
        let saved = client(id, &meta);
        let renamed = self.catalog.clients.insert(id, meta);
        if renamed.is_some_and(|before| before.alias != saved.alias) {
            self.follow_client(id);
        }
        Ok(saved)
    }

    /// Suggests what the next entry about a client is, from the newest ones.
    pub fn suggest(&self, client: RecordId, now: Moment) -> Suggestion {
        let mut of_client = self.catalog.newest_first().filter(|(_, state)| {
            let known = state.summary();
            known.client == Some(client) && !known.trashed && known.session.is_some()
        });
        let Some((_, newest)) = of_client.next() else {
            return Suggestion { session: Some(1), phase: None, form: None };
        };
        let newest = newest.summary();
        let (session, phase) = if newest.happened.date() == now.date() {
            (newest.session, newest.phase)
        } else {
            let since_ms = now.utc_ms.saturating_sub(newest.happened.utc_ms);
            let phase = newest.phase.map(|phase| following(phase, since_ms));
            (newest.session.and_then(|session| session.checked_add(1)), phase)
        };
        let form = phase.and_then(|phase| self.usual_form(client, phase));
        Suggestion { session, phase, form }
    }

    /// Returns the head of a new entry about a client, with what is suggested for it.
    pub(crate) fn suggested_head(&self, client: Option<RecordId>, now: Moment) -> Head {
        let suggestion = client.map(|id| self.suggest(id, now)).unwrap_or_default();
        Head { client, session: suggestion.session, phase: suggestion.phase, ..Head::at(now) }
    }

    /// Returns the form that the last hour of a phase was begun with: an hour of this client, or
    /// else of anyone. What was written beside it, as a boundary observation is, does not count.
    fn usual_form(&self, client: RecordId, phase: Phase) -> Option<FormId> {
        let in_phase = || {
            let known = self.catalog.newest_first().map(|(_, state)| state.summary());
            known.filter(|known| !known.trashed && known.hour_in(phase).is_some())
        };
        let of_client = in_phase().find(|known| known.client == Some(client));
        let hour = of_client.or_else(|| in_phase().next())?.hour_in(phase);
        let of_hour = in_phase().filter(|known| known.hour_in(phase) == hour);
        Some(of_hour.min_by_key(|known| known.meta().first_written)?.form().clone())
    }

    fn alias_taken(&self, alias: &str, by_other_than: Option<RecordId>) -> bool {
        let wanted = folded(alias);
        let mut others =
            self.catalog.present_clients().filter(|(id, _)| Some(*id) != by_other_than);
        others.any(|(_, meta)| folded(&meta.alias) == wanted)
    }
}

pub(crate) fn client(id: RecordId, meta: &ClientMeta) -> Client {
    Client {
        id: Some(id),
        alias: meta.alias.clone(),
        glyph: meta.glyph.clone(),
        hue: meta.hue.clone(),
        status: meta.status,
        started: meta.started.clone(),
        appointment: meta.appointment.clone(),
    }
}

/// Returns the phase that a session some time after one in `phase` most likely has.
fn following(phase: Phase, since_ms: i64) -> Phase {
    match phase {
        Phase::Medicine if since_ms <= EARLY_INTEGRATION_MS => Phase::IntegrationEarly,
        Phase::Medicine | Phase::IntegrationEarly => Phase::IntegrationLater,
        other => other,
    }
}

/// What the newest entries of a client suggest for the next one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Suggestion {
    /// The session to write about.
    pub session: Option<u32>,
    /// The likely phase.
    pub phase: Option<Phase>,
    /// The likely form.
    pub form: Option<FormId>,
}
