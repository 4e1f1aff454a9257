//! What counts as a word, and which words find which texts.

use stillroom::journal::{Journal, SearchAnswer, SearchRequest};
use stillroom::testing::{Bench, NOON, entry};
use stillroom::vault::RecordId;
use tempfile::TempDir;

fn search(journal: &Journal, text: &str) -> SearchAnswer {
    let request =
        SearchRequest { text: text.into(), by_date: false, offset: 0, limit: 200, counted: true };
    journal.search(&request, NOON).expect("any string is answered")
}

/// Writes each text as an entry of its own, in a language.
fn journal_of(bench: &Bench, language: &str, texts: &[&str]) -> (Journal, Vec<RecordId>) {
    let mut journal = bench.unlock();
    if language != "en" {
        let mut settings = journal.settings();
        settings.language = language.into();
        journal.save_settings(settings, NOON).expect("they are kept");
        journal.lock().map(drop).expect("it locks");
        journal = bench.unlock();
    }
    let mut ids = Vec::new();
    for text in texts {
        let input = entry(&journal, "free", text, NOON);
        journal.save_revision(&input, NOON).expect("it is saved");
        ids.push(input.id);
    }
    (journal, ids)
}

/// Asks each query of the texts, as saved a moment ago and as indexed, and says which it found.
fn check(language: &str, texts: &[&str], asked: &[(&str, &[usize])]) {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let (journal, ids) = journal_of(&bench, language, texts);
    ask(&journal, &ids, asked);
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    while journal.index_some(100).expect("it is filled").is_some() {}
    ask(&journal, &ids, asked);
}

fn ask(journal: &Journal, ids: &[RecordId], asked: &[(&str, &[usize])]) {
    for (query, wanted) in asked {
        for typed in [(*query).to_owned(), format!("{query} ")] {
            let answer = search(journal, &typed);
            // Near spellings would hide that nothing was found.
            let hits = if answer.instead.is_some() { &[] } else { answer.hits.as_slice() };
            let mut found: Vec<usize> = Vec::new();
            for hit in hits {
                let at = ids.iter().position(|id| hit.row.id == *id);
                found.push(at.expect("there are no other entries"));
                let is_marked = hit.snippets.iter().any(|snippet| !snippet.marks.is_empty());
                assert!(
                    is_marked || query.contains("NOT") || query.starts_with('-'),
                    "{typed:?} marks nothing"
                );
            }
            found.sort_unstable();
            assert_eq!(found, *wanted, "{typed:?}");
        }
    }
}

#[test]
fn invisible_characters_do_not_split_a_word() {
    let texts = [
        "the inte\u{ad}gration",
        "a counter\u{200b}transference",
        "vul\u{200c}ner\u{200d}able",
        "\u{202b}the heron\u{202c} went",
        "at\u{2060}tach\u{feff}ment",
        "re\u{34f}pair",
        "the weir\u{200e}",
    ];
    check(
        "en",
        &texts,
        &[
            ("integration", &[0]),
            ("\"the integration\"", &[0]),
            ("countertransference", &[1]),
            ("vulnerable", &[2]),
            ("heron", &[3]),
            ("attachment", &[4]),
            ("repair", &[5]),
            ("weir", &[6]),
            // In what is asked as well.
            ("we\u{ad}ir", &[6]),
            ("\u{feff}heron", &[3]),
            ("\"a counter\u{200b}transference\"", &[1]),
        ],
    );
}

#[test]
fn the_part_after_an_apostrophe_and_the_whole_are_words() {
    let texts = [
        "Mrs O'Brien came",
        "Mrs O’Brien came again",
        "Mrs OʼBrien left",
        "with D'Angelo",
        "rock'n'roll all night",
        "my mother's voice",
        "I don't know",
        "by Don himself",
    ];
    check(
        "en",
        &texts,
        &[
            ("brien", &[0, 1, 2]),
            ("o'brien", &[0, 1, 2]),
            ("O’Brien", &[0, 1, 2]),
            ("\"mrs o'brien\"", &[0, 1, 2]),
            ("\"brien came\"", &[0, 1]),
            ("angelo", &[3]),
            ("d'angelo", &[3]),
            ("roll", &[4]),
            ("rock", &[4]),
            ("rock’n’roll", &[4]),
            ("\"roll all\"", &[4]),
            ("mother", &[5]),
            ("mother's", &[5]),
            ("don't", &[6]),
            ("don’t", &[6]),
        ],
    );
    // As a word that is not gone on with, a name is no beginning of `don't`.
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let (journal, _) = journal_of(&bench, "en", &texts);
    assert_eq!(search(&journal, "don ").hits.len(), 1);
}

#[test]
fn french_articles_are_split_from_their_words() {
    let texts = ["L'enfant intérieur", "l’eau d'un lac", "Aujourd'hui, rien"];
    check(
        "fr",
        &texts,
        &[
            ("enfant", &[0]),
            ("\"enfant intérieur\"", &[0]),
            ("\"l'enfant intérieur\"", &[0]),
            ("\"l’enfant\"", &[0]),
            ("eau", &[1]),
            ("\"un lac\"", &[1]),
            ("aujourd'hui", &[2]),
        ],
    );
}

#[test]
fn operators_in_capitals_join_and_exclude() {
    let texts = ["Shame stayed, anger went.", "Anger alone.", "Grief and shame.", "Rain."];
    check(
        "en",
        &texts,
        &[
            ("shame AND anger", &[0]),
            ("shame anger", &[0]),
            ("shame OR anger", &[0, 1, 2]),
            ("shame NOT anger", &[2]),
            ("shame AND NOT anger", &[2]),
            ("shame -anger", &[2]),
            ("anger OR grief AND shame", &[0, 2]),
            ("(anger shame) OR rain", &[0, 3]),
            ("shame NOT (anger OR rain)", &[2]),
            ("NOT shame", &[1, 3]),
            ("shame and grief", &[2]),
            ("grief AND", &[2]),
        ],
    );
}

#[test]
fn emoji_are_found_with_and_without_their_presentation() {
    let texts = [
        "peace 🕊\u{fe0f} now",
        "peace 🕊 then",
        "love ❤\u{fe0f}",
        "glad😊glad",
        "well 👍🏽",
        "well 👍",
        "the 👩\u{200d}⚕\u{fe0f} came",
        "from 🇩🇪🇫🇷",
    ];
    check(
        "en",
        &texts,
        &[
            ("🕊\u{fe0f}", &[0, 1]),
            ("🕊", &[0, 1]),
            ("❤", &[2]),
            ("❤\u{fe0f}", &[2]),
            ("😊", &[3]),
            ("glad", &[3]),
            ("👍", &[4, 5]),
            ("👍🏽", &[4, 5]),
            ("👩\u{200d}⚕\u{fe0f}", &[6]),
            ("👩", &[6]),
            ("🇫🇷", &[7]),
            ("🇩🇪", &[7]),
            ("🙂", &[]),
            ("\"peace 🕊\"", &[0, 1]),
        ],
    );
}

#[test]
fn composed_and_wide_letters_match_plain_ones() {
    let texts = [
        "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8} \u{1106}\u{116e}\u{11af}",
        "한국 물",
        "か\u{3099}っこう",
        "がっこう",
        "ｶﾞｯｺｳ",
        "ガッコウ",
        "Ｗｒｅｎ １２０",
        "e\u{301}te\u{301}",
    ];
    check(
        "en",
        &texts,
        &[
            ("한국", &[0, 1]),
            ("물", &[0, 1]),
            ("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}", &[0, 1]),
            ("がっこう", &[2, 3]),
            ("か\u{3099}っこう", &[2, 3]),
            ("ガッコウ", &[4, 5]),
            ("ｶﾞｯｺｳ", &[4, 5]),
            ("wren", &[6]),
            ("ｗｒｅｎ", &[6]),
            ("120", &[6]),
            ("été", &[7]),
        ],
    );
}

#[test]
fn numbers_are_found_with_and_without_units_and_as_decimals() {
    let texts =
        ["120mg at noon", "120 mg at night", "0.5 ml", "0,5ml", "1,5 h", "session 3,4", "1 5"];
    check(
        "en",
        &texts,
        &[
            ("120", &[0, 1]),
            ("120mg", &[0, 1]),
            ("120 mg", &[0, 1]),
            ("\"120 mg\"", &[0, 1]),
            ("mg", &[0, 1]),
            ("0.5", &[2, 3]),
            ("0,5", &[2, 3]),
            ("0.5ml", &[2, 3]),
            ("1,5", &[4]),
            ("1.5", &[4]),
            ("session 4", &[5]),
        ],
    );
}
