//! The root key and the keys derived from it.

use hkdf::Hkdf;
use sha2::Sha256;
use stillroom_guard::LockedBytes;

use super::aead::IndexKey;
use super::chain::ChainKey;
use super::id::JournalId;
use super::random::make_secret;
use super::seal::SealKey;

/// Derives 32 bytes: `HKDF-SHA256(salt, ikm = secret, info)` (RFC 5869).
pub(super) fn derive_key(secret: &[u8], salt: &[u8], info: &[u8]) -> LockedBytes<32> {
    LockedBytes::filled(|key| {
        Hkdf::<Sha256>::new(Some(salt), secret)
            .expand(info, key)
            .expect("32 bytes are within HKDF's limit of 8160");
    })
}

/// Opens a whole journal; made once, at random, and wrapped in each slot.
#[derive(Debug)]
pub struct RootKey(pub(super) LockedBytes<32>);

impl RootKey {
    /// Makes a random root key.
    pub fn make() -> Self {
        Self(make_secret())
    }

    /// Derives the keys of one journal, one label each:
    /// `HKDF-SHA256(salt = journal id, ikm = root key, info = "stillroom 1 " || label)`.
    pub fn derive_keys(&self, journal: JournalId) -> Keys {
        let derive = |label: &str| {
            let info = format!("stillroom 1 {label}");
            // The root key is exposed to HKDF, which takes a slice.
            derive_key(self.0.expose(), journal.as_bytes(), info.as_bytes())
        };
        Keys {
            meta: SealKey(derive("meta")),
            body: SealKey(derive("body")),
            draft: SealKey(derive("draft")),
            chunk: SealKey(derive("attachment")),
            head: SealKey(derive("head")),
            backup: SealKey(derive("backup")),
            index: IndexKey(derive("index")),
            chain: ChainKey(derive("chain")),
            anchor: AnchorKey {
                content: SealKey(derive("anchor content")),
                name: derive("anchor name"),
            },
        }
    }
}

#[cfg(feature = "testing")]
impl RootKey {
    /// Copies out the root key and the keys derived from it, to be looked for where they must not be.
    pub fn expose_all_for_tests(&self, journal: JournalId) -> Vec<(&'static str, [u8; 32])> {
        let keys = self.derive_keys(journal);
        // Exposed to a test, which has the passphrase as well.
        vec![
            ("root", *self.0.expose()),
            ("meta", *keys.meta.0.expose()),
            ("body", *keys.body.0.expose()),
            ("draft", *keys.draft.0.expose()),
            ("attachment", *keys.chunk.0.expose()),
            ("head", *keys.head.0.expose()),
            ("index", *keys.index.0.expose()),
        ]
    }
}

/// Holds the keys of an unlocked journal, each for one use, all in locked memory.
///
/// Dropping them is what locks: nothing on disk opens without them.
#[derive(Debug)]
pub struct Keys {
    /// Seals metas.
    pub meta: SealKey,
    /// Seals bodies.
    pub body: SealKey,
    /// Seals drafts.
    pub draft: SealKey,
    /// Seals the pieces of attached files.
    pub chunk: SealKey,
    /// Seals the chain head.
    pub head: SealKey,
    /// Seals the manifests of backups.
    pub backup: SealKey,
    /// Seals the search index.
    pub index: IndexKey,
    /// Links revisions.
    pub chain: ChainKey,
    /// Names and seals rollback anchors.
    pub anchor: AnchorKey,
}

/// Keeps the last seen state of a journal outside its folder.
#[derive(Debug)]
pub struct AnchorKey {
    /// Seals what an anchor says.
    pub content: SealKey,
    name: LockedBytes<32>,
}

impl AnchorKey {
    /// Returns the anchor's file name, which only this journal's keys can tell: 32 hex digits of
    /// `BLAKE3-keyed(name key, instance)`.
    pub fn file_name(&self, instance: &[u8; 16]) -> String {
        // The key is exposed to the keyed hash, which wants it by reference.
        hex_of(&blake3::keyed_hash(self.name.expose(), instance))
    }

    /// Returns what marks an unfinished file or folder of one copy of the journal, which only its
    /// keys can tell: 32 hex digits of `BLAKE3-keyed(name key, "stillroom 1 unfinished " || what ||
    /// 0x00 || instance || name)`.
    pub fn mark(&self, what: &str, instance: &[u8; 16], name: &str) -> String {
        let label = format!("stillroom 1 unfinished {what}\0");
        let marked = [label.as_bytes(), instance, name.as_bytes()].concat();
        hex_of(&blake3::keyed_hash(self.name.expose(), &marked))
    }
}

fn hex_of(hash: &blake3::Hash) -> String {
    hex::encode(&hash.as_bytes()[..16])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn all(keys: &Keys) -> [[u8; 32]; 10] {
        [
            &keys.meta.0,
            &keys.body.0,
            &keys.draft.0,
            &keys.chunk.0,
            &keys.head.0,
            &keys.backup.0,
            &keys.index.0,
            &keys.chain.0,
            &keys.anchor.content.0,
            &keys.anchor.name,
        ]
        .map(|key| *key.expose())
    }

    #[test]
    fn no_two_keys_are_equal_across_labels_journals_and_roots() {
        let journals = [JournalId::from_bytes([1; 16]), JournalId::from_bytes([2; 16])];
        let roots = [RootKey::make(), RootKey::make()];
        let mut seen: BTreeSet<[u8; 32]> = roots.iter().map(|root| *root.0.expose()).collect();
        for root in &roots {
            for journal in journals {
                seen.extend(all(&root.derive_keys(journal)));
            }
        }
        assert_eq!(seen.len(), 2 + 2 * 2 * 10);
    }

    #[test]
    fn the_same_root_derives_the_same_keys() {
        let (root, journal) = (RootKey::make(), JournalId::make());
        assert_eq!(all(&root.derive_keys(journal)), all(&root.derive_keys(journal)));
    }

    #[test]
    fn debug_shows_no_key() {
        let root = RootKey(LockedBytes::filled(|key| key.fill(0xAB)));
        let shown = format!("{root:?} {:?}", root.derive_keys(JournalId::from_bytes([1; 16])));
        assert!(!shown.contains("171") && !shown.to_lowercase().contains("abab"), "{shown}");
        assert_eq!(shown.matches("redacted").count(), 11);
    }

    #[test]
    fn an_anchor_is_named_by_journal_and_instance() {
        let (root, journal) = (RootKey::make(), JournalId::make());
        let anchor = root.derive_keys(journal).anchor;
        let name = anchor.file_name(&[1; 16]);
        assert_eq!(name.len(), 32);
        assert_eq!(name, root.derive_keys(journal).anchor.file_name(&[1; 16]));
        assert_ne!(name, anchor.file_name(&[2; 16]));
        assert_ne!(name, root.derive_keys(JournalId::make()).anchor.file_name(&[1; 16]));
    }
}
