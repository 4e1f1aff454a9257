//! Slots: the root key, wrapped once for the passphrase and once for the recovery words.

use stillroom_guard::{LockedBytes, available_memory};
use subtle::ConstantTimeEq;

use super::aead::{NONCE_LEN, TAG_LEN, decrypt, encrypt};
use super::chain::Digest;
use super::id::{JournalId, RecordId, Seq};
use super::kdf::{KdfParams, TooCostly};
use super::keys::{RootKey, derive_key};
use super::passphrase::Passphrase;
use super::random::make_bytes;
use super::recovery::RecoveryWords;
use super::seal::{Place, Purpose};

const FORMAT: u8 = 1;
const SALT_LEN: usize = 16;
const HEADER_LEN: usize = 2 + SALT_LEN + 3 * 4;
const COMMITMENT_LEN: usize = 32;
const WRAPPED_LEN: usize = NONCE_LEN + 32 + TAG_LEN;
const CHECKSUM_LEN: usize = 32;
const SLOT_LEN: usize = HEADER_LEN + COMMITMENT_LEN + WRAPPED_LEN + CHECKSUM_LEN;

/// Says what opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum SlotKind {
    /// The daily passphrase, through Argon2id.
    Passphrase = 1,
    /// The twelve words kept on paper.
    Recovery = 2,
}

/// Says why a slot did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlotError {
    /// The passphrase or the words are not those of this slot.
    #[error("the passphrase or the words are not the right ones")]
    Wrong,
    /// The slot's bytes were altered, or belong to another journal.
    #[error("the key slot is damaged")]
    Damaged,
    /// The slot is of a later format.
    #[error("the key slot is of format {0}, which this version does not know")]
    UnknownFormat(u8),
    /// The slot is opened by something else: words were given for a passphrase's, or vice versa.
    #[error("the key slot is of another kind")]
    OtherKind,
    /// The slot asks for less work than is safe or more than any journal does.
    #[error("the key slot's cost is out of bounds")]
    OutOfBounds,
    /// Opening needs more than half of the free memory.
    #[error("opening needs {needed_kib} KiB of memory, of {free_kib} KiB free")]
    CostRefused {
        /// What the slot asks for, in KiB.
        needed_kib: u64,
        /// What is free, in KiB.
        free_kib: u64,
    },
}

impl From<TooCostly> for SlotError {
    fn from(cost: TooCostly) -> Self {
        Self::CostRefused { needed_kib: cost.needed_kib, free_kib: cost.free_kib }
    }
}

/// Holds the root key wrapped for one way in.
///
/// ```text
/// slot       = header(30) || commitment(32) || nonce(24) || wrapped root key(32) || tag(16)
///              || checksum(32)
/// header     = 0x01 || kind(u8) || salt(16) || m KiB(u32 LE) || t(u32 LE) || p(u32 LE)
/// KEK        = Argon2id(passphrase, salt, m, t, p)                               kind 1
///            = HKDF(entropy of the words, salt, "stillroom 1 recovery")          kind 2
/// commitment = HKDF(KEK, salt, "stillroom 1 slot commitment" || header)
/// wrapped    = XChaCha20-Poly1305(HKDF(KEK, salt, "stillroom 1 slot wrap"), nonce,
///              aad(slot, journal) || header || commitment, root key)
/// checksum   = BLAKE3(everything before it)
/// ```
/// The checksum, unkeyed, is tested first and tells damage from a wrong passphrase. The commitment
/// is compared before anything is unwrapped: the cipher alone does not commit to its key. A slot
/// does not protect from guessing a weak passphrase; the cost in the header slows it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// What opens it; repeated in the bytes, which must agree.
    pub kind: SlotKind,
    /// The slot as it is stored.
    pub bytes: Vec<u8>,
}

impl Slot {
    /// Wraps the root key for a passphrase; takes as long as `params` say.
    pub fn seal_passphrase(
        root: &RootKey,
        passphrase: &Passphrase,
        params: KdfParams,
        journal: JournalId,
    ) -> Result<Self, SlotError> {
        let header = Header { kind: SlotKind::Passphrase, salt: make_bytes(), cost: Some(params) };
        let kek = params.derive(passphrase.expose(), &header.salt, available_memory())?;
        Ok(header.wrap(&kek, &make_bytes(), root, journal))
    }

    /// Wraps the root key for recovery words.
    pub fn seal_recovery(root: &RootKey, words: &RecoveryWords, journal: JournalId) -> Self {
        let header = Header { kind: SlotKind::Recovery, salt: make_bytes(), cost: None };
        header.wrap(&words.derive_kek(&header.salt), &make_bytes(), root, journal)
    }

    /// Reads a stored slot; its kind is told by its bytes, all else when it is opened.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, SlotError> {
        let kind = Parts::read(&bytes)?.header.kind;
        Ok(Self { kind, bytes })
    }

    /// Opens with a passphrase; takes as long as the slot's parameters say.
    pub fn open_with_passphrase(
        &self,
        passphrase: &Passphrase,
        journal: JournalId,
    ) -> Result<RootKey, SlotError> {
        self.open_within(passphrase, journal, available_memory())
    }

    /// Opens with the recovery words.
    pub fn open_with_words(
        &self,
        words: &RecoveryWords,
        journal: JournalId,
    ) -> Result<RootKey, SlotError> {
        let parts = self.parts(SlotKind::Recovery)?;
        parts.unwrap(&words.derive_kek(&parts.header.salt), journal)
    }

    /// Computes the digest of all slots in any order, which the sealed chain head holds:
    /// `BLAKE3(len(u32 LE) || slot || ...)` over the slots in the order of their bytes.
    pub fn digest_all(slots: &[Self]) -> Digest {
        let mut sorted: Vec<&[u8]> = slots.iter().map(|slot| slot.bytes.as_slice()).collect();
        sorted.sort_unstable();
        let joined = sorted.iter().flat_map(|bytes| {
            let len = (bytes.len() as u32).to_le_bytes();
            len.into_iter().chain(bytes.iter().copied())
        });
        Digest::of(&joined.collect::<Vec<u8>>())
    }

    fn open_within(
        &self,
        passphrase: &Passphrase,
        journal: JournalId,
        free: Option<u64>,
    ) -> Result<RootKey, SlotError> {
        let parts = self.parts(SlotKind::Passphrase)?;
        let cost = parts.header.cost.ok_or(SlotError::OutOfBounds)?;
        let kek = cost.derive(passphrase.expose(), &parts.header.salt, free)?;
        parts.unwrap(&kek, journal)
    }

    fn parts(&self, kind: SlotKind) -> Result<Parts<'_>, SlotError> {
        let parts = Parts::read(&self.bytes)?;
        if parts.header.kind != self.kind {
            return Err(SlotError::Damaged);
        }
        if self.kind != kind {
            return Err(SlotError::OtherKind);
        }
        Ok(parts)
    }
}

/// Says in clear how the KEK is derived; authenticated by commitment and wrap.
pub(super) struct Header {
    pub(super) kind: SlotKind,
    pub(super) salt: [u8; SALT_LEN],
    /// `None` for the words, whose 128 bits need no slowing down; stored as zeros.
    pub(super) cost: Option<KdfParams>,
}

impl Header {
    fn read(bytes: &[u8; HEADER_LEN]) -> Result<Self, SlotError> {
        let number = |at: usize| {
            u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes of the header"))
        };
        let (m_kib, t, p) = (number(18), number(22), number(26));
        let (kind, cost) = match bytes[1] {
            1 => (SlotKind::Passphrase, KdfParams::new(m_kib, t, p)),
            2 if (m_kib, t, p) == (0, 0, 0) => (SlotKind::Recovery, None),
            2 => return Err(SlotError::OutOfBounds),
            _ => return Err(SlotError::Damaged),
        };
        if kind == SlotKind::Passphrase && cost.is_none() {
            return Err(SlotError::OutOfBounds);
        }
        let salt = bytes[2..18].try_into().expect("sixteen bytes of the header");
        Ok(Self { kind, salt, cost })
    }

    fn bytes(&self) -> [u8; HEADER_LEN] {
        let numbers = self.cost.map_or([0; 3], |cost| [cost.m_kib(), cost.t(), cost.p()]);
        let mut bytes = [0; HEADER_LEN];
        bytes[0] = FORMAT;
        bytes[1] = self.kind as u8;
        bytes[2..18].copy_from_slice(&self.salt);
        for (at, number) in [18, 22, 26].into_iter().zip(numbers) {
            bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    fn commitment(&self, kek: &LockedBytes<32>) -> LockedBytes<32> {
        let info = [&b"stillroom 1 slot commitment"[..], &self.bytes()].concat();
        // The KEK is exposed to HKDF, which takes a slice.
        derive_key(kek.expose(), &self.salt, &info)
    }

    fn wrap_key(&self, kek: &LockedBytes<32>) -> LockedBytes<32> {
        // The KEK is exposed to HKDF, which takes a slice.
        derive_key(kek.expose(), &self.salt, b"stillroom 1 slot wrap")
    }

    fn aad(&self, commitment: &[u8; COMMITMENT_LEN], journal: JournalId) -> Vec<u8> {
        let (record, seq) = (RecordId::NONE, Seq(0));
        let place = Place { purpose: Purpose::Slot, journal, record, seq };
        [&place.aad()[..], &self.bytes(), commitment].concat()
    }

    pub(super) fn wrap(
        &self,
        kek: &LockedBytes<32>,
        nonce: &[u8; NONCE_LEN],
        root: &RootKey,
        journal: JournalId,
    ) -> Slot {
        let commitment = self.commitment(kek);
        // The root key is exposed to be wrapped in locked memory; the commitment is public.
        let mut wrapped = LockedBytes::<32>::filled(|bytes| bytes.copy_from_slice(root.0.expose()));
        let aad = self.aad(commitment.expose(), journal);
        let tag = encrypt(&self.wrap_key(kek), nonce, &aad, wrapped.expose_mut());
        let (commitment, wrapped) = (commitment.expose(), wrapped.expose());
        let mut bytes = [&self.bytes()[..], commitment, nonce, wrapped, &tag].concat();
        let checksum = blake3::hash(&bytes);
        bytes.extend_from_slice(checksum.as_bytes());
        Slot { kind: self.kind, bytes }
    }
}

/// A stored slot taken apart, its checksum verified.
struct Parts<'a> {
    header: Header,
    commitment: &'a [u8; COMMITMENT_LEN],
    nonce: &'a [u8; NONCE_LEN],
    wrapped: &'a [u8; 32],
    tag: &'a [u8; TAG_LEN],
}

impl<'a> Parts<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, SlotError> {
        let (rest, checksum) =
            bytes.split_last_chunk::<CHECKSUM_LEN>().ok_or(SlotError::Damaged)?;
        if blake3::hash(rest) != blake3::Hash::from_bytes(*checksum) {
            return Err(SlotError::Damaged);
        }
        match rest.first() {
            Some(&FORMAT) => Self::split(rest)?.ok_or(SlotError::Damaged),
            Some(&later) => Err(SlotError::UnknownFormat(later)),
            None => Err(SlotError::Damaged),
        }
    }

    fn split(rest: &'a [u8]) -> Result<Option<Self>, SlotError> {
        if rest.len() != SLOT_LEN - CHECKSUM_LEN {
            return Ok(None);
        }
        let parts = || {
            let (header, rest) = rest.split_first_chunk()?;
            let (commitment, rest) = rest.split_first_chunk()?;
            let (nonce, rest) = rest.split_first_chunk()?;
            let (wrapped, tag) = rest.split_first_chunk()?;
            Some((header, commitment, nonce, wrapped, tag.try_into().ok()?))
        };
        let Some((header, commitment, nonce, wrapped, tag)) = parts() else { return Ok(None) };
        Ok(Some(Self { header: Header::read(header)?, commitment, nonce, wrapped, tag }))
    }

    fn unwrap(&self, kek: &LockedBytes<32>, journal: JournalId) -> Result<RootKey, SlotError> {
        let commitment = self.header.commitment(kek);
        // The commitment is exposed to be compared with the stored one in constant time.
        if !bool::from(commitment.expose().ct_eq(self.commitment)) {
            return Err(SlotError::Wrong);
        }
        let aad = self.header.aad(self.commitment, journal);
        let key = self.header.wrap_key(kek);
        LockedBytes::try_filled(|root| {
            root.copy_from_slice(self.wrapped);
            decrypt(&key, self.nonce, &aad, root, self.tag)
        })
        .map(RootKey)
        .map_err(|_| SlotError::Damaged)
    }
}

#[cfg(test)]
mod tests;
