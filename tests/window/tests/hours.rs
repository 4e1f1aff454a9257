//! The trainee's Sunday: a week of hours is kept, signed and written with the keyboard alone.

use std::fs;

use fantoccini::key::Key;
use stillroom_window_tests::{Keyboard, Window};

/// From the open page to a week that is kept, beside digits, it may take this many keys.
const MOST_KEYS: u32 = 12;

#[tokio::test]
async fn a_week_is_kept_signed_and_written_with_the_keyboard_alone() {
    let window = Window::open("hours").await;
    window.first_run().await;
    fs::create_dir_all(window.folders().picked()).expect("the folder that is picked");
    an_hour_with_a_client(&window).await;

    let keyboard = Keyboard::on(&window, "us");
    keyboard.press_all("Escape G M").await;
    window.see("No placement yet").await;
    window.see("Proposed from what you wrote").await;
    window.see("No minutes logged yet").await;
    window.press("button", "New placement").await;
    window.until_typing_goes_to("Alias").await;
    window.type_text("Larch").await;
    window.key(Key::Enter).await;
    window.see("goes on, trainee").await;

    // The hour with the client is proposed; no key was pressed for it, so it does not count.
    window.until(ROW, "the hour is proposed").await;
    window.see("If you keep the rest: 50 min written down, 50 min would count.").await;
    let named = "return document.querySelector('[role=grid]').textContent.includes('Wren');";
    assert_eq!(window.run(named, vec![]).await, false, "no row names a client");
    focus_the_row(&window).await;
    keyboard.reset_count();
    keyboard.press_all("6 0 Enter").await;
    window.until(&row_is("kept", "60"), "the row is kept with its minutes").await;
    keyboard.press("x").await;
    window.until(&row_is("struck", "60"), "the row is struck and stays").await;
    keyboard.press("Enter").await;
    window.until(&row_is("kept", "60"), "the row is kept again").await;

    // A line that is typed in.
    keyboard.press("w").await;
    window.until_typing_goes_to("What it was").await;
    assert!(keyboard.pressed() <= MOST_KEYS, "{} keys are too many", keyboard.pressed());
    window.fill("Minutes", "90").await;
    window.key(Key::Enter).await;
    window.see("2 h 30 min").await;

    // What was signed, and a row that is changed afterwards.
    window.press("button", "It was signed today").await;
    window.see("as signed").await;
    focus_the_row(&window).await;
    keyboard.press_all("4 5 Enter").await;
    window.see("Changed after signing on").await;
    focus_the_row(&window).await;
    keyboard.press_all("6 0 Enter").await;
    window.see("as signed").await;

    window.press("button", "Signature page, PDF").await;
    window.see("Saved: Stillroom hours.pdf in picked.").await;
    window.press("button", "Rows, CSV").await;
    window.see("Saved: Stillroom hours.csv in picked.").await;
    let picked = window.folders().picked();
    assert!(
        fs::read(picked.join("Stillroom hours.pdf")).expect("it is there").starts_with(b"%PDF")
    );
    let csv = fs::read_to_string(picked.join("Stillroom hours.csv")).expect("it is there");
    assert!(csv.contains(",60,1.00,direct,Larch,"), "{csv}");
    assert!(!csv.contains("Wren"));

    // An own scheme, with a mistake that is told with its line.
    window.press("button", "Make a copy to change").await;
    window.run(WRONG_RULE, vec![]).await;
    window.press("button", "Save").await;
    window.see("Nothing was saved.").await;
    window.run(RIGHT_RULE, vec![]).await;
    window.press("button", "Save").await;
    window.see("The scheme is saved.").await;

    // All of it is there after a lock.
    window.lock().await;
    window.unlock().await;
    window.see("2 h 30 min").await;
    window.is_accessible_in_both_themes("hours").await;
    for width in [900, 1280] {
        window.resize(width, 800).await;
        window.is_whole("hours").await;
    }
    window.end().await;
}

const ROW: &str = "return document.querySelector('[role=row].proposed') !== null;";
/// Puts a rule into the text of a scheme, as typing does.
const WRONG_RULE: &str = "const box = document.querySelector('textarea[aria-label=\"The scheme as text\"]');\
    box.value = box.value.replace('rules = [', 'rules = [\\n  { kind = \"sum\", min = 4 },');\
    box.dispatchEvent(new Event('input', { bubbles: true })); return true;";
const RIGHT_RULE: &str = "const box = document.querySelector('textarea[aria-label=\"The scheme as text\"]');\
    box.value = box.value.replace('\"sum\"', '\"total\"');\
    box.dispatchEvent(new Event('input', { bubbles: true })); return true;";

fn row_is(state: &str, minutes: &str) -> String {
    format!(
        "const row = document.querySelector('[role=row].{state}');\
         return row !== null && row.querySelector('.num').textContent === '{minutes}';"
    )
}

/// Gives the row of the hour with the client the focus.
async fn focus_the_row(window: &Window) {
    let focus = "[...document.querySelectorAll('[role=row]')]
        .find((row) => row.textContent.includes('session 1')).focus(); return true;";
    window.run(focus, vec![]).await;
}

async fn an_hour_with_a_client(window: &Window) {
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("She stayed until the end.").await;
    window.see("Saved").await;
}
