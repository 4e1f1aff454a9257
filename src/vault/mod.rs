//! Keys, sealing and slots: the sole user of ciphers, without any file of its own.
//!
//! ```text
//! passphrase --Argon2id--> KEK --+
//!                                +--open slot--> RootKey --HKDF--> Keys --> seal, open, link
//! recovery words --HKDF--> KEK --+
//! ```
//!
//! `docs/format.md` gives every formula in full. What is sealed is confidential and bound to its
//! place; what this module does not protect is named where it matters: lengths (padded), counts,
//! and memory while the journal is unlocked.

mod aead;
mod chain;
mod content;
mod error;
mod id;
mod kdf;
mod keys;
mod padding;
mod passphrase;
mod random;
mod recovery;
mod seal;
mod slot;

#[cfg(test)]
mod frozen;

pub use aead::{IndexKey, NONCE_LEN, TAG_LEN};
pub use chain::{ChainKey, Digest, Link};
pub use content::ContentHasher;
pub use error::OpenError;
pub use id::{IdError, JournalId, RecordId, Seq};
pub use kdf::KdfParams;
pub use keys::{AnchorKey, Keys, RootKey};
pub use padding::padme;
pub use passphrase::{Passphrase, Strength, WeakPassphrase, check_strength, suggest_passphrase};
pub use recovery::{RecoveryWords, WordsError};
pub use seal::{FORMAT, Place, Purpose, SealKey};
pub use slot::{Slot, SlotError, SlotKind};
