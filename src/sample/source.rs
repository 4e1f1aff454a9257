//! The shape of a file in `content/sample/`.

use serde::Deserialize;
use toml::Table;

use crate::journal::{
    Acted, Certainty, ClientStatus, Due, Movement, Phase, PieceShape, Raised, SymbolSort, Vocals,
    Weight,
};

/// One file; whatever it does not hold is left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    #[serde(default, rename = "client")]
    pub(super) clients: Vec<ClientSource>,
    #[serde(default, rename = "course")]
    pub(super) courses: Vec<CourseSource>,
    #[serde(default, rename = "thread")]
    pub(super) threads: Vec<ThreadSource>,
    #[serde(default, rename = "symbol")]
    pub(super) symbols: Vec<SymbolSource>,
    #[serde(default, rename = "piece")]
    pub(super) pieces: Vec<PieceSource>,
    #[serde(default, rename = "question")]
    pub(super) questions: Vec<QuestionSource>,
    #[serde(default, rename = "jotting")]
    pub(super) jottings: Vec<JottingSource>,
    #[serde(default, rename = "term")]
    pub(super) terms: Vec<TermSource>,
    #[serde(default, rename = "prompt")]
    pub(super) prompts: Vec<PromptSource>,
    #[serde(default, rename = "search")]
    pub(super) searches: Vec<SearchSource>,
    #[serde(default, rename = "entry")]
    pub(super) entries: Vec<EntrySource>,
    #[serde(default, rename = "run")]
    pub(super) runs: Vec<RunSource>,
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
    /// When they come regularly.
    #[serde(default)]
    pub(super) appointment: Option<AppointmentSource>,
}

/// A regular appointment as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AppointmentSource {
    /// A day on which it was, whose weekday it has.
    pub(super) day: u16,
    /// Time of day, as `14:05`.
    pub(super) at: String,
    pub(super) every: Every,
}

/// How often an appointment of the sample is.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Every {
    Weekly,
    Fortnightly,
}

/// A line noticed in the room, which still waits.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JottingSource {
    pub(super) day: u16,
    pub(super) at: String,
    pub(super) client: String,
    pub(super) text: String,
}

/// A course as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CourseSource {
    pub(super) name: String,
    pub(super) client: String,
    pub(super) from: u32,
    #[serde(default)]
    pub(super) to: Option<u32>,
    /// The day on which it was named.
    pub(super) day: u16,
}

/// A thread as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThreadSource {
    /// By which entries name it.
    pub(super) name: String,
    pub(super) question: String,
    #[serde(default)]
    pub(super) client: Option<String>,
    pub(super) day: u16,
    /// The day on which it was laid to rest.
    #[serde(default)]
    pub(super) rested: Option<u16>,
}

/// A symbol as the file gives it; entries that name it in their images point at it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SymbolSource {
    pub(super) name: String,
    pub(super) sort: SymbolSort,
    pub(super) client: String,
    pub(super) day: u16,
}

/// A piece of music as the file gives it; entries about it point at it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PieceSource {
    pub(super) title: String,
    #[serde(default)]
    pub(super) maker: String,
    #[serde(default)]
    pub(super) minutes: Option<u32>,
    #[serde(default)]
    pub(super) vocals: Option<Vocals>,
    #[serde(default)]
    pub(super) instruments: String,
    #[serde(default)]
    pub(super) movement: Option<Movement>,
    #[serde(default)]
    pub(super) shape: Option<PieceShape>,
    #[serde(default)]
    pub(super) brightness: Option<i8>,
    pub(super) day: u16,
}

/// A question in the supervision basket that belongs to no entry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionSource {
    pub(super) text: String,
    #[serde(default)]
    pub(super) thread: Option<String>,
    pub(super) day: u16,
}

/// An own term as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermSource {
    pub(super) term: String,
    pub(super) plain: String,
    #[serde(default)]
    pub(super) ring: Vec<String>,
    pub(super) day: u16,
}

/// A custom prompt as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PromptSource {
    pub(super) form: String,
    pub(super) text: String,
    pub(super) day: u16,
}

/// A saved search as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SearchSource {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) day: u16,
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
    /// Threads by their names.
    #[serde(default)]
    pub(super) threads: Vec<String>,
    /// What asks later what followed.
    #[serde(default)]
    pub(super) flags: Vec<Raised>,
    /// Other entries by their names.
    #[serde(default)]
    pub(super) links: Vec<String>,
    /// The question with which it lies in the supervision basket.
    #[serde(default)]
    pub(super) question: Option<String>,
    #[serde(default)]
    pub(super) acted: Option<Acted>,
    pub(super) answers: Table,
    /// What was changed or added afterwards, oldest first.
    #[serde(default)]
    pub(super) later: Vec<LaterSource>,
    /// What was said on the cards that its flags raised.
    #[serde(default)]
    pub(super) followed: Vec<FollowedSource>,
    /// When it was closed.
    #[serde(default)]
    pub(super) closed: Option<When>,
    /// What was added since.
    #[serde(default)]
    pub(super) addenda: Vec<AddendumSource>,
    /// When it was put in the trash.
    #[serde(default)]
    pub(super) trashed: Option<When>,
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

/// The answer on a card.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FollowedSource {
    pub(super) flag: String,
    pub(super) due: Due,
    pub(super) day: u16,
    pub(super) at: String,
    /// Empty for a card that was skipped.
    pub(super) answer: String,
}

/// An addendum to a closed entry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AddendumSource {
    pub(super) day: u16,
    pub(super) at: String,
    pub(super) text: String,
}

/// A run of an exercise as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RunSource {
    /// The exercise's key.
    pub(super) exercise: String,
    /// By which other entries link to the entry that it ends in.
    #[serde(default)]
    pub(super) name: Option<String>,
    pub(super) day: u16,
    pub(super) at: String,
    /// The name of the entry that it stands beside.
    #[serde(default)]
    pub(super) beside: Option<String>,
    #[serde(default)]
    pub(super) client: Option<String>,
    /// How long it took.
    pub(super) minutes: u16,
    /// The step at which it was left, counted from 0; none if it was finished.
    #[serde(default)]
    pub(super) left: Option<u32>,
    pub(super) answers: Table,
    /// What was said on the card that it raised.
    #[serde(default)]
    pub(super) followed: Vec<AnsweredSource>,
    /// When the question that it put into the basket was asked.
    #[serde(default)]
    pub(super) asked: Option<When>,
}

/// The answer on the one card that an exercise raised.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnsweredSource {
    pub(super) day: u16,
    pub(super) at: String,
    /// Empty for a card that was skipped.
    pub(super) answer: String,
}

/// A day and a time of day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct When {
    pub(super) day: u16,
    pub(super) at: String,
}
