//! What is asked: the same of every engine.

use stillroom::index::{self, Facet, Query, Vocabulary};
use stillroom::testing::Corpus;

use crate::notes;

/// Queries of one class.
pub(crate) const PER_CLASS: usize = 40;

/// The classes of queries, in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Term,
    And,
    Phrase,
    Prefix,
    Fuzzy,
    Facet,
    ByDate,
}

impl Class {
    pub(crate) const ALL: [Self; 7] = [
        Self::Term,
        Self::And,
        Self::Phrase,
        Self::Prefix,
        Self::Fuzzy,
        Self::Facet,
        Self::ByDate,
    ];

    /// Returns how many times faster than FTS5 it must be.
    pub(crate) fn times_fts(self) -> Option<f64> {
        match self {
            Self::Term | Self::Prefix => Some(20.0),
            Self::And => Some(12.0),
            Self::Phrase => Some(8.0),
            Self::Fuzzy | Self::Facet | Self::ByDate => None,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::And => "AND",
            Self::Phrase => "phrase",
            Self::Prefix => "prefix",
            Self::Fuzzy => "fuzzy",
            Self::Facet => "facet",
            Self::ByDate => "by date",
        }
    }
}

/// One query in every form.
pub(crate) struct Asked {
    pub(crate) class: Class,
    /// What our query language was given, parsed.
    pub(crate) query: Query,
    /// The same for FTS5; none where it has no such thing.
    pub(crate) fts: Option<String>,
}

/// Makes the queries of all classes.
pub(crate) fn queries(count: usize) -> Vec<Asked> {
    let mut corpus = Corpus::new(notes::SEED + 1);
    let samples: Vec<String> = notes::notes(count.min(400))
        .map(|note| note.texts[0].1.clone())
        .collect();
    let mut asked = Vec::new();
    for class in Class::ALL {
        for _ in 0..PER_CLASS {
            let (text, fts) = one(class, &mut corpus, &samples);
            asked.push(Asked { class, query: parse(&text), fts });
        }
    }
    asked
}

fn one(class: Class, corpus: &mut Corpus, samples: &[String]) -> (String, Option<String>) {
    match class {
        Class::Term | Class::ByDate => {
            let word = corpus.word().to_owned();
            (format!("{word} "), Some(format!("\"{word}\"")))
        }
        // Two words that someone remembers of one note.
        Class::And => {
            let words = words_of_one(corpus, samples);
            let at = corpus.below(words.len() as u64 / 2) as usize;
            let (one, two) = (words[at], words[words.len() - 1 - at]);
            (format!("{one} {two} "), Some(format!("\"{one}\" \"{two}\"")))
        }
        Class::Phrase => {
            let words = words_of_one(corpus, samples);
            let at = corpus.below(words.len() as u64 - 1) as usize;
            let phrase = format!("\"{} {}\"", words[at], words[at + 1]);
            (format!("{phrase} "), Some(phrase))
        }
        Class::Prefix => {
            let word = corpus.word();
            let begin: String = word.chars().take(3).collect();
            (begin.clone(), Some(format!("\"{begin}\"*")))
        }
        Class::Fuzzy => {
            let mut letters: Vec<char> = std::iter::repeat_with(|| corpus.word().to_owned())
                .find(|word| word.len() > 6)
                .unwrap_or_default()
                .chars()
                .collect();
            letters.swap(2, 3);
            letters.push('x');
            (format!("{} ", letters.into_iter().collect::<String>()), None)
        }
        Class::Facet => {
            let word = corpus.word();
            (format!("{word} kind:boundary ladder:>=3 "), None)
        }
    }
}

fn words_of_one<'a>(corpus: &mut Corpus, samples: &'a [String]) -> Vec<&'a str> {
    let sample = &samples[corpus.below(samples.len() as u64) as usize];
    sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect()
}

fn parse(text: &str) -> Query {
    let ladder = Facet {
        word: "ladder".to_owned(),
        label: "Ladder".to_owned(),
        numeric: true,
        keys: Vec::new(),
    };
    let kinds = vec![("boundary".to_owned(), "Boundaries".to_owned())];
    let vocabulary = Vocabulary { kinds, facets: vec![ladder], ..Vocabulary::default() };
    index::parse(text, &vocabulary, Default::default()).query
}
