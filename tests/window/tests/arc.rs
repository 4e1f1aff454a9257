//! The arc in the window: a flag answered, an entry closed with an addendum, the basket read
//! through into a reflection.

use fantoccini::key::Key;
use stillroom_window_tests::Window;

#[tokio::test]
async fn a_flag_asks_what_followed_until_it_is_answered() {
    let window = Window::open("follow-up").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("It went dark for a while, and she held my eye.").await;
    window.chord(&[Key::Control, Key::Shift], 'f').await;
    window.until_typing_goes_to("Flag, to ask what followed").await;
    window.type_text("dark").await;
    window.find("option", "dark").await;
    window.key(Key::Enter).await;
    window.see("asks what followed at the next session").await;
    window.see("Saved").await;
    window.press("button", "Follow-ups").await;
    window.see("at the next session").await;
    window.is_accessible_in_both_themes("follow-ups").await;
    window.picture("card").await;
    window.fill("What followed?", "She slept, and sang.").await;
    window.key(Key::Enter).await;
    window.see("Kept. The card is closed.").await;
    window.see("Nothing waits for an answer").await;

    window.press("button", "Wren").await;
    window.see("1 entry").await;
    window.is_accessible_in_both_themes("client").await;
    window.picture("client").await;
    window.end().await;
}

#[tokio::test]
async fn a_closed_entry_takes_an_addendum_and_shows_its_history() {
    let window = Window::open("closing").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("A first reading of the hour.").await;
    window.see("Saved").await;
    window.press("button", "More actions").await;
    window.press("option", "Close this entry").await;
    window.see("It can be read, not changed").await;
    window.fill("Addendum", "Read again: she had asked for less.").await;
    window.press("button", "Add").await;
    window.see("Dated today").await;
    window.see("Read again: she had asked for less.").await;
    window.is_accessible_in_both_themes("closed").await;
    window.picture("addendum").await;

    window.press("button", "More actions").await;
    window.press("option", "History").await;
    window.see("The closed text is the one that was closed.").await;
    window.see("Revision 2").await;
    window.press("button", "Revision 1").await;
    window.see("A first reading of the hour.").await;
    window.is_accessible_in_both_themes("history").await;
    window.picture("history").await;
    window.lock().await;
    window.unlock().await;
    window.see("Read again: she had asked for less.").await;
    window.end().await;
}

#[tokio::test]
async fn what_was_asked_begins_the_reflection() {
    let window = Window::open("basket").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("I explained where I might have waited.").await;
    window.chord(&[Key::Control, Key::Shift], 's').await;
    window.until_typing_goes_to("One question for supervision").await;
    window.type_text("What made me explain?").await;
    window.see("Saved").await;
    window.press("button", "Today").await;
    window.see("What made me explain?").await;
    window.press("button", "Supervision basket").await;
    window.is_accessible_in_both_themes("basket").await;
    window.press("button", "Read it through").await;
    window.see("1 of 1").await;
    window.is_accessible_in_both_themes("reading").await;
    window.picture("reading").await;
    window.chord(&[], 'a').await;
    window.see("One asked").await;
    window.press("button", "Write the reflection").await;
    window.see("Supervision reflection").await;
    window.see("What made me explain?").await;
    window.see("Saved").await;
    window.picture("reflection").await;
    window.end().await;
}
