//! XML as a stream of starts, ends and texts. Nothing is expanded and nothing is opened: a
//! document type is skipped, and an entity that XML does not know stays as it is written.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// A piece of XML. Names are without their prefix.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Start(Element),
    End(String),
    Text(String),
    /// An entity that is not known, by its name.
    Unknown(String),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn of(start: &BytesStart<'_>) -> Self {
        let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
        let mut found = start.attributes();
        let attributes = found.with_checks(false).flatten().map(|attribute| {
            let value = unescape(&attribute.value).map(std::borrow::Cow::into_owned);
            (local(attribute.key.0), value.unwrap_or_else(|_| attribute.value.to_string()))
        });
        Self { name: local(start.name().0), attributes: attributes.collect() }
    }

    /// Returns the value of an attribute.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }
}

/// Reads XML piece by piece. `None` ends it; an error ends it too.
pub(super) struct Pieces<'a>(Reader<&'a [u8]>, bool);

impl<'a> Pieces<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self(reader, false)
    }

    /// Returns whether the text broke off before its end.
    pub(super) fn is_broken(&self) -> bool {
        self.1
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            let Ok(event) = self.0.read_event() else {
                self.1 = true;
                return None;
            };
            return Some(match event {
                Event::Start(start) | Event::Empty(start) => Piece::Start(Element::of(&start)),
                Event::End(end) => {
                    let name = end.name().0;
                    Piece::End(name.rsplit(':').next().unwrap_or(name).to_owned())
                }
                Event::Text(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(entity) => {
                    let known = match &*entity {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => entity.resolve_char_ref().ok().flatten(),
                    };
                    match known {
                        Some(c) => Piece::Text(c.to_string()),
                        None => Piece::Unknown(entity.to_string()),
                    }
                }
                Event::Eof => return None,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }
}
