//! Styles of paragraphs and of runs, each of which may be based on another.

use std::collections::HashMap;

use crate::exchange::import::xml::{Element, Piece, Pieces};

/// How many styles may be based on one another.
const BASED: usize = 16;

/// A style; none where it says nothing of a property.
#[derive(Debug, Default)]
pub(super) struct Style {
    /// The name, in small letters.
    name: String,
    based_on: Option<String>,
    /// The level of a heading, from 0.
    pub(super) outline: Option<u8>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) list: Option<ListLevel>,
}

/// The list that a paragraph belongs to, and the level within it, from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ListLevel {
    pub(super) id: String,
    pub(super) level: usize,
}

/// The styles of a document, by id.
#[derive(Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    /// Reads the part of the styles.
    pub(super) fn read(text: &str) -> Self {
        let mut found = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        for piece in Pieces::of(text) {
            match piece {
                Piece::Start(element) if element.name == "style" => {
                    let id = element.get("styleId").unwrap_or_default().to_owned();
                    open = Some((id, Style::default()));
                }
                Piece::Start(element) => {
                    if let Some((_, style)) = &mut open {
                        style.property(&element);
                    }
                }
                Piece::End(name) if name == "style" => found.extend(open.take()),
                _ => {}
            }
        }
        Self(found)
    }

    /// Returns the name of a style; empty if it is not known.
    pub(super) fn name(&self, id: &str) -> &str {
        self.0.get(id).map_or("", |style| style.name.as_str())
    }

    /// Finds what a style says, or one that it is based on.
    pub(super) fn find<T>(&self, id: &str, property: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut at = self.0.get(id);
        for _ in 0..BASED {
            let style = at?;
            if let Some(found) = property(style) {
                return Some(found);
            }
            at = self.0.get(style.based_on.as_deref()?);
        }
        None
    }

    /// Returns whether a style, or one that it is based on, sets a property.
    pub(super) fn is_set(&self, id: &str, property: impl Fn(&Style) -> Option<bool>) -> bool {
        self.find(id, property).unwrap_or_default()
    }
}

impl Style {
    fn property(&mut self, element: &Element) {
        let value = element.get("val");
        match element.name.as_str() {
            "name" => self.name = value.unwrap_or_default().to_lowercase(),
            "basedOn" => self.based_on = value.map(ToOwned::to_owned),
            "outlineLvl" => self.outline = value.and_then(|level| level.parse().ok()),
            "b" => self.bold = Some(is_on(element)),
            "i" => self.italic = Some(is_on(element)),
            "strike" | "dstrike" => self.struck = Some(is_on(element)),
            "vanish" => self.hidden = Some(is_on(element)),
            "numId" => {
                let level = self.list.as_ref().map_or(0, |list| list.level);
                self.list = value.map(|id| ListLevel { id: id.to_owned(), level });
            }
            "ilvl" => {
                let level = value.and_then(|level| level.parse().ok()).unwrap_or_default();
                self.list.get_or_insert_default().level = level;
            }
            _ => {}
        }
    }
}

/// Returns whether an element sets its property: it does unless it says otherwise.
pub(super) fn is_on(element: &Element) -> bool {
    !matches!(element.get("val"), Some("0" | "false" | "off" | "none"))
}
