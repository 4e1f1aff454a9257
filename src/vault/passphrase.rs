//! Passphrases: how strong they must be, and how one is suggested.

use std::fmt;

use bip39::Language;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::random::make_bytes;

/// The least number of characters, after normalisation.
const LEAST_CHARS: usize = 15;

/// The least number of guesses, as a power of ten, by zxcvbn's estimate.
const LEAST_GUESSES_LOG10: f64 = 10.0;

/// Six words of 2048 are 66 random bits.
const SUGGESTED_WORDS: usize = 6;

/// Common phrases that are long enough to pass otherwise: letters and digits only, sorted.
const BLOCKLIST: &str = include_str!("blocklist.txt");

/// Says why a passphrase is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassphrase {
    /// It has fewer than 15 characters.
    #[error("the passphrase has fewer than 15 characters")]
    TooShort,
    /// It is a saying, a title or a pattern that guessers try first.
    #[error("the passphrase is a common phrase")]
    Blocklisted,
    /// It is long, but made of parts that are guessed quickly.
    #[error("the passphrase is easy to guess")]
    Guessable,
}

/// Tells how strong a passphrase is, as honestly as an estimate can.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strength {
    /// Why it is refused, or `None` if it is accepted.
    pub weakness: Option<WeakPassphrase>,
    /// The power of ten of the guesses needed, by zxcvbn's estimate. It knows English best, so
    /// phrases of other languages may be weaker than it says.
    pub guesses_log10: f64,
    /// Whether a space stands before or behind it. It counts as any character does, and does not
    /// show.
    pub edge_space: bool,
}

impl Strength {
    /// Tells whether the passphrase is accepted.
    pub fn ok(&self) -> bool {
        self.weakness.is_none()
    }

    /// Returns a level to show: 0 and 1 are refused, 2 just enough, 3 good, 4 strong.
    ///
    /// At 10,000 guesses a second, which the slow derivation leaves to a well-equipped attacker,
    /// level 2 begins at days, 3 at years and 4 at thousands of years.
    pub fn level(&self) -> u8 {
        match self.guesses_log10 {
            guesses if !self.ok() => u8::from(guesses >= 6.0),
            guesses if guesses < 12.0 => 2,
            guesses if guesses < 15.0 => 3,
            _ => 4,
        }
    }
}

/// Holds a passphrase in Unicode form NFKC, wiped on drop.
///
/// The same passphrase typed on another keyboard or system may arrive as other code points; NFKC
/// makes them one. Nothing is trimmed and case counts.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Accepts a new passphrase if it is strong enough.
    pub fn choose(text: &str) -> Result<Self, WeakPassphrase> {
        check_strength(text).weakness.map_or_else(|| Ok(Self::typed(text)), Err)
    }

    /// Takes a passphrase as it was typed to unlock, strong or not.
    pub fn typed(text: &str) -> Self {
        Self(normalized(text))
    }

    /// Shows the bytes, to the key derivation only.
    pub(super) fn expose(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(redacted)")
    }
}

/// Judges a passphrase that is being chosen.
///
/// Refused are fewer than 15 characters, common phrases however they are spaced, capitalised or
/// numbered, and what zxcvbn estimates at fewer than 10^10 guesses. No mix of kinds of characters
/// is asked for. (zxcvbn works on copies that are freed unwiped; locking ends the process.)
pub fn check_strength(text: &str) -> Strength {
    let text = normalized(text);
    let guesses_log10 = zxcvbn::zxcvbn(&text, &["stillroom"]).guesses_log10();
    let weakness = if text.chars().count() < LEAST_CHARS {
        Some(WeakPassphrase::TooShort)
    } else if is_common(&text) {
        Some(WeakPassphrase::Blocklisted)
    } else if guesses_log10 < LEAST_GUESSES_LOG10 {
        Some(WeakPassphrase::Guessable)
    } else {
        None
    };
    let edge_space = text.trim().len() != text.len();
    Strength { weakness, guesses_log10, edge_space }
}

/// Suggests six random words, which are easier to keep in mind than they are to guess.
pub fn suggest_passphrase() -> Zeroizing<String> {
    loop {
        let mut text = Zeroizing::new(String::with_capacity(SUGGESTED_WORDS * 9));
        for index in 0..SUGGESTED_WORDS {
            if index > 0 {
                text.push(' ');
            }
            // 2048 divides 2^16, so that every word is equally likely.
            let number = usize::from(u16::from_le_bytes(make_bytes()) % 2048);
            text.push_str(Language::English.word_list()[number]);
        }
        if check_strength(&text).ok() {
            return text;
        }
    }
}

/// Brings a text to NFKC without leaving copies behind.
pub(super) fn normalized(text: &str) -> Zeroizing<String> {
    // NFKC makes UTF-8 at most 11 times as long (U+FDFA), so that the text never reallocates.
    let mut normal = Zeroizing::new(String::with_capacity(text.len() * 11));
    normal.extend(text.nfkc());
    normal
}

fn is_common(text: &str) -> bool {
    // Lower case is at most 1.5 times as long as what it was made from.
    let mut bare = Zeroizing::new(String::with_capacity(text.len() * 2));
    bare.extend(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
    let inner = bare.trim_matches(|c: char| c.is_ascii_digit());
    BLOCKLIST.lines().any(|line| line == bare.as_str() || line == inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weakness(text: &str) -> Option<WeakPassphrase> {
        check_strength(text).weakness
    }

    #[test]
    fn each_rule_finds_the_violation_it_is_for() {
        for (text, reason) in [
            ("", WeakPassphrase::TooShort),
            ("xK9$vQ2!mZ7&pL", WeakPassphrase::TooShort),
            ("correcthorsebatterystaple", WeakPassphrase::Blocklisted),
            ("Correct Horse Battery Staple", WeakPassphrase::Blocklisted),
            ("To be, or not to be: that is the question!", WeakPassphrase::Blocklisted),
            ("2024 Maytheforcebewithyou 99", WeakPassphrase::Blocklisted),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", WeakPassphrase::Guessable),
            ("passwordpassword", WeakPassphrase::Guessable),
            ("zyxwvutsrqponmlkjihgfedcba", WeakPassphrase::Guessable),
            ("stillroomstillroomstillroom", WeakPassphrase::Guessable),
        ] {
            assert_eq!(weakness(text), Some(reason), "{text}");
            assert!(check_strength(text).level() <= 1);
            assert_eq!(Passphrase::choose(text).err(), Some(reason));
        }
    }

    #[test]
    fn a_passphrase_needs_length_and_no_kind_of_character() {
        for text in
            ["marble otter plinth viaduct", "zwölf graue Kraniche ziehen", "xK9$vQ2!mZ7&pLw"]
        {
            assert_eq!(weakness(text), None, "{text}");
            assert!(check_strength(text).level() >= 2);
            assert!(Passphrase::choose(text).is_ok());
        }
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(weakness("žluťoučkýkůň99"), Some(WeakPassphrase::TooShort));
        assert_eq!("žluťoučkýkůň99".chars().count(), 14);
    }

    #[test]
    fn other_code_points_for_the_same_characters_are_the_same_passphrase() {
        let composed = Passphrase::typed("caf\u{e9} \u{ff21}\u{fb01}");
        let decomposed = Passphrase::typed("cafe\u{301} Afi");
        assert_eq!(composed.expose(), decomposed.expose());
        assert_ne!(composed.expose(), Passphrase::typed("Caf\u{e9} Afi").expose());
        assert_ne!(composed.expose(), Passphrase::typed("caf\u{e9} Afi ").expose());
    }

    #[test]
    fn suggested_passphrases_are_six_words_accepted_and_never_repeated() {
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..200 {
            let text = suggest_passphrase();
            assert_eq!(text.split(' ').count(), SUGGESTED_WORDS);
            assert!(check_strength(&text).level() >= 3, "{}", check_strength(&text).guesses_log10);
            assert!(seen.insert(text.to_string()));
        }
    }

    #[test]
    fn the_blocklist_is_sorted_normalised_and_matched_by_whole_words() {
        let lines: Vec<&str> = BLOCKLIST.lines().collect();
        assert!(lines.is_sorted() && lines.len() >= 200, "{}", lines.len());
        for line in &lines {
            let bare = line.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
            assert!(bare && line.len() >= LEAST_CHARS, "{line}");
            assert_eq!(weakness(line), Some(WeakPassphrase::Blocklisted), "{line}");
        }
        assert!(!is_common("correct horse battery staple and a viaduct"));
    }

    #[test]
    fn levels_follow_the_estimate() {
        let level = |weakness, guesses_log10| {
            Strength { weakness, guesses_log10, edge_space: false }.level()
        };
        assert_eq!([10.0, 11.9, 12.0, 14.9, 15.0].map(|log| level(None, log)), [2, 2, 3, 3, 4]);
        let weak = Some(WeakPassphrase::TooShort);
        assert_eq!([3.0, 6.0, 20.0].map(|log| level(weak, log)), [0, 1, 1]);
    }

    #[test]
    fn debug_shows_no_letter() {
        assert_eq!(format!("{:?}", Passphrase::typed("secret")), "Passphrase(redacted)");
    }
}
