//! Frozen seals: known answers that keep the format from drifting. Never edit one of a released
//! format; a new format gets new ones beside them.

use stillroom_guard::LockedBytes;

use super::chain::{Digest, Link};
use super::id::{JournalId, RecordId, Seq};
use super::kdf::KdfParams;
use super::keys::{Keys, RootKey};
use super::passphrase::Passphrase;
use super::recovery::RecoveryWords;
use super::seal::{Place, Purpose};
use super::slot::{Header, Slot, SlotKind};

const JOURNAL: JournalId = JournalId::from_bytes([0x11; 16]);
const RECORD: RecordId = RecordId::from_bytes([0x22; 16]);
const TEXT: &[u8] = "Zuerst schwieg sie \u{2013} then she laughed.".as_bytes();

const BODY: &str = "\
    01333333333333333333333333333333333333333333333333f964a2c77a5c53b3ce28213e37471cbead\
    849006655f372380e9180d6ad1f7c640058494a695bf38ddef776dadf30cf648109c672f5b4e0430fcbd\
    36";

const CHUNK: &str = "\
    013333333333333333333333333333333333333333333333332f2a7b83b4869f1ddceae1da657797c5f3\
    00f833be307cf8ad10c594e92b523d3438518d87bcb7d9861e226ba30765fdaa438904d33b47c3ef9063\
    5a";

const PASSPHRASE_SLOT: &str = "\
    0101666666666666666666666666666666664000000001000000010000009788a7a6148be4fae78e58c4\
    f5888dc932a5779e1df00cc9e714fa80bcc9dc5077777777777777777777777777777777777777777777\
    77773fdf95ced1f044181a28a4c6ac16ad88496ac74bc493a8a59931a10d659673073e3bf25eae242058\
    49780da7e4d03f144b1a1493f1fbf373398991717bd89d8702daa374d147631cfdb993b4f822df8c";

const RECOVERY_SLOT: &str = "\
    01026666666666666666666666666666666600000000000000000000000027f1a31412d78c62162f65d1\
    0e8373c92b1d6f5f10d199f01717ed1ce61c146577777777777777777777777777777777777777777777\
    777794215d98343db048e6c24d0a02eba5a68c6ec342fa0f051b078db45f2d9506fc6ddbaf01bc8894fc\
    c2a13ae15f702b232bd2c2717d426b7ad6d47ab990b3064d88b8a2537402e2369963bfcdc8dd0c53";

fn root() -> RootKey {
    RootKey(LockedBytes::filled(|key| {
        for (index, byte) in key.iter_mut().enumerate() {
            *byte = index as u8;
        }
    }))
}

fn keys() -> Keys {
    root().derive_keys(JOURNAL)
}

fn place(purpose: Purpose) -> Place {
    Place { purpose, journal: JOURNAL, record: RECORD, seq: Seq(0x0102_0304) }
}

fn passphrase() -> Passphrase {
    Passphrase::typed("caf\u{e9} au lait at noon")
}

fn words() -> RecoveryWords {
    let text = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    RecoveryWords::parse(text).expect("the vector of BIP 39")
}

#[test]
fn a_frozen_body_opens_and_is_sealed_to_the_same_bytes() {
    let (key, place) = (keys().body, place(Purpose::Body));
    assert_eq!(
        *key.open(&place, &hex::decode(BODY).expect("hex digits")).expect("a frozen seal"),
        TEXT
    );
    assert_eq!(hex::encode(key.seal_with_nonce(&[0x33; 24], &place, TEXT)), BODY);
}

#[test]
fn a_frozen_piece_of_a_file_opens_and_is_sealed_to_the_same_bytes() {
    let (key, place) = (keys().chunk, place(Purpose::Chunk));
    let sealed = hex::decode(CHUNK).expect("hex digits");
    assert_eq!(*key.open(&place, &sealed).expect("a frozen seal"), TEXT);
    assert_eq!(hex::encode(key.seal_with_nonce(&[0x33; 24], &place, TEXT)), CHUNK);
}

#[test]
fn a_frozen_meta_is_sealed_to_the_same_bytes() {
    let sealed = keys().meta.seal_with_nonce(&[0x33; 24], &place(Purpose::Meta), TEXT);
    assert_eq!(sealed.len(), 1 + 24 + 512 + 16);
    assert_eq!(
        hex::encode(Digest::of(&sealed).as_bytes()),
        "3df98d083b4386f4e38fbf4228fa66b02a29d3d9895e37842fad7b307d79d228"
    );
}

#[test]
fn the_derived_keys_equal_the_frozen_ones() {
    let keys = keys();
    let derived = [&keys.draft, &keys.head, &keys.backup, &keys.anchor.content];
    assert_eq!(
        derived.map(|key| hex::encode(key.0.expose())),
        [
            "89469873b550cb6cddb14f6c49bedac03c3eab5fb07ef8da8f4cc71c38866f94",
            "40da52166f454ac387e2111467b69041d42e1c84470142ee6eb00523f17fc3e0",
            "2f92c5b75b3e3d2362a534f428018c35199c8637f2b40c027e4bb251e663169a",
            "ca2e5cbbfa1d7fb6a4fe773dc68318a6333f81aa6f6fa14286c180336ea0b61e",
        ]
    );
}

#[test]
fn a_frozen_chain_and_anchor_are_computed_alike() {
    let keys = keys();
    let first = keys.chain.link(&Link::ZERO, Seq(1), RECORD, &Digest::of(b"sealed"));
    let second = keys.chain.link(&first, Seq(2), RECORD, &Digest::of(b"x"));
    assert_eq!(
        hex::encode(second.as_bytes()),
        "88cea29de6f59de8b1c57eb42fb2289ed3a825a2a025ef3d9386bb9d472216b4"
    );
    assert_eq!(keys.anchor.file_name(&[0x44; 16]), "b79448edec05437bb50ba4ab801baa17");
}

#[test]
fn a_frozen_index_block_is_sealed_to_the_same_bytes() {
    let mut block = *b"a block of the search index";
    let tag = keys().index.seal_block(&[0x55; 24], b"aad", &mut block);
    assert_eq!(hex::encode(block), "b8ed5f96b4b79407a09578df7d360420298002c757f9589880e756");
    assert_eq!(hex::encode(tag), "9cded82ae79b1582dad55e2ff2834f4e");
}

#[test]
fn a_frozen_passphrase_slot_opens_and_is_wrapped_to_the_same_bytes() {
    let slot =
        Slot::from_bytes(hex::decode(PASSPHRASE_SLOT).expect("hex digits")).expect("a frozen slot");
    let opened = slot.open_with_passphrase(&passphrase(), JOURNAL).expect("a frozen slot");
    assert_eq!(opened.0.expose(), root().0.expose());

    let cost = KdfParams::CHEAP;
    let header = Header { kind: SlotKind::Passphrase, salt: [0x66; 16], cost: Some(cost) };
    let kek = cost.derive(passphrase().expose(), &header.salt, None).expect("cheap");
    let wrapped = header.wrap(&kek, &[0x77; 24], &root(), JOURNAL);
    assert_eq!(hex::encode(&wrapped.bytes), PASSPHRASE_SLOT);
}

#[test]
fn a_frozen_recovery_slot_opens_and_is_wrapped_to_the_same_bytes() {
    let slot =
        Slot::from_bytes(hex::decode(RECOVERY_SLOT).expect("hex digits")).expect("a frozen slot");
    let opened = slot.open_with_words(&words(), JOURNAL).expect("a frozen slot");
    assert_eq!(opened.0.expose(), root().0.expose());

    let header = Header { kind: SlotKind::Recovery, salt: [0x66; 16], cost: None };
    let kek = words().derive_kek(&header.salt);
    let wrapped = header.wrap(&kek, &[0x77; 24], &root(), JOURNAL);
    assert_eq!(hex::encode(&wrapped.bytes), RECOVERY_SLOT);
}
