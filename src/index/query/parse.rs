//! From tokens to the tree.

use chrono::NaiveDate;

use super::filter::{Read, read, reads_on};
use super::token::{Kind, Token, tokens};
use super::{Complaint, LONGEST_QUERY, Node, Origin, Parsed, Query, Vocabulary};
use crate::index::analysis::fold;
use crate::locale::Locale;

/// Reads any string as a query.
///
/// Words are all wanted, with or without `AND` between them; `OR` joins its two neighbours, of
/// which either will do; `NOT` and `-` exclude what follows; parentheses make one of several. An
/// operator with nothing to join is left out. The last word also stands for its continuations
/// unless a space follows it. What cannot be read is left out and named in the complaint.
pub fn parse(text: &str, vocabulary: &Vocabulary, today: NaiveDate) -> Parsed {
    let (text, too_long) = cut(text);
    let (tokens, open_quote) = tokens(text);
    let mut reading = Reading {
        text,
        vocabulary,
        today,
        group: Group::default(),
        around: Vec::new(),
        synonyms: Vec::new(),
        complaint: too_long.then_some(Complaint::TooLong),
    };
    reading.complain(open_quote.then_some(Complaint::OpenQuote));
    let typing = !text.ends_with(char::is_whitespace);
    let mut filters = Vec::new();
    let mut rest = tokens.as_slice();
    while let Some((token, after)) = rest.split_first() {
        let (token, taken) = reading.joined(token, after);
        rest = &after[taken..];
        let stands_alone = reading.around.is_empty()
            && !reading.group.or
            && !reading.group.not
            && rest.first().is_none_or(|next| next.kind != Kind::Or);
        let filter = reading.token(&token, typing && rest.is_empty());
        // One that is joined to something else would mean another thing elsewhere.
        filters.extend(filter.filter(|_| stands_alone));
    }
    while !reading.around.is_empty() {
        reading.close();
    }
    let Reading { group, synonyms, complaint, .. } = reading;
    let query = Query(group.into_node().unwrap_or(Node::All));
    Parsed { query, filters, synonyms, complaint }
}

struct Reading<'a> {
    text: &'a str,
    vocabulary: &'a Vocabulary,
    today: NaiveDate,
    group: Group,
    /// The groups around this one, the innermost last.
    around: Vec<Group>,
    synonyms: Vec<(String, Vec<String>)>,
    complaint: Option<Complaint>,
}

type FilterAt = (String, [u32; 2]);

/// What stands between two parentheses, or in the whole query.
#[derive(Default)]
struct Group {
    nodes: Vec<Node>,
    /// Whether `OR` stands before what comes next.
    or: bool,
    /// Whether what comes next is excluded.
    not: bool,
}

impl Group {
    fn push(&mut self, node: Node) {
        let node = if std::mem::take(&mut self.not) { Node::Not(Box::new(node)) } else { node };
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

    /// Returns all of it; none if there is nothing in it.
    fn into_node(mut self) -> Option<Node> {
        if self.nodes.len() < 2 { self.nodes.pop() } else { Some(Node::And(self.nodes)) }
    }
}

impl Reading<'_> {
    /// Takes the words after a date filter into it that belong there: `on:last month`.
    fn joined(&self, token: &Token, after: &[Token]) -> (Token, usize) {
        let Kind::Filter { word, value, quoted: false } = &token.kind else {
            return (token.clone(), 0);
        };
        let plain = after.iter().take(2).take_while(|next| !next.not);
        let plain: Vec<&str> = plain.map_while(|next| next.kind.as_word()).collect();
        for taken in (1..=plain.len()).rev() {
            let value = format!("{value} {}", plain[..taken].join(" "));
            if reads_on(word, &value, Locale::of(self.vocabulary.english), self.today) {
                let kind = Kind::Filter { word: word.clone(), value, quoted: false };
                let at = token.at.start..after[taken - 1].at.end;
                return (Token { at, not: token.not, kind }, taken);
            }
        }
        (token.clone(), 0)
    }

    fn token(&mut self, token: &Token, typing: bool) -> Option<FilterAt> {
        let (node, is_filter) = match &token.kind {
            Kind::And => return None,
            Kind::Or => {
                self.group.or = !self.group.nodes.is_empty();
                return None;
            }
            Kind::Not => {
                self.group.not = true;
                return None;
            }
            Kind::Open => {
                self.group.not |= token.not;
                self.around.push(std::mem::take(&mut self.group));
                return None;
            }
            Kind::Close => {
                self.close();
                return None;
            }
            Kind::Word(word) => (self.word(word, typing), false),
            Kind::Phrase(phrase) => (self.phrase(phrase), false),
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
        self.group.not |= token.not;
        self.group.push(node);
        is_filter.then(|| {
            let at = &token.at;
            let units = |end: usize| self.text[..end].encode_utf16().count() as u32;
            (self.text[at.clone()].to_owned(), [units(at.start), units(at.end)])
        })
    }

    /// Ends the innermost group; one with nothing in it is left out.
    fn close(&mut self) {
        let Some(around) = self.around.pop() else { return };
        let inner = std::mem::replace(&mut self.group, around);
        match inner.into_node() {
            Some(node) => self.group.push(node),
            None => self.group.not = false,
        }
    }

    /// Reads a word, with the words that mean the same.
    fn word(&mut self, word: &str, typing: bool) -> Node {
        let node = Node::Word { text: word.to_owned(), prefix: typing, origin: Origin::Typed };
        self.widened(word, node)
    }

    /// Reads a phrase, with what means the same.
    fn phrase(&mut self, phrase: &str) -> Node {
        let text = phrase.to_owned();
        self.widened(phrase, Node::Phrase { text, said: false, origin: Origin::Typed })
    }

    fn widened(&mut self, typed: &str, node: Node) -> Node {
        let wanted = fold(&typed.trim().to_lowercase());
        let same = |other: &String| fold(&other.trim().to_lowercase()) == wanted;
        let rings = self.vocabulary.synonyms.iter().filter(|ring| ring.iter().any(same));
        let mut others: Vec<String> =
            rings.flatten().filter(|other| !same(other)).cloned().collect();
        others.sort_unstable();
        others.dedup();
        if others.is_empty() {
            return node;
        }
        let of = || Origin::Synonym { of: typed.to_owned() };
        let replacements = others.iter().map(|text| Node::Word {
            text: text.clone(),
            prefix: false,
            origin: of(),
        });
        let nodes = std::iter::once(node).chain(replacements).collect();
        self.synonyms.push((typed.to_owned(), others));
        Node::Or(nodes)
    }

    /// Keeps the first complaint.
    fn complain(&mut self, complaint: Option<Complaint>) {
        if self.complaint.is_none() {
            self.complaint = complaint;
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
    use crate::locale::English;

    fn vocabulary() -> Vocabulary {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        Vocabulary {
            english: Some(English::British),
            kinds: vec![pair("boundary", "Boundaries"), pair("inner", "Inner work")],
            clients: vec![(crate::vault::RecordId::from_bytes([1; 16]), "Wren".into())],
            phases: vec!["medicine", "integration_early", "integration_later"],
            certainties: vec!["hunch", "forming"],
            weights: vec!["light", "heavy"],
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
        }
    }

    fn read(text: &str) -> Parsed {
        parse(text, &vocabulary(), NaiveDate::from_ymd_opt(2026, 3, 18).expect("a day"))
    }

    fn word(text: &str, prefix: bool) -> Node {
        Node::Word { text: text.into(), prefix, origin: Origin::Typed }
    }

    #[test]
    fn all_words_are_required_and_the_last_one_is_a_prefix_while_typing() {
        assert_eq!(read("one two").query.0, Node::And(vec![word("one", false), word("two", true)]));
        assert_eq!(read("one ").query.0, word("one", false));
        assert_eq!(read("  ").query.0, Node::All);
    }

    #[test]
    fn or_joins_its_neighbours_and_a_dash_excludes() {
        let query = read("a b OR c -d ").query.0;
        let either = Node::Or(vec![word("b", false), word("c", false)]);
        let not = Node::Not(Box::new(word("d", false)));
        assert_eq!(query, Node::And(vec![word("a", false), either, not]));
        assert_eq!(read("OR a ").query.0, word("a", false));
    }

    #[test]
    fn operators_in_capitals_and_parentheses_are_parsed() {
        let same = |one: &str, other: &str| assert_eq!(read(one).query, read(other).query, "{one}");
        same("a AND b ", "a b ");
        same("a NOT b ", "a -b ");
        same("a AND NOT b ", "a -b ");
        same("a AND b OR c ", "a b OR c ");
        same("a NOT (b c) ", "a -(b c) ");
        same("((a)) (b) ", "a b ");
        for dangling in ["a AND ", "AND a ", "a OR ", "a NOT ", "a () ", "a -( ) ", "( a "] {
            same(dangling, "a ");
        }
        let both = Node::And(vec![word("a", false), word("b", false)]);
        let either = Node::Or(vec![both, word("c", false)]);
        assert_eq!(read("(a b) OR c ").query.0, either);
        assert_eq!(read("(a OR b) OR c").query.0, read("a OR b OR c").query.0);
        let small = ["a", "and", "b", "not", "c"].map(|text| word(text, false));
        assert_eq!(read("a and b not c ").query.0, Node::And(small.to_vec()));
        assert_eq!(read("f(x) ").query.0, word("f(x)", false));
    }

    #[test]
    fn filters_joined_by_or_are_not_split_from_the_query() {
        for joined in ["a OR ladder:3 ", "ladder:3 OR a ", "NOT ladder:3 ", "(a ladder:3) OR b "] {
            assert_eq!(read(joined).filters, [], "{joined}");
        }
        assert_eq!(read("a OR b ladder:3 ").filters.len(), 1);
        assert_eq!(read("a -ladder:3 ").filters.len(), 1);
    }

    #[test]
    fn parsing_of_deeply_nested_groups_ends() {
        for text in
            ["(a OR ".repeat(300), "(a (b OR ".repeat(200), "(".repeat(2_000), "a OR ".repeat(400)]
        {
            let query = read(&text).query;
            assert!(depth(&query.0) < 40, "{text}");
        }
    }

    fn depth(node: &Node) -> usize {
        match node {
            Node::And(nodes) | Node::Or(nodes) => 1 + nodes.iter().map(depth).max().unwrap_or(0),
            Node::Not(node) => 1 + depth(node),
            _ => 1,
        }
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
    fn misspelt_filters_and_bad_values_are_named_and_other_colons_are_text() {
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
        let parsed = read("Freeze ");
        let Node::Or(nodes) = parsed.query.0 else { panic!("not widened") };
        let origin = Origin::Synonym { of: "Freeze".into() };
        assert_eq!(nodes[1], Node::Word { text: "shutdown".into(), prefix: false, origin });
        assert_eq!(parsed.synonyms, [("Freeze".to_owned(), vec!["shutdown".to_owned()])]);
    }

    #[test]
    fn dates_in_words_need_no_quotation_marks() {
        let day = |text: &str| {
            let parsed = read(text);
            assert_eq!(parsed.complaint, None, "{text}");
            (parsed.filters, parsed.query.0)
        };
        let (filters, last_month) = day("on:last month ");
        assert_eq!(filters, [("on:last month".to_owned(), [0, 13])]);
        assert_eq!(day("on:2026-02 ").1, last_month);
        assert_eq!(day("on:\"last month\" ").1, last_month);
        let (filters, query) = day("after:2 weeks ago silence ");
        assert_eq!(filters.len(), 1);
        let Node::And(nodes) = query else { panic!("a filter and a word") };
        assert_eq!(nodes[1], word("silence", false));
    }

    #[test]
    fn contradictory_and_excluding_filters_are_queries() {
        let parsed = read("ladder:5..3 -dim:talk ");
        assert_eq!(parsed.complaint, None);
        assert_eq!(parsed.filters.len(), 2);
        assert_eq!(read("-one -two").complaint, None);
    }

    #[test]
    fn every_filter_of_the_language_reads_its_example() {
        let known = "kind:boundary client:wren phase:medicine weight:heavy tag:door session:3..8 \
            before:2026-09 after:2025 on:yesterday verbatim:\"no\" sup:unasked is:closed hunch:yes \
            certainty:forming followup:open gap:>3 ladder:2-5 phase:integration";
        let parsed = read(&format!("{known} "));
        assert_eq!(parsed.complaint, None);
        assert_eq!(parsed.filters.len(), known.split_whitespace().count());
    }

    proptest! {
        #[test]
        fn any_string_is_a_query(text in "\\PC*|[-:\"“” a-zANDORT()<>=.0-9\\n\\x00]{0,80}") {
            let parsed = read(&text);
            for (_, [start, end]) in parsed.filters {
                prop_assert!(start < end && end as usize <= text.encode_utf16().count());
            }
        }
    }
}
