//! The chain over all revisions: whoever drops, swaps, reorders or replays a row breaks it.

use std::fmt;

use minicbor::{Decode, Encode};
use stillroom_guard::LockedBytes;

use super::id::{RecordId, Seq};

macro_rules! hash {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(transparent)]
        pub struct $name(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

        impl $name {
            /// Wraps 32 stored bytes.
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// Returns the 32 bytes as they are stored.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "("))?;
                self.0[..4].iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
                f.write_str("..)")
            }
        }
    };
}

hash! {
    /// Names sealed bytes by their content: `BLAKE3(sealed)`.
    Digest
}

hash! {
    /// Stands for one revision and all before it.
    Link
}

impl Digest {
    /// Computes the digest of sealed bytes; never to be used on plaintext, which it would reveal.
    pub fn of(sealed: &[u8]) -> Self {
        Self(*blake3::hash(sealed).as_bytes())
    }
}

impl Link {
    /// Comes before the first revision.
    pub const ZERO: Self = Self([0; 32]);
}

/// Links revisions; without it no one can continue or rewrite a chain.
#[derive(Debug)]
pub struct ChainKey(pub(super) LockedBytes<32>);

impl ChainKey {
    /// Computes the link of one revision from the link before it.
    ///
    /// `link = BLAKE3-keyed(key, previous(32) || seq(u64 LE) || record(16) || digest(32))`
    pub fn link(&self, previous: &Link, seq: Seq, record: RecordId, digest: &Digest) -> Link {
        let mut input = [0; 88];
        input[..32].copy_from_slice(&previous.0);
        input[32..40].copy_from_slice(&seq.0.to_le_bytes());
        input[40..56].copy_from_slice(record.as_bytes());
        input[56..].copy_from_slice(&digest.0);
        // The key is exposed to the keyed hash, which wants it by reference.
        Link(*blake3::keyed_hash(self.0.expose(), &input).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(fill: u8) -> ChainKey {
        ChainKey(LockedBytes::filled(|key| key.fill(fill)))
    }

    #[test]
    fn a_link_depends_on_everything_that_goes_into_it() {
        let (record, other) = (RecordId::from_bytes([1; 16]), RecordId::from_bytes([2; 16]));
        let (digest, changed) = (Digest::of(b"sealed"), Digest::of(b"Sealed"));
        let link = |key: &ChainKey, previous, seq, record, digest| {
            key.link(previous, Seq(seq), record, digest)
        };
        let first = link(&key(1), &Link::ZERO, 1, record, &digest);
        let others = [
            link(&key(2), &Link::ZERO, 1, record, &digest),
            link(&key(1), &first, 1, record, &digest),
            link(&key(1), &Link::ZERO, 2, record, &digest),
            link(&key(1), &Link::ZERO, 1, other, &digest),
            link(&key(1), &Link::ZERO, 1, record, &changed),
        ];
        assert_eq!(link(&key(1), &Link::ZERO, 1, record, &digest), first);
        assert!(others.iter().all(|other| *other != first));
    }
}
