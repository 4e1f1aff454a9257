//! Words that have been analysed, handed to tantivy as one string.
//!
//! A space leads to the next position; [`SAME`] parts words that share one. Handing over tokens
//! instead would have tantivy write them down as JSON and read them again.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The tokenizer's name in the schema.
pub(super) const NAME: &str = "given";

/// Parts words at the same position.
const SAME: char = '\u{1}';

/// Writes words with their positions, which never fall, as one string.
pub(super) fn join<'a>(words: impl Iterator<Item = (usize, &'a str)>) -> String {
    let mut joined = String::new();
    let mut reached = 0;
    for (position, word) in words {
        if position == reached && !joined.is_empty() {
            joined.push(SAME);
        }
        joined.extend(std::iter::repeat_n(' ', position - reached));
        joined.push_str(word);
        reached = position;
    }
    joined
}

/// Reads what [`join`] wrote.
#[derive(Clone, Default)]
pub(super) struct Pretokenized(Token);

pub(super) struct Words<'a> {
    rest: &'a str,
    position: usize,
    token: &'a mut Token,
}

impl Tokenizer for Pretokenized {
    type TokenStream<'a> = Words<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words<'a> {
        self.0.reset();
        Words { rest: text, position: 0, token: &mut self.0 }
    }
}

impl TokenStream for Words<'_> {
    fn advance(&mut self) -> bool {
        let word = self.rest.trim_start_matches([' ', SAME]);
        let skipped = &self.rest[..self.rest.len() - word.len()];
        self.position += skipped.bytes().filter(|byte| *byte == b' ').count();
        let end = word.find([' ', SAME]).unwrap_or(word.len());
        self.rest = &word[end..];
        self.token.text.clear();
        self.token.text.push_str(&word[..end]);
        self.token.position = self.position;
        !word.is_empty()
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_positions_with_gaps_and_with_several_at_one() {
        let words = [(0, "f41.1"), (0, "f41"), (1, "1"), (4, "静け"), (5, "end")];
        let joined = join(words.into_iter());
        let mut given = Pretokenized::default();
        let mut stream = given.token_stream(&joined);
        let mut read = Vec::new();
        while stream.advance() {
            read.push((stream.token().position, stream.token().text.clone()));
        }
        assert_eq!(read, words.map(|(position, word)| (position, word.to_owned())));
        assert!(!given.token_stream("").advance());
        assert_eq!(join([(2, "late")].into_iter()), "  late");
    }
}
