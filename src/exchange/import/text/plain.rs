//! Plain text: a blank line ends a paragraph, a line end breaks the line.

use super::builder::{Block, Builder, Built};

/// Reads plain text.
pub(in crate::exchange::import) fn plain(text: &str) -> Built {
    let mut builder = Builder::new();
    for line in text.split('\n') {
        if line.trim().is_empty() {
            builder.end_inline();
            continue;
        }
        if builder.has_text() {
            builder.line_break();
        } else {
            builder.open(Block::Paragraph);
        }
        builder.text(line);
    }
    builder.finish()
}
