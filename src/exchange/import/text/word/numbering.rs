//! The lists of a document: which are numbered, and from which number on.

use std::collections::HashMap;

use crate::exchange::import::xml::{Element, Piece, Pieces};

/// What stands before the items of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Bullets,
    Numbers,
    /// Nothing: the paragraphs are no list.
    Plain,
}

#[derive(Debug, Clone, Copy)]
struct Level {
    kind: Kind,
    start: u64,
}

/// The id of a list or of its definition, and a level.
type Key = (String, usize);

/// The lists of a document. Each follows a definition, which several may share.
#[derive(Default)]
pub(super) struct Numbering {
    /// Levels of definitions.
    levels: HashMap<Key, Level>,
    /// The definition of each list.
    definitions: HashMap<String, String>,
    /// Levels at which a list begins with another number than its definition.
    starts: HashMap<Key, u64>,
    /// The next number of each level of a list.
    counts: HashMap<Key, u64>,
}

/// What is open while the part is read.
#[derive(Default)]
struct Open {
    definition: Option<String>,
    list: Option<String>,
    level: usize,
}

impl Numbering {
    /// Reads the part of the numbering.
    pub(super) fn read(text: &str) -> Self {
        let (mut found, mut open) = (Self::default(), Open::default());
        for piece in Pieces::of(text) {
            match piece {
                Piece::Start(element) => found.element(&element, &mut open),
                Piece::End(name) if name == "abstractNum" => open.definition = None,
                Piece::End(name) if name == "num" => open.list = None,
                _ => {}
            }
        }
        found
    }

    fn element(&mut self, element: &Element, open: &mut Open) {
        let value = element.get("val").unwrap_or_default();
        let Open { definition, list, level } = open;
        match (element.name.as_str(), definition, list) {
            ("abstractNum", definition, _) => {
                *definition = element.get("abstractNumId").map(ToOwned::to_owned);
            }
            ("num", _, list) => *list = element.get("numId").map(ToOwned::to_owned),
            ("lvl" | "lvlOverride", _, _) => {
                *level = element.get("ilvl").and_then(|l| l.parse().ok()).unwrap_or_default();
            }
            ("numFmt", Some(definition), _) => {
                self.level(definition, *level).kind = match value {
                    "bullet" => Kind::Bullets,
                    "none" => Kind::Plain,
                    _ => Kind::Numbers,
                };
            }
            ("start", Some(definition), _) => {
                self.level(definition, *level).start = value.parse().unwrap_or(1);
            }
            ("startOverride", _, Some(list)) => {
                self.starts.insert((list.clone(), *level), value.parse().unwrap_or(1));
            }
            ("abstractNumId", _, Some(list)) => {
                self.definitions.insert(list.clone(), value.to_owned());
            }
            _ => {}
        }
    }

    fn level(&mut self, definition: &str, level: usize) -> &mut Level {
        let new = Level { kind: Kind::Numbers, start: 1 };
        self.levels.entry((definition.to_owned(), level)).or_insert(new)
    }

    /// Returns the kind of a level of a list.
    pub(super) fn kind(&self, list: &str, level: usize) -> Kind {
        self.defined(list, level).kind
    }

    fn defined(&self, list: &str, level: usize) -> Level {
        let definition = self.definitions.get(list).cloned().unwrap_or_default();
        let unknown = Level { kind: Kind::Bullets, start: 1 };
        self.levels.get(&(definition, level)).copied().unwrap_or(unknown)
    }

    /// Counts an item and returns its number; deeper levels begin anew.
    pub(super) fn next(&mut self, list: &str, level: usize) -> u64 {
        let key = (list.to_owned(), level);
        let start = self.starts.get(&key).copied();
        let start = start.unwrap_or_else(|| self.defined(list, level).start);
        self.counts.retain(|(of, at), _| of != list || *at <= level);
        let count = self.counts.entry(key).or_insert(start);
        let number = *count;
        *count += 1;
        number
    }
}
