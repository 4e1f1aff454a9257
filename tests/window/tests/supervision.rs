//! The evening before supervision: from the basket to a page that is saved, and to the reflection.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use fantoccini::key::Key;
use stillroom_window_tests::{Keyboard, Window};

/// From the chosen entries to a saved page it may take this many keys beside words.
const MOST_KEYS: u32 = 20;

#[tokio::test]
async fn the_evening_before_supervision_takes_at_most_twenty_keys() {
    let window = Window::open("supervision").await;
    window.first_run().await;
    a_note_with_a_question(&window).await;
    fs::create_dir_all(window.folders().picked()).expect("the folder that is picked");

    let keyboard = Keyboard::on(&window, "us");
    keyboard.press_all("Escape G S").await;
    window.see("Go through the questions").await;
    window.until(HEADING, "the basket has the focus").await;
    keyboard.press_all("Tab Space").await;
    window.see("Make a page of one").await;
    keyboard.reset_count();
    keyboard.press("P").await;
    window.see("What is not on this page?").await;
    window.see("Whose pace was it?").await;
    window.until(HEADING, "the page has the focus").await;
    keyboard.press("Ctrl+Enter").await;
    window.see("This is not de-identification in law").await;
    window.see("Malgorzata").await;
    window.until(HEADING, "the check has the focus").await;
    // One name is replaced, what else was found is kept; then nothing is open.
    keyboard.press("R").await;
    for _ in 0..8 {
        if window.text().await.contains("not looked at") {
            keyboard.press("K").await;
            tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        }
    }
    window.see("decided. That does not mean that nothing is left.").await;
    keyboard.press("Ctrl+Enter").await;
    window.see("Saved as “Stillroom page.pdf” in “picked”").await;
    assert!(keyboard.pressed() <= MOST_KEYS, "{} keys are too many", keyboard.pressed());
    println!("{} keys from the chosen entries to the saved page", keyboard.pressed());

    let file = window.folders().picked().join("Stillroom page.pdf");
    let bytes = fs::read(&file).expect("the page is there");
    assert!(bytes.starts_with(b"%PDF-1.7"), "it is a PDF");
    let mode = fs::metadata(&file).expect("the page is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    keyboard.press("D").await;
    window.see("A follow-up will ask on").await;
    window.press("button", "Save Word file…").await;
    window.see("Saved as “Stillroom page.docx”").await;
    let folder = fs::read_dir(window.folders().picked()).expect("the folder");
    assert_eq!(folder.count(), 2, "a PDF and a Word file, and nothing beside them");

    // The next evening: from the page to the reflection in one key.
    keyboard.press("Escape").await;
    window.see("What is not on this page?").await;
    window.fill("What is not on this page?", "That I was tired.").await;
    window.see("Saved").await;
    keyboard.press_all("Escape R").await;
    window.see("Supervision reflection").await;
    window.see("Whose pace was it?").await;
    window.see("Saved").await;
    window.end().await;
}

const HEADING: &str = "return document.activeElement?.matches('main h1') === true;";

/// Writes a note that names somebody, with a question for supervision.
async fn a_note_with_a_question(window: &Window) {
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("Wren spoke of Malgorzata, who had moved to Ambleford.").await;
    window.chord(&[Key::Control, Key::Shift], 's').await;
    window.until_typing_goes_to("One question for supervision").await;
    window.type_text("Whose pace was it?").await;
    window.see("Saved").await;
}

#[tokio::test]
async fn an_entry_in_full_is_saved_for_a_supervisor_who_remembers_it() {
    let window = Window::open("supervision-in-full").await;
    window.first_run().await;
    fs::create_dir_all(window.folders().picked()).expect("the folder that is picked");
    window.press("button", "Supervision basket").await;
    window.fill("Add a supervisor by an alias", "Slate").await;
    window.key(Key::Enter).await;
    window.see("No page was made for them yet.").await;
    window.press("button", "group").await;
    window.fill("Agreed limits of confidentiality", "What a court orders leaves the room.").await;
    window.is_accessible_in_both_themes("supervisor").await;

    a_note_with_a_question(&window).await;
    window.command("Save or print this entry in full…").await;
    window.see("What is mine alone stays in the journal.").await;
    window.see("Integration note").await;
    window.is_accessible_in_both_themes("in-full").await;
    window.find("textbox", "Purpose").await.clear().await.expect("it can be emptied");
    window.fill("Purpose", "Case review").await;
    window.see("Case review").await;
    window.press("button", "Check for identifiers").await;
    window.see("Malgorzata").await;
    window.press("button", "Save PDF…").await;
    window.see("Press again to go on anyway.").await;
    window.press("button", "Save PDF…").await;
    window.see("Saved as “Stillroom page.pdf” in “picked”").await;
    window.press("button", "Back to the page").await;
    window.press("button", "Supervision basket").await;
    window.press("button", "Slate").await;
    window.see("Entries in full").await;
    window.see("It left the journal on").await;
    let agreed = "return [...document.querySelectorAll('textarea')]
        .some((one) => one.value === 'What a court orders leaves the room.');";
    window.until(agreed, "what was agreed is there").await;
    window.end().await;
}

#[tokio::test]
async fn the_page_and_its_check_are_accessible_and_whole_at_every_width() {
    let window = Window::open("supervision-looks").await;
    window.first_run().await;
    a_note_with_a_question(&window).await;
    window.press("button", "Supervision basket").await;
    window.press("button", "Make a page").await;
    window.see("What is not on this page?").await;
    window.see("Malgorzata").await;
    for (width, name) in [(1280, "wide"), (900, "narrow")] {
        window.resize(width, 800).await;
        window.is_accessible_in_both_themes(&format!("page-{name}")).await;
        window.is_whole(&format!("page-{name}")).await;
    }
    window.press("radio", "Boundary and ethics consult").await;
    window.see("Facts, in order").await;
    window.is_accessible_in_both_themes("consult-narrow").await;
    window.press("button", "Check for identifiers").await;
    window.see("This is not de-identification in law").await;
    window.press("button", "Back to the page").await;
    window.press("radio", "One question, one minute").await;
    window.see("One moment").await;
    window.press("button", "Check for identifiers").await;
    window.see("Malgorzata").await;
    for (width, name) in [(900, "narrow"), (1280, "wide")] {
        window.resize(width, 800).await;
        window.is_accessible_in_both_themes(&format!("check-{name}")).await;
        window.is_whole(&format!("check-{name}")).await;
    }
    window.press("button", "Back to the page").await;
    window.press("button", "Supervision basket").await;
    window.see("One question, one minute").await;
    window.is_accessible_in_both_themes("basket-with-pages").await;
    window.end().await;
}
