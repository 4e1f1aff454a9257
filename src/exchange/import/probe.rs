//! Finds what a source is: from its content; the ending of a name only breaks ties.

use serde_json::Value;

use super::limits::PROBE;
use super::tree::{Stored, Tree};
use super::trouble::Code;

/// The kinds of source that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "ImportKind"))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Day One, JSON in a zip or alone.
    DayOne,
    /// Day One Classic, a folder of `.doentry`.
    DayOneClassic,
    /// Day One, plain text.
    DayOneText,
    /// jrnl, one text file.
    Jrnl,
    /// jrnl, JSON.
    JrnlJson,
    /// jrnl, a folder of days.
    JrnlFolder,
    /// Joplin, JEX or RAW.
    Joplin,
    /// Standard Notes.
    StandardNotes,
    /// Mini Diarium or Mini Diary.
    MiniDiarium,
    /// A folder or a file of Markdown.
    Markdown,
    /// An Obsidian vault.
    Obsidian,
    /// Notesnook.
    Notesnook,
    /// Evernote.
    Evernote,
    /// Journey.
    Journey,
    /// Apple Journal.
    AppleJournal,
    /// A table.
    Table,
    /// Word.
    Word,
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// A folder of files of several kinds.
    Files,
}

impl Kind {
    /// Returns its name, as it is shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::DayOne => "Day One",
            Self::DayOneClassic => "Day One Classic",
            Self::DayOneText => "Day One, plain text",
            Self::Jrnl | Self::JrnlJson | Self::JrnlFolder => "jrnl",
            Self::Joplin => "Joplin",
            Self::StandardNotes => "Standard Notes",
            Self::MiniDiarium => "Mini Diarium",
            Self::Markdown => "Markdown",
            Self::Obsidian => "Obsidian",
            Self::Notesnook => "Notesnook",
            Self::Evernote => "Evernote",
            Self::Journey => "Journey",
            Self::AppleJournal => "Apple Journal",
            Self::Table => "table",
            Self::Word => "Word",
            Self::Text => "plain text",
            Self::Html => "web page",
            Self::Files => "folder of files",
        }
    }

    /// Returns its key, which is kept with an import.
    pub(super) fn key(self) -> String {
        let key = serde_json::to_value(self).unwrap_or_default();
        key.as_str().map(ToOwned::to_owned).unwrap_or_default()
    }

    /// Returns the name under which ids of this kind are told apart from those of others. Several
    /// forms of one program's export share it.
    pub(super) const fn family(self) -> &'static str {
        match self {
            Self::DayOne | Self::DayOneClassic => "day-one",
            Self::Joplin => "joplin",
            Self::StandardNotes => "standard-notes",
            Self::Journey => "journey",
            _ => "file",
        }
    }
}

/// Finds the kind of a source.
///
/// # Errors
/// Why it cannot be read, for a single file.
pub(super) fn tree(tree: &mut Tree, stored: Stored) -> Result<Kind, Code> {
    if stored == Stored::File {
        return file(tree, 0);
    }
    let names: Vec<&str> = tree.members.iter().map(|member| member.name.as_str()).collect();
    let any = |fits: &dyn Fn(&str) -> bool| names.iter().any(|name| fits(name));
    let last = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    if any(&|name| name.ends_with(".doentry")) {
        return Ok(Kind::DayOneClassic);
    }
    if any(&|name| name.contains(".obsidian/")) {
        return Ok(Kind::Obsidian);
    }
    if any(&|name| last(name).starts_with("Standard Notes Backup and Import File")) {
        return Ok(Kind::StandardNotes);
    }
    if any(&|name| is_joplin_name(name)) {
        return Ok(Kind::Joplin);
    }
    if any(&|name| is_journey_name(&last(name))) {
        return Ok(Kind::Journey);
    }
    let days = names.iter().filter(|name| super::stamp::day_of_path(name).is_some()).count();
    if days > 0 && days * 2 >= names.len() {
        return Ok(Kind::JrnlFolder);
    }
    let has_media = any(&|name| {
        ["photos/", "audios/", "videos/", "pdfs/"].iter().any(|folder| name.contains(folder))
    });
    let json: Vec<usize> =
        (0..tree.members.len()).filter(|at| tree.members[*at].ending() == "json").collect();
    let endings: Vec<String> = tree.members.iter().map(super::tree::Member::ending).collect();
    if !json.is_empty() && (stored == Stored::Archive || has_media) {
        for at in &json {
            if file(tree, *at) == Ok(Kind::DayOne) {
                return Ok(Kind::DayOne);
            }
        }
    }
    let markdown = |ending: &String| matches!(ending.as_str(), "md" | "markdown");
    let has_markdown = endings.iter().any(markdown);
    if stored == Stored::Archive || has_markdown {
        let notesnook =
            (0..tree.members.len()).filter(|at| markdown(&endings[*at])).take(20).any(|at| {
                let start = tree.start(at, 2_048).unwrap_or_default();
                let start = String::from_utf8_lossy(&start);
                start.starts_with("---")
                    && start.contains("\ncreated_at:")
                    && start.contains("\nupdated_at:")
            });
        if notesnook {
            return Ok(Kind::Notesnook);
        }
    }
    let readable = |ending: &String| {
        matches!(
            ending.as_str(),
            "docx" | "txt" | "csv" | "tsv" | "json" | "html" | "enex" | "journal" | "rtf" | "doc"
        )
    };
    if has_markdown && !endings.iter().any(readable) {
        return Ok(Kind::Markdown);
    }
    Ok(Kind::Files)
}

/// Finds the kind of a file of a source.
///
/// # Errors
/// Why it is not read.
pub(super) fn file(tree: &mut Tree, index: usize) -> Result<Kind, Code> {
    let start = tree.start(index, PROBE)?;
    let member = &tree.members[index];
    let (name, ending) = (member.file_name().to_owned(), member.ending());
    of_start(&start, &name, &ending)
}

fn of_start(start: &[u8], name: &str, ending: &str) -> Result<Kind, Code> {
    if start.starts_with(b"{\\rtf") {
        return Err(Code::Rtf);
    }
    if start.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Code::OldWord);
    }
    if start.starts_with(b"%PDF") {
        return Err(Code::Pdf);
    }
    if start.starts_with(b"SQLite format 3\0") {
        return Err(Code::Database);
    }
    let sealed: [&[u8]; 5] =
        [b"age-encryption.org/", b"gAAAAA", b"JRNLv3", b"004:", b"-----BEGIN AGE"];
    if sealed.iter().any(|mark| start.starts_with(mark)) {
        return Err(Code::Sealed);
    }
    if start.starts_with(b"PK") {
        return match ending {
            "docx" | "docm" | "dotx" => Ok(Kind::Word),
            "odt" | "pages" => Err(Code::OpenDocument),
            "zip" | "jex" => Err(Code::ArchiveInside),
            _ if find(start, b"[Content_Types].xml") || find(start, b"word/") => Ok(Kind::Word),
            _ if find(start, b"opendocument") => Err(Code::OpenDocument),
            _ => Err(Code::ArchiveInside),
        };
    }
    if ending == "docx" {
        return Err(Code::NotWhole);
    }
    if is_media(ending) {
        return Err(Code::OtherFile);
    }
    let mut told = Vec::new();
    let text = super::decode::any(start, name, &mut told);
    let trimmed = text.trim_start();
    let as_json = trimmed.starts_with('{') || trimmed.starts_with('[');
    if as_json && !matches!(ending, "md" | "markdown" | "csv" | "tsv" | "journal") {
        if let Some(kind) = json(trimmed, name)? {
            return Ok(kind);
        }
        if ending == "json" {
            return Err(Code::UnknownKind);
        }
    }
    if ending == "json" {
        return Err(if trimmed.is_empty() { Code::NothingFound } else { Code::UnknownKind });
    }
    if trimmed.contains("<en-export") || (trimmed.starts_with("<?xml") && ending == "enex") {
        return Ok(Kind::Evernote);
    }
    if ending == "doentry" || (trimmed.contains("<plist") && trimmed.contains("Entry Text")) {
        return Ok(Kind::DayOneClassic);
    }
    let lower = trimmed.get(..trimmed.floor_char_boundary(200)).unwrap_or_default().to_lowercase();
    if lower.starts_with("<!doctype html")
        || lower.starts_with("<html")
        || matches!(ending, "html" | "htm")
    {
        let is_journal = text.contains("pageHeader") || text.contains("bodyText");
        return Ok(if is_journal { Kind::AppleJournal } else { Kind::Html });
    }
    match ending {
        "md" | "markdown" => return Ok(Kind::Markdown),
        "csv" | "tsv" => return Ok(Kind::Table),
        _ => {}
    }
    if text.lines().any(|line| line.starts_with("\tDate:\t")) {
        return Ok(Kind::DayOneText);
    }
    let header = text.lines().find(|line| line.starts_with('['));
    if header.is_some_and(|line| super::stamp::header(line, None).is_some()) || ending == "journal"
    {
        return Ok(Kind::Jrnl);
    }
    if start.contains(&0)
        && !start.starts_with(b"\xff\xfe")
        && !start.starts_with(b"\xfe\xff")
        && told.is_empty()
    {
        return Err(Code::UnknownKind);
    }
    match ending {
        "txt" | "text" | "" => Ok(Kind::Text),
        _ => Err(Code::OtherFile),
    }
}

/// Tells the formats of JSON apart by the keys at the root.
fn json(text: &str, name: &str) -> Result<Option<Kind>, Code> {
    let has = |key: &str| text.contains(&format!("\"{key}\""));
    if has("keyParams") || text.contains("\"004:") || text.contains("\"003:") {
        return Err(Code::Sealed);
    }
    if has("items") && has("content_type") {
        return Ok(Some(Kind::StandardNotes));
    }
    let application =
        text.split("\"application\"").nth(1).map(|rest| rest.trim_start_matches([':', ' ', '"']));
    if application.is_some_and(|name| name.starts_with("Mini Diar")) {
        return Ok(Some(Kind::MiniDiarium));
    }
    if has("date_journal") || is_journey_name(name) {
        return Ok(Some(Kind::Journey));
    }
    if has("entries") {
        if has("uuid") || has("creationDate") {
            return Ok(Some(Kind::DayOne));
        }
        let whole: Option<Value> = serde_json::from_str(text).ok();
        let first = whole.as_ref().map(|value| &value["entries"][0]);
        if first.is_some_and(|entry| entry["time"].is_string())
            || (has("tags") && has("time") && has("starred"))
        {
            return Ok(Some(Kind::JrnlJson));
        }
        if has("metadata") {
            return Ok(Some(Kind::DayOne));
        }
    }
    Ok(None)
}

fn find(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

/// Returns whether a name is that of an item of Joplin: 32 hex digits.
pub(super) fn is_joplin_name(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.strip_suffix(".md")
        .is_some_and(|stem| stem.len() == 32 && stem.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn is_journey_name(name: &str) -> bool {
    let stem = name.strip_suffix(".json").and_then(|stem| stem.split_once('-'));
    stem.is_some_and(|(at, id)| {
        at.len() >= 12 && at.bytes().all(|b| b.is_ascii_digit()) && !id.is_empty()
    })
}

/// Returns whether an ending is that of a picture, a sound or a film.
pub(super) fn is_media(ending: &str) -> bool {
    matches!(
        ending,
        "png"
            | "jpg"
            | "jpeg"
            | "gif"
            | "webp"
            | "heic"
            | "heif"
            | "svg"
            | "bmp"
            | "tif"
            | "tiff"
            | "avif"
            | "ico"
            | "m4a"
            | "mp3"
            | "wav"
            | "aac"
            | "ogg"
            | "flac"
            | "caf"
            | "mp4"
            | "mov"
            | "m4v"
            | "avi"
            | "mkv"
            | "webm"
            | "pdf"
            | "3gp"
            | "opus"
    )
}
