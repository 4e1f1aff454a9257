//! From tokens to the tree.

use chrono::NaiveDate;

use super::filter::{Read, read};
use super::token::{Kind, Token, tokens};
use super::{Complaint, LONGEST_QUERY, Node, Parsed, Query, Vocabulary};
use crate::index::analysis::fold;

/// Reads any string as a query.
///
/// Words are all wanted; `OR` joins its two neighbours; `-` excludes; the last word also stands
/// for its continuations unless a space follows it. What cannot be read is left out and named in
/// the complaint.
pub fn parse(text: &str, vocabulary: &Vocabulary, today: NaiveDate) -> Parsed {
    let (text, too_long) = cut(text);
    let (tokens, open_quote) = tokens(text);
    let mut reading =
        Reading { text, vocabulary, today, nodes: Vec::new(), or: false, parsed: None };
    reading.complain(too_long.then_some(Complaint::TooLong));
    reading.complain(open_quote.then_some(Complaint::OpenQuote));
    let typing = !text.ends_with(char::is_whitespace);
    let last = tokens.len().saturating_sub(1);
    let mut filters = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        filters.extend(reading.token(token, typing && at == last));
    }
    let complaint = reading.parsed.take();
    let query = Query(match reading.nodes.len() {
        0 => Node::All,
        1 => reading.nodes.remove(0),
        _ => Node::And(reading.nodes),
    });
    Parsed { query, filters, complaint }
}

struct Reading<'a> {
    text: &'a str,
    vocabulary: &'a Vocabulary,
    today: NaiveDate,
    nodes: Vec<Node>,
    /// Whether `OR` stands before the next token.
    or: bool,
    parsed: Option<Complaint>,
}

type FilterAt = (String, [u32; 2]);

impl Reading<'_> {
    fn token(&mut self, token: &Token, typing: bool) -> Option<FilterAt> {
        let (node, is_filter) = match &token.kind {
            Kind::Or => {
                self.or = !self.nodes.is_empty();
                return None;
            }
            Kind::Word(word) => (self.word(word, typing), false),
            Kind::Phrase(phrase) => (Node::Phrase { text: phrase.clone(), said: false }, false),
            Kind::Filter { word, value, .. } => {
                match read(word, value, self.vocabulary, self.today) {
                    Read::Filter(node) => (node, true),
                    Read::Complaint(complaint) => {
                        self.complain(Some(complaint));
                        return None;
                    }
                    Read::Text => (self.word(&self.text[token.at.clone()], typing), false),
                }
            }
        };
        self.push(if token.not { Node::Not(Box::new(node)) } else { node });
        is_filter.then(|| {
            let at = &token.at;
            let units = |end: usize| self.text[..end].encode_utf16().count() as u32;
            (self.text[at.clone()].to_owned(), [units(at.start), units(at.end)])
        })
    }

    fn push(&mut self, node: Node) {
        if std::mem::take(&mut self.or)
            && let Some(before) = self.nodes.pop()
        {
            self.nodes.push(match before {
                Node::Or(mut nodes) => {
                    nodes.push(node);
                    Node::Or(nodes)
                }
                before => Node::Or(vec![before, node]),
            });
        } else {
            self.nodes.push(node);
        }
    }

    /// Reads a word, with the words that mean the same.
    fn word(&self, word: &str, typing: bool) -> Node {
        let text = word.to_owned();
        let wanted = fold(&word.to_lowercase());
        let same = |other: &String| fold(&other.to_lowercase()) == wanted;
        let rings = self.vocabulary.synonyms.iter().filter(|ring| ring.iter().any(same));
        let mut nodes = vec![Node::Word { text, prefix: typing }];
        for other in rings.flatten().filter(|other| !same(other)) {
            nodes.push(Node::Phrase { text: other.clone(), said: false });
        }
        if nodes.len() == 1 { nodes.remove(0) } else { Node::Or(nodes) }
    }

    /// Keeps the first complaint.
    fn complain(&mut self, complaint: Option<Complaint>) {
        if self.parsed.is_none() {
            self.parsed = complaint;
        }
    }
}

fn cut(text: &str) -> (&str, bool) {
    match text.char_indices().nth(LONGEST_QUERY) {
        Some((end, _)) => (&text[..end], true),
        None => (text, false),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Facet;
    use super::*;

    fn vocabulary() -> Vocabulary {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        Vocabulary {
            kinds: vec![pair("boundary", "Boundaries"), pair("inner", "Inner work")],
            clients: vec![(crate::vault::RecordId::from_bytes([1; 16]), "Wren".into())],
            facets: vec![
                Facet {
                    word: "ladder".into(),
                    label: "Ladder".into(),
                    numeric: true,
                    keys: vec![],
                },
                Facet {
                    word: "dim".into(),
                    label: "Dimension".into(),
                    numeric: false,
                    keys: vec![pair("talk_silence", "talk or silence")],
                },
            ],
            synonyms: vec![vec!["freeze".into(), "shutdown".into()]],
            offset_min: 60,
        }
    }

    fn read(text: &str) -> Parsed {
        parse(text, &vocabulary(), NaiveDate::from_ymd_opt(2026, 3, 18).expect("a day"))
    }

    fn word(text: &str, prefix: bool) -> Node {
        Node::Word { text: text.into(), prefix }
    }

    #[test]
    fn words_are_all_wanted_and_the_last_one_goes_on_while_typing() {
        assert_eq!(read("one two").query.0, Node::And(vec![word("one", false), word("two", true)]));
        assert_eq!(read("one ").query.0, word("one", false));
        assert_eq!(read("  ").query.0, Node::All);
    }

    #[test]
    fn or_binds_its_neighbours_and_a_dash_excludes() {
        let query = read("a b OR c -d ").query.0;
        let either = Node::Or(vec![word("b", false), word("c", false)]);
        let not = Node::Not(Box::new(word("d", false)));
        assert_eq!(query, Node::And(vec![word("a", false), either, not]));
        assert_eq!(read("OR a ").query.0, word("a", false));
    }

    #[test]
    fn filters_are_read_with_their_place() {
        let parsed = read("é ladder:>=4 dim:\"talk or silence\" client:wren ");
        let places: Vec<_> = parsed.filters.iter().map(|(text, at)| (text.as_str(), *at)).collect();
        assert_eq!(
            places,
            [
                ("ladder:>=4", [2, 12]),
                ("dim:\"talk or silence\"", [13, 34]),
                ("client:wren", [35, 46])
            ]
        );
        assert_eq!(parsed.complaint, None);
    }

    #[test]
    fn near_misses_and_bad_values_are_named_and_other_colons_are_text() {
        let unknown = read("laddr:3").complaint;
        let wanted = Complaint::UnknownFilter { word: "laddr".into(), nearest: "ladder".into() };
        assert_eq!(unknown, Some(wanted));
        let bad = read("ladder:high").complaint;
        assert!(
            matches!(bad, Some(Complaint::BadValue { example, .. }) if example == "ladder:>=3")
        );
        assert_eq!(read("she said: no").complaint, None);
        assert_eq!(read("client: wren").filters, []);
        assert_eq!(read("\"never closed").complaint, Some(Complaint::OpenQuote));
        assert_eq!(read(&"x".repeat(10_000)).complaint, Some(Complaint::TooLong));
    }

    #[test]
    fn synonyms_widen_a_word() {
        let Node::Or(nodes) = read("Freeze ").query.0 else { panic!("not widened") };
        assert_eq!(nodes.len(), 2);
    }

    proptest! {
        #[test]
        fn any_string_is_a_query(text in "\\PC*|[-:\"“” a-zOR<>=.0-9\\n\\x00]{0,80}") {
            let parsed = read(&text);
            for (_, [start, end]) in parsed.filters {
                prop_assert!(start < end && end as usize <= text.encode_utf16().count());
            }
        }
    }
}
