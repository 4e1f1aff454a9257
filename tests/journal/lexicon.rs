//! The lexicon: own terms win, rings widen a search, and the glossary knows where a term is used.

use stillroom::journal::{Journal, JournalError, LexiconTerm, SearchRequest};
use stillroom::testing::{Bench, NOON, entry, minutes_later};
use tempfile::TempDir;

fn term(name: &str, plain: &str, ring: &[&str]) -> LexiconTerm {
    LexiconTerm {
        id: None,
        term: name.into(),
        plain: plain.into(),
        ring: ring.iter().map(|word| (*word).to_owned()).collect(),
        shipped: false,
    }
}

fn named<'a>(terms: &'a [LexiconTerm], name: &str) -> Option<&'a LexiconTerm> {
    terms.iter().find(|term| term.term == name)
}

fn found(journal: &Journal, text: &str) -> u32 {
    let request =
        SearchRequest { text: text.into(), by_date: false, offset: 0, limit: 20, counted: true };
    journal.search(&request, NOON).expect("any string is answered").total.expect("it is counted")
}

#[test]
fn a_custom_term_replaces_a_shipped_one_until_it_is_removed() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let shipped = named(&journal.lexicon().terms, "echo").expect("it is shipped").clone();
    let own = term(" Echo ", "What comes back from the hills.", &["echo", "reply", "Reply"]);
    let lexicon = journal.save_term(&own, NOON).expect("it is made");
    let mine = named(&lexicon.terms, "Echo").expect("it is there");
    assert_eq!(mine.ring, ["reply"], "no word twice, and not the term itself");
    assert!(mine.shipped && named(&lexicon.terms, "echo").is_none());
    journal.lock().map(drop).expect("it locks");

    let mut journal = bench.unlock();
    assert!(named(&journal.lexicon().terms, "Echo").is_some());
    let lexicon = journal.remove_term("echo", minutes_later(1)).expect("it goes");
    assert_eq!(named(&lexicon.terms, "echo"), Some(&shipped));
    assert!(lexicon.hidden.is_empty());
}

#[test]
fn a_shipped_term_can_be_hidden_and_shown_again() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let lexicon = journal.remove_term("catch", NOON).expect("it goes");
    assert_eq!(lexicon.hidden, ["catch"]);
    assert!(named(&lexicon.terms, "catch").is_none());
    let lexicon = journal.unhide_term("catch", NOON).expect("it comes back");
    assert!(lexicon.hidden.is_empty() && named(&lexicon.terms, "catch").is_some());
    let lexicon = journal.remove_term("catch", NOON).expect("it goes again");
    assert_eq!(lexicon.hidden, ["catch"]);
}

#[test]
fn terms_without_a_name_or_with_a_taken_one_are_refused() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let blank = journal.save_term(&term("tide", "  ", &[]), NOON);
    assert!(matches!(blank, Err(JournalError::NameEmpty)));
    journal.save_term(&term("tide", "It comes and goes.", &[]), NOON).expect("it is made");
    let taken = journal.save_term(&term("Tide", "Another.", &[]), NOON);
    assert!(matches!(taken, Err(JournalError::NameTaken)));
    assert!(matches!(journal.remove_term("moon", NOON), Err(JournalError::NoSuchRecord)));
}

#[test]
fn rings_of_synonyms_widen_a_search_and_follow_custom_terms() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    for text in ["There was a collapse near the end.", "A low tide in the hour."] {
        let input = entry(&journal, "free", text, NOON);
        journal.save_revision(&input, NOON).expect("it is saved");
    }
    assert_eq!(found(&journal, "shutdown "), 1, "collapse is of its ring");
    assert_eq!(found(&journal, "ebb "), 0);
    journal.save_term(&term("ebb", "Going out.", &["low tide"]), NOON).expect("it is made");
    assert_eq!(found(&journal, "ebb "), 1);
    journal.remove_term("shutdown", NOON).expect("it goes");
    assert_eq!(found(&journal, "shutdown "), 0);
}

#[test]
fn the_glossary_knows_where_a_term_or_a_word_of_its_ring_was_used() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let said =
        ["Two readings again.", "An appeasing smile.", "Pleasing, and then not.", "Nothing."];
    for (minute, text) in (0..).zip(said) {
        let input = entry(&journal, "free", text, minutes_later(minute));
        journal.save_revision(&input, minutes_later(minute)).expect("it is saved");
    }
    let uses = journal.term_uses("pleasing", 10, NOON).expect("it is a term");
    let excerpts: Vec<_> = uses.hits.iter().map(|hit| hit.row.excerpt.as_str()).collect();
    assert_eq!((uses.total, excerpts), (2, vec!["Pleasing, and then not.", "An appeasing smile."]));
    let counts = journal.term_counts(NOON).expect("it counts");
    let of = |name: &str| counts.iter().find(|count| count.term == name).map(|c| c.entries);
    assert_eq!((of("two readings"), of("pleasing"), of("void")), (Some(1), Some(2), Some(0)));
    assert!(journal.term_uses("moon", 10, NOON).is_err());
}
