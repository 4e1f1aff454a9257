//! Hours as they are sealed: placements, the rows of a week, signed periods and own schemes.

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::head::Moment;
use crate::schemes::{HourKind, PracticeStatus};
use crate::vault::{Digest, RecordId};

/// Where hours are worked.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Placement {
    /// The record id; none in a placement that is to be made.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "string | null"))]
    #[cbor(skip)]
    pub id: Option<RecordId>,
    /// What the therapist calls it; an alias, no institution.
    #[n(0)]
    pub alias: String,
    /// What kind of place it is, in the writer's words; may be empty.
    #[n(1)]
    pub setting: String,
    /// Its first day, `2026-09-14`.
    #[n(2)]
    pub from: String,
    /// Its last day; none while it goes on.
    #[n(3)]
    pub to: Option<String>,
    /// How long a session usually is, in minutes.
    #[n(4)]
    pub minutes: u32,
    /// The supervisors, by aliases.
    #[n(5)]
    pub supervisors: Vec<String>,
    /// The key of the scheme that its hours count under.
    #[n(6)]
    pub scheme: String,
    /// How far the therapist's training is there.
    #[n(7)]
    #[cbor(with = "status_key")]
    pub status: PracticeStatus,
}

/// The rows of one week; there is one such record for each week with rows.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct HoursWeekMeta {
    /// Its Monday, `2026-11-09`.
    #[n(0)]
    pub(crate) monday: String,
    #[n(1)]
    pub(crate) rows: Vec<KeptRow>,
}

/// A row that was kept or struck. It names no client.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct KeptRow {
    #[n(0)]
    pub(crate) id: RecordId,
    /// The day, `2026-11-09`.
    #[n(1)]
    pub(crate) day: String,
    #[n(2)]
    pub(crate) minutes: u32,
    #[n(3)]
    #[cbor(with = "kind_key")]
    pub(crate) kind: HourKind,
    #[n(4)]
    pub(crate) placement: Option<RecordId>,
    /// The supervisor's alias; may be empty.
    #[n(5)]
    pub(crate) supervisor: String,
    /// How many people were in the group.
    #[n(6)]
    pub(crate) people: Option<u32>,
    /// The entries that it was proposed from.
    #[n(7)]
    pub(crate) sources: Vec<RecordId>,
    /// A few words; may be empty.
    #[n(8)]
    pub(crate) note: String,
    #[n(9)]
    pub(crate) struck: bool,
}

/// Hours of a placement that were signed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct SignedHoursMeta {
    #[n(0)]
    pub(crate) placement: RecordId,
    /// The first day, `2026-09-14`.
    #[n(1)]
    pub(crate) from: String,
    /// The last day.
    #[n(2)]
    pub(crate) to: String,
    /// BLAKE3 of the rows as they were.
    #[n(3)]
    pub(crate) digest: Digest,
    /// The day of the signatures.
    #[n(4)]
    pub(crate) on: String,
    /// When it was said.
    #[n(5)]
    pub(crate) said: Moment,
    /// When it was taken back, if it was.
    #[n(6)]
    pub(crate) taken_back: Option<Moment>,
}

/// An own scheme, as the text of its file.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct OwnSchemeMeta {
    #[n(0)]
    pub(crate) text: String,
    #[n(1)]
    pub(crate) removed: Option<Moment>,
}

impl KeptRow {
    /// The bytes that stand for a row in a digest: all of it but the entries it came from.
    pub(crate) fn signed_bytes(&self) -> Vec<u8> {
        let row = Self { sources: Vec::new(), ..self.clone() };
        minicbor::to_vec(&row).expect("writing into a Vec cannot fail")
    }
}

/// A kind of hours by its key.
mod kind_key {
    use super::{DecodeError, Decoder, EncodeError, Encoder, HourKind, Write};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "the encoder calls it so")]
    pub(super) fn encode<C, W: Write>(
        kind: &HourKind,
        encoder: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        encoder.str(kind.key())?.ok()
    }

    pub(super) fn decode<C>(decoder: &mut Decoder<'_>, _: &mut C) -> Result<HourKind, DecodeError> {
        let key = decoder.str()?;
        let known = HourKind::ALL.into_iter().find(|kind| kind.key() == key);
        known.ok_or_else(|| DecodeError::message("a kind of hours that is not known here"))
    }
}

/// A status by its key.
mod status_key {
    use super::{DecodeError, Decoder, EncodeError, Encoder, PracticeStatus, Write};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "the encoder calls it so")]
    pub(super) fn encode<C, W: Write>(
        status: &PracticeStatus,
        encoder: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        encoder.str(status.key())?.ok()
    }

    pub(super) fn decode<C>(
        decoder: &mut Decoder<'_>,
        _: &mut C,
    ) -> Result<PracticeStatus, DecodeError> {
        let key = decoder.str()?;
        let known = PracticeStatus::ALL.into_iter().find(|status| status.key() == key);
        known.ok_or_else(|| DecodeError::message("a status that is not known here"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_placements_keep_their_bytes() {
        let row = KeptRow {
            id: RecordId::from_bytes([1; 16]),
            day: "2026-11-09".into(),
            minutes: 50,
            kind: HourKind::Direct,
            placement: None,
            supervisor: String::new(),
            people: Some(4),
            sources: vec![RecordId::from_bytes([2; 16])],
            note: "a".into(),
            struck: false,
        };
        let bytes = minicbor::to_vec(&row).expect("it is encoded");
        assert_eq!(
            hex::encode(&bytes),
            "8a50010101010101010101010101010101016a323032362d31312d30391832666469726563\
             74f660048150020202020202020202020202020202026161f4"
                .replace(' ', "")
        );
        assert_eq!(minicbor::decode::<KeptRow>(&bytes).expect("it is decoded"), row);
        let unknown = HourKind::ALL.map(HourKind::key).contains(&"flown");
        assert!(!unknown);
        let flown: Vec<u8> =
            bytes.iter().map(|byte| if *byte == b'd' { b'f' } else { *byte }).collect();
        assert!(minicbor::decode::<KeptRow>(&flown).is_err(), "a kind of a newer version");
        let other = KeptRow { sources: Vec::new(), ..row.clone() };
        assert_eq!(other.signed_bytes(), row.signed_bytes());
        assert_ne!(KeptRow { minutes: 51, ..row.clone() }.signed_bytes(), row.signed_bytes());
    }
}
