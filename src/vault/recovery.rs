//! Twelve words on paper: the only other way into a journal.

use bip39::{Language, Mnemonic};
use stillroom_guard::LockedBytes;
use zeroize::Zeroizing;

use super::keys::derive_key;
use super::passphrase::normalized;
use super::random::make_secret;

const COUNT: usize = 12;

/// All words of the list are told apart by their first four letters.
const PREFIX: usize = 4;

/// Says which kind of mistake is in typed recovery words; never what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// There are more or fewer than twelve words.
    #[error("{found} words instead of 12")]
    Count {
        /// How many there are.
        found: usize,
    },
    /// One word is not on the list.
    #[error("word {position} is not on the list; the nearest is \"{nearest}\"")]
    Unknown {
        /// Which word, from 1.
        position: usize,
        /// The word of the list that looks most like it.
        nearest: &'static str,
    },
    /// All words are on the list, but at least one is not the right one, or two changed places.
    #[error("the words do not belong together in this order")]
    Checksum,
}

/// Holds 128 random bits that are written down as 12 English words (BIP 39).
///
/// The last word's four checksum bits notice 15 of 16 mistakes; the others are noticed by the slot,
/// which does not open.
#[derive(Debug)]
pub struct RecoveryWords(LockedBytes<16>);

impl RecoveryWords {
    /// Makes random words.
    pub fn make() -> Self {
        Self(make_secret())
    }

    /// Reads typed words: any case, any spaces or marks between them, numbered or not, whole words
    /// or at least their first four letters.
    pub fn parse(text: &str) -> Result<Self, WordsError> {
        let text = Zeroizing::new(normalized(text).to_lowercase());
        let typed = || text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        let found = typed().count();
        if found != COUNT {
            return Err(WordsError::Count { found });
        }
        let mut phrase = Zeroizing::new(String::with_capacity(COUNT * 9));
        for (index, word) in typed().enumerate() {
            let position = index + 1;
            let known = find(word)
                .ok_or_else(|| WordsError::Unknown { position, nearest: nearest(word) })?;
            phrase.push_str(known);
            phrase.push(' ');
        }
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, &phrase)
            .map_err(|_| WordsError::Checksum)?;
        let (entropy, _) = mnemonic.to_entropy_array();
        let entropy = Zeroizing::new(entropy);
        Ok(Self(LockedBytes::filled(|bytes| bytes.copy_from_slice(&entropy[..16]))))
    }

    /// Returns the words, to be shown once and written down.
    pub fn words(&self) -> [&'static str; COUNT] {
        // The entropy is exposed because showing it as words is the purpose of this call.
        let mnemonic = Mnemonic::from_entropy_in(Language::English, self.0.expose())
            .expect("16 bytes are a legal length");
        let mut words = mnemonic.words();
        std::array::from_fn(|_| words.next().expect("16 bytes make twelve words"))
    }

    /// Derives the key that opens a recovery slot:
    /// `HKDF-SHA256(salt, ikm = entropy(16), info = "stillroom 1 recovery")`.
    pub(super) fn derive_kek(&self, salt: &[u8; 16]) -> LockedBytes<32> {
        // The entropy is exposed to HKDF, which takes a slice.
        derive_key(self.0.expose(), salt, b"stillroom 1 recovery")
    }
}

/// Finds a word by itself or by its beginning of at least four letters.
fn find(typed: &str) -> Option<&'static str> {
    let list = Language::English.word_list();
    if let Ok(at) = list.binary_search(&typed) {
        return Some(list[at]);
    }
    let from = list.partition_point(|word| *word < typed);
    list.get(from).filter(|word| typed.len() >= PREFIX && word.starts_with(typed)).copied()
}

/// Returns the word of the list with the fewest changes of letters.
fn nearest(typed: &str) -> &'static str {
    let typed: Zeroizing<Vec<char>> = Zeroizing::new(typed.chars().take(32).collect());
    let list = Language::English.word_list().iter();
    list.min_by_key(|word| distance(&typed, word)).expect("the list has 2048 words")
}

/// Counts the letters to add, drop, change or swap with a neighbour.
fn distance(typed: &[char], word: &str) -> usize {
    let mut before = Zeroizing::new(Vec::new());
    let mut row: Zeroizing<Vec<usize>> = Zeroizing::new((0..=typed.len()).collect());
    let mut last = None;
    for (i, letter) in word.chars().enumerate() {
        let mut next = Zeroizing::new(Vec::with_capacity(row.len()));
        next.push(i + 1);
        for (j, &mine) in typed.iter().enumerate() {
            let changed = row[j] + usize::from(mine != letter);
            let mut least = changed.min(row[j + 1] + 1).min(next[j] + 1);
            if j > 0 && last == Some(mine) && typed[j - 1] == letter {
                let swapped: usize = before[j - 1];
                least = least.min(swapped + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(letter);
    }
    row[typed.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The BIP 39 test vector of entropy 7f7f...7f.
    const WORDS: &str =
        "legal winner thank year wave sausage worth useful legal winner thank yellow";

    fn entropy(text: &str) -> Result<[u8; 16], WordsError> {
        RecoveryWords::parse(text).map(|words| *words.0.expose())
    }

    #[test]
    fn words_and_entropy_are_those_of_bip_39() {
        assert_eq!(entropy(WORDS), Ok([0x7f; 16]));
        let words = RecoveryWords(LockedBytes::filled(|bytes| bytes.fill(0x7f)));
        assert_eq!(words.words().join(" "), WORDS);
    }

    #[test]
    fn a_thousand_random_sets_of_words_come_back() {
        for _ in 0..1000 {
            let made = RecoveryWords::make();
            let text = made.words().join(" ");
            assert_eq!(entropy(&text), Ok(*made.0.expose()), "{text}");
        }
    }

    #[test]
    fn recovery_words_may_differ_in_case_spaces_numbering_and_length() {
        let numbered: String = (1..)
            .zip(WORDS.split(' '))
            .fold(String::new(), |text, (n, word)| text + &format!("{n}. {word}\r\n"));
        let glued: String = (1..)
            .zip(WORDS.split(' '))
            .fold(String::new(), |text, (n, word)| text + &format!("{n}){word} "));
        let short: Vec<&str> = WORDS.split(' ').map(|word| &word[..4]).collect();
        for text in [
            WORDS.to_uppercase(),
            format!("  {}\t\n", WORDS.replace(' ', "   ")),
            WORDS.replace(' ', ", "),
            WORDS.replace(' ', "-"),
            WORDS.replace('l', "\u{ff4c}"),
            numbered,
            glued,
            short.join(" "),
        ] {
            assert_eq!(entropy(&text), Ok([0x7f; 16]), "{text}");
        }
    }

    #[test]
    fn a_wrong_count_says_how_many_there_are() {
        for (text, found) in [
            (String::new(), 0),
            (WORDS.replace(" yellow", ""), 11),
            (format!("{WORDS} legal"), 13),
            ("1. 2. 3.".to_owned(), 0),
        ] {
            assert_eq!(entropy(&text), Err(WordsError::Count { found }), "{text}");
        }
    }

    #[test]
    fn an_unknown_recovery_word_is_named_by_position_and_nearest_word() {
        for (from, to, position, nearest) in [
            ("winner thank year", "wniner thank year", 2, "winner"),
            ("sausage", "sausgae", 6, "sausage"),
            ("wave", "wav", 5, "wave"),
            ("useful", "usefull", 8, "useful"),
            ("yellow", "jellow", 12, "yellow"),
        ] {
            let error = entropy(&WORDS.replace(from, to));
            assert_eq!(error, Err(WordsError::Unknown { position, nearest }), "{to}");
        }
    }

    #[test]
    fn known_words_in_a_wrong_order_fail_the_checksum() {
        let swapped = WORDS.replace("winner thank yellow", "thank winner yellow");
        assert_eq!(entropy(&swapped), Err(WordsError::Checksum));
        assert_eq!(entropy(&WORDS.replace("yellow", "year")), Err(WordsError::Checksum));
    }

    #[test]
    fn four_letters_identify_every_recovery_word() {
        for word in Language::English.word_list() {
            let prefix: String = word.chars().take(PREFIX).collect();
            assert_eq!(find(&prefix), Some(*word));
            assert_eq!(find(word), Some(*word));
        }
        assert_eq!(find("aban"), Some("abandon"));
        assert_eq!(find("aba"), None);
        assert_eq!(find("zzzz"), None);
    }

    #[test]
    fn the_kek_depends_on_words_and_salt() {
        let (one, other) = (RecoveryWords::make(), RecoveryWords::make());
        let kek = |words: &RecoveryWords, salt| *words.derive_kek(&[salt; 16]).expose();
        assert_eq!(kek(&one, 1), kek(&one, 1));
        assert_ne!(kek(&one, 1), kek(&one, 2));
        assert_ne!(kek(&one, 1), kek(&other, 1));
    }

    #[test]
    fn typed_recovery_words_are_not_in_debug_output_or_errors() {
        let words = RecoveryWords::parse(WORDS).expect("valid");
        assert!(!format!("{words:?}").contains("legal"));
        let error = entropy(&WORDS.replace("sausage", "xyzzyxyzzy")).expect_err("unknown");
        assert!(!format!("{error:?} {error}").contains("xyzzy"));
    }
}
