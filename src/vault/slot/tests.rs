use std::time::{Duration, Instant};

use super::*;

const JOURNAL: JournalId = JournalId::from_bytes([7; 16]);

fn passphrase_slot(root: &RootKey) -> Slot {
    Slot::seal_passphrase(root, &Passphrase::typed("right"), KdfParams::CHEAP, JOURNAL)
        .expect("cheap")
}

fn open(slot: &Slot, text: &str) -> Result<RootKey, SlotError> {
    slot.open_with_passphrase(&Passphrase::typed(text), JOURNAL)
}

fn same(opened: Result<RootKey, SlotError>, root: &RootKey) -> bool {
    opened.is_ok_and(|opened| opened.0.expose() == root.0.expose())
}

/// Replaces bytes and renews the checksum, as whoever holds the file can.
fn forged(slot: &Slot, at: usize, with: &[u8]) -> Slot {
    let mut bytes = slot.bytes[..SLOT_LEN - CHECKSUM_LEN].to_vec();
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes.extend_from_slice(blake3::hash(&bytes).as_bytes());
    Slot { kind: slot.kind, bytes }
}

#[test]
fn a_slot_gives_the_root_key_back_for_the_right_secret_only() {
    let root = RootKey::make();
    let slot = passphrase_slot(&root);
    assert_eq!(slot.bytes.len(), SLOT_LEN);
    assert!(same(open(&slot, "right"), &root));
    assert_eq!(open(&slot, "wrong").err(), Some(SlotError::Wrong));

    let words = RecoveryWords::make();
    let slot = Slot::seal_recovery(&root, &words, JOURNAL);
    assert!(same(slot.open_with_words(&words, JOURNAL), &root));
    let other = slot.open_with_words(&RecoveryWords::make(), JOURNAL);
    assert_eq!(other.err(), Some(SlotError::Wrong));
}

#[test]
fn a_slot_with_the_least_parameters_opens() {
    let root = RootKey::make();
    let right = Passphrase::typed("right");
    let slot = Slot::seal_passphrase(&root, &right, KdfParams::FLOOR, JOURNAL).expect("memory");
    assert!(same(open(&slot, "right"), &root));
}

#[test]
fn a_stored_slot_is_read_back_with_its_kind() {
    let root = RootKey::make();
    for slot in
        [passphrase_slot(&root), Slot::seal_recovery(&root, &RecoveryWords::make(), JOURNAL)]
    {
        assert_eq!(Slot::from_bytes(slot.bytes.clone()), Ok(slot));
    }
    assert_eq!(Slot::from_bytes(Vec::new()), Err(SlotError::Damaged));
}

#[test]
fn a_flipped_byte_is_reported_as_damage_not_as_a_wrong_passphrase() {
    let slot = passphrase_slot(&RootKey::make());
    for at in 0..SLOT_LEN {
        let mut damaged = slot.clone();
        damaged.bytes[at] ^= 0x10;
        assert_eq!(open(&damaged, "right").err(), Some(SlotError::Damaged), "byte {at}");
    }
}

#[test]
fn any_truncation_or_addition_is_damage() {
    let slot = passphrase_slot(&RootKey::make());
    for len in 0..SLOT_LEN {
        let short = Slot { kind: slot.kind, bytes: slot.bytes[..len].to_vec() };
        assert_eq!(open(&short, "right").err(), Some(SlotError::Damaged), "{len} bytes");
    }
    let mut long = slot.bytes[..SLOT_LEN - CHECKSUM_LEN].to_vec();
    long.push(0);
    long.extend_from_slice(blake3::hash(&long).as_bytes());
    let long = Slot { kind: slot.kind, bytes: long };
    assert_eq!(open(&long, "right").err(), Some(SlotError::Damaged));
}

#[test]
fn a_forgery_with_a_recomputed_checksum_does_not_open() {
    let slot = passphrase_slot(&RootKey::make());
    for at in 0..SLOT_LEN - CHECKSUM_LEN {
        let forged = forged(&slot, at, &[slot.bytes[at] ^ 1]);
        assert!(open(&forged, "right").is_err(), "byte {at}");
    }
    let commitment = forged(&slot, HEADER_LEN, &[slot.bytes[HEADER_LEN] ^ 1]);
    assert_eq!(open(&commitment, "right").err(), Some(SlotError::Wrong));
    let wrapped = HEADER_LEN + COMMITMENT_LEN + NONCE_LEN;
    let wrapped = forged(&slot, wrapped, &[slot.bytes[wrapped] ^ 1]);
    assert_eq!(open(&wrapped, "right").err(), Some(SlotError::Damaged));
}

#[test]
fn parameter_bombs_and_downgrades_are_refused_at_once() {
    let slot = passphrase_slot(&RootKey::make());
    let began = Instant::now();
    for (m_kib, t, p) in [
        (u32::MAX, 3, 1),
        (2 * 1024 * 1024 + 1, 3, 1),
        (64 * 1024, u32::MAX, 1),
        (64 * 1024, 3, u32::MAX),
        (64 * 1024 - 1, 3, 1),
        (64 * 1024, 2, 1),
        (0, 0, 0),
    ] {
        let params = [m_kib, t, p].map(u32::to_le_bytes).concat();
        let bomb = forged(&slot, 18, &params);
        assert_eq!(open(&bomb, "right").err(), Some(SlotError::OutOfBounds), "{m_kib} {t} {p}");
    }
    let largest = [2 * 1024 * 1024_u32, 32, 16].map(u32::to_le_bytes).concat();
    let largest = forged(&slot, 18, &largest);
    let refused = largest.open_within(&Passphrase::typed("right"), JOURNAL, Some(1 << 30));
    let expected = SlotError::CostRefused { needed_kib: 2 << 20, free_kib: 1 << 20 };
    assert_eq!(refused.err(), Some(expected));
    assert!(began.elapsed() < Duration::from_secs(2), "nothing was derived");
}

#[test]
fn a_slot_of_another_journal_does_not_open_here() {
    let root = RootKey::make();
    let elsewhere = JournalId::from_bytes([8; 16]);
    let right = Passphrase::typed("right");
    let opened = passphrase_slot(&root).open_with_passphrase(&right, elsewhere);
    assert_eq!(opened.err(), Some(SlotError::Damaged));
    let words = RecoveryWords::make();
    let opened = Slot::seal_recovery(&root, &words, JOURNAL).open_with_words(&words, elsewhere);
    assert_eq!(opened.err(), Some(SlotError::Damaged));
}

#[test]
fn drafts_of_different_kinds_are_not_confused() {
    let root = RootKey::make();
    let words = RecoveryWords::make();
    let slot = passphrase_slot(&root);
    assert_eq!(slot.open_with_words(&words, JOURNAL).err(), Some(SlotError::OtherKind));
    let recovery = Slot::seal_recovery(&root, &words, JOURNAL);
    assert_eq!(open(&recovery, "right").err(), Some(SlotError::OtherKind));
    let mislabelled = Slot { kind: SlotKind::Recovery, bytes: slot.bytes.clone() };
    assert_eq!(mislabelled.open_with_words(&words, JOURNAL).err(), Some(SlotError::Damaged));
    let costly = forged(&recovery, 18, &[1]);
    assert_eq!(costly.open_with_words(&words, JOURNAL).err(), Some(SlotError::OutOfBounds));
}

#[test]
fn a_newer_format_is_distinguished_from_damage() {
    let slot = forged(&passphrase_slot(&RootKey::make()), 0, &[2]);
    assert_eq!(open(&slot, "right").err(), Some(SlotError::UnknownFormat(2)));
}

#[test]
fn slots_of_the_same_secret_share_no_salt_nonce_or_commitment() {
    let root = RootKey::make();
    let (one, other) = (passphrase_slot(&root), passphrase_slot(&root));
    let (from, to) = (HEADER_LEN, SLOT_LEN - CHECKSUM_LEN);
    assert_ne!(one.bytes[2..18], other.bytes[2..18]);
    for at in (from..to).step_by(8) {
        assert_ne!(one.bytes[at..at + 8], other.bytes[at..at + 8], "byte {at}");
    }
}

#[test]
fn the_digest_of_slots_depends_on_every_slot_and_not_on_their_order() {
    let root = RootKey::make();
    let (one, other) = (passphrase_slot(&root), passphrase_slot(&root));
    let both = Slot::digest_all(&[one.clone(), other.clone()]);
    assert_eq!(Slot::digest_all(&[other.clone(), one.clone()]), both);
    assert_ne!(Slot::digest_all(std::slice::from_ref(&one)), both);
    assert_ne!(Slot::digest_all(&[one.clone(), one]), both);
    assert_ne!(Slot::digest_all(&[other]), Slot::digest_all(&[]));
}
