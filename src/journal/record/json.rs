//! Sealed bodies and drafts as JSON, bounded in size and depth.

use std::io;

use serde::{Deserialize, Serialize};
use serde_json::ser::{Formatter, Serializer};

use crate::forms::Answer;
use crate::journal::JournalError;

/// The largest entry in bytes of JSON: 16 MiB, some two million words.
const MAX_BYTES: usize = 16 << 20;

/// How many arrays and objects of JSON may lie within one another in what is sealed: some forty
/// quotations, or twenty lists. JSON is read to a depth of 127, here and on the bridge, which
/// wraps what is sealed in a few levels of its own.
const MAX_DEPTH: usize = 100;

/// Levels of JSON above an answer in a draft: the draft, what was sent, its answers.
const ABOVE: usize = 3;

/// Encodes a body or a draft; refuses what is larger than an entry can be, or nested more deeply
/// than can be read again.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<Vec<u8>, JournalError> {
    let bytes = bounded(value, MAX_DEPTH).ok_or(JournalError::TooDeep)?;
    if bytes.len() > MAX_BYTES { Err(JournalError::TooLarge) } else { Ok(bytes) }
}

/// Returns whether an answer alone is nested so deeply that its entry cannot be saved.
pub(crate) fn is_deep(answer: &Answer) -> bool {
    bounded(answer, MAX_DEPTH - ABOVE).is_none()
}

/// Encodes a value; `None` if more levels lie within one another.
fn bounded<T: Serialize>(value: &T, left: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Bounded { left });
    // Keys are strings and a Vec takes all bytes, so that only the depth can be refused.
    value.serialize(&mut serializer).ok()?;
    Some(bytes)
}

/// Writes JSON without spaces, as long as so many levels are left.
struct Bounded {
    left: usize,
}

impl Bounded {
    fn deeper(&mut self) -> io::Result<()> {
        self.left = self.left.checked_sub(1).ok_or(io::ErrorKind::InvalidData)?;
        Ok(())
    }
}

impl Formatter for Bounded {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.deeper()?;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.left += 1;
        writer.write_all(b"]")
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.deeper()?;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.left += 1;
        writer.write_all(b"}")
    }
}

/// Decodes what [`to_json`] wrote, or what a newer version did.
pub(crate) fn from_json<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, JournalError> {
    serde_json::from_slice(bytes).map_err(|_| JournalError::FromNewer)
}
