//! Recovery words written down and typed again, a thousand times.

use stillroom::vault::{JournalId, Place, Purpose, RecordId, RecoveryWords, RootKey, Seq, Slot};

use crate::figure::{Figure, thousands};
use crate::rng::Rng;
use crate::run::Run;

/// Choices of this proof start here.
const USE: u64 = 7_000_000;

/// Proves that the words always open what they were made for.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let rounds = run.choose(1_000, 100);
    let mut rng = run.rng(USE);
    let right = (0..rounds).filter(|_| words_open(&mut rng)).count();
    vec![Figure {
        number: 11,
        what: "recovery words written down, typed again, and opening the same keys".to_owned(),
        bar: format!("{0} of {0}", thousands(rounds)),
        result: format!("{} of {}", thousands(right), thousands(rounds)),
        holds: right == rounds,
    }]
}

/// Seals with one set of keys and opens with those that the typed words bring back.
fn words_open(rng: &mut Rng) -> bool {
    let (words, root, journal) = (RecoveryWords::make(), RootKey::make(), JournalId::make());
    let slot = Slot::seal_recovery(&root, &words, journal);
    let Ok(typed) = RecoveryWords::parse(&typed(&words.words(), rng)) else { return false };
    let stored = Slot::from_bytes(slot.bytes);
    let Ok(opened) = stored.and_then(|slot| slot.open_with_words(&typed, journal)) else {
        return false;
    };
    let record = RecordId::from_bytes(rng.id());
    let place = Place { purpose: Purpose::Body, journal, record, seq: Seq(rng.next()) };
    let text: Vec<u8> = (0..rng.below(5_000)).map(|at| at as u8).collect();
    let sealed = root.derive_keys(journal).body.seal(&place, &text);
    let back = opened.derive_keys(journal).body.open(&place, &sealed);
    back.is_ok_and(|back| *back == text)
}

/// As people type: capitals, four letters of each word, spaces and line ends of all kinds.
fn typed(words: &[&str; 12], rng: &mut Rng) -> String {
    let mut text = String::new();
    for word in words {
        let short = if rng.chance(30) { &word[..word.len().min(4)] } else { word };
        let shown = if rng.chance(30) { short.to_uppercase() } else { short.to_owned() };
        text.push_str(&shown);
        let gap = rng.pick::<&str>(&[" ", "  ", "\n", " \t"]);
        text.push_str(gap);
    }
    text
}
