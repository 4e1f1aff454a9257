//! Evernote's ENEX: XML of notes, each with its text and its files in it.

use std::collections::HashMap;
use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};

use super::super::dates::{When, instant};
use super::super::decode;
use super::super::item::{Context, Flow, Item, Media};
use super::super::limits::{MEDIA, TEXT};
use super::super::text::{Target, enml};
use super::super::tree::{Tree, code_of};
use super::super::trouble::Code;
use super::super::xml::{Piece, Pieces};
use super::shared::folded;

/// Reads an export, note by note.
pub(super) fn read(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    let name = tree.members[index].name.clone();
    let notebook = tree.members[index].stem().to_owned();
    let reader = match tree.stream(index) {
        Ok(reader) => reader,
        Err(code) => {
            cx.tell(code, &name);
            return cx.flow();
        }
    };
    let mut notes = Notes { reader, buffer: Vec::new(), done: false, broken: None, count: 0 };
    while let Some(next) = notes.next() {
        let place = format!("{name}, note {}", notes.count);
        match next {
            Ok((bytes, files)) => {
                let mut told = Vec::new();
                let text = decode::utf8(&bytes, &place, &mut told);
                cx.told(told);
                note(&text, files, &notebook, &place, cx)?;
            }
            Err(code) => {
                cx.tell(code, &place);
                cx.flow()?;
            }
        }
    }
    if let Some(code) = notes.broken {
        cx.tell(code, &name);
    }
    cx.flow()
}

/// A file of a note: its hash, by which the text names it; none if it is too large or empty.
struct File {
    hash: Option<String>,
    refused: Option<Code>,
}

/// Cuts an export into notes; the data of files is hashed as it comes and never kept.
struct Notes<R> {
    reader: R,
    buffer: Vec<u8>,
    done: bool,
    broken: Option<Code>,
    count: u64,
}

impl<R: Read> Notes<R> {
    fn more(&mut self) -> bool {
        if self.done {
            return false;
        }
        let mut piece = vec![0; 64 << 10];
        match self.reader.read(&mut piece) {
            Ok(0) => self.done = true,
            Ok(read) => self.buffer.extend_from_slice(&piece[..read]),
            Err(error) => {
                self.broken = Some(code_of(&error));
                self.done = true;
            }
        }
        !self.done
    }

    /// Returns where one of the marks begins; reads on until one is there.
    fn find(&mut self, from: usize, marks: &[&[u8]]) -> Option<(usize, usize)> {
        let mut at = from;
        loop {
            let found = marks.iter().enumerate().filter_map(|(which, mark)| {
                let found = self.buffer[at.min(self.buffer.len())..]
                    .windows(mark.len())
                    .position(|window| window == *mark);
                found.map(|found| (at + found, which))
            });
            if let Some(first) = found.min() {
                return Some(first);
            }
            let longest = marks.iter().map(|mark| mark.len()).max().unwrap_or_default();
            at = self.buffer.len().saturating_sub(longest).max(from);
            if self.buffer.len() as u64 > TEXT || !self.more() {
                return None;
            }
        }
    }

    fn next(&mut self) -> Option<Result<(Vec<u8>, Vec<File>), Code>> {
        let (start, _) = loop {
            match self.find(0, &[b"<note>", b"<note "]) {
                Some(found) => break found,
                // What is neither a note nor the beginning of one is not kept.
                None if self.done => return None,
                None => {
                    let keep = self.buffer.len().saturating_sub(16);
                    self.buffer.drain(..keep);
                }
            }
        };
        self.buffer.drain(..start);
        self.count += 1;
        let (mut from, mut files, mut in_text) = (6, Vec::new(), false);
        loop {
            let marks: &[&[u8]] =
                if in_text { &[b"]]>"] } else { &[b"</note>", b"<data", b"<![CDATA["] };
            match self.find(from, marks) {
                Some((end, _)) if in_text => {
                    in_text = false;
                    from = end + 3;
                }
                Some((end, 0)) => {
                    let note = self.buffer.drain(..end + 7).collect();
                    return Some(Ok((note, files)));
                }
                Some((at, 1)) => {
                    files.push(self.data(at));
                    from = at;
                }
                Some((at, _)) => {
                    in_text = true;
                    from = at + 9;
                }
                None if self.done => {
                    self.broken.get_or_insert(Code::NotWhole);
                    let rest = std::mem::take(&mut self.buffer);
                    // What there is of the last note is told, not taken for whole.
                    return (!rest.is_empty()).then_some(Err(Code::NotWhole));
                }
                None => {
                    // Too large: it is passed over up to its end.
                    loop {
                        let keep = self.buffer.len().saturating_sub(8);
                        self.buffer.drain(..keep);
                        if let Some((end, _)) = self.find(0, &[b"</note>"]) {
                            self.buffer.drain(..end + 7);
                            break;
                        }
                        if self.done {
                            break;
                        }
                    }
                    return Some(Err(Code::TooLarge));
                }
            }
        }
    }

    /// Reads the data of a file that begins at `at`, hashes it and takes it out.
    fn data(&mut self, at: usize) -> File {
        let (mut hash, mut size, mut left) = (Md5::new(), 0_u64, Vec::new());
        let body = loop {
            match self.buffer[at..].iter().position(|byte| *byte == b'>') {
                Some(end) => break at + end + 1,
                None if self.more() => {}
                None => return File { hash: None, refused: Some(Code::NotWhole) },
            }
        };
        if self.buffer[..body].ends_with(b"/>") {
            self.buffer.drain(at..body);
            return File { hash: None, refused: None };
        }
        loop {
            let end =
                self.buffer[body..].iter().position(|byte| *byte == b'<').map(|end| body + end);
            let until = end.unwrap_or(self.buffer.len());
            left.extend(self.buffer.drain(body..until).filter(|byte| !byte.is_ascii_whitespace()));
            let whole = if end.is_some() { left.len() } else { left.len() / 4 * 4 };
            let piece: Vec<u8> = left.drain(..whole).collect();
            match STANDARD.decode(&piece) {
                Ok(bytes) => {
                    size += bytes.len() as u64;
                    hash.update(&bytes);
                }
                Err(_) => size = u64::MAX,
            }
            if end.is_some() || !self.more() {
                break;
            }
        }
        if let Some(end) = self.buffer[body..].iter().position(|byte| *byte == b'>') {
            self.buffer.drain(at..=(body + end));
        }
        if size == 0 {
            return File { hash: None, refused: None };
        }
        if size > MEDIA {
            let code = if size == u64::MAX { Code::NotWhole } else { Code::TooLarge };
            return File { hash: None, refused: Some(code) };
        }
        let hex = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        File { hash: Some(hex), refused: None }
    }
}

fn note(text: &str, files: Vec<File>, notebook: &str, place: &str, cx: &mut Context<'_>) -> Flow {
    let mut item =
        Item { place: place.to_owned(), groups: vec![notebook.to_owned()], ..Item::default() };
    let (mut path, mut value) = (Vec::<String>::new(), String::new());
    let (mut content, mut created, mut updated) = (String::new(), None, None);
    let (mut names, mut task, mut tasks): (Vec<String>, (String, bool), Vec<(String, bool)>) =
        (Vec::new(), (String::new(), false), Vec::new());
    let mut pieces = Pieces::of(text);
    for piece in &mut pieces {
        match piece {
            Piece::Start(element) => {
                if element.name == "resource" {
                    names.push(String::new());
                }
                path.push(element.name);
                value.clear();
            }
            Piece::Text(text) => value.push_str(&text),
            Piece::Unknown(name) => {
                cx.tell(Code::UnknownEntity, place);
                value.push_str(&format!("&{name};"));
            }
            Piece::End(name) => {
                let said = value.trim().to_owned();
                let outer = path.len().checked_sub(2).map_or("", |at| path[at].as_str());
                match (outer, name.as_str()) {
                    ("note", "title") => item.title.clone_from(&said),
                    ("note", "content") => content = std::mem::take(&mut value),
                    ("note", "created") => created = Some(said),
                    ("note", "updated") => updated = Some(said),
                    ("note", "tag") if !said.is_empty() => item.tags.push(said),
                    ("task", "title") => task.0 = said,
                    ("task", "taskStatus") => task.1 = said == "completed",
                    (_, "task") => tasks.push(std::mem::take(&mut task)),
                    ("resource-attributes", "file-name") => {
                        if let Some(last) = names.last_mut() {
                            *last = decode::shown(&said.replace(['/', ':', '\\'], "_"));
                        }
                    }
                    ("note-attributes", label) if !said.is_empty() => {
                        let label = match label {
                            "author" => {
                                item.people.push(said.clone());
                                "Author"
                            }
                            "latitude" | "longitude" | "altitude" => "Position",
                            "source-url" => "Address",
                            "source" | "source-application" => "Source",
                            other => other,
                        };
                        item.extra.push((label.to_owned(), said));
                    }
                    _ => {}
                }
                path.pop();
                value.clear();
            }
        }
    }
    if pieces.is_broken() {
        cx.tell(Code::NotWhole, place);
    }
    let mut by_hash: HashMap<String, String> = HashMap::new();
    for (at, file) in files.iter().enumerate() {
        let name = names.get(at).filter(|name| !name.is_empty()).cloned();
        let name = name.unwrap_or_else(|| format!("file {}", at + 1));
        if let Some(code) = file.refused {
            cx.tell(code, &format!("{place}: {name}"));
        }
        match &file.hash {
            Some(hash) => {
                by_hash.insert(hash.clone(), name);
            }
            None => item.media.push(Media { name, is_there: false, refused: file.refused }),
        }
    }
    let resolve = |address: &str| {
        if let Some(hash) = address.strip_prefix("hash:") {
            return by_hash
                .get(&hash.to_lowercase())
                .map_or(Target::Missing("file".into()), |name| Target::Media(name.clone()));
        }
        if address.starts_with("evernote:///view/") {
            Target::Inner(Vec::new())
        } else {
            Target::Address
        }
    };
    let body = content.trim();
    let start = body.find("<en-note").unwrap_or_default();
    let mut built = enml(&body[start..], &resolve);
    by_title(&mut built, body);
    if !tasks.is_empty() {
        append_tasks(&mut built, &tasks);
    }
    for name in by_hash.into_values() {
        item.media.push(Media { name, is_there: true, refused: None });
    }
    item.built = built;
    item.text = body.to_owned();
    item.names.push(folded("title", &item.title));
    if crate::forms::plain_text(&item.built.document).trim().is_empty() && item.media.is_empty() {
        cx.tell(Code::NoText, place);
    }
    let at = created.as_deref().filter(|at| !at.is_empty()).map(instant);
    match at {
        Some(Some((utc_ms, _))) => {
            item.created = Some(utc_ms);
            item.when = When::Instant { utc_ms, zone: None, all_day: false };
        }
        Some(None) => cx.tell(Code::BadDate, place),
        None => {}
    }
    match updated.as_deref().filter(|at| !at.is_empty()).map(|at| (at, instant(at))) {
        Some((_, None)) => cx.tell(Code::BadDate, place),
        Some((at, Some((ms, _)))) if Some(ms) != item.created => {
            item.extra.push(("Changed".into(), at.to_owned()));
        }
        _ => {}
    }
    cx.item(item)
}

/// Evernote's links name a note by an id that the export does not have: the text of a link, which
/// is the other note's title, finds it.
fn by_title(built: &mut super::super::text::Built, body: &str) {
    let mut titles = body.split("evernote:///view/").skip(1).map(|rest| {
        let shown =
            rest.split_once('>').map(|(_, rest)| rest.split("</a>").next().unwrap_or_default());
        let plain = enml(shown.unwrap_or_default(), &|_| Target::Address);
        vec![folded("title", &crate::forms::plain_text(&plain.document))]
    });
    for link in built.links.iter_mut().filter(|link| link.is_empty()) {
        if let Some(title) = titles.next() {
            *link = title;
        }
    }
}

fn append_tasks(built: &mut super::super::text::Built, tasks: &[(String, bool)]) {
    let items: Vec<serde_json::Value> = tasks
        .iter()
        .filter(|(title, _)| !title.is_empty())
        .map(|(title, done)| {
            serde_json::json!({ "type": "taskItem", "attrs": { "checked": done }, "content": [
            { "type": "paragraph", "content": [{ "type": "text", "text": title }] }] })
        })
        .collect();
    if let (false, Some(content)) = (items.is_empty(), built.document["content"].as_array_mut()) {
        content.push(serde_json::json!({ "type": "taskList", "content": items }));
    }
}
