//! Pictures by keyboard: one is reached, its marks are gone through, one opens its entry and the way
//! back leads to the same mark; axe finds nothing in any theme.

use fantoccini::key::Key;
use stillroom_window_tests::Window;

/// Every picture that has something to draw, by the name under which the palette offers it.
const DRAWN: [&str; 8] = [
    "Away and back",
    "Steering",
    "Dark and after",
    "Room for good",
    "What I carry",
    "Arc of a course",
    "Supervision windows",
    "My year",
];

const ON_A_MARK: &str = "return document.activeElement?.matches('.mark') === true;";
const NAME: &str = "return document.activeElement?.getAttribute('aria-label') ?? '';";

#[tokio::test]
async fn a_picture_is_gone_through_by_keyboard_and_esc_returns_to_its_mark() {
    let window = Window::open("pictures").await;
    in_the_sample(&window).await;
    window.command("Steering").await;
    window.see("When do I lead against my judg").await;
    window.until(MARKS, "marks are drawn").await;
    let stops = "return document.querySelectorAll('.mark[tabindex=\"0\"]').length === 1;";
    window.until(stops, "it is one stop for Tab").await;
    while window.run(ON_A_MARK, vec![]).await != true {
        window.key(Key::Tab).await;
    }
    window.key(Key::Home).await;
    let first = window.run(NAME, vec![]).await;
    window.key(Key::Right).await;
    window.key(Key::Right).await;
    let third = window.run(NAME, vec![]).await;
    assert_ne!(first, third);
    window.see("opens the entry").await;
    window.key(Key::Enter).await;
    window.until("return document.querySelector('.entry') !== null;", "the entry shows").await;
    window.key(Key::Escape).await;
    window.until(ON_A_MARK, "the focus is on a mark again").await;
    assert_eq!(window.run(NAME, vec![]).await, third);
    window.chord(&[], 't').await;
    let row = "return document.activeElement?.closest('tr.now, tr') !== null;";
    window.until(row, "the focus is in the table").await;
    window.chord(&[], 't').await;
    window.until(ON_A_MARK, "and back in the picture").await;
    window.end().await;
}

#[tokio::test]
async fn every_picture_is_accessible_in_every_theme_and_at_both_widths() {
    let window = Window::open("pictures-themes").await;
    in_the_sample(&window).await;
    for name in DRAWN {
        window.command(name).await;
        window.until(MARKS, "marks are drawn").await;
        let short = name.to_lowercase().replace(' ', "-");
        for width in [1280, 900] {
            window.resize(width, 800).await;
            window.until(MARKS, "marks are drawn").await;
            for theme in ["paper", "dusk", "contrast"] {
                window.dress(theme).await;
                window.picture(&format!("{short}-{width}-{theme}")).await;
                window.is_accessible(&format!("{name} at {width} in {theme}")).await;
            }
        }
    }
    window.command("Consent and touch").await;
    window.see("This does not replace the clinical record.").await;
    window.is_accessible_in_both_themes("consent-and-touch").await;
    window.end().await;
}

const MARKS: &str = "return document.querySelectorAll('.picture .mark').length >= 4;";

async fn in_the_sample(window: &Window) {
    window.press("button", "Look at a sample journal first").await;
    window.find("button", "Lock").await;
}
