//! The shape of a file in `content/sample/`.

use serde::Deserialize;
use toml::Table;

use crate::journal::ClientStatus;
use crate::journal::head::{Acted, Certainty, Phase, Weight};

/// One file: clients, entries, or both.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    #[serde(default, rename = "client")]
    pub(super) clients: Vec<ClientSource>,
    #[serde(default, rename = "entry")]
    pub(super) entries: Vec<EntrySource>,
}

/// A client as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClientSource {
    pub(super) alias: String,
    pub(super) glyph: String,
    pub(super) hue: String,
    pub(super) status: ClientStatus,
    /// Days before the sample is made.
    pub(super) started: u16,
}

/// An entry as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntrySource {
    /// Days before the sample is made; at least 1.
    pub(super) day: u16,
    /// Time of day, as `14:05`.
    pub(super) at: String,
    pub(super) form: String,
    /// By which other entries link to it.
    #[serde(default)]
    pub(super) name: Option<String>,
    /// When it was written down, if not within the hour or two.
    #[serde(default)]
    pub(super) written: Option<When>,
    #[serde(default)]
    pub(super) client: Option<String>,
    #[serde(default)]
    pub(super) session: Option<u32>,
    #[serde(default)]
    pub(super) phase: Option<Phase>,
    #[serde(default)]
    pub(super) certainty: Option<Certainty>,
    #[serde(default)]
    pub(super) weight: Option<Weight>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    /// The question with which it lies in the supervision basket.
    #[serde(default)]
    pub(super) question: Option<String>,
    #[serde(default)]
    pub(super) acted: Option<Acted>,
    pub(super) answers: Table,
    /// What was changed or added afterwards, oldest first.
    #[serde(default)]
    pub(super) later: Vec<LaterSource>,
}

/// A later revision of an entry: only what is new in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LaterSource {
    pub(super) day: u16,
    pub(super) at: String,
    #[serde(default)]
    pub(super) certainty: Option<Certainty>,
    /// Whether its question has been asked by then.
    #[serde(default)]
    pub(super) asked: bool,
    #[serde(default)]
    pub(super) acted: Option<Acted>,
    #[serde(default)]
    pub(super) answers: Table,
}

/// A day and a time of day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct When {
    pub(super) day: u16,
    pub(super) at: String,
}
