//! What a report tells: a closed list of codes, each with the place where it was seen.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How many places of one code a report keeps; the count goes on.
const PLACES: usize = 20;

macro_rules! codes {
    ($($name:ident, $sort:ident, $words:literal;)*) => {
        /// Something that a report tells.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "ImportCode"))]
        #[serde(rename_all = "snake_case")]
        pub enum Code {
            $(#[doc = concat!("Told as: `", $words, "`.")] $name,)*
        }

        impl Code {
            /// Returns what it says, in plain words for one case.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }

            /// Returns what sort of thing it tells.
            pub const fn sort(self) -> Sort {
                match self { $(Self::$name => Sort::$sort,)* }
            }
        }
    };
}

/// The sorts of what a report tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "ImportSort"))]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Nothing of it comes in, and the reason.
    Refused,
    /// It is not as it should be; what can be read comes in.
    Odd,
    /// The writer is asked before it comes in.
    Asked,
    /// It is left out unless it is chosen.
    LeftOut,
    /// It became something else that the editor has.
    Turned,
    /// It may be a name.
    Name,
}

codes! {
    UnknownKind, Refused, "of no known kind";
    Rtf, Refused, "in RTF: save it as .docx in the word processor";
    OldWord, Refused, "in the old Word format or encrypted: save it as .docx without a passphrase";
    OpenDocument, Refused, "in OpenDocument or Pages format: save it as .docx";
    Pdf, Refused, "PDF, which holds no text to import";
    Database, Refused, "a database file: make an export in the other program";
    Sealed, Refused, "encrypted: make an export without encryption in the other program";
    NotReadable, Refused, "cannot be read";
    NotWhole, Refused, "damaged or cut off";
    NotAnArchive, Refused, "named like an archive and none";
    TooLarge, Refused, "too large";
    TooMany, Refused, "with more files than can be taken";
    TooPacked, Refused, "packed so tightly that it looks like a trap";
    UnsafeName, Refused, "with a name that points outside the archive";
    NameTooLong, Refused, "with a name that is too long";
    Link, Refused, "a link, which is not followed";
    NotAFile, Refused, "neither a file nor a folder";
    SameName, Refused, "with a name that another file of the archive has; the first is read";
    Overlapping, Refused, "stored over another file of the archive";
    ArchiveInside, Refused, "an archive inside the archive, which is not opened";
    OtherFile, Refused, "of another kind, not read";
    BadItem, Refused, "not an entry: its shape is wrong";
    TooDeep, Odd, "nested too deeply; its text was kept without the nesting";
    Secret, Refused, "of authentication codes, which are never taken";
    Deleted, Refused, "deleted in the other program";
    NothingFound, Refused, "without anything to import";
    JournalInside, Refused, "a journal of this program, which is not entered";

    Replaced, Odd, "bytes or characters that could not be read, replaced by a mark";
    GuessedEncoding, Odd, "in an encoding that was guessed";
    ControlCharacters, Odd, "with control characters, dropped";
    RepeatedKey, Odd, "with the same key twice; the last is taken";
    RepeatedId, Odd, "with an id that another has; both come in";
    Alike, Odd, "alike in time and text under different ids; both come in";
    BadFrontMatter, Odd, "with front matter that cannot be read; it stands in the text";
    BadRichText, Odd, "with rich text that cannot be read; the plain text is taken";
    UnknownEntity, Odd, "unknown entity, written as it stands";
    BadTag, Odd, "relation to something that is not there";
    MissingParent, Odd, "in a notebook that is not in the file";
    BadHeader, Odd, "line like a header whose date cannot be read; it is text";
    RaggedRow, Odd, "row with more or fewer cells than the header";
    OpenQuote, Odd, "quotation mark that is never closed";
    NoText, Odd, "without text";
    OddDate, Odd, "with an odd date, kept as it is";
    BadDate, Odd, "with a date that cannot be read";
    ClockChange, Odd, "at a clock change; the time was settled";
    MissingMedia, Odd, "picture or file that is not there";
    MediaWaits, Odd, "picture or file that no entry shows, or that lies within a text, not brought in";
    MediaFull, Odd, "picture or file, not brought in: all together would take more than 2 GB";
    MediaTooLarge, Odd, "picture or file too large or packed like a trap, not brought in";
    UnresolvedLink, Odd, "link to an entry that is not there, kept as text";
    TwoOfAName, Odd, "link that fits two notes; the nearest is taken";
    ManyTags, Odd, "with more than 100 tags";
    Hidden, Odd, "hidden text, left out";
    DeletedText, Odd, "deleted text of tracked changes, left out";
    InsertedText, Odd, "inserted text of tracked changes, taken in";
    MarginNote, Odd, "comment or note, kept at the end of the text";
    EncryptedPart, Odd, "encrypted part of a note, which cannot be opened";
    LongParagraph, Odd, "paragraph longer than 1 MiB, cut into several";
    ChangedMeanwhile, Odd, "source that changed while it was read: import it again";
    Undescribed, Odd, "key that is not known, kept with the entry";

    ZoneAsked, Asked, "without a time zone: which one?";
    OrderAsked, Asked, "date of which day or month may stand first: which?";
    YearAsked, Asked, "year of two digits: which century?";
    SplitAsked, Asked, "text that can be split at its dated headings: split it?";
    Undated, Asked, "without a date: when did it happen?";
    ExcelDate, Asked, "number that may be a day of a spreadsheet: is it?";
    PlainAsked, Asked, "file that can be imported as plain text: import it?";

    Trashed, LeftOut, "from the other program's bin";
    Conflict, LeftOut, "conflict copy";
    Template, LeftOut, "template";
    Empty, LeftOut, "empty";
    Ignored, LeftOut, "that the other program would not read either";
    SameAgain, LeftOut, "that stands several times in the source";
    Already, LeftOut, "that is here already";
    Newer, LeftOut, "changed in the source and changed here; what is here stays";
    InTrash, LeftOut, "that lies in the trash here and stays there";
    NotChosen, LeftOut, "left out by choice";

    Style, Turned, "underline, font or other look, now plain text";
    Struck, Turned, "struck text, kept with (struck) before it";
    Address, Turned, "link, now its text and its address";
    Inner, Turned, "link to another entry";
    CodeText, Turned, "code, now plain text";
    Table, Turned, "table, now one paragraph a row";
    Footnote, Turned, "footnote, now at the end of the text";
    Callout, Turned, "callout or box, now a quotation with a title";
    TaskState, Turned, "checkbox in a state other than done, now open";
    Embed, Turned, "embedded note, now a link";
    Comment, Turned, "comment, kept as text";
    DeepHeading, Turned, "heading below the third level, now of the third";
    Special, Turned, "formula, query or other special block, now plain text";
    Markup, Turned, "markup without a counterpart, dropped around its text";

    MarkedName, Name, "that the source marks as a person";
    NameInText, Name, "text that may name somebody";
    NameInFile, Name, "name of a file or notebook that may name somebody";
    Place, Name, "place or position";
}

/// One thing to tell, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What it is.
    pub code: Code,
    /// Where: a file, an entry, a row.
    pub place: String,
    /// How often it is there.
    pub count: u64,
}

impl Trouble {
    /// Tells of one case.
    pub fn new(code: Code, place: impl Into<String>) -> Self {
        Self { code, place: place.into(), count: 1 }
    }
}

/// One line of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "ImportTold"))]
pub struct Told {
    /// What it is.
    pub code: Code,
    /// How often.
    pub count: u64,
    /// Where; the first twenty places.
    pub places: Vec<String>,
}

/// All that is told, by code.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger(BTreeMap<Code, Told>);

impl Ledger {
    /// Takes over lines.
    pub(crate) fn of(lines: Vec<Told>) -> Self {
        Self(lines.into_iter().map(|line| (line.code, line)).collect())
    }

    /// Adds a line.
    pub(crate) fn add(&mut self, line: Told) {
        let told = self.0.entry(line.code).or_insert(Told { count: 0, places: Vec::new(), ..line });
        told.count += line.count;
        for place in line.places {
            if told.places.len() < PLACES && !told.places.contains(&place) {
                told.places.push(place);
            }
        }
    }

    /// Counts one thing.
    pub(crate) fn tell(&mut self, trouble: Trouble) {
        let Trouble { code, place, count } = trouble;
        let told = self.0.entry(code).or_insert(Told { code, count: 0, places: Vec::new() });
        told.count += count;
        if told.places.len() < PLACES && !place.is_empty() && !told.places.contains(&place) {
            told.places.push(place);
        }
    }

    /// Returns the lines, by code.
    pub(crate) fn lines(&self) -> Vec<Told> {
        self.0.values().cloned().collect()
    }

    /// Returns how often something was told.
    pub(crate) fn count(&self, code: Code) -> u64 {
        self.0.get(&code).map_or(0, |told| told.count)
    }
}
