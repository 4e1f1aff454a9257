//! The window by keys alone: the journeys on three layouts, where the focus goes, and the way back.

use serde_json::json;
use stillroom_window_tests::{Keyboard, PASSPHRASE, Window};

const LAYOUTS: [&str; 3] = ["us", "fr", "ru"];

#[tokio::test]
async fn the_journeys_take_few_keys_on_every_layout() {
    let window = Window::open("journeys").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("Eyeshade on before I had sat down.").await;
    window.see("Saved").await;
    for layout in LAYOUTS {
        let keyboard = Keyboard::on(&window, layout);
        the_clinicians_hour(&window, &keyboard, layout).await;
        a_note_is_found_and_edited(&window, &keyboard).await;
        a_trainee_comes_to_the_first_question(&window, &keyboard).await;
        the_supervision_evening(&window, &keyboard, layout).await;
    }
    window.end().await;
}

/// Writes a note and a boundary with their scales and a question, and locks.
async fn the_clinicians_hour(window: &Window, keyboard: &Keyboard<'_>, layout: &str) {
    keyboard.press_all("Escape Escape Escape G T").await;
    window.until(&heading("Today"), "Today is shown").await;
    keyboard.reset_count();
    keyboard.press("Ctrl+N").await;
    keyboard.writes_in("Client", "wr").await;
    window.find("option", "Wren").await;
    keyboard.press("Enter").await;
    keyboard.writes_in("One moment", "She asked for the kingfisher.").await;
    keyboard.press("Tab").await;
    keyboard.press_all("2 3 4 3").await;
    let scales = [("Darkness", 2), ("Held", 3), ("Room for good", 4), ("Led", 3)];
    are_set(window, &scales).await;
    keyboard.press("Ctrl+Shift+B").await;
    keyboard.writes_in("What was seen", "Turned the chair to the window.").await;
    keyboard.press("Tab").await;
    keyboard.press("4").await;
    keyboard.press("Ctrl+Shift+S").await;
    keyboard.writes_in("One question for supervision", &format!("Whose pace on {layout}?")).await;
    window.run("window.isBeforeTheLock = true;", vec![]).await;
    keyboard.press("Ctrl+L").await;
    window.until_locked().await;
    assert!(keyboard.pressed() <= 13, "{layout}: {} keys for an hour", keyboard.pressed());
    window.fill("Passphrase", PASSPHRASE).await;
    window.key(fantoccini::key::Key::Enter).await;
    window.find("button", "Lock").await;
    is_held(window, "unlocking").await;
}

async fn a_note_is_found_and_edited(window: &Window, keyboard: &Keyboard<'_>) {
    keyboard.press_all("Escape G T").await;
    window.until(&heading("Today"), "Today is shown").await;
    keyboard.reset_count();
    keyboard.press("/").await;
    keyboard.writes_in("Search your entries", "kingfisher").await;
    keyboard.press_all("Enter Enter").await;
    keyboard.writes_in("One moment", "bright ").await;
    assert!(keyboard.pressed() <= 5, "{} keys to find a note and edit it", keyboard.pressed());
    window.see("the bright").await;
    window.see("Saved").await;
    // The answer is marked as the writer's alone, and a line is noted beside it.
    for is_marked in [true, false] {
        keyboard.press("Ctrl+Shift+M").await;
        let marked = format!(
            "return [...document.querySelectorAll('main button')]
                .some((one) => one.textContent.trim() === 'Mine alone') === {is_marked};"
        );
        window.until(&marked, "the mark comes and goes").await;
    }
    keyboard.press("Ctrl+J").await;
    keyboard.writes_in("One line, noticed in the room", "Looked at the door.").await;
    keyboard.press("Enter").await;
    window.see("It waits for the note").await;
    is_held(window, "sealing a line").await;
}

async fn a_trainee_comes_to_the_first_question(window: &Window, keyboard: &Keyboard<'_>) {
    keyboard.press_all("Escape Escape G T").await;
    window.until(&heading("Today"), "Today is shown").await;
    keyboard.reset_count();
    keyboard.press_all("G E").await;
    let likely = "return document.activeElement?.matches('main .one, main .take') === true;";
    window.until(likely, "the likely exercise has the focus").await;
    keyboard.press("Enter").await;
    let begins = "return document.activeElement?.matches('.begin button') === true
        || document.querySelector('.exer') !== null;";
    window.until(begins, "it can be begun").await;
    if window.run("return document.querySelector('.exer') === null;", vec![]).await == json!(true) {
        keyboard.press("Enter").await;
    }
    let asks = "return document.activeElement?.closest('.exer') !== null;";
    window.until(asks, "the first question has the focus").await;
    assert!(keyboard.pressed() <= 8, "{} keys to the first question", keyboard.pressed());
    keyboard.press("Escape").await;
    window.until(likely, "what was left has the focus, to be taken up again").await;
}

async fn the_supervision_evening(window: &Window, keyboard: &Keyboard<'_>, layout: &str) {
    window.press("button", "Supervision basket").await;
    for question in ["What did I hurry?", "What made me explain?", "Who was I for?"] {
        window.fill("A question without an entry", question).await;
        window.key(fantoccini::key::Key::Enter).await;
        window.see(question).await;
    }
    keyboard.press_all("Escape G T").await;
    window.until(&heading("Today"), "Today is shown").await;
    keyboard.reset_count();
    keyboard.press_all("G S").await;
    window.until(&heading("Supervision basket"), "the basket is shown").await;
    keyboard.press("Enter").await;
    window.see("1 of 4").await;
    // What was written is read in full, and the entry opened and left again at the same question.
    window.see("Turned the chair to the window.").await;
    keyboard.press("O").await;
    window.see("Boundary observation").await;
    let entry = "return document.activeElement?.matches('.entry h1') === true;";
    window.until(entry, "the entry's heading has the focus").await;
    keyboard.press("Escape").await;
    window.see("1 of 4").await;
    for asked in ["One asked", "Two asked", "Three asked", "Four asked"] {
        keyboard.press("A").await;
        window.see(asked).await;
    }
    keyboard.press("R").await;
    keyboard.writes_in("What shifted", "The pause is mine.").await;
    assert!(keyboard.pressed() <= 15, "{layout}: {} keys for an evening", keyboard.pressed());
    window.see("Saved").await;
}

#[tokio::test]
async fn ctrl_a_on_azerty_selects_and_does_not_quit() {
    let window = Window::open("layouts").await;
    window.first_run().await;
    let keyboard = Keyboard::on(&window, "fr");
    keyboard.press("/").await;
    keyboard.writes_in("Search your entries", "kingfisher").await;
    keyboard.press("Ctrl+A").await;
    let selected = "const field = document.activeElement;
        return field.selectionStart === 0 && field.selectionEnd === 'kingfisher'.length;";
    window.until(selected, "the words are selected and the app is open").await;
    window.end().await;
}

#[tokio::test]
async fn escape_closes_one_thing_at_a_time_and_f6_cycles_the_areas() {
    let window = Window::open("escape").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("A long breath.").await;
    window.see("Saved").await;
    let keyboard = Keyboard::on(&window, "us");
    keyboard.press("Escape").await;
    window.until(&focus_on(".entry h1"), "Escape leaves the text for the page").await;
    // The entry was begun from Today; from the list it is left for its row.
    keyboard.press_all("G A").await;
    window.until(&shows("All entries"), "the list is shown").await;
    keyboard.press("Escape").await;
    window.until(&focus_on(".list .row[aria-current]"), "and the page for its row").await;
    keyboard.press("Enter").await;
    window.until_typing_goes_to("One moment").await;
    window.type_text(" And a laugh.").await;
    window.see("A long breath. And a laugh.").await;
    keyboard.press_all("Escape Escape Right").await;
    window.until_typing_goes_to("One moment").await;
    keyboard.press("F6").await;
    window.until(&focus_on(".rail button"), "F6 goes to the rail").await;
    keyboard.press("F6").await;
    window.until(&focus_on(".list .row"), "then to the list").await;
    keyboard.press("F6").await;
    window.until_typing_goes_to("One moment").await;

    let stops = "return document.querySelectorAll('.list li [tabindex=\"0\"]').length === 1;";
    window.until(stops, "Tab stops at one row of the list").await;
    keyboard.press("Alt+Left").await;
    window.until(&shows("Today"), "the way back leads to where one came from").await;
    keyboard.press("Alt+Right").await;
    let forward = "return document.querySelector('.entry h1') !== null;";
    window.until(forward, "and forward to the entry").await;
    window.end().await;
}

#[tokio::test]
async fn a_removed_control_passes_the_focus_on() {
    let window = Window::open("handed-on").await;
    window.first_run().await;
    for text in ["The first hour.", "The second hour."] {
        window.begin("Integration note", Some("Wren")).await;
        window.type_text(text).await;
        for flag in ["dark", "awe"] {
            window.chord(&[fantoccini::key::Key::Control, fantoccini::key::Key::Shift], 'f').await;
            window.until_typing_goes_to("Flag for follow-up").await;
            window.type_text(flag).await;
            window.key(fantoccini::key::Key::Enter).await;
            window.see(flag).await;
        }
        window.see("Saved").await;
    }
    acts(&window, "Does anything here need action").await;
    let keyboard = Keyboard::on(&window, "us");

    window.search("hour").await;
    window.find("button", "Save").await;
    acts(&window, "Save").await;
    keyboard.press("Enter").await;
    is_held(&window, "a search was saved").await;

    window.press("button", "Follow-ups").await;
    acts(&window, "Skip:").await;

    window.press("button", "Settings").await;
    for act in ["Change", "Create new words"] {
        acts(&window, act).await;
        acts(&window, "Cancel").await;
    }

    window.press("button", "All entries").await;
    for act in ["Close this entry", "Move to the trash"] {
        window.press("button", "hour.").await;
        window.see("Wren").await;
        window.press("button", "More actions").await;
        window.press("option", act).await;
        is_held(&window, act).await;
    }
    window.end().await;
}

/// Does what a button says by the keyboard, and waits until the focus is somewhere.
async fn acts(window: &Window, name: &str) {
    let button = window.find("button", name).await;
    let focus = "arguments[0].focus();";
    window.run(focus, vec![serde_json::to_value(&button).expect("an element")]).await;
    window.key(fantoccini::key::Key::Enter).await;
    is_held(window, name).await;
}

/// Waits until something that is shown has the focus, and still has it a moment later.
async fn is_held(window: &Window, after: &str) {
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    let held = "const at = document.activeElement;
        return at !== null && at !== document.body && at.checkVisibility();";
    window.until(held, &format!("something has the focus after {after:?}")).await;
}

/// Waits until each of these scales stands at its value.
async fn are_set(window: &Window, scales: &[(&str, u8)]) {
    for (name, value) in scales {
        let stands = format!(
            "return document.querySelector('[role=radiogroup][aria-label={}] [aria-checked=true]')
                ?.textContent.trim().startsWith('{value}') === true;",
            json!(name),
        );
        window.until(&stands, &format!("{name} is {value}")).await;
    }
}

fn focus_on(selector: &str) -> String {
    format!("return document.activeElement?.matches({}) === true;", json!(selector))
}

/// Whether that place is the one the rail shows.
fn shows(place: &str) -> String {
    format!(
        "return document.querySelector('.rail [aria-current=page]')?.textContent.includes({}) === true;",
        json!(place),
    )
}

/// Whether that place is the one the rail shows, and its heading has the focus.
fn heading(place: &str) -> String {
    format!(
        "return document.querySelector('.rail [aria-current=page]')?.textContent.includes({})
            && document.activeElement?.tagName === 'H1';",
        json!(place),
    )
}
