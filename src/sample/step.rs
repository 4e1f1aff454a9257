//! What is done in the sample, one step after the other, each at its own time.
//!
//! Clients go by their alias and everything else by a name, since ids are not known before.

use serde_json::Value;

use crate::exercises::ExerciseId;
use crate::forms::{Answers, FormId};
use crate::journal::{
    Client, CustomPrompt, Due, Flag, Head, LexiconTerm, Moment, Piece, SavedSearch, Symbol, Thread,
};

/// Something done at a time.
pub(super) struct Dated {
    pub(super) at: Moment,
    pub(super) step: SampleStep,
}

/// Something done.
pub(super) enum SampleStep {
    /// A client is taken on.
    Client(Client),
    /// A course is named.
    Course { name: String, client: String, from: u32, to: Option<u32> },
    /// A thread is begun, or laid to rest.
    Thread { name: String, thread: Thread, client: Option<String> },
    /// A symbol is named.
    Symbol { symbol: Symbol, client: String },
    /// A piece of music is added.
    Piece(Piece),
    /// A loose question goes into the basket.
    Question { text: String, thread: Option<String> },
    /// A line is noticed in the room.
    Jot { text: String, client: String },
    /// A word of one's own goes into the lexicon.
    Term(LexiconTerm),
    /// A prompt of one's own joins those of a form.
    Prompt(CustomPrompt),
    /// A search is saved.
    Search(SavedSearch),
    /// A revision of an entry is saved.
    SaveRevision(Box<Writing>),
    /// A card is answered: the one of a flag and a day, or the one that an exercise raised.
    Follow { entry: String, card: Option<(Flag, Due)>, answer: String },
    /// The question with which an entry lies in the basket is asked.
    Ask(String),
    /// An entry is closed.
    Close(String),
    /// A text is added to a closed entry.
    Add { entry: String, text: Value },
    /// An entry is put in the trash.
    Trash(String),
    /// An exercise is begun.
    Begin(Box<SampleRun>),
}

/// One revision of an entry; links in its answers are names.
#[derive(Clone)]
pub(super) struct Writing {
    pub(super) name: String,
    pub(super) form: FormId,
    pub(super) form_version: u32,
    pub(super) head: Head,
    pub(super) client: Option<String>,
    pub(super) threads: Vec<String>,
    pub(super) links: Vec<String>,
    pub(super) answers: Answers,
}

/// A run of an exercise, and how it went on.
pub(super) struct SampleRun {
    /// The name of the entry that it ends in.
    pub(super) name: String,
    pub(super) exercise: ExerciseId,
    pub(super) client: Option<String>,
    pub(super) beside: Option<String>,
    pub(super) answers: Answers,
    /// The step at which it was left or finished.
    pub(super) step: u32,
    pub(super) left: bool,
    /// When it was left or finished.
    pub(super) until: Moment,
}
