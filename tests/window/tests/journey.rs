//! The whole thread once: from nothing to three entries, locked, found again after a restart.

use fantoccini::key::Key;
use stillroom_window_tests::Window;

/// Three entries of three kinds: noun, client, text, a word to find it by, its snippet.
const ENTRIES: [(&str, Option<&str>, &str, &str, &str); 3] = [
    (
        "Integration note",
        Some("Wren"),
        "The headphones came off without hurry, and the room was as still as a heron.",
        "heron",
        "as still as a heron",
    ),
    (
        // It is about the client of the entry beside it.
        "Boundary observation",
        None,
        "Asked me to move my chair back by the width of the rug.",
        "rug",
        "the width of the rug",
    ),
    (
        "Supervision reflection",
        None,
        "What I had called patience was partly a fear of the pause.",
        "patience",
        "called patience was partly",
    ),
];

#[tokio::test]
async fn an_entry_is_found_after_lock_and_restart() {
    let window = Window::open("journey").await;
    window.is_accessible_in_both_themes("first-run").await;
    let words = window.first_run().await;
    for (noun, alias, text, _, _) in ENTRIES {
        window.begin(noun, alias).await;
        window.type_text(text).await;
        window.see("Saved").await;
    }
    window.is_accessible_in_both_themes("desk").await;

    window.lock().await;
    assert_eq!(window.screen().titles(), ["Stillroom"]);
    window.is_accessible_in_both_themes("unlock").await;
    window.fill("Passphrase", "not the passphrase at all").await;
    window.key(Key::Enter).await;
    window.see("That is not the passphrase").await;
    window.run("document.querySelector('input').value = '';", vec![]).await;
    window.unlock().await;
    finds_each(&window).await;
    window.is_accessible_in_both_themes("search").await;

    let folders = window.quit().await;
    let window = Window::open_in("journey-again", folders).await;
    window.see("Passphrase, then Enter").await;
    window.unlock().await;
    finds_each(&window).await;
    window.lock().await;

    window.press("button", "Use the recovery words").await;
    window.is_accessible_in_both_themes("words").await;
    window.fill("Recovery words", &words).await;
    window.press("button", "Open").await;
    window.see("A new passphrase").await;
    window.press("button", "Not now").await;
    finds_each(&window).await;
    window.end().await;
}

#[tokio::test]
async fn every_place_of_the_rail_is_accessible_in_both_themes() {
    let window = Window::open("places").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("A long breath, then a small laugh.").await;
    window.see("Saved").await;
    for place in ["Today", "All entries", "Supervision basket", "All clients", "Trash"] {
        window.press("button", place).await;
        window.is_accessible_in_both_themes(&place.to_lowercase().replace(' ', "-")).await;
    }
    for place in ["Settings", "Commands"] {
        window.press("button", place).await;
        window.is_accessible_in_both_themes(&place.to_lowercase()).await;
    }
    window.end().await;
}

async fn finds_each(window: &Window) {
    for (_, _, _, word, snippet) in ENTRIES {
        window.search(word).await;
        window.see(snippet).await;
        let only = format!(
            "const marked = [...document.querySelectorAll('.list mark')];
            return marked.length > 0 && marked.every((mark) => mark.textContent === '{word}');"
        );
        window.until(&only, "exactly the word is marked").await;
    }
}
