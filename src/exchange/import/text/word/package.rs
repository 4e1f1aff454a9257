//! The parts of a package, and the relations between them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::exchange::import::decode;
use crate::exchange::import::limits::{RATIO, RATIO_FROM, TEXT};
use crate::exchange::import::trouble::{Code, Trouble};
use crate::exchange::import::xml::{Element, Piece, Pieces};

/// The relations of a part, by id.
#[derive(Default)]
pub(super) struct Relations(BTreeMap<String, Relation>);

struct Relation {
    kind: String,
    /// The name of another part, or an address outside of the package.
    target: String,
}

impl Relations {
    /// Returns the target of a relation.
    pub(super) fn target(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(|relation| relation.target.as_str())
    }

    /// Returns the targets of the relations of a kind.
    pub(super) fn of_kind(&self, kind: &str) -> impl Iterator<Item = &str> {
        let of_kind = self.0.values().filter(move |relation| relation.kind == kind);
        of_kind.map(|relation| relation.target.as_str())
    }

    /// Returns the target of the first relation of a kind.
    pub(super) fn first(&self, kind: &str) -> Option<&str> {
        self.of_kind(kind).next()
    }
}

/// The parts of a package, read one at a time.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    place: &'a str,
    pub(super) told: Vec<Trouble>,
}

impl<'a> Parts<'a> {
    /// Opens a package; `place` names it in what is told.
    pub(super) fn open(bytes: &'a [u8], place: &'a str) -> Result<Self, Code> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Code::NotWhole)?;
        Ok(Self { archive, place, told: Vec::new() })
    }

    /// Returns the names of all parts.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names_raw();
        names.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
    }

    /// Reads a part; none if it is not there or not readable, which is told.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let found = self.names().iter().position(|known| known.eq_ignore_ascii_case(name))?;
        match self.unpack(found)? {
            Ok(bytes) => Some(decode::utf8(&bytes, self.place, &mut self.told)),
            Err(code) => {
                self.told.push(Trouble::new(code, format!("{}: {name}", self.place)));
                None
            }
        }
    }

    /// Reads the bytes of a part; none if it is not there.
    pub(super) fn bytes(&mut self, name: &str) -> Option<Result<Vec<u8>, Code>> {
        let found = self.names().iter().position(|known| known.eq_ignore_ascii_case(name))?;
        self.unpack(found)
    }

    /// Unpacks a part within the bounds of size and ratio; none if it cannot be opened.
    fn unpack(&mut self, index: usize) -> Option<Result<Vec<u8>, Code>> {
        let mut part = self.archive.by_index(index).ok()?;
        let packed = part.compressed_size().max(1);
        let (mut bytes, mut piece) = (Vec::new(), vec![0; 64 << 10]);
        loop {
            match part.read(&mut piece) {
                Ok(0) => return Some(Ok(bytes)),
                Ok(read) => bytes.extend_from_slice(&piece[..read]),
                Err(_) => return Some(Err(Code::NotWhole)),
            }
            let length = bytes.len() as u64;
            if length > TEXT {
                return Some(Err(Code::TooLarge));
            }
            if length > RATIO_FROM && length > packed.saturating_mul(RATIO) {
                return Some(Err(Code::TooPacked));
            }
        }
    }

    /// Reads the relations of a part; `""` is the package.
    pub(super) fn relations(&mut self, part: &str) -> Option<Relations> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() {
            format!("_rels/{name}.rels")
        } else {
            format!("{folder}/_rels/{name}.rels")
        };
        let text = self.text(&path)?;
        let relations = Pieces::of(&text).filter_map(|piece| match piece {
            Piece::Start(element) => relation(&element, folder),
            _ => None,
        });
        Some(Relations(relations.collect()))
    }
}

/// Reads the id of a relation and where it leads; none if it is not whole or leads nowhere.
fn relation(element: &Element, folder: &str) -> Option<(String, Relation)> {
    let (id, target) = (element.get("Id")?, element.get("Target")?);
    let kind = element.get("Type").unwrap_or_default();
    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
    let is_outside = element.get("TargetMode") == Some("External");
    let target = if is_outside { target.to_owned() } else { within(folder, target)? };
    Some((id.to_owned(), Relation { kind, target }))
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
