//! Pictures of the real window on the sample journal, for the README and for looking at.
//!
//! `cargo xtask shots` runs it and writes `docs/shots/`.

use serde_json::json;
use stillroom_window_tests::{Window, workspace};

#[tokio::test]
#[ignore = "writes pictures into docs/; run by `cargo xtask shots`"]
async fn pictures_of_the_sample_journal() {
    let window = Window::open("shots").await;
    window.find("button", "Look at a sample journal first").await;
    shoot(&window, "first-run").await;
    window.press("button", "Look at a sample journal first").await;
    window.find("button", "Lock").await;
    window.press("button", "Today").await;
    window.see("Supervision").await;
    shoot(&window, "today").await;
    window.press("button", "All entries").await;
    window.until("return document.querySelector('.list .row') !== null;", "rows show").await;
    window.run("document.querySelectorAll('.list .row')[0].click();", vec![]).await;
    window.until("return document.querySelector('main h1') !== null;", "an entry shows").await;
    shoot(&window, "desk").await;
    window.search("headphones").await;
    window.until("return document.querySelector('.list mark') !== null;", "hits show").await;
    window.run("document.querySelector('.list .row').click();", vec![]).await;
    window.until("return document.querySelector('main h1') !== null;", "the hit shows").await;
    shoot(&window, "search").await;
    for place in ["Exercises", "Lexicon", "Follow-ups", "Supervision basket"] {
        window.press("button", place).await;
        window.see(place).await;
        shoot(&window, &place.to_lowercase().replace(' ', "-")).await;
    }
    window.end().await;
}

async fn shoot(window: &Window, name: &str) {
    for theme in ["paper", "dusk"] {
        let dress = "document.documentElement.dataset.theme = arguments[0];";
        window.run(dress, vec![json!(theme)]).await;
        let path = workspace().join(format!("docs/shots/{name}-{theme}.png"));
        window.picture_to(&path).await;
    }
}
