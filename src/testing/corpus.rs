//! Generated notes: seeded, with word frequencies as in real text (Zipf).

use super::Chance;

/// Words that real notes are full of stand at the top ranks; generated ones follow.
const COMMON: &str = "the and to of a i in was with that it my for as on at but we her his they \
    from had not be this what so then when there no one breath room hand music silence chair \
    window eyes body session medicine headphones voice grief anger shame tenderness laugh sleep \
    boundary distance asked stayed waited held dark light mother father child door house river \
    supervision transference attunement container rupture repair dream symbol bird stone water";
/// How many different words the notes use.
const VOCABULARY: usize = 30_000;
/// All corpora speak the same language, so that one can ask for what stands in another.
const LANGUAGE: u64 = 1;

/// A source of generated notes; the same seed gives the same notes.
pub struct Corpus {
    chance: Chance,
    words: Vec<String>,
    /// Cumulative Zipf weights, one a word.
    cumulative: Vec<f64>,
}

impl Corpus {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        let mut corpus =
            Self { chance: Chance::new(LANGUAGE), words: Vec::new(), cumulative: Vec::new() };
        corpus.words = COMMON.split_whitespace().map(str::to_owned).collect();
        while corpus.words.len() < VOCABULARY {
            let word = corpus.made_up_word();
            corpus.words.push(word);
        }
        let mut total = 0.0;
        for rank in 1..=corpus.words.len() {
            total += 1.0 / rank as f64;
            corpus.cumulative.push(total);
        }
        corpus.chance = Chance::new(seed);
        corpus
    }

    /// Returns the next number, evenly spread below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.chance.below(bound)
    }

    /// Returns a word, frequent ones more often.
    pub fn word(&mut self) -> &str {
        let total = self.cumulative.last().copied().unwrap_or_default();
        let at = self.below(1 << 52) as f64 / (1_u64 << 52) as f64 * total;
        let rank = self.cumulative.partition_point(|weight| *weight < at);
        &self.words[rank.min(self.words.len() - 1)]
    }

    /// Returns a note of 250 to 600 words in sentences and paragraphs.
    pub fn note(&mut self) -> String {
        let words = 250 + self.below(351) as usize;
        self.text(words)
    }

    /// Returns a text of so many words.
    pub fn text(&mut self, words: usize) -> String {
        let mut text = String::new();
        let mut left_in_sentence = 0;
        for at in 0..words {
            if left_in_sentence == 0 {
                left_in_sentence = 4 + self.below(16);
                if at > 0 {
                    text.push_str(if self.below(6) == 0 { ".\n" } else { ". " });
                }
            } else {
                text.push(' ');
            }
            left_in_sentence -= 1;
            let word = self.word();
            text.push_str(word);
        }
        text.push('.');
        text
    }

    fn made_up_word(&mut self) -> String {
        const ONSETS: [&str; 16] =
            ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "br"];
        const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "ea"];
        const ENDINGS: [&str; 8] = ["", "n", "r", "st", "ng", "l", "m", "th"];
        let mut word = String::new();
        for _ in 0..2 + self.below(3) {
            word.push_str(ONSETS[self.below(16) as usize]);
            word.push_str(VOWELS[self.below(6) as usize]);
        }
        word.push_str(ENDINGS[self.below(8) as usize]);
        word
    }
}
