//! Word's `.docx`: the main part of a package, with its styles, lists, notes and changes.

mod document;
mod notes;
mod numbering;
mod package;
mod paragraph;
mod styles;
mod tables;
mod writer;

use document::Document;
use notes::{notes, paragraphs};
use numbering::Numbering;
use package::{Parts, Relations};
use styles::Styles;
use writer::Writer;

use super::builder::Built;
use crate::exchange::import::trouble::{Code, Trouble};
use crate::exchange::import::xml::{Piece, Pieces};

/// A document of Word.
#[derive(Debug, Default)]
pub(in crate::exchange::import) struct Package {
    pub(in crate::exchange::import) built: Built,
    /// Comments and notes: the mark that stands in the text, and what they say.
    pub(in crate::exchange::import) notes: Vec<(String, String)>,
    /// Headers and footers: the label and the text.
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
    let mut parts = Parts::open(bytes, place)?;
    let of_package = parts.relations("").ok_or(Code::NotWhole)?;
    let main = of_package.first("officeDocument").ok_or(Code::UnknownKind)?;
    let text = parts.text(main).ok_or(Code::NotWhole)?;
    if !is_word(&text) {
        return Err(Code::UnknownKind);
    }
    let mut package = Package::default();
    if let Some(core) = of_package.first("core-properties").and_then(|core| parts.text(core)) {
        package.properties(&core);
    }
    let relations = parts.relations(main).unwrap_or_default();
    package.headers_and_footers(&mut parts, &relations);
    let mut read =
        |kind| relations.first(kind).and_then(|part| parts.text(part)).unwrap_or_default();
    let styles = Styles::read(&read("styles"));
    let numbering = Numbering::read(&read("numbering"));
    let notes = [
        ("footnoteReference", notes(&read("footnotes"), "footnote")),
        ("endnoteReference", notes(&read("endnotes"), "endnote")),
        ("commentReference", notes(&read("comments"), "comment")),
    ];
    let writer = Writer::new(&styles, numbering);
    let mut document = Document::new(writer, &notes, &relations, parts.names());
    let mut pieces = Pieces::of(&text);
    for piece in &mut pieces {
        document.piece(piece);
    }
    if pieces.is_broken() {
        package.told.push(Trouble::new(Code::NotWhole, place));
    }
    (package.built, package.notes) = document.finish();
    package.told.append(&mut parts.told);
    Ok(package)
}

/// Returns the bytes of a part of a package.
///
/// # Errors
/// Why they cannot be read.
pub(in crate::exchange::import) fn word_part(bytes: &[u8], part: &str) -> Result<Vec<u8>, Code> {
    Parts::open(bytes, part)?.bytes(part).unwrap_or(Err(Code::MissingMedia))
}

/// Returns whether the main part is that of a text.
fn is_word(text: &str) -> bool {
    Pieces::of(text).find_map(|piece| match piece {
        Piece::Start(element) => Some(element.name == "document"),
        _ => None,
    }) == Some(true)
}

impl Package {
    /// Reads when and by whom the document was written.
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

    fn headers_and_footers(&mut self, parts: &mut Parts<'_>, relations: &Relations) {
        for (kind, label) in [("header", "Header"), ("footer", "Footer")] {
            for part in relations.of_kind(kind) {
                let text = parts.text(part).map(|xml| paragraphs(&xml)).unwrap_or_default();
                if !text.trim().is_empty() {
                    self.extra.push((label.to_owned(), text.trim().to_owned()));
                }
            }
        }
    }
}
