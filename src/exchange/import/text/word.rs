//! Word's `.docx`: the main part of a package, with its styles, lists, notes and changes.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::builder::{Block, Builder, Built, Mark};
use super::target::Target;
use crate::exchange::import::decode;
use crate::exchange::import::limits::{RATIO, RATIO_FROM, TEXT};
use crate::exchange::import::trouble::{Code, Trouble};
use crate::exchange::import::xml::{Element, Piece, Pieces};

/// How deeply elements may lie within one another.
const DEPTH: usize = 256;
/// How many styles may be based on one another.
const BASED: usize = 16;

/// A document of Word.
#[derive(Debug, Default)]
pub(in crate::exchange::import) struct Package {
    pub(in crate::exchange::import) built: Built,
    /// Comments and notes: the mark that stands in the text, and what they say.
    pub(in crate::exchange::import) notes: Vec<(String, String)>,
    /// Headers, footers and properties.
    pub(in crate::exchange::import) extra: Vec<(String, String)>,
    pub(in crate::exchange::import) created: Option<String>,
    pub(in crate::exchange::import) modified: Option<String>,
    pub(in crate::exchange::import) author: Option<String>,
    pub(in crate::exchange::import) told: Vec<Trouble>,
}

/// Reads a package.
///
/// # Errors
/// Why nothing of it can be read.
pub(in crate::exchange::import) fn word(bytes: &[u8], place: &str) -> Result<Package, Code> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Code::NotWhole)?;
    let mut parts = Parts { archive, place, told: Vec::new() };
    let relations = parts.relations("").ok_or(Code::NotWhole)?;
    let of_kind = |kind: &str| relations.values().find(|(known, _)| known == kind);
    let (_, main) = of_kind("officeDocument").ok_or(Code::UnknownKind)?.clone();
    let text = parts.text(&main).ok_or(Code::NotWhole)?;
    if !is_word(&text) {
        return Err(Code::UnknownKind);
    }
    let mut package = Package::default();
    if let Some((_, core)) = of_kind("core-properties")
        && let Some(core) = parts.text(&core.clone())
    {
        package.properties(&core);
    }
    let relations = parts.relations(&main).unwrap_or_default();
    let of_kind = |kind: &str| {
        let targets = relations.values().filter(move |(known, _)| known == kind);
        targets.map(|(_, target)| target.clone()).collect::<Vec<_>>()
    };
    let mut read = |kind: &str| {
        of_kind(kind).first().and_then(|target| parts.text(target)).unwrap_or_default()
    };
    let styles = styles(&read("styles"));
    let numbering = Numbering::read(&read("numbering"));
    let notes = [
        ("footnoteReference", notes(&read("footnotes"), "footnote")),
        ("endnoteReference", notes(&read("endnotes"), "endnote")),
        ("commentReference", notes(&read("comments"), "comment")),
    ];
    for (kind, label) in [("header", "Header"), ("footer", "Footer")] {
        for target in of_kind(kind) {
            let text = parts.text(&target).map(|xml| paragraphs(&xml)).unwrap_or_default();
            if !text.trim().is_empty() {
                package.extra.push((label.to_owned(), text.trim().to_owned()));
            }
        }
    }
    let mut document = Document {
        builder: Builder::new(),
        styles: &styles,
        numbering,
        notes: &notes,
        relations: &relations,
        present: parts.names(),
        marks: Vec::new(),
        open: Vec::new(),
        skip: None,
        paragraphs: Vec::new(),
        format: Vec::new(),
        lists: Vec::new(),
        tables: Vec::new(),
        chosen: Vec::new(),
        caption: String::new(),
        in_code: 0,
        joins: None,
        boxes: Vec::new(),
    };
    let mut pieces = Pieces::of(&text);
    for piece in &mut pieces {
        document.piece(piece);
    }
    if pieces.is_broken() {
        package.told.push(Trouble::new(Code::NotWhole, place));
    }
    document.end_lists(0);
    package.notes = document.marks;
    package.built = document.builder.finish();
    package.told.append(&mut parts.told);
    Ok(package)
}

/// Returns whether the main part is that of a text.
fn is_word(text: &str) -> bool {
    Pieces::of(text).find_map(|piece| match piece {
        Piece::Start(element) => Some(element.name == "document"),
        _ => None,
    }) == Some(true)
}

impl Package {
    fn properties(&mut self, core: &str) {
        let mut name = String::new();
        for piece in Pieces::of(core) {
            match piece {
                Piece::Start(element) => name = element.name,
                Piece::End(_) => name.clear(),
                Piece::Text(text) if !text.trim().is_empty() => match name.as_str() {
                    "created" => self.created = Some(text),
                    "modified" => self.modified = Some(text),
                    "creator" => self.author = Some(text),
                    _ => {}
                },
                Piece::Text(_) | Piece::Unknown(_) => {}
            }
        }
    }
}

/// Relations of a part, by id: what kind, and to which part or address.
type Relations = HashMap<String, (String, String)>;

struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    place: &'a str,
    told: Vec<Trouble>,
}

impl Parts<'_> {
    fn names(&self) -> Vec<String> {
        let names = self.archive.file_names_raw();
        names.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
    }

    fn text(&mut self, name: &str) -> Option<String> {
        let found = self.names().iter().position(|known| known.eq_ignore_ascii_case(name))?;
        let mut part = self.archive.by_index(found).ok()?;
        let packed = part.compressed_size().max(1);
        let (mut bytes, mut piece) = (Vec::new(), vec![0; 64 << 10]);
        loop {
            let read = match part.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => read,
                Err(_) => {
                    self.told.push(Trouble::new(Code::NotWhole, format!("{}: {name}", self.place)));
                    return None;
                }
            };
            bytes.extend_from_slice(&piece[..read]);
            let length = bytes.len() as u64;
            let code = if length > TEXT {
                Code::TooLarge
            } else if length > RATIO_FROM && length > packed.saturating_mul(RATIO) {
                Code::TooPacked
            } else {
                continue;
            };
            self.told.push(Trouble::new(code, format!("{}: {name}", self.place)));
            return None;
        }
        drop(part);
        Some(decode::utf8(&bytes, self.place, &mut self.told))
    }

    /// Reads the relations of a part; `""` is the package.
    fn relations(&mut self, part: &str) -> Option<Relations> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() {
            format!("_rels/{name}.rels")
        } else {
            format!("{folder}/_rels/{name}.rels")
        };
        let text = self.text(&path)?;
        let mut found = Relations::new();
        for piece in Pieces::of(&text) {
            let Piece::Start(element) = piece else { continue };
            let (Some(id), Some(target)) = (element.get("Id"), element.get("Target")) else {
                continue;
            };
            let kind = element.get("Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let outside = element.get("TargetMode") == Some("External");
            let target = if outside { Some(target.to_owned()) } else { within(folder, target) };
            if let Some(target) = target {
                found.insert(id.to_owned(), (kind, target));
            }
        }
        Some(found)
    }
}

/// Resolves a target inside the package; none for one that leads out of it.
fn within(folder: &str, target: &str) -> Option<String> {
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A style: of a paragraph or of letters.
#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based: Option<String>,
    outline: Option<u8>,
    bold: Option<bool>,
    italic: Option<bool>,
    struck: Option<bool>,
    hidden: Option<bool>,
    list: Option<(String, usize)>,
}

fn is_on(element: &Element) -> bool {
    !matches!(element.get("val"), Some("0" | "false" | "off" | "none"))
}

fn styles(text: &str) -> HashMap<String, Style> {
    let mut found: HashMap<String, Style> = HashMap::new();
    let mut now: Option<(String, Style)> = None;
    for piece in Pieces::of(text) {
        match piece {
            Piece::Start(element) => {
                if element.name == "style" {
                    let id = element.get("styleId").unwrap_or_default().to_owned();
                    now = Some((id, Style::default()));
                    continue;
                }
                let Some((_, style)) = &mut now else { continue };
                let value = element.get("val");
                match element.name.as_str() {
                    "name" => style.name = value.unwrap_or_default().to_lowercase(),
                    "basedOn" => style.based = value.map(ToOwned::to_owned),
                    "outlineLvl" => style.outline = value.and_then(|level| level.parse().ok()),
                    "b" => style.bold = Some(is_on(&element)),
                    "i" => style.italic = Some(is_on(&element)),
                    "strike" | "dstrike" => style.struck = Some(is_on(&element)),
                    "vanish" => style.hidden = Some(is_on(&element)),
                    "numId" => {
                        let level = style.list.as_ref().map_or(0, |(_, level)| *level);
                        style.list = value.map(|id| (id.to_owned(), level));
                    }
                    "ilvl" => {
                        let level = value.and_then(|level| level.parse().ok()).unwrap_or_default();
                        let id = style.list.take().map(|(id, _)| id).unwrap_or_default();
                        style.list = Some((id, level));
                    }
                    _ => {}
                }
            }
            Piece::End(name) if name == "style" => {
                if let Some((id, style)) = now.take() {
                    found.insert(id, style);
                }
            }
            _ => {}
        }
    }
    found
}

/// Finds what a style says, or one that it is based on.
fn look<T>(
    styles: &HashMap<String, Style>,
    id: &str,
    what: impl Fn(&Style) -> Option<T>,
) -> Option<T> {
    let mut at = styles.get(id);
    for _ in 0..BASED {
        let style = at?;
        if let Some(found) = what(style) {
            return Some(found);
        }
        at = styles.get(style.based.as_deref()?);
    }
    None
}

/// The kinds of list: numbered or not, from which number, by list and level.
#[derive(Default)]
struct Numbering {
    levels: HashMap<(String, usize), (Kind, u64)>,
    abstracts: HashMap<String, String>,
    overrides: HashMap<(String, usize), u64>,
    counts: HashMap<(String, usize), u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bullets,
    Numbers,
    Plain,
}

impl Numbering {
    fn read(text: &str) -> Self {
        let mut found = Self::default();
        let (mut of, mut num, mut level) = (None, None, 0);
        for piece in Pieces::of(text) {
            let Piece::Start(element) = piece else {
                match piece {
                    Piece::End(name) if name == "abstractNum" => of = None,
                    Piece::End(name) if name == "num" => num = None,
                    _ => {}
                }
                continue;
            };
            let value = element.get("val").unwrap_or_default();
            match element.name.as_str() {
                "abstractNum" => of = element.get("abstractNumId").map(ToOwned::to_owned),
                "num" => num = element.get("numId").map(ToOwned::to_owned),
                "lvl" | "lvlOverride" => {
                    level = element.get("ilvl").and_then(|l| l.parse().ok()).unwrap_or_default();
                }
                "numFmt" => {
                    if let Some(of) = &of {
                        let kind = match value {
                            "bullet" => Kind::Bullets,
                            "none" => Kind::Plain,
                            _ => Kind::Numbers,
                        };
                        found.levels.entry((of.clone(), level)).or_insert((kind, 1)).0 = kind;
                    }
                }
                "start" => {
                    if let Some(of) = &of {
                        let start = value.parse().unwrap_or(1);
                        found.levels.entry((of.clone(), level)).or_insert((Kind::Numbers, 1)).1 =
                            start;
                    }
                }
                "startOverride" => {
                    if let Some(num) = &num {
                        found.overrides.insert((num.clone(), level), value.parse().unwrap_or(1));
                    }
                }
                "abstractNumId" => {
                    if let Some(num) = &num {
                        found.abstracts.insert(num.clone(), value.to_owned());
                    }
                }
                _ => {}
            }
        }
        found
    }

    fn kind(&self, num: &str, level: usize) -> (Kind, u64) {
        let of = self.abstracts.get(num).cloned().unwrap_or_default();
        let (kind, start) = self.levels.get(&(of, level)).copied().unwrap_or((Kind::Bullets, 1));
        let start = self.overrides.get(&(num.to_owned(), level)).copied().unwrap_or(start);
        (kind, start)
    }

    /// Counts an item and returns its number; deeper levels begin anew.
    fn next(&mut self, num: &str, level: usize) -> u64 {
        let (_, start) = self.kind(num, level);
        self.counts.retain(|(of, at), _| of != num || *at <= level);
        let count = self.counts.entry((num.to_owned(), level)).or_insert(start);
        let number = *count;
        *count += 1;
        number
    }
}

/// Returns the texts of notes, by id.
fn notes(text: &str, name: &str) -> HashMap<String, String> {
    let (mut found, mut id, mut body) = (HashMap::new(), None, String::new());
    let mut in_text = false;
    for piece in Pieces::of(text) {
        match piece {
            Piece::Start(element) if element.name == name => {
                let is_text = element.get("type").is_none_or(|kind| kind == "normal");
                id = element.get("id").filter(|_| is_text).map(ToOwned::to_owned);
                body.clear();
            }
            Piece::Start(element) => in_text = element.name == "t",
            Piece::Text(text) if in_text => body.push_str(&text),
            Piece::End(end) if end == name => {
                if let Some(id) = id.take() {
                    found.insert(id, body.trim().to_owned());
                }
            }
            Piece::End(end) if end == "p" => body.push('\n'),
            Piece::End(_) => in_text = false,
            _ => {}
        }
    }
    found
}

/// Returns the text of a part, a line a paragraph.
fn paragraphs(text: &str) -> String {
    let (mut found, mut in_text) = (String::new(), false);
    for piece in Pieces::of(text) {
        match piece {
            Piece::Start(element) => in_text = element.name == "t",
            Piece::Text(text) if in_text => found.push_str(&text),
            Piece::End(end) if end == "p" => found.push('\n'),
            Piece::End(_) => in_text = false,
            _ => {}
        }
    }
    found
}

/// A piece of a paragraph.
enum Run {
    Text(String, Format),
    Break,
    Media(String, bool, String),
    LinkStart,
    LinkEnd(String),
}

#[derive(Debug, Clone, Copy, Default)]
struct Format {
    bold: bool,
    italic: bool,
    struck: bool,
    hidden: bool,
    style: bool,
}

#[derive(Default)]
struct Paragraph {
    style: String,
    list: Option<(String, usize)>,
    runs: Vec<Run>,
    link: Option<(String, String)>,
    /// Whether its mark was deleted, so that it goes on in the next one.
    joins: bool,
}

/// A table: the cells of the row that is open, and how many rows there were.
struct Table {
    row: Vec<String>,
    rows: usize,
    is_header: bool,
}

struct Document<'a> {
    builder: Builder,
    styles: &'a HashMap<String, Style>,
    numbering: Numbering,
    notes: &'a [(&'static str, HashMap<String, String>); 3],
    relations: &'a Relations,
    present: Vec<String>,
    marks: Vec<(String, String)>,
    open: Vec<String>,
    /// The depth of the element that is left out with all that is in it.
    skip: Option<usize>,
    paragraphs: Vec<Paragraph>,
    format: Vec<Format>,
    lists: Vec<(String, usize, Block)>,
    tables: Vec<Table>,
    /// Whether a choice was taken, by alternative.
    chosen: Vec<bool>,
    caption: String,
    /// How many codes of fields are open.
    in_code: u32,
    joins: Option<Paragraph>,
    /// Paragraphs of text boxes, which follow the paragraph that they hang on.
    boxes: Vec<Paragraph>,
}

impl Document<'_> {
    fn piece(&mut self, piece: Piece) {
        match piece {
            Piece::Start(element) => {
                self.open.push(element.name.clone());
                if self.skip.is_none() {
                    if self.open.len() > DEPTH {
                        self.builder.turn(Code::TooDeep);
                        self.skip = Some(self.open.len());
                    } else {
                        self.start(&element);
                    }
                } else if element.name == "delText" {
                    self.builder.turn(Code::DeletedText);
                }
            }
            Piece::End(name) => {
                if self.skip.is_none() {
                    self.end(&name);
                } else if self.skip == Some(self.open.len()) {
                    self.skip = None;
                }
                self.open.pop();
            }
            Piece::Text(text) => {
                if self.skip.is_none() && self.open.last().is_some_and(|name| name == "t") {
                    self.text(&text);
                }
            }
            Piece::Unknown(name) => {
                self.builder.turn(Code::UnknownEntity);
                if self.open.last().is_some_and(|name| name == "t") {
                    self.text(&format!("&{name};"));
                }
            }
        }
    }

    fn parent(&self) -> &str {
        self.open.len().checked_sub(2).map_or("", |at| self.open[at].as_str())
    }

    fn skip(&mut self) {
        self.skip = Some(self.open.len());
    }

    fn start(&mut self, element: &Element) {
        let value = element.get("val").unwrap_or_default();
        let in_mark = self.parent() == "rPr"
            && self.open.len() > 2
            && self.open[self.open.len() - 3] == "pPr";
        match element.name.as_str() {
            "del" | "moveFrom" if in_mark => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.joins = true;
                }
            }
            "ins" | "moveTo" if in_mark => {}
            "del" | "moveFrom" => {
                if element.name == "moveFrom" {
                    self.builder.turn(Code::DeletedText);
                }
                self.skip();
            }
            "ins" | "moveTo" if !matches!(self.parent(), "trPr" | "numPr" | "tcPr") => {
                self.builder.turn(Code::InsertedText);
            }
            "pPrChange" | "rPrChange" | "sectPrChange" | "tblPrChange" | "tblGrid"
            | "instrText" | "delText" | "delInstrText" | "sectPr" => self.skip(),
            "AlternateContent" => self.chosen.push(false),
            "Choice" => match self.chosen.last_mut() {
                Some(chosen) if !*chosen => *chosen = true,
                _ => self.skip(),
            },
            "Fallback" if self.chosen.last() == Some(&true) => self.skip(),
            "p" if self.parent() != "pPr" => self.paragraphs.push(Paragraph::default()),
            "pStyle" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    value.clone_into(&mut paragraph.style);
                }
            }
            "ilvl" | "numId" if self.parent() == "numPr" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    let (mut id, mut level) = paragraph.list.take().unwrap_or_default();
                    if element.name == "ilvl" {
                        level = value.parse().unwrap_or_default();
                    } else {
                        value.clone_into(&mut id);
                    }
                    paragraph.list = Some((id, level.min(8)));
                }
            }
            "r" => {
                let style = self.paragraphs.last().map(|p| p.style.clone()).unwrap_or_default();
                let hidden = look(self.styles, &style, |style| style.hidden).unwrap_or_default();
                self.format.push(Format { hidden, ..Format::default() });
            }
            "rStyle" | "b" | "i" | "strike" | "dstrike" | "vanish" | "u" | "highlight"
            | "color"
                if self.parent() == "rPr" && !in_mark =>
            {
                self.run_property(element, value);
            }
            "tab" if self.parent() == "r" => self.text("\t"),
            "br" | "cr" if self.parent() == "r" => self.run(Run::Break),
            "noBreakHyphen" => self.text("\u{2011}"),
            "sym" => {
                let code = element.get("char").and_then(|c| u32::from_str_radix(c, 16).ok());
                self.text(match code {
                    Some(0xf0fc | 0xfc) => "✓",
                    Some(0xf0fb | 0xfb) => "✗",
                    Some(0xf0a8 | 0xa8 | 0xf06f) => "☐",
                    Some(0xf0fe | 0xfe) => "☑",
                    Some(0xf04a) => "☺",
                    Some(0xf0e0) => "→",
                    _ => "•",
                });
            }
            "fldChar" => match element.get("fldCharType") {
                Some("begin") => self.in_code += 1,
                Some("separate" | "end") => self.in_code = self.in_code.saturating_sub(1),
                _ => {}
            },
            "hyperlink" => {
                let address = element.get("id").and_then(|id| self.relations.get(id));
                let address = address.map(|(_, target)| target.clone()).unwrap_or_default();
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.link = Some((address, String::new()));
                    paragraph.runs.push(Run::LinkStart);
                }
            }
            "docPr" => {
                let caption = element.get("descr").filter(|text| !text.is_empty());
                self.caption = caption.or(element.get("name")).unwrap_or_default().to_owned();
            }
            "blip" | "imagedata" => self.picture(element),
            "footnoteReference" | "endnoteReference" | "commentReference" => self.note(element),
            "txbxContent" => self.builder.turn(Code::Callout),
            "tbl" => {
                if self.tables.is_empty() {
                    self.end_lists(0);
                }
                self.builder.turn(Code::Table);
                self.tables.push(Table { row: Vec::new(), rows: 0, is_header: false });
            }
            "tblHeader" => {
                if let Some(table) = self.tables.last_mut() {
                    table.is_header = is_on(element);
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row.push(String::new());
                }
            }
            _ => {}
        }
    }

    fn run_property(&mut self, element: &Element, value: &str) {
        let styles = self.styles;
        let Some(format) = self.format.last_mut() else { return };
        match element.name.as_str() {
            "rStyle" => {
                format.bold |= look(styles, value, |s| s.bold).unwrap_or_default();
                format.italic |= look(styles, value, |s| s.italic).unwrap_or_default();
                format.struck |= look(styles, value, |s| s.struck).unwrap_or_default();
                format.hidden |= look(styles, value, |s| s.hidden).unwrap_or_default();
            }
            "b" => format.bold = is_on(element),
            "i" => format.italic = is_on(element),
            "strike" | "dstrike" => format.struck = is_on(element),
            "vanish" => format.hidden = is_on(element),
            "color" => format.style |= !matches!(value, "auto" | "000000" | ""),
            _ => format.style |= is_on(element),
        }
    }

    fn run(&mut self, run: Run) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.runs.push(run);
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_code > 0 {
            return;
        }
        let format = self.format.last().copied().unwrap_or_default();
        if format.hidden {
            self.builder.turn(Code::Hidden);
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            if let Some((_, shown)) = &mut paragraph.link {
                shown.push_str(text);
            }
            paragraph.runs.push(Run::Text(text.to_owned(), format));
        }
    }

    fn picture(&mut self, element: &Element) {
        let id = element.get("embed").or(element.get("link")).or(element.get("id"));
        let Some((_, target)) = id.and_then(|id| self.relations.get(id)) else { return };
        let there = self.present.iter().any(|name| name == target);
        let caption = std::mem::take(&mut self.caption);
        self.run(Run::Media(target.clone(), there, caption));
    }

    fn note(&mut self, element: &Element) {
        let id = element.get("id").unwrap_or_default();
        let texts = self.notes.iter().find(|(name, _)| *name == element.name);
        let Some(text) = texts.and_then(|(_, notes)| notes.get(id)) else { return };
        let mark = format!("[{}]", self.marks.len() + 1);
        self.builder.turn(Code::MarginNote);
        let label = if element.name == "commentReference" { "Comment: " } else { "" };
        self.marks.push((mark.clone(), format!("{label}{text}")));
        let format = Format::default();
        self.run(Run::Text(mark, format));
    }

    fn end(&mut self, name: &str) {
        match name {
            "r" => {
                self.format.pop();
            }
            "hyperlink" => {
                if let Some(paragraph) = self.paragraphs.last_mut()
                    && let Some((address, _)) = paragraph.link.take()
                {
                    paragraph.runs.push(Run::LinkEnd(address));
                }
            }
            "AlternateContent" => {
                self.chosen.pop();
            }
            "p" => self.end_paragraph(),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    let row: Vec<String> = std::mem::take(&mut table.row)
                        .iter()
                        .map(|cell| cell.trim().to_owned())
                        .collect();
                    let is_header = table.is_header;
                    table.rows += 1;
                    table.is_header = false;
                    let nested = self.tables.len() > 1;
                    if nested {
                        let text = row.join(" · ");
                        let outer = self.tables.len() - 2;
                        if let Some(cell) = self.tables[outer].row.last_mut() {
                            cell.push_str(&text);
                            cell.push(' ');
                        }
                    } else if row.iter().any(|cell| !cell.is_empty()) {
                        self.builder.row(&row, is_header);
                    }
                }
            }
            "tbl" => {
                self.tables.pop();
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        if let Some(mut before) = self.joins.take() {
            before.runs.append(&mut paragraph.runs);
            before.joins = paragraph.joins;
            paragraph = before;
        }
        if paragraph.joins {
            paragraph.joins = false;
            self.joins = Some(paragraph);
            return;
        }
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.row.last_mut()) {
            let mut media = Vec::new();
            for run in paragraph.runs {
                match run {
                    Run::Text(text, _) => cell.push_str(&text),
                    Run::Break => cell.push(' '),
                    Run::Media(name, there, caption) => {
                        cell.push_str(&format!(
                            "[{}]",
                            if caption.is_empty() { &name } else { &caption }
                        ));
                        media.push((name, there));
                    }
                    Run::LinkStart | Run::LinkEnd(_) => {}
                }
            }
            cell.push(' ');
            self.builder.built.media.extend(media);
            return;
        }
        if !self.paragraphs.is_empty() {
            self.boxes.push(paragraph);
            return;
        }
        self.write(paragraph);
        for paragraph in std::mem::take(&mut self.boxes) {
            self.write(paragraph);
        }
    }

    fn write(&mut self, paragraph: Paragraph) {
        let styles = self.styles;
        let name = styles.get(&paragraph.style).map(|style| style.name.clone()).unwrap_or_default();
        let named = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok());
        let named = named.or((name == "title").then_some(1)).map(|level| level.saturating_sub(1));
        let outline = look(styles, &paragraph.style, |style| style.outline).or(named);
        let outline = outline.filter(|level| *level < 9);
        let list = paragraph
            .list
            .clone()
            .or_else(|| look(styles, &paragraph.style, |style| style.list.clone()));
        let list = list.filter(|(id, _)| outline.is_none() && !id.is_empty() && id != "0");
        let list = list.filter(|(id, level)| self.numbering.kind(id, *level).0 != Kind::Plain);
        let is_quote = name.contains("quote") || name.contains("zitat");
        let says =
            paragraph.runs.iter().any(|run| !matches!(run, Run::LinkStart | Run::LinkEnd(_)));
        if !says {
            self.end_lists(0);
            return;
        }
        if let Some((id, level)) = list {
            self.enter_list(&id, level);
            self.builder.end_item();
            self.builder.open(Block::Item);
            self.runs(paragraph, false);
            return;
        }
        self.end_lists(0);
        let block = outline.map_or(Block::Paragraph, |level| Block::Heading(level + 1));
        if is_quote {
            self.builder.open(Block::Quote);
        }
        self.builder.open(block);
        self.runs(paragraph, outline.is_some());
        self.builder.close(block);
        if is_quote {
            self.builder.close(Block::Quote);
        }
    }

    fn enter_list(&mut self, id: &str, level: usize) {
        while self.lists.last().is_some_and(|(of, at, _)| *at > level || (*at == level && of != id))
        {
            let left = self.lists.len() - 1;
            self.end_lists(left);
        }
        let number = self.numbering.next(id, level);
        if self.lists.last().is_none_or(|(_, at, _)| *at < level) {
            let (kind, _) = self.numbering.kind(id, level);
            let block = if kind == Kind::Numbers { Block::Numbers(number) } else { Block::Bullets };
            self.builder.end_inline();
            self.builder.open(block);
            self.lists.push((id.to_owned(), level, block));
        }
    }

    fn end_lists(&mut self, left: usize) {
        while self.lists.len() > left {
            if let Some((_, _, block)) = self.lists.pop() {
                self.builder.close(block);
            }
        }
    }

    fn runs(&mut self, paragraph: Paragraph, is_heading: bool) {
        let style = paragraph.style;
        let of_style = Format {
            bold: !is_heading && look(self.styles, &style, |s| s.bold).unwrap_or_default(),
            italic: look(self.styles, &style, |s| s.italic).unwrap_or_default(),
            ..Format::default()
        };
        let mut shown = String::new();
        for run in paragraph.runs {
            match run {
                Run::Text(text, format) => {
                    let marks = [
                        (format.bold && !is_heading || of_style.bold, Mark::Bold),
                        (format.italic || of_style.italic, Mark::Italic),
                        (format.struck, Mark::Struck),
                    ];
                    let set = || marks.iter().filter(|(set, _)| *set);
                    set().for_each(|(_, mark)| self.builder.mark(*mark, true));
                    if format.style {
                        self.builder.turn(Code::Style);
                    }
                    self.builder.text(&text);
                    set().for_each(|(_, mark)| self.builder.mark(*mark, false));
                    shown.push_str(&text);
                }
                Run::Break => self.builder.line_break(),
                Run::Media(name, there, caption) => {
                    let target = if there { Target::Media(name) } else { Target::Missing(name) };
                    self.builder.media(&caption, target);
                }
                Run::LinkStart => shown.clear(),
                Run::LinkEnd(address) => {
                    let shown = std::mem::take(&mut shown);
                    self.builder.link(&address, &shown, Target::Address);
                }
            }
        }
    }
}
