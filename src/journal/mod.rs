//! The domain: a locked [`VaultFile`] becomes an unlocked [`Journal`], and that a locked one again.
//!
//! Each room answers one question, and imports only rooms below it:
//!
//! - `record`: what is sealed, as plain data.
//! - `catalog`: what is in memory.
//! - `unlocked`: the open journal, and the one way of writing to it.
//! - `entry`, `client` and the other nouns: what can be done with each, a file per feature.
//!   `search` and `verify` stand beside them.
//! - `session`: how a journal is created, opened, locked and rescued.
//!
//! Locked is a type: nothing here asks whether it is.

mod attachment;
mod basket;
mod calendar;
mod catalog;
mod client;
mod course;
mod entry;
mod error;
mod exercise;
mod follow_up;
mod form;
mod hours;
mod import;
mod jotting;
mod lexicon;
mod minutes;
mod pages;
mod pictures;
mod piece;
mod record;
mod retention;
mod search;
mod session;
mod settings;
mod sheet;
mod supervisor;
mod symbol;
mod thread;
mod today;
mod unlocked;
mod verify;

pub use attachment::{
    AttachRun, Attachment, AttachmentKind, AttachmentReader, MOST_BYTES, MOST_IN_ALL, Pixels,
    PixelsError, decode as decode_picture,
};
pub use basket::BasketItem;
pub use calendar::{Calendar, CalendarDay, Neighbours};
pub use catalog::{Counts, EntryFilter, EntryRow, EntryRows};
pub use client::{Client, ClientPage, CourseLine, Merge, ScheduledHour, Stretch, Suggestion};
pub use course::CoursePage;
pub use entry::{
    Addendum, Around, CertaintyStep, Changed, DiffPiece, Entry, FieldChange, History, OpenedEntry,
    PieceKind, Revision, Saved, TagCount,
};
pub use error::JournalError;
pub use exercise::{
    ExerciseOverview, Finished, LastTime, PathPlace, PathState, Run, RunContext, RunInput,
    RunSaved, WeekSummary,
};
pub use follow_up::{Card, CardState};
pub(crate) use form::spelled;
pub use form::{CustomForm, CustomForms, CustomPrompt, FormSaved};
pub use hours::{
    HoursPage, HoursPaper, HoursRow, HoursStanding, HoursWeek, RowState, SchemeLine, SchemeMistake,
    SchemeSaved, SignedHours,
};
pub use import::ImportRow;
pub(crate) use import::{Brought, Fate, Incoming, KnownSources};
pub use jotting::{Jotting, JottingOutcome};
pub use lexicon::{Lexicon, LexiconTerm, TermCount, TermUses};
pub use minutes::MinutesOf;
pub use pages::{Session, SymbolLine, Tally, ThreadLine};
pub use pictures::{
    Anchor, CellSaid, Ink, KeyLine, Mark, PictureKind, PictureRequest, Said, Scene, SceneColumn,
    SceneRow, SceneShape, SceneTable, ShapeForm, Split, svg,
};
pub use piece::PiecePage;
pub use record::{
    Acted, Appointment, BackupPlaces, Basket, Certainty, Cleaned, ClientStatus, Course, Decision,
    Defaults, Due, EntryInput, Flag, FollowUp, Head, IdentifierWords, ImportState, Moment,
    Movement, Outcome, Phase, Piece, PieceShape, Placement, Raised, Recurrence, ReturnPoint,
    SavedSearch, SealedPage, Settings, SheetFormat, SupervisionSetting, Supervisor, Symbol,
    SymbolSort, Thread, ThreadState, Vocals, Weight,
};
pub(crate) use record::{
    ExportUnderWay, ImportMeta, Meta, Payload, Plain, Sealer, join_digests, open_draft, open_piece,
    piece_len, read_digests,
};
pub use retention::{ErasePlan, EraseTarget, Hold, Receipt};
pub use search::{
    Complaint, FacetCounts, FacetValue, FilterToken, Hit, How, Instead, SearchAnswer,
    SearchRequest, Snippet, Synonyms, Why, Without,
};
pub(crate) use session::open_slot;
pub use session::{Opener, Refused, SealedPages, Snapshot, Unsaved, VaultFile};
pub use settings::Will;
pub(crate) use settings::default_backup_folder;
pub use sheet::{
    CheckedSheet, SheetBox, SheetFinding, SheetFindings, SheetInput, SheetLine, SheetOf,
    SheetOption, SheetPage, SheetQuestion,
};
pub use stillroom_sheet::{Block, Column, Paper, Sheet, Tick};
pub use supervisor::{BroughtPage, SupervisorPage};
pub use symbol::SymbolPage;
pub use thread::ThreadPage;
pub use today::{PausedRun, TodayPage};
pub use unlocked::{Journal, Notice, Progress};
pub use verify::BodyCheck;
pub(crate) use verify::{
    Audit, AuditCounts, ENDING, Kind, Manifest, Marks, Opened, Verification, make_name,
};
