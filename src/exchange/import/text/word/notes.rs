//! Parts beside the main one as plain text: notes, comments, headers and footers.

use std::collections::HashMap;

use crate::exchange::import::xml::{Piece, Pieces};

/// Returns the texts of notes, by id. `name` is that of the element of a note.
pub(super) fn notes(text: &str, name: &str) -> HashMap<String, String> {
    let (mut found, mut id, mut lines) = (HashMap::new(), None, Lines::default());
    for piece in Pieces::of(text) {
        match piece {
            Piece::Start(element) if element.name == name => {
                let is_text = element.get("type").is_none_or(|kind| kind == "normal");
                id = element.get("id").filter(|_| is_text).map(ToOwned::to_owned);
                lines.text.clear();
            }
            Piece::End(end) if end == name => {
                if let Some(id) = id.take() {
                    found.insert(id, lines.text.trim().to_owned());
                }
            }
            piece => lines.piece(piece),
        }
    }
    found
}

/// Returns the text of a part, a line a paragraph.
pub(super) fn paragraphs(text: &str) -> String {
    let mut lines = Lines::default();
    Pieces::of(text).for_each(|piece| lines.piece(piece));
    lines.text
}

/// Collects text, a line a paragraph.
#[derive(Default)]
struct Lines {
    text: String,
    in_text: bool,
}

impl Lines {
    fn piece(&mut self, piece: Piece) {
        match piece {
            Piece::Start(element) => self.in_text = element.name == "t",
            Piece::Text(text) if self.in_text => self.text.push_str(&text),
            Piece::End(end) if end == "p" => self.text.push('\n'),
            Piece::End(_) => self.in_text = false,
            Piece::Text(_) | Piece::Unknown(_) => {}
        }
    }
}
