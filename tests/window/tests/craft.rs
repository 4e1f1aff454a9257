//! A trainee's Sunday: an exercise left and taken up, an own form made and used, a chart hint.

use fantoccini::key::Key;
use stillroom_window_tests::Window;

#[tokio::test]
async fn an_exercise_is_left_locked_taken_up_and_lands_as_an_entry() {
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
    window.key(Key::Enter).await;
    window.see("How long until your mind edits it?").await;

    window.lock().await;
    window.unlock().await;
    window.see("Step 2 of 6").await;
    for asked in ["What was the edit?", "Whose voice is it?", "Stay again", "Where do clients meet"]
    {
        window.key(Key::Enter).await;
        window.see(asked).await;
    }
    window.key(Key::Escape).await;
    window.see("Waiting for you").await;
    window.press("button", "My room for good").await;
    window.see("Step 6 of 6").await;
    window.key(Key::Enter).await;
    window.see("Kept in Inner work").await;
    window.see("The kettle, and nobody calling.").await;
    window.end().await;
}

#[tokio::test]
async fn an_own_form_is_made_and_used() {
    let window = Window::open("own-form").await;
    window.first_run().await;
    window.press("button", "Forms and prompts").await;
    window.is_accessible_in_both_themes("forms").await;
    window.press("button", "Begin").await;
    window.fill("Name of the journal", "Tides").await;
    window.is_accessible_in_both_themes("form-editor").await;
    window.press("button", "Keep the form").await;
    window.see("Kept as version 1").await;
    window.press("button", "Done").await;
    window.begin("Tides", None).await;
    window.type_text("Shells and a glove.").await;
    window.see("Saved").await;
    window.search("glove").await;
    window.see("Shells and a").await;
    window.end().await;
}

#[tokio::test]
async fn what_belongs_in_the_chart_is_asked_about_in_the_margin() {
    let window = Window::open("chart").await;
    window.first_run().await;
    window.press("button", "Lexicon").await;
    window.see("room for good").await;
    window.is_accessible_in_both_themes("lexicon").await;
    window.begin("Free page", None).await;
    window.type_text("We waited. 0.5 mg/kg, then rain").await;
    window.see("Belongs in the chart?").await;
    window.is_accessible_in_both_themes("chart").await;
    window.press("button", "Let it stay").await;
    let gone = "return !document.body.innerText.includes('Belongs in the chart?');";
    window.until(gone, "the hint is put away").await;
    window.end().await;
}
