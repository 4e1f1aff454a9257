//! Splits a query into tokens: words, phrases, filters, operators, parentheses.

use std::ops::Range;

/// Parentheses within more than so many others are read as if they were not there.
const MOST_DEPTH: usize = 16;

/// One token, with where it stands in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) at: Range<usize>,
    /// Whether `-` stands before it.
    pub(super) not: bool,
    pub(super) kind: Kind,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Word(String),
    Phrase(String),
    /// `word:value`, with no space behind the colon.
    Filter {
        word: String,
        value: String,
        quoted: bool,
    },
    And,
    Or,
    Not,
    Open,
    Close,
}

impl Kind {
    /// Returns a plain word.
    pub(super) fn as_word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// Splits any string; also says whether a quotation mark was never closed.
pub(super) fn tokens(text: &str) -> (Vec<Token>, bool) {
    let mut tokens = Vec::new();
    let mut open_quote = false;
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let c = rest.chars().next().expect("there is a rest");
        if c.is_whitespace() || c.is_control() {
            at += c.len_utf8();
            continue;
        }
        let start = at;
        let not = c == '-' && rest[1..].chars().next().is_some_and(|c| !c.is_whitespace());
        at += usize::from(not);
        let kind = if let Some((phrase, length, closed)) = quoted(&text[at..]) {
            open_quote |= !closed;
            at += length;
            Kind::Phrase(phrase)
        } else if text[at..].starts_with('(') {
            at += 1;
            depth += 1;
            if depth > MOST_DEPTH {
                continue;
            }
            Kind::Open
        } else if depth > 0 && text[at..].starts_with(')') {
            at += 1;
            depth -= 1;
            if depth >= MOST_DEPTH {
                continue;
            }
            Kind::Close
        } else {
            let word = word(&text[at..], depth > 0);
            at += word.len();
            match filter(&word, &text[at..]) {
                Some((word, value, length, closed)) => {
                    let quoted = length > 0;
                    open_quote |= !closed;
                    at += length;
                    Kind::Filter { word, value, quoted }
                }
                None if word == "AND" && !not => Kind::And,
                None if word == "OR" && !not => Kind::Or,
                None if word == "NOT" && !not => Kind::Not,
                None => Kind::Word(word),
            }
        };
        tokens.push(Token { at: start..at, not, kind });
    }
    (tokens, open_quote)
}

/// Reads a word up to white space, a quotation mark, or the end of a group that it stands in; at
/// least one character.
fn word(text: &str, in_group: bool) -> String {
    let ends = |(at, c): &(usize, char)| {
        *at > 0 && (c.is_whitespace() || is_quote(*c) || (in_group && *c == ')'))
    };
    let end = text.char_indices().find(ends).map_or(text.len(), |(at, _)| at);
    text[..end].to_owned()
}

/// Takes `word:value` apart; a value may stand in quotation marks right behind the colon.
fn filter(word: &str, rest: &str) -> Option<(String, String, usize, bool)> {
    let (name, value) = word.split_once(':')?;
    let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !named {
        return None;
    }
    if !value.is_empty() {
        return Some((name.to_lowercase(), value.to_owned(), 0, true));
    }
    let (value, length, closed) = quoted(rest)?;
    Some((name.to_lowercase(), value, length, closed))
}

/// Reads a phrase in quotation marks; one that is never closed ends with the text.
fn quoted(text: &str) -> Option<(String, usize, bool)> {
    let first = text.chars().next().filter(|c| is_quote(*c))?;
    let inner = &text[first.len_utf8()..];
    match inner.char_indices().find(|(_, c)| is_quote(*c)) {
        Some((end, last)) => {
            let length = first.len_utf8() + end + last.len_utf8();
            Some((inner[..end].to_owned(), length, true))
        }
        None => Some((inner.to_owned(), text.len(), false)),
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}')
}
