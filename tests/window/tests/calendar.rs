//! Finding one's way in time with the keyboard alone.

use fantoccini::key::Key;
use stillroom_window_tests::{Keyboard, Window};

#[tokio::test]
async fn the_calendar_leads_to_a_day_and_its_entries_and_back() {
    let window = Window::open("calendar").await;
    window.first_run().await;
    window.begin("Free page", None).await;
    window.type_text("The kettle was on before anyone spoke.").await;
    window.see("Saved").await;

    let keyboard = Keyboard::on(&window, "us");
    keyboard.press_all("Escape G D").await;
    window.see("Arrows go by day and week").await;
    window.see("The kettle was on before anyone spoke.").await;
    // A date that is typed, one that is none, and back to today.
    keyboard.press("D").await;
    window.until_typing_goes_to("Go to a date").await;
    window.type_text("2024-02-29").await;
    window.key(Key::Enter).await;
    window.see("February 2024").await;
    window.see("nothing written").await;
    window.until(&day_has_the_focus("29"), "the day has the focus").await;
    keyboard.press("Right").await;
    window.see("March 2024").await;
    window.until(&day_has_the_focus("1"), "the next day has the focus").await;
    keyboard.press("D").await;
    window.until_typing_goes_to("Go to a date").await;
    window.type_text("soon").await;
    window.key(Key::Enter).await;
    window.see("That is not a date.").await;
    // What could not be read is selected, so that typing replaces it.
    window.type_text("today").await;
    window.key(Key::Enter).await;
    window.see("The kettle was on before anyone spoke.").await;
    // Enter goes to the entry of the day, Escape back to the day, Enter twice opens it.
    keyboard.press("Enter").await;
    let on_entry = "return document.activeElement?.closest('section button') !== null;";
    window.until(on_entry, "the entry has the focus").await;
    keyboard.press("Escape").await;
    let on_day = "return document.activeElement?.getAttribute('role') === 'gridcell';";
    window.until(on_day, "the day has the focus again").await;
    window.is_accessible_in_both_themes("calendar").await;
    for width in [900, 1280] {
        window.resize(width, 800).await;
        window.is_whole("calendar").await;
    }
    keyboard.press_all("Enter Enter").await;
    window.see("Does anything here need action today?").await;
    window.end().await;
}

fn day_has_the_focus(number: &str) -> String {
    format!("return document.activeElement?.querySelector('b')?.textContent === '{number}';")
}
