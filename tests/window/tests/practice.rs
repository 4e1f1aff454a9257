//! A trainee's Sunday: an exercise left and taken up, a custom form made and used, a chart hint.

use fantoccini::key::Key;
use serde_json::json;
use stillroom_window_tests::Window;

#[tokio::test]
async fn a_trainee_pauses_and_resumes_exercises_of_the_path() {
    let window = Window::open("exercise").await;
    window.first_run().await;
    window.press("button", "Exercises").await;
    window.is_accessible_in_both_themes("exercises").await;
    window.press("button", "My room for good").await;
    window.press("button", "Begin").await;
    window.see("Recall something good from this week").await;
    window.until_typing_goes_to("Something good").await;
    window.type_text("The kettle, and nobody calling.").await;
    window.see("Saved").await;
    window.is_accessible_in_both_themes("player").await;
    window.chord(&[Key::Control], char::from(Key::Enter)).await;
    window.see("How long until your mind edits it?").await;

    window.lock().await;
    window.unlock().await;
    window.see("Step 2 of 7").await;
    for asked in [
        "What was the edit?",
        "Whose voice is it?",
        "Stay again",
        "Where do clients meet",
        "Look round the room",
    ] {
        window.key(Key::Enter).await;
        window.see(asked).await;
    }
    window.key(Key::Escape).await;
    window.see("Unfinished").await;
    window.press("button", "My room for good").await;
    window.see("Step 7 of 7").await;
    window.key(Key::Enter).await;
    window.see("Saved in Inner work").await;
    window.see("The kettle, and nobody calling.").await;

    window.press("button", "Exercises").await;
    window.see("Weeks you came back").await;
    window.see("week of ").await;
    window.press("button", "Begin the path").await;
    window.press("button", "Begin the path").await;
    window.see("Stop the path").await;
    window.is_accessible_in_both_themes("path").await;
    window.press("button", "Begin").await;
    window.until_typing_goes_to("Still in my body").await;
    window.type_text("The stairs.").await;
    window.chord(&[Key::Control], char::from(Key::Enter)).await;
    window.until_typing_goes_to("Hoped for from them").await;
    window.key(Key::Enter).await;
    window.until_typing_goes_to("In one word").await;
    window.type_text("unhurried").await;
    window.chord(&[Key::Control], char::from(Key::Enter)).await;
    window.see("Breathe out, and open.").await;
    window.key(Key::Enter).await;
    window.see("Saved in Inner work").await;

    window.press("button", "Exercises").await;
    window.press("button", "Twelve-week path").await;
    window.until("return document.querySelector('li .done') !== null;", "week 1 is done").await;
    window.press("button", "Exercises").await;
    window.press("button", "Weekly turning").await;
    window.press("button", "Begin").await;
    window.see("What happened in you this week?").await;
    window.see("unhurried").await;
    window.picture("turning").await;
    window.end().await;
}

#[tokio::test]
async fn a_custom_form_is_made_and_used() {
    let window = Window::open("custom-form").await;
    window.first_run().await;
    window.press("button", "Forms and prompts").await;
    window.is_accessible_in_both_themes("forms").await;
    window.press("button", "Begin").await;
    window.fill("Name of the journal", "Tides").await;
    window.press("button", "Add a field").await;
    window
        .until("return document.activeElement?.matches('li:last-child input');", "it is named")
        .await;
    window.type_text("Height").await;
    window.run(CHOOSE, vec![json!("Type"), json!("scale")]).await;
    window.fill("Search filter", "height").await;
    window.press("button", "Move Height up").await;
    window.press("button", "Move Height down").await;
    window.press("button", "Add a message").await;
    window.type_text("High water. Look again tomorrow.").await;
    for _ in ["taking it away", "its field", "at least"] {
        window.key(Key::Tab).await;
    }
    window.type_text("3").await;
    window.key(Key::Tab).await;
    window.is_accessible_in_both_themes("form-editor").await;
    window.press("button", "Save form").await;
    window.see("Saved as version 1").await;
    window.press("button", "Done").await;
    window.begin("Tides", None).await;
    window.type_text("Shells and a glove.").await;
    window.key(Key::Tab).await;
    window.chord(&[], '3').await;
    window.see("High water. Look again tomorrow.").await;
    window.see("Saved").await;
    window.picture("used").await;
    for (typed, seen) in [("height:>=3", "Shells and a glove."), ("height:>=4", "Nothing")] {
        window.search(typed).await;
        window.see(seen).await;
    }
    window.end().await;
}

/// Chooses in the last select whose label begins so.
const CHOOSE: &str = "
    const named = [...document.querySelectorAll('label')].filter(
        (label) => label.textContent.trim().startsWith(arguments[0]) && label.control?.matches('select'),
    );
    const select = named.at(-1).control;
    select.value = arguments[1];
    select.dispatchEvent(new Event('change', { bubbles: true }));
";

#[tokio::test]
async fn text_that_belongs_in_the_chart_gets_a_hint() {
    let window = Window::open("chart").await;
    window.first_run().await;
    window.press("button", "Lexicon").await;
    window.see("room for good").await;
    window.is_accessible_in_both_themes("lexicon").await;
    window.begin("Free page", None).await;
    window.type_text("We waited. 0.5 mg/kg, then rain").await;
    window.see("Belongs in the chart?").await;
    window.is_accessible_in_both_themes("chart").await;
    window.press("button", "Keep it here").await;
    let gone = "return !document.body.innerText.includes('Belongs in the chart?');";
    window.until(gone, "the hint is put away").await;
    window.end().await;
}
