//! The payload of every commit: whose index it is and how far it has followed the store.
//!
//! `version journal language whole|partial seq link(hex)`, separated by spaces.

use super::document::Watermark;
use super::schema::VERSION;
use crate::vault::{JournalId, Link, Seq};

/// What a commit says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Payload {
    /// The language it is stemmed in.
    pub(super) language: String,
    /// Whether nothing was missing from it.
    pub(super) whole: bool,
    /// How far it has followed the store.
    pub(super) mark: Watermark,
}

impl Payload {
    /// Writes it down.
    pub(super) fn to_text(&self, journal: JournalId) -> String {
        let link = hex::encode(self.mark.link.as_bytes());
        let whole = if self.whole { "whole" } else { "partial" };
        let seq = self.mark.seq.0;
        format!("{VERSION} {journal} {} {whole} {seq} {link}", self.language)
    }

    /// Reads it; none if it is another journal's or version's.
    pub(super) fn read(text: &str, journal: JournalId) -> Option<Self> {
        let parts: Vec<&str> = text.split(' ').collect();
        let [version, of, language, whole, seq, link] = parts.try_into().ok()?;
        if version != VERSION.to_string() || of != journal.to_string() {
            return None;
        }
        let whole = match whole {
            "whole" => true,
            "partial" => false,
            _ => return None,
        };
        let mark = Watermark { seq: Seq(seq.parse().ok()?), link: read_link(link)? };
        Some(Self { language: language.to_owned(), whole, mark })
    }
}

fn read_link(text: &str) -> Option<Link> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(Link::from_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_is_read_as_written_and_refused_by_another_journal() {
        let (ours, other) = (JournalId::make(), JournalId::make());
        let mark = Watermark { seq: Seq(7), link: Link::from_bytes([0xa5; 32]) };
        let payload = Payload { language: "de".into(), whole: false, mark };
        let text = payload.to_text(ours);
        assert_eq!(Payload::read(&text, ours), Some(payload));
        assert_eq!(Payload::read(&text, other), None);
        for broken in ["", "2", &text[1..], &text[..text.len() - 1], &format!("{text} x")] {
            assert_eq!(Payload::read(broken, ours), None);
        }
    }
}
