//! Opaque ids. They carry no time and no order of making, so that they leak no dates.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::random::make_bytes;

/// Says that a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is 32 lowercase hex digits")]
pub struct IdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// As JSON it is its 32 hex digits, in CBOR its 16 bytes.
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize,
        )]
        #[serde(try_from = "String", into = "String")]
        #[cbor(transparent)]
        pub struct $name(#[cbor(n(0), with = "minicbor::bytes")] [u8; 16]);

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl $name {
            /// Makes a random id.
            pub fn make() -> Self {
                Self(make_bytes())
            }

            /// Wraps 16 stored bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// Returns the 16 bytes as they are stored.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                parse_hex(text).map(Self)
            }
        }
    };
}

id! {
    /// Names one journal; part of every seal, so that nothing moves between journals.
    JournalId
}

id! {
    /// Names one record: an entry, a client, a saved search and so on.
    RecordId
}

/// The window has a record id as the text of its digits.
#[cfg(test)]
impl ts_rs::TS for RecordId {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &ts_rs::Config) -> String {
        "string".to_owned()
    }

    fn inline(config: &ts_rs::Config) -> String {
        Self::name(config)
    }
}

impl RecordId {
    /// Stands in places that belong to no record, such as the chain head.
    pub const NONE: Self = Self([0; 16]);
}

/// Numbers the revisions of a journal from 1; 0 means "before the first".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Seq(#[n(0)] pub u64);

impl Seq {
    /// Returns the number after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.checked_add(1).expect("no journal has 2^64 revisions"))
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads 32 hex digits, which are lowercase: an id has one text.
fn parse_hex(text: &str) -> Result<[u8; 16], IdError> {
    let mut bytes = [0; 16];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| IdError)?;
    if text.bytes().any(|digit| digit.is_ascii_uppercase()) { Err(IdError) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_its_text_and_no_other_text_is_an_id() {
        let id = RecordId::make();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().len(), 32);
        let shown = JournalId::from_bytes([0x0f; 16]).to_string();
        assert_eq!(shown, "0f".repeat(16));
        for text in ["", "0f", &"0F".repeat(16), &"0g".repeat(16), &"é".repeat(16), &"0".repeat(33)]
        {
            assert_eq!(text.parse::<RecordId>(), Err(IdError), "{text}");
        }
    }

    #[test]
    fn consecutive_ids_have_no_order() {
        let made: Vec<_> = (0..64).map(|_| RecordId::make()).collect();
        assert!(!made.is_sorted());
    }
}
