//! What is sealed beside the meta: an entry's answers, and an unsettled draft.

use std::io;

use serde::{Deserialize, Serialize};
use serde_json::ser::{Formatter, Serializer};

use crate::forms::{self, Answer, Answers, Form, FormId};
use crate::journal::error::JournalError;
use crate::journal::head::Moment;
use crate::journal::meta::EntryMeta;
use crate::journal::picks::{Pick, Picks};
use crate::journal::wire::EntryInput;

/// The largest entry in bytes of JSON: 16 MiB, some two million words.
const MAX_BYTES: usize = 16 << 20;

/// How many arrays and objects of JSON may lie within one another in what is sealed: some forty
/// quotations, or twenty lists. JSON is read to a depth of 127, here and on the bridge, which
/// wraps what is sealed in a few levels of its own.
const MAX_DEPTH: usize = 100;

/// Levels of JSON above an answer in a draft: the draft, what was sent, its answers.
const ABOVE: usize = 3;

/// The sealed body of an entry, as JSON: ProseMirror documents are JSON already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Body {
    pub(crate) form: FormId,
    pub(crate) form_version: u32,
    pub(crate) answers: Answers,
}

/// A sealed draft: all that the page held, and when it was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub(crate) input: EntryInput,
    pub(crate) at: Moment,
}

impl Body {
    /// Takes an entry's answers without those that say nothing.
    pub(crate) fn of(input: &EntryInput) -> Self {
        let said = |(_, answer): &(&String, &Answer)| !forms::is_empty(answer);
        let answers = input.answers.iter().filter(said).map(|(key, a)| (key.clone(), a.clone()));
        Self {
            form: input.form.clone(),
            form_version: input.form_version,
            answers: answers.collect(),
        }
    }
}

/// Encodes a body or a draft; refuses what is larger than an entry can be, or nested more deeply
/// than can be read again.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<Vec<u8>, JournalError> {
    let bytes = bounded(value, MAX_DEPTH).ok_or(JournalError::TooDeep)?;
    if bytes.len() > MAX_BYTES { Err(JournalError::TooLarge) } else { Ok(bytes) }
}

/// Returns whether an answer alone is nested so deeply that its entry cannot be kept.
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

/// Derives what lists, charts and filters need from an entry as it stands on the page.
pub(crate) fn describe(
    input: &EntryInput,
    form: &Form,
    before: Option<&EntryMeta>,
    now: Moment,
) -> EntryMeta {
    EntryMeta {
        form: input.form.clone(),
        form_version: input.form_version,
        head: input.head.clone(),
        first_written: before.map_or(now, |meta| meta.first_written),
        revision: before.map_or(1, |meta| meta.revision + 1),
        excerpt: forms::excerpt(form, &input.answers),
        detail: forms::detail(form, &input.answers),
        words: forms::word_count(&input.answers),
        picks: picks(form, &input.answers),
        trashed: before.and_then(|meta| meta.trashed),
        closed: before.and_then(|meta| meta.closed),
        // What is no id links to nothing; the answer keeps it all the same.
        links: forms::links(&input.answers).iter().filter_map(|id| id.parse().ok()).collect(),
    }
}

fn picks(form: &Form, answers: &Answers) -> Picks {
    forms::picks(form, answers)
        .into_iter()
        .map(|(field, pick)| match pick {
            forms::Picked::Number(number) => (field, Pick::Number(number)),
            forms::Picked::Keys(keys) => (field, Pick::Keys(keys)),
        })
        .collect()
}
