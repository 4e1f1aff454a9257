//! A clinician's hour in the window: a note, its follow-up answered, an entry closed, added to and
//! exported.

use std::cell::Cell;

use fantoccini::key::Key;
use serde_json::json;
use stillroom_window_tests::Window;

/// An hour may take this many keys beside the words that are written.
const MOST_KEYS: u32 = 14;

#[tokio::test]
async fn the_clinicians_hour_takes_at_most_fourteen_keys_beside_its_words_and_is_asked_about() {
    let window = Window::open("hour").await;
    window.first_run().await;
    // An earlier hour, from which the session, the phase and the kind of the next are guessed.
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("Eyeshade on before I had sat down.").await;
    window.press("button", "Phase").await;
    window.press("option", "Medicine").await;
    window.see("Saved").await;
    window.press("button", "Today").await;

    let driver = Driver { window: &window, keys: Cell::new(0) };
    driver.chord(&[Key::Control], 'n').await;
    driver.writes_in("Client", "wr").await;
    window.find("option", "Wren").await;
    driver.key(Key::Enter).await;
    driver.writes_in("One moment", "She asked for the window, and laughed.").await;
    driver.key(Key::Tab).await;
    driver.digits("2343").await;
    driver.chord(&[Key::Control, Key::Shift], 'b').await;
    driver.writes_in("What was seen", "Turned the chair to the window.").await;
    driver.key(Key::Tab).await;
    driver.digits("4").await;
    driver.chord(&[Key::Control, Key::Shift], 's').await;
    driver.writes_in("One question for supervision", "Whose pace was it?").await;
    window.run("window.isBeforeTheLock = true;", vec![]).await;
    driver.chord(&[Key::Control], 'l').await;
    window.until_locked().await;
    assert!(driver.keys.get() <= MOST_KEYS, "{} keys are too many", driver.keys.get());

    window.unlock().await;
    window.see("Boundary observation").await;
    window.see("Turned the chair to the window.").await;
    is_set(&window, &[("Ladder", 4)]).await;
    for inherited in ["Wren", "Medicine"] {
        window.see(inherited).await;
    }
    window.picture("boundary").await;
    window.press("button", "All entries").await;
    window.press("button", "She asked for the window").await;
    window.see("Integration note").await;
    let scales = [("Darkness", 2), ("Held", 3), ("Room for good", 4), ("Led", 3)];
    is_set(&window, &scales).await;
    assert!(!window.text().await.contains("next scale"), "what only screen readers say is hidden");
    window.picture("note").await;
    what_was_asked_begins_the_reflection(&window).await;
    window.end().await;
}

/// Reads the basket through, marks the one question asked and writes of it.
async fn what_was_asked_begins_the_reflection(window: &Window) {
    window.press("button", "Today").await;
    window.see("Whose pace was it?").await;
    window.press("button", "Supervision basket").await;
    window.is_accessible_in_both_themes("basket").await;
    window.press("button", "Go through the questions").await;
    window.see("1 of 1").await;
    window.is_accessible_in_both_themes("reading").await;
    window.chord(&[], 'a').await;
    window.see("One asked").await;
    window.press("button", "Write the reflection").await;
    window.see("Supervision reflection").await;
    window.see("Whose pace was it?").await;
    window.see("Saved").await;
    window.picture("reflection").await;
}

/// Waits until each of these scales stands at its value.
async fn is_set(window: &Window, scales: &[(&str, u8)]) {
    for (name, value) in scales {
        let stands = format!(
            "return document.querySelector('[role=radiogroup][aria-label={}] [aria-checked=true]')
                ?.textContent.trim().startsWith('{value}') === true;",
            json!(name),
        );
        window.until(&stands, &format!("{name} is {value}")).await;
    }
}

/// Writes and presses keys, and counts those that are not words in a text.
struct Driver<'a> {
    window: &'a Window,
    keys: Cell<u32>,
}

impl Driver<'_> {
    async fn chord(&self, held: &[Key], key: char) {
        self.keys.set(self.keys.get() + 1);
        self.window.chord(held, key).await;
    }

    async fn key(&self, key: Key) {
        self.chord(&[], key.into()).await;
    }

    /// Waits until the caret stands in that text by itself, then writes.
    async fn writes_in(&self, name: &str, words: &str) {
        let there = format!(
            "const at = document.activeElement;
            return at.ariaLabel === {} && (at.isContentEditable || at.matches('input, textarea'));",
            json!(name),
        );
        self.window.until(&there, &format!("the caret stands in {name:?}")).await;
        self.window.type_text(words).await;
    }

    /// Sets scales below each other by their digits.
    async fn digits(&self, digits: &str) {
        for digit in digits.chars() {
            self.chord(&[], digit).await;
        }
    }
}

#[tokio::test]
async fn a_flag_asks_what_followed_until_it_is_answered() {
    let window = Window::open("follow-up").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("It went dark for a while, and she held my eye.").await;
    window.chord(&[Key::Control, Key::Shift], 'f').await;
    window.until_typing_goes_to("Flag for follow-up").await;
    window.type_text("dark").await;
    window.find("option", "dark").await;
    window.key(Key::Enter).await;
    window.see("will ask next session what followed").await;
    window.see("Saved").await;
    window.press("button", "Follow-ups").await;
    window.see("Due next session").await;
    window.is_accessible_in_both_themes("follow-ups").await;
    window.picture("card").await;
    window.fill("What followed?", "She slept, and sang.").await;
    window.key(Key::Enter).await;
    window.see("No follow-ups. Flag an entry").await;

    window.press("button", "Wren").await;
    window.see("1 entry").await;
    window.is_accessible_in_both_themes("client").await;
    window.picture("client").await;
    window.end().await;
}

#[tokio::test]
async fn a_closed_entry_takes_an_addendum_shows_its_history_and_leaves_as_files() {
    let window = Window::open("closing").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("A first reading of the hour.").await;
    window.see("Saved").await;
    window.press("button", "More actions").await;
    window.press("option", "Close this entry").await;
    window.see("Read-only. You can add to it below.").await;
    window.fill("Addendum", "Read again: she had asked for less.").await;
    window.press("button", "Add").await;
    window.see("Dated today").await;
    window.see("Read again: she had asked for less.").await;
    window.is_accessible_in_both_themes("closed").await;
    window.picture("addendum").await;
    window.press("button", "More actions").await;
    window.press("option", "Mark the entry as mine alone").await;
    window.see("Exports and supervision pages leave it out").await;
    window.press("button", "Remove the mine-alone mark").await;
    let unmarked = "return !document.body.innerText.includes('pages leave it out');";
    window.until(unmarked, "the mark is gone").await;

    window.press("button", "More actions").await;
    window.press("option", "History").await;
    window.see("Unchanged since it was closed.").await;
    window.see("Version 4").await;
    window.press("button", "Version 1").await;
    window.see("A first reading of the hour.").await;
    window.is_accessible_in_both_themes("history").await;
    window.picture("history").await;
    window.lock().await;
    window.unlock().await;
    window.see("Read again: she had asked for less.").await;

    window.press("button", "More actions").await;
    window.press("option", "Export this entry").await;
    window.see("These files are not encrypted").await;
    let chosen = "return document.querySelector('#export-what').selectedOptions[0].label
        .startsWith('One entry: Integration note, Wren');";
    window.until(chosen, "the entry is chosen").await;
    window.press("button", "Choose a folder").await;
    let into = window.folders().picked().join("Stillroom-export");
    let named = format!("return document.querySelector('#export-into').value === {};", json!(into));
    window.until(&named, "a new folder is named where one was picked").await;
    window.picture("export").await;
    window.press("button", "Export unencrypted").await;
    window.see("1 entry written to").await;
    let texts = std::fs::read_dir(into.join("markdown")).expect("it was written");
    assert_eq!(texts.count(), 1);
    assert!(into.join("stillroom.json").is_file());
    let same = "const field = document.querySelector('#export-into');
        field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }));";
    window.run(same, vec![json!(into)]).await;
    window.press("button", "Export unencrypted").await;
    window.see("That name already exists").await;
    window.press("button", "Back to the entry").await;
    window.see("Read-only. You can add to it below.").await;
    window.end().await;
}
