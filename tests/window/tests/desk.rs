//! The desk: words found and replaced in an entry, mentions, several entries at once, and tags.

use fantoccini::key::Key;
use stillroom_window_tests::Window;

const ENTER: char = '\u{e007}';

/// Waits until the open text says that.
async fn says(window: &Window, text: &str) {
    let script = format!(
        "return [...document.querySelectorAll('main .ProseMirror')].some((one) => one.innerText.trim() === {});",
        serde_json::json!(text)
    );
    window.until(&script, &format!("a text says {text:?}")).await;
}

#[tokio::test]
async fn words_are_found_replaced_and_taken_back_and_mentions_link_the_entry() {
    let window = Window::open("desk-writing").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("The kettle sang. \"A kettle,\" she said -- twice.").await;
    says(&window, "The kettle sang. “A kettle,” she said – twice.").await;
    window.see("Saved").await;

    window.chord(&[Key::Control], 'f').await;
    window.until_typing_goes_to("Find").await;
    window.type_text("kettle").await;
    window.see("Match 1 of 2").await;
    window.key(Key::Enter).await;
    window.see("Match 2 of 2").await;
    window.chord(&[Key::Control], 'h').await;
    window.until_typing_goes_to("Replace with").await;
    window.type_text("pan").await;
    window.is_accessible_in_both_themes("find").await;
    window.picture("find").await;
    window.press("button", "Replace all").await;
    says(&window, "The pan sang. “A pan,” she said – twice.").await;
    window.see("2 matches replaced").await;
    window.press("button", "Undo").await;
    says(&window, "The kettle sang. “A kettle,” she said – twice.").await;
    window.press("textbox", "Replace with").await;
    window.key(Key::Escape).await;
    window.until_typing_goes_to("One moment").await;

    window.chord(&[Key::Control], char::from(Key::End)).await;
    window.type_text(" Then #not").await;
    window.see("not-yet").await;
    window.picture("mention").await;
    window.chord(&[], ENTER).await;
    window.see("Tagged “not-yet”").await;
    says(&window, "The kettle sang. “A kettle,” she said – twice. Then #not-yet").await;
    window.see("Saved").await;

    window.press("button", "Tags").await;
    window.press("button", "not-yet, 1 entry").await;
    window.press("textbox", "Name of the tag").await;
    window.chord(&[Key::Control], 'a').await;
    window.type_text("later").await;
    window.chord(&[], ENTER).await;
    window.see("1 entry is tagged “later” now.").await;
    window.is_accessible_in_both_themes("tag").await;
    window.end().await;
}

#[tokio::test]
async fn several_entries_are_selected_by_keys_and_go_to_the_trash_and_back_together() {
    let window = Window::open("desk-lists").await;
    window.first_run().await;
    for text in ["First.", "Second.", "Third."] {
        window.begin("Free page", None).await;
        window.type_text(text).await;
        window.see("Saved").await;
    }
    window.press("button", "All entries").await;
    window.press("button", "Third.").await;
    window
        .until("return document.activeElement?.matches('.row') === true;", "the row has the focus")
        .await;
    window.chord(&[], 'x').await;
    window.see("1 selected").await;
    window.chord(&[Key::Shift], char::from(Key::Down)).await;
    window.see("2 selected").await;
    window.is_accessible_in_both_themes("selected").await;
    window.picture("selected").await;
    window.press("button", "Move to the trash").await;
    window.see("2 entries moved to the trash").await;
    window.press("button", "Undo").await;
    window.see("2 entries restored").await;
    window.see("Third.").await;

    window.press("button", "Sort and filter").await;
    window.press("option", "Oldest first").await;
    let first = "return document.querySelector('.list li[data-index=\"0\"] .what')?.textContent?.trim() === 'First.';";
    window.until(first, "the oldest stands first").await;
    window.end().await;
}
