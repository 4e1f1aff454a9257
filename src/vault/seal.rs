//! Sealing bytes to one place of one journal.

use stillroom_guard::LockedBytes;
use zeroize::Zeroizing;

use super::aead::{NONCE_LEN, TAG_LEN, decrypt, encrypt};
use super::error::OpenError;
use super::id::{JournalId, RecordId, Seq};
use super::padding::{LEN_FIELD, padded_len, strip};
use super::random::make_bytes;

/// The format of everything sealed so far, the first byte of each seal.
pub const FORMAT: u8 = 1;

const DOMAIN: &[u8; 9] = b"stillroom";
const HEADER_LEN: usize = 1 + NONCE_LEN;
const PLACE_LEN: usize = DOMAIN.len() + 2 + 16 + 16 + 8;

/// Says what sealed bytes are for. The numbers are part of the format and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Purpose {
    /// A revision's small part, for the catalog.
    Meta = 1,
    /// A revision's text and answers.
    Body = 2,
    /// Autosaved work that is no revision yet.
    Draft = 3,
    /// A root key wrapped for one passphrase or one set of words.
    Slot = 4,
    /// Count and last link of the chain.
    ChainHead = 5,
    /// A block of the search index.
    IndexBlock = 6,
    /// What a backup holds and when it was proven.
    BackupManifest = 7,
    /// The last seen count and link, kept outside the folder.
    Anchor = 8,
    /// A draft that waits sealed through a lock and is written without the keys.
    WaitingDraft = 9,
    /// A piece of an attached file.
    Chunk = 12,
}

impl Purpose {
    /// Returns the least padded length in bytes, so that short texts all look alike.
    const fn least(self) -> usize {
        match self {
            Self::Meta | Self::Draft | Self::WaitingDraft => 512,
            _ => 0,
        }
    }
}

/// Names the one place where sealed bytes belong; anywhere else they do not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// What the bytes are for.
    pub purpose: Purpose,
    /// The journal that they belong to.
    pub journal: JournalId,
    /// Their record, or `RecordId::NONE`.
    pub record: RecordId,
    /// Their revision; for a draft the one that it was begun from; for a piece of a file its
    /// position, from 0; 0 where there is none.
    pub seq: Seq,
}

impl Place {
    /// Returns the authenticated data:
    /// `"stillroom" || format(u8) || purpose(u8) || journal(16) || record(16) || seq(u64 LE)`.
    pub(super) fn aad(&self) -> [u8; PLACE_LEN] {
        let mut aad = [0; PLACE_LEN];
        aad[..9].copy_from_slice(DOMAIN);
        aad[9] = FORMAT;
        aad[10] = self.purpose as u8;
        aad[11..27].copy_from_slice(self.journal.as_bytes());
        aad[27..43].copy_from_slice(self.record.as_bytes());
        aad[43..].copy_from_slice(&self.seq.0.to_le_bytes());
        aad
    }
}

/// Seals and opens the bytes of one kind of row.
///
/// ```text
/// sealed = 0x01 || nonce(24) || XChaCha20-Poly1305(key, nonce, aad(place), padded) || tag(16)
/// padded = len(u32 LE) || plaintext || zeros up to max(Padmé(len + 4), least)
/// ```
/// `least` is 512 bytes for metas and drafts, 0 otherwise. Each nonce is 192 random bits from the
/// system, so a repeat is out of reach. Not hidden: that a row exists, and its padded length.
#[derive(Debug)]
pub struct SealKey(pub(super) LockedBytes<32>);

impl SealKey {
    /// Seals `plaintext` for `place` with a fresh nonce.
    ///
    /// # Panics
    /// If `plaintext` is 4 GiB or longer; callers bound what they accept far below.
    pub fn seal(&self, place: &Place, plaintext: &[u8]) -> Vec<u8> {
        self.seal_with_nonce(&make_bytes(), place, plaintext)
    }

    /// Opens what was sealed for `place`; the text is wiped when it is dropped.
    pub fn open(&self, place: &Place, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let (&format, rest) = sealed.split_first().ok_or(OpenError::TooShort)?;
        if format != FORMAT {
            return Err(OpenError::UnknownFormat(format));
        }
        let (nonce, rest) = rest.split_first_chunk().ok_or(OpenError::TooShort)?;
        let (text, tag) = rest.split_last_chunk().ok_or(OpenError::TooShort)?;
        let mut text = Zeroizing::new(text.to_vec());
        decrypt(&self.0, nonce, &place.aad(), &mut text, tag)?;
        strip(&mut text, place.purpose.least())?;
        Ok(text)
    }

    pub(super) fn seal_with_nonce(
        &self,
        nonce: &[u8; NONCE_LEN],
        place: &Place,
        plaintext: &[u8],
    ) -> Vec<u8> {
        let len = u32::try_from(plaintext.len()).expect("callers bound their texts below 4 GiB");
        let padded = padded_len(plaintext.len(), place.purpose.least());
        // Allocated once, so that no reallocation leaves a copy of the plaintext behind.
        let mut sealed = Vec::with_capacity(HEADER_LEN + padded + TAG_LEN);
        sealed.push(FORMAT);
        sealed.extend_from_slice(nonce);
        sealed.extend_from_slice(&len.to_le_bytes());
        sealed.extend_from_slice(plaintext);
        sealed.resize(HEADER_LEN + padded, 0);
        debug_assert!(padded >= LEN_FIELD + plaintext.len(), "padding only adds");
        let tag = encrypt(&self.0, nonce, &place.aad(), &mut sealed[HEADER_LEN..]);
        sealed.extend_from_slice(&tag);
        sealed
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Purpose; 10] = [
        Purpose::Meta,
        Purpose::Body,
        Purpose::Draft,
        Purpose::Slot,
        Purpose::ChainHead,
        Purpose::IndexBlock,
        Purpose::BackupManifest,
        Purpose::Anchor,
        Purpose::WaitingDraft,
        Purpose::Chunk,
    ];

    fn key(fill: u8) -> SealKey {
        SealKey(LockedBytes::filled(|key| key.fill(fill)))
    }

    fn place(purpose: Purpose) -> Place {
        let (journal, record) = (JournalId::from_bytes([1; 16]), RecordId::from_bytes([2; 16]));
        Place { purpose, journal, record, seq: Seq(3) }
    }

    fn any_place() -> impl Strategy<Value = Place> {
        let ids = (any::<[u8; 16]>(), any::<[u8; 16]>(), any::<u64>());
        (proptest::sample::select(&ALL[..]), ids).prop_map(|(purpose, (journal, record, seq))| {
            Place {
                purpose,
                journal: JournalId::from_bytes(journal),
                record: RecordId::from_bytes(record),
                seq: Seq(seq),
            }
        })
    }

    proptest! {
        #[test]
        fn sealed_data_opens_to_the_same_bytes(
            place in any_place(),
            text in proptest::collection::vec(any::<u8>(), 0..5000),
        ) {
            let key = key(9);
            let sealed = key.seal(&place, &text);
            prop_assert_eq!(&*key.open(&place, &sealed).expect("own seal"), &text);
            let padded = sealed.len() - HEADER_LEN - TAG_LEN;
            let needed = (text.len() + LEN_FIELD).max(place.purpose.least());
            prop_assert!(padded as f64 <= needed as f64 * 1.12);
            prop_assert!(padded >= needed);
        }

        #[test]
        fn opening_at_any_other_position_fails(one in any_place(), other in any_place()) {
            prop_assume!(one != other);
            let sealed = key(9).seal(&one, b"text");
            prop_assert_eq!(key(9).open(&other, &sealed), Err(OpenError::Forged));
        }

        #[test]
        fn arbitrary_bytes_never_open(bytes in proptest::collection::vec(any::<u8>(), 0..700)) {
            prop_assert!(key(9).open(&place(Purpose::Meta), &bytes).is_err());
        }
    }

    #[test]
    fn every_single_flipped_bit_is_noticed() {
        let mut sealed = key(9).seal(&place(Purpose::Body), b"She said it out loud today.");
        for byte in 0..sealed.len() {
            for bit in 0..8 {
                sealed[byte] ^= 1 << bit;
                assert!(key(9).open(&place(Purpose::Body), &sealed).is_err(), "{byte}.{bit}");
                sealed[byte] ^= 1 << bit;
            }
        }
        assert!(key(9).open(&place(Purpose::Body), &sealed).is_ok());
    }

    #[test]
    fn every_truncation_and_every_addition_is_noticed() {
        let sealed = key(9).seal(&place(Purpose::Body), b"She said it out loud today.");
        for len in 0..sealed.len() {
            assert!(key(9).open(&place(Purpose::Body), &sealed[..len]).is_err(), "{len}");
        }
        let longer = [&sealed[..], &[0]].concat();
        assert_eq!(key(9).open(&place(Purpose::Body), &longer), Err(OpenError::Forged));
    }

    #[test]
    fn each_part_of_the_place_is_bound_alone() {
        let here = place(Purpose::Meta);
        let sealed = key(9).seal(&here, b"text");
        let mut others = vec![
            Place { journal: JournalId::from_bytes([9; 16]), ..here },
            Place { record: RecordId::from_bytes([9; 16]), ..here },
            Place { seq: Seq(4), ..here },
        ];
        others.extend(ALL[1..].iter().map(|purpose| Place { purpose: *purpose, ..here }));
        for other in others {
            assert_eq!(key(9).open(&other, &sealed), Err(OpenError::Forged), "{other:?}");
        }
        assert_eq!(key(8).open(&here, &sealed), Err(OpenError::Forged));
        assert!(key(9).open(&here, &sealed).is_ok());
    }

    #[test]
    fn short_metas_and_drafts_have_one_length() {
        for purpose in [Purpose::Meta, Purpose::Draft] {
            let lengths =
                [0, 1, 100, 508].map(|len| key(9).seal(&place(purpose), &vec![b'a'; len]).len());
            assert_eq!(lengths, [HEADER_LEN + 512 + TAG_LEN; 4]);
        }
    }

    #[test]
    fn sealing_the_same_text_twice_gives_different_bytes() {
        let seals: std::collections::BTreeSet<_> =
            (0..100).map(|_| key(9).seal(&place(Purpose::Body), b"text")).collect();
        assert_eq!(seals.len(), 100);
    }

    #[test]
    fn a_newer_format_is_distinguished_from_damage() {
        let mut sealed = key(9).seal(&place(Purpose::Body), b"text");
        sealed[0] = 2;
        let opened = key(9).open(&place(Purpose::Body), &sealed);
        assert_eq!(opened, Err(OpenError::UnknownFormat(2)));
    }

    #[test]
    fn debug_shows_no_key() {
        assert_eq!(format!("{:?}", key(0xAB)), "SealKey(LockedBytes<32>(redacted))");
    }
}
