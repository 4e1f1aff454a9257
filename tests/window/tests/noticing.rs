//! Who comes next, a line noticed in the room, and the page for clinicians, in the window.

use fantoccini::key::Key;
use stillroom_window_tests::Window;

const LINE: &str = "Looked at the door when I said summer.";

#[tokio::test]
async fn a_jotting_waits_for_the_note_of_the_next_client() {
    let window = Window::open("noticing").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("An ordinary hour.").await;
    window.see("Saved").await;
    an_appointment_is_made(&window).await;

    // One key opens the box, Enter saves it and says so.
    window.press("button", "Today").await;
    window.chord(&[Key::Control], 'j').await;
    window.until_typing_goes_to("One line, noticed in the room").await;
    window.type_text(LINE).await;
    window.is_accessible_in_both_themes("jot").await;
    window.picture("jot").await;
    window.key(Key::Enter).await;
    window.see("It waits for the note").await;
    window.see("Noticed in the room").await;
    window.is_accessible_in_both_themes("today-noticed").await;
    window.picture("today").await;

    // It is still there after the lock, and goes into the note of its day.
    window.lock().await;
    window.unlock().await;
    window.begin("Integration note", Some("Wren")).await;
    window.see(LINE).await;
    window.is_accessible_in_both_themes("noticed").await;
    window.picture("noticed").await;
    window.press("button", &format!("Take in: {LINE}")).await;
    let taken = "return document.querySelector('main [contenteditable=true]')
        ?.textContent.includes('Looked at the door') === true;";
    window.until(taken, "the line stands in the note").await;
    window.see("Saved").await;
    window.press("button", "Today").await;
    let none =
        "return !document.querySelector('main').textContent.includes('Noticed in the room');";
    window.until(none, "no line waits any more").await;
    window.end().await;
}

/// Gives Wren a regular appointment on the client's page; a weekday on which nothing is written.
async fn an_appointment_is_made(window: &Window) {
    window.press("button", "All clients").await;
    let listed = "return document.querySelector('main .sheet li button') !== null;";
    window.until(listed, "the clients are listed").await;
    window.run("document.querySelector('main .sheet li button').click();", vec![]).await;
    window.press("button", "Set one").await;
    let tomorrow = "return new Date(Date.now() + 86_400_000)
        .toLocaleDateString('en-GB', { weekday: 'long' });";
    let tomorrow = window.run(tomorrow, vec![]).await;
    window.press("radio", tomorrow.as_str().expect("a weekday")).await;
    window.fill("Time", "9:30").await;
    window.press("radio", "every two weeks").await;
    window.see("Next time").await;
    window.is_accessible_in_both_themes("appointment").await;
    window.picture("appointment").await;
    window.press("button", "Save").await;
    window.see("every two weeks").await;
    window.press("button", "Today").await;
    window.see("Next, on").await;
    let hour =
        "return document.querySelector('main button[title=\"Begin a note about Wren\"]') !== null;";
    window.until(hour, "Wren comes next").await;
}

#[tokio::test]
async fn the_page_for_clinicians_is_reached_from_the_palette_and_the_settings() {
    let window = Window::open("clinicians").await;
    window.first_run().await;
    window.command("For clinicians").await;
    window.see("When somebody leaves").await;
    window.is_accessible_in_both_themes("clinicians").await;
    window.is_whole("clinicians").await;
    window.picture("clinicians").await;
    window.press("button", "Today").await;
    window.press("button", "Settings").await;
    window.press("button", "For clinicians").await;
    window.see("What belongs in the chart").await;
    window.end().await;
}
