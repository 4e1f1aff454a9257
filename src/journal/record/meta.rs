//! The sealed meta of every revision: small, opened at unlock, the source of every list.
//!
//! Encoded as CBOR (RFC 8949) arrays with fixed positions: a later version may add positions at
//! the end and variants of [`Payload`], and an older one then skips or reports what it cannot read.

use minicbor::{Decode, Encode};

use super::addendum::AddendumMeta;
use super::attachment::AttachmentMeta;
use super::basket::BasketOrder;
use super::client::ClientMeta;
use super::course::Course;
use super::entry::EntryMeta;
use super::exports::Exports;
use super::follow_up::FollowUp;
use super::form::{CustomFormMeta, FormMeta, PromptMeta};
use super::head::Moment;
use super::hold::HoldMeta;
use super::hours::{HoursWeekMeta, OwnSchemeMeta, Placement, SignedHoursMeta};
use super::import::{ImportMeta, ImportReportMeta};
use super::jotting::JottingMeta;
use super::piece::Piece;
use super::run::RunMeta;
use super::saved_search::SavedSearch;
use super::settings::{BackupPlaces, ReturnPoint, Settings};
use super::sheet::{AliasMapMeta, SheetMeta};
use super::supervisor::Supervisor;
use super::symbol::Symbol;
use super::term::TermMeta;
use super::thread::Thread;
use super::tombstone::Tombstone;
use crate::journal::JournalError;
use crate::vault::{Digest, RecordId, Seq};

/// What is known of one revision without opening its body.
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
pub(crate) struct Meta {
    /// When this revision was written.
    #[n(0)]
    pub(crate) written: Moment,
    /// The digest of the revision before it, so that two copies can be merged one day.
    #[n(1)]
    pub(crate) parent: Option<Digest>,
    /// Where the body that goes with it lies.
    #[n(2)]
    pub(crate) body: Option<BodyAt>,
    /// What it is about.
    #[n(3)]
    pub(crate) payload: Payload,
}

/// A body and its digest. A revision that only changes the meta points at an older body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub(crate) struct BodyAt {
    /// The revision that carries the body.
    #[n(0)]
    pub(crate) seq: Seq,
    /// BLAKE3 of the sealed body.
    #[n(1)]
    pub(crate) digest: Digest,
}

/// The kinds of record, with their payload.
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[expect(
    clippy::large_enum_variant,
    reason = "one stands on the stack at a time; nothing keeps them"
)]
pub(crate) enum Payload {
    /// An entry; its answers are the body.
    #[n(0)]
    Entry(#[n(0)] EntryMeta),
    /// A client.
    #[n(1)]
    Client(#[n(0)] ClientMeta),
    /// A form definition in use; the definition is the body.
    #[n(2)]
    Form(#[n(0)] FormMeta),
    /// The settings; there is one such record.
    #[n(3)]
    Settings(#[n(0)] Settings),
    /// Where the writer was at the last lock; there is one such record.
    #[n(4)]
    ReturnPoint(#[n(0)] ReturnPoint),
    /// A custom form, or a form's defaults; definition or defaults are the body.
    #[n(11)]
    CustomForm(#[n(0)] CustomFormMeta),
    /// An own term of the lexicon.
    #[n(12)]
    LexiconTerm(#[n(0)] TermMeta),
    /// A run of preparation, medicine and integration.
    #[n(5)]
    Course(#[n(0)] Course),
    /// A question followed over months.
    #[n(6)]
    Thread(#[n(0)] Thread),
    /// An image that a client named.
    #[n(7)]
    Symbol(#[n(0)] Symbol),
    /// A piece of music.
    #[n(8)]
    Piece(#[n(0)] Piece),
    /// A card that asks what followed.
    #[n(9)]
    FollowUp(#[n(0)] FollowUp),
    /// An addendum to a closed entry; its text is the body.
    #[n(10)]
    Addendum(#[n(0)] AddendumMeta),
    /// The order of the supervision basket and its loose questions; there is one such record.
    #[n(20)]
    Basket(#[n(0)] BasketOrder),
    /// What is left of an erased record.
    #[n(16)]
    Tombstone(#[n(0)] Tombstone),
    /// A hold that stops erasing.
    #[n(17)]
    Hold(#[n(0)] HoldMeta),
    /// The professional will; its words are the body. There is one such record.
    #[n(18)]
    Will,
    /// Where backups go; there is one such record.
    #[n(19)]
    BackupPlaces(#[n(0)] BackupPlaces),
    /// The exports that have begun and not ended. There is one such record.
    #[n(21)]
    Exports(#[n(0)] Exports),
    /// A line noticed in the room.
    #[n(22)]
    Jotting(#[n(0)] JottingMeta),
    /// A page for supervision; its boxes are the body.
    #[n(23)]
    Sheet(#[n(0)] SheetMeta),
    /// The names that one page was given for its people; they are the body.
    #[n(24)]
    AliasMap(#[n(0)] AliasMapMeta),
    /// Own words of the identifier check; they are the body. There is one such record.
    #[n(25)]
    IdentifierWords,
    /// An attached file; the digests of its pieces are the body.
    #[n(26)]
    Attachment(#[n(0)] AttachmentMeta),
    /// An import.
    #[n(27)]
    Import(#[n(0)] ImportMeta),
    /// The report of an import, which is the body.
    #[n(28)]
    ImportReport(#[n(0)] ImportReportMeta),
    /// A placement.
    #[n(29)]
    Placement(#[n(0)] Placement),
    /// The hours of one week.
    #[n(30)]
    HoursWeek(#[n(0)] HoursWeekMeta),
    /// Hours that were signed.
    #[n(31)]
    SignedHours(#[n(0)] SignedHoursMeta),
    /// An own scheme of hours.
    #[n(32)]
    OwnScheme(#[n(0)] OwnSchemeMeta),
    /// Somebody to whom pages are brought.
    #[n(33)]
    Supervisor(#[n(0)] Supervisor),
    /// A query saved under a name.
    #[n(15)]
    SavedSearch(#[n(0)] SavedSearch),
    /// A run of an exercise; its answers are the body.
    #[n(13)]
    ExerciseRun(#[n(0)] RunMeta),
    /// A custom prompt.
    #[n(14)]
    CustomPrompt(#[n(0)] PromptMeta),
}

impl Payload {
    /// Returns the client that it is about: for a client that was merged, whom it became.
    pub(crate) fn client(&self) -> Option<RecordId> {
        match self {
            Self::Entry(entry) => entry.head.client,
            Self::Client(client) => client.merged,
            Self::Course(course) => Some(course.client),
            Self::Thread(thread) => thread.client,
            Self::Symbol(symbol) => symbol.client,
            Self::ExerciseRun(run) => run.client,
            Self::Hold(hold) => hold.client,
            Self::Jotting(jotting) => jotting.client,
            Self::Sheet(sheet) => sheet.client,
            Self::AliasMap(map) => map.client,
            Self::Form(_)
            | Self::Settings(_)
            | Self::ReturnPoint(_)
            | Self::CustomForm(_)
            | Self::LexiconTerm(_)
            | Self::Piece(_)
            | Self::FollowUp(_)
            | Self::Addendum(_)
            | Self::Basket(_)
            | Self::Tombstone(_)
            | Self::Will
            | Self::BackupPlaces(_)
            | Self::Exports(_)
            | Self::IdentifierWords
            | Self::Attachment(_)
            | Self::Import(_)
            | Self::ImportReport(_)
            | Self::Placement(_)
            | Self::HoursWeek(_)
            | Self::SignedHours(_)
            | Self::OwnScheme(_)
            | Self::Supervisor(_)
            | Self::SavedSearch(_)
            | Self::CustomPrompt(_) => None,
        }
    }
}

impl Meta {
    /// Encodes for sealing.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        minicbor::to_vec(self).expect("writing into a Vec cannot fail")
    }

    /// Decodes what was opened; an unknown payload is [`JournalError::FromNewer`].
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, JournalError> {
        minicbor::decode(bytes).map_err(|_| JournalError::FromNewer)
    }
}
