//! What can go wrong with a journal; variants are causes, the words live in the window.

use crate::forms::AnswerError;
use crate::index::IndexError;
use crate::store::StoreError;
use crate::vault::{OpenError, SlotError, WeakPassphrase, WordsError};

/// The causes for which a journal refuses something. Nothing is lost by any of them.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The folder or its database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The passphrase, the words, or the slot that they open.
    #[error(transparent)]
    Slot(#[from] SlotError),
    /// The recovery words as typed.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// A passphrase that is too easily guessed.
    #[error(transparent)]
    Weak(#[from] WeakPassphrase),
    /// An answer that its form does not allow.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// A sealed row that does not open.
    #[error("a sealed row does not open")]
    Sealed(#[from] OpenError),
    /// The search index; it is rebuilt, never an error for the writer.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// There is no slot of that kind.
    #[error("the journal has no such slot")]
    NoSlot,
    /// The current passphrase is needed for this.
    #[error("the current passphrase is needed")]
    PassphraseNeeded,
    /// No entry has that id.
    #[error("no such entry")]
    NoSuchEntry,
    /// No client has that id.
    #[error("no such client")]
    NoSuchClient,
    /// The entry has a newer revision than the one that the writing began from.
    #[error("the entry has moved on")]
    MovedOn,
    /// The entry is closed; only addenda are possible.
    #[error("the entry is closed")]
    Closed,
    /// Another client has that alias.
    #[error("the alias is taken")]
    AliasTaken,
    /// An alias without a letter.
    #[error("the alias is empty")]
    AliasEmpty,
    /// A regular appointment on no weekday, at no time, or in no week.
    #[error("the appointment says no day or time")]
    BadAppointment,
    /// A row of hours with no minutes or too many, a note that is too long or a group of nobody; a
    /// period without hours.
    #[error("the hours cannot be so")]
    BadHours,
    /// A placement counts under the scheme.
    #[error("a placement counts under the scheme")]
    SchemeUsed,
    /// A name without a letter.
    #[error("the name is empty")]
    NameEmpty,
    /// Another one has that name.
    #[error("the name is taken")]
    NameTaken,
    /// Something cannot be merged with itself.
    #[error("both are the same record")]
    SameRecord,
    /// A course that ends before it starts, or shares a session with another one.
    #[error("the sessions overlap")]
    SessionsOverlap,
    /// No follow-up has that id.
    #[error("no such follow-up")]
    NoSuchFollowUp,
    /// Only closed entries take addenda.
    #[error("the entry is not closed")]
    NotClosed,
    /// Neither shipped nor in the journal.
    #[error("the form is not known here")]
    UnknownForm,
    /// Written by a newer version of Stillroom.
    #[error("written by a newer version")]
    FromNewer,
    /// No record of that kind has that id.
    #[error("no such record")]
    NoSuchRecord,
    /// No attached file has that id, or it was erased.
    #[error("no such attached file")]
    NoSuchAttachment,
    /// A file above 100 MB.
    #[error("the file is too large to be attached")]
    AttachmentTooLarge,
    /// All attached files together would take more than 2 GB.
    #[error("there is no room for more attached files")]
    AttachmentsFull,
    /// A file that was to be attached cannot be read; the kind says why, the path is not kept.
    #[error("the file cannot be read: {0}")]
    FileUnreadable(std::io::ErrorKind),
    /// Larger than an entry can be: 16 MiB.
    #[error("the entry is too large")]
    TooLarge,
    /// Nested more deeply than can be read again; see `docs/format.md`.
    #[error("the text is nested too deeply")]
    TooDeep,
    /// The file holds more slots of a kind than a journal ever has, and none of those tried opens.
    #[error("the journal has more slots than it should")]
    TooManySlots,
    /// No hold has that id.
    #[error("no such hold")]
    NoSuchHold,
    /// A legal hold covers what was to be erased.
    #[error("a hold stands")]
    OnHold,
    /// Only what lies in the trash is erased.
    #[error("it is not in the trash")]
    NotInTrash,
    /// What would be erased is no longer what was shown.
    #[error("what would be erased has changed since")]
    PlanChanged,
    /// A day that no calendar has.
    #[error("no calendar has this day")]
    NoSuchDay,
    /// More boxes of a page are to be filled than its format has room for.
    #[error("too many boxes are filled")]
    TooManyFilled,
    /// A page is to draw from more entries than one page can: 1,000.
    #[error("too many entries for one page")]
    TooManySources,
    /// Recovery words stand in the professional will.
    #[error("recovery words must not stand here")]
    WordsInWill,
    /// A place for backups lies inside the journal's own folder.
    #[error("the place lies inside the journal")]
    PlaceInside,
    /// Something written waits, sealed, to be written: it must be before the keys change.
    #[error("pages wait to be written")]
    PagesWait,
    /// A copy belongs to another journal.
    #[error("it is another journal's")]
    OtherJournal,
    /// A copy is not in order: a page, the chain or its records.
    #[error("the copy could not be verified")]
    NotVerified,
}
