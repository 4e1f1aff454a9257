//! What crosses the bridge when something cannot be done: a closed code, and what its sentence needs.

use serde::Serialize;
use stillroom::exchange::ExchangeError;
use stillroom::folder::Odd;
use stillroom::journal::JournalError;
use stillroom::store::StoreError;
use stillroom::vault::{SlotError, WordsError};

/// Every cause that the window has a sentence for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub(crate) enum Code {
    WrongPassphrase,
    DamagedSlot,
    WordsCount,
    WordsUnknown,
    WordsChecksum,
    WrongWords,
    WeakPassphrase,
    TooCostly,
    NotAJournal,
    AlreadyOpen,
    TooNew,
    Damaged,
    ReadOnly,
    DiskFull,
    PathTooLong,
    NotAbsolute,
    NotThere,
    Io,
    Database,
    Index,
    OddFile,
    Replaced,
    NoSuchEntry,
    NoSuchClient,
    MovedOn,
    Closed,
    AliasTaken,
    AliasEmpty,
    BadAppointment,
    BadHours,
    SchemeUsed,
    UnknownForm,
    NoSuchRecord,
    NameEmpty,
    NameTaken,
    SameRecord,
    SessionsOverlap,
    NotClosed,
    BadAnswer,
    AttachmentTooLarge,
    AttachmentsFull,
    FileUnreadable,
    TooLarge,
    TooDeep,
    TooManySlots,
    OnHold,
    NotInTrash,
    PlanChanged,
    NoSuchDay,
    TooManyFilled,
    TooManySources,
    NotWritten,
    NoPrinting,
    PrintUnanswered,
    NotPrinted,
    WordsInWill,
    PlaceInside,
    PagesWait,
    OtherJournal,
    NotVerified,
    NoSuchBackup,
    ErasedMeanwhile,
    SourceChanged,
    NothingToBringIn,
    Cancelled,
    Exists,
    LastVerified,
    Locked,
    Busy,
    NoHomeFolder,
    Window,
}

/// A cause, with the detail that its sentence needs; never a piece of what was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub(crate) struct Failure {
    /// The cause.
    pub(crate) code: Code,
    /// Which recovery word, from 1.
    pub(crate) position: Option<u32>,
    /// The word of the list that is most like it.
    pub(crate) nearest: Option<String>,
    /// How many words there were.
    pub(crate) found: Option<u32>,
    /// What lies in the journal's folder and must not: its name there, and what it is.
    pub(crate) odd: Option<OddFile>,
}

/// Something in a journal's folder that no journal puts there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub(crate) struct OddFile {
    /// Its name from the journal's folder on.
    pub(crate) name: String,
    /// What is wrong with it.
    pub(crate) is: OddKind,
}

/// Why something must not lie in a journal's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub(crate) enum OddKind {
    Link,
    ManyNames,
    Special,
    FolderForFile,
    Rollback,
}

impl From<Odd> for OddKind {
    fn from(odd: Odd) -> Self {
        match odd {
            Odd::Link => Self::Link,
            Odd::ManyNames => Self::ManyNames,
            Odd::Special => Self::Special,
            Odd::FolderForFile => Self::FolderForFile,
            Odd::Rollback => Self::Rollback,
        }
    }
}

impl Failure {
    /// The journal is locked, or was never opened.
    pub(crate) const LOCKED: Self = Self::of(Code::Locked);
    /// Something else is under way.
    pub(crate) const BUSY: Self = Self::of(Code::Busy);

    /// A cause that needs no detail.
    pub(crate) const fn of(code: Code) -> Self {
        Self { code, position: None, nearest: None, found: None, odd: None }
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        Self::of(match error {
            JournalError::Store(error) => return error.into(),
            JournalError::Slot(error) => return error.into(),
            JournalError::Words(error) => return error.into(),
            JournalError::Weak(_) => Code::WeakPassphrase,
            JournalError::Answer(_) => Code::BadAnswer,
            JournalError::Sealed(_) => Code::Damaged,
            JournalError::NoSlot => Code::DamagedSlot,
            JournalError::PassphraseNeeded => Code::WrongPassphrase,
            JournalError::NoSuchEntry => Code::NoSuchEntry,
            JournalError::NoSuchClient => Code::NoSuchClient,
            JournalError::MovedOn => Code::MovedOn,
            JournalError::Closed => Code::Closed,
            JournalError::AliasTaken => Code::AliasTaken,
            JournalError::AliasEmpty => Code::AliasEmpty,
            JournalError::BadAppointment => Code::BadAppointment,
            JournalError::BadHours => Code::BadHours,
            JournalError::SchemeUsed => Code::SchemeUsed,
            JournalError::UnknownForm => Code::UnknownForm,
            JournalError::NoSuchRecord
            | JournalError::NoSuchAttachment
            | JournalError::NoSuchFollowUp
            | JournalError::NoSuchHold => Code::NoSuchRecord,
            JournalError::NameEmpty => Code::NameEmpty,
            JournalError::NameTaken => Code::NameTaken,
            JournalError::SameRecord => Code::SameRecord,
            JournalError::SessionsOverlap => Code::SessionsOverlap,
            JournalError::NotClosed => Code::NotClosed,
            JournalError::FromNewer => Code::TooNew,
            JournalError::AttachmentTooLarge => Code::AttachmentTooLarge,
            JournalError::AttachmentsFull => Code::AttachmentsFull,
            JournalError::FileUnreadable(_) => Code::FileUnreadable,
            JournalError::TooLarge => Code::TooLarge,
            JournalError::TooDeep => Code::TooDeep,
            JournalError::TooManySlots => Code::TooManySlots,
            JournalError::OnHold => Code::OnHold,
            JournalError::NotInTrash => Code::NotInTrash,
            JournalError::PlanChanged => Code::PlanChanged,
            JournalError::NoSuchDay => Code::NoSuchDay,
            JournalError::TooManyFilled => Code::TooManyFilled,
            JournalError::TooManySources => Code::TooManySources,
            JournalError::WordsInWill => Code::WordsInWill,
            JournalError::PlaceInside => Code::PlaceInside,
            JournalError::OtherJournal => Code::OtherJournal,
            JournalError::NotVerified => Code::NotVerified,
            JournalError::PagesWait => Code::PagesWait,
            JournalError::Index(_) => Code::Index,
        })
    }
}

impl From<ExchangeError> for Failure {
    fn from(error: ExchangeError) -> Self {
        Self::of(match error {
            ExchangeError::Journal(error) => return error.into(),
            ExchangeError::Cancelled => Code::Cancelled,
            ExchangeError::Exists => Code::Exists,
            ExchangeError::LastVerified => Code::LastVerified,
            ExchangeError::NoSuchBackup => Code::NoSuchBackup,
            ExchangeError::NoSuchExport => Code::NotThere,
            ExchangeError::ErasedMeanwhile => Code::ErasedMeanwhile,
            ExchangeError::Damaged(_) => Code::Damaged,
            ExchangeError::SourceChanged => Code::SourceChanged,
            ExchangeError::NothingToBringIn => Code::NothingToBringIn,
            ExchangeError::NotTheSame => Code::NotVerified,
        })
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::of(match error {
            StoreError::OddFile(found) => {
                let odd = OddFile { name: found.name, is: found.odd.into() };
                return Self { odd: Some(odd), ..Self::of(Code::OddFile) };
            }
            StoreError::Replaced => Code::Replaced,
            StoreError::NotAJournal => Code::NotAJournal,
            StoreError::AlreadyOpen => Code::AlreadyOpen,
            StoreError::TooNew { .. } => Code::TooNew,
            StoreError::SchemaTampered | StoreError::Damaged => Code::Damaged,
            StoreError::ReadOnly => Code::ReadOnly,
            StoreError::DiskFull => Code::DiskFull,
            StoreError::Exists => Code::Exists,
            StoreError::PathTooLong => Code::PathTooLong,
            StoreError::NotAbsolute => Code::NotAbsolute,
            StoreError::Io(std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
                Code::NotThere
            }
            StoreError::Io(_) => Code::Io,
            StoreError::Refused(_) => Code::Database,
        })
    }
}

impl From<SlotError> for Failure {
    fn from(error: SlotError) -> Self {
        Self::of(match error {
            SlotError::Wrong => Code::WrongPassphrase,
            SlotError::UnknownFormat(_) => Code::TooNew,
            SlotError::CostRefused { .. } => Code::TooCostly,
            SlotError::Damaged | SlotError::OtherKind | SlotError::OutOfBounds => Code::DamagedSlot,
        })
    }
}

impl From<WordsError> for Failure {
    fn from(error: WordsError) -> Self {
        match error {
            WordsError::Count { found } => {
                Self { found: Some(found as u32), ..Self::of(Code::WordsCount) }
            }
            WordsError::Unknown { position, nearest } => Self {
                position: Some(position as u32),
                nearest: Some(nearest.to_owned()),
                ..Self::of(Code::WordsUnknown)
            },
            WordsError::Checksum => Self::of(Code::WordsChecksum),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        StoreError::from(error).into()
    }
}
