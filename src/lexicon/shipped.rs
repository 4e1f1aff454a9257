//! The terms that ship with Stillroom.

use std::sync::LazyLock;

use super::definition::Word;
use super::read::read_terms;

const FILE: &str = include_str!("../../content/lexicon.toml");

static SHIPPED: LazyLock<Vec<Word>> = LazyLock::new(|| {
    read_terms("lexicon.toml", FILE).expect("the build refuses a lexicon with a mistake")
});

/// Returns the terms that ship with Stillroom, in the order of their file.
pub fn shipped_terms() -> &'static [Word] {
    &SHIPPED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_is_valid_and_starts_with_the_terms_of_the_work() {
        let terms = read_terms("lexicon.toml", FILE).unwrap_or_else(|error| panic!("{error}"));
        assert!(terms.len() >= 40, "{}", terms.len());
        let begins: Vec<&str> = terms.iter().take(8).map(|term| term.term.as_str()).collect();
        let wanted = [
            "echo",
            "container",
            "two readings",
            "room for good",
            "return",
            "dream logic",
            "attunement",
            "emergence",
        ];
        assert_eq!(begins, wanted);
    }

    #[test]
    fn a_term_twice_or_without_a_meaning_is_refused_with_its_line() {
        let twice =
            "[[terms]]\nterm = \"echo\"\nplain = \"a\"\n[[terms]]\nterm = \"Echo\"\nplain = \"b\"";
        let error = read_terms("l.toml", twice).expect_err("it is there twice");
        assert_eq!(error.to_string(), "l.toml:5: the id is taken");
        let bare = "[[terms]]\nterm = \"echo\"\nplain = \" \"";
        let error = read_terms("l.toml", bare).expect_err("it means nothing");
        assert_eq!(error.to_string(), "l.toml:2: `echo` needs a term and a meaning");
    }
}
