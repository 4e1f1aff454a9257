//! Writing with the X server's own keys: what they reach, and what brings text back.

use std::time::Duration;

use serde_json::json;
use stillroom_window_tests::Window;

const WRITTEN: &str = "The heron stood in the reeds for a long time before it flew.";

/// Gives the app's window the keys of the screen.
fn take_keys(window: &Window) {
    let found = window.screen().xdotool(&["search", "--onlyvisible", "--name", "^Stillroom$"]);
    let id = found.lines().last().expect("the window is there").to_owned();
    window.screen().xdotool(&["windowfocus", "--sync", &id]);
}

async fn keys(window: &Window, chords: &[&str]) {
    for chord in chords {
        window.screen().xdotool(&["key", chord]);
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
}

fn type_keys(window: &Window, text: &str) {
    window.screen().xdotool(&["type", "--delay", "25", "--", text]);
}

async fn says(window: &Window, text: &str) {
    let script = format!("{TEXT_IS} === {};", json!(text));
    window.until(&script, &format!("the text says {text:?}")).await;
}

const TEXT_IS: &str =
    "return (document.querySelector('main .ProseMirror')?.innerText.trim() ?? '')";

async fn begin_and_write(window: &Window, text: &str) {
    window.begin("Integration note", Some("Wren")).await;
    take_keys(window);
    type_keys(window, text);
    says(window, text).await;
    window.see("Saved").await;
}

/// Clicks the first thing that a selector names, once it is on the page.
async fn click(window: &Window, selector: &str) {
    let there = format!("return document.querySelector({}) !== null;", json!(selector));
    window.until(&there, selector).await;
    let by = fantoccini::Locator::Css(selector);
    let element = window.client().find(by).await.expect(selector);
    element.click().await.expect("it can be clicked");
}

#[tokio::test]
async fn keys_pressed_on_a_button_never_reach_the_text() {
    let window = Window::open("keys-on-buttons").await;
    window.first_run().await;
    begin_and_write(&window, WRITTEN).await;
    // A scale's digit, the fold and a place of the rail: each leaves the entry open.
    for button in ["main [role=radio]", "main .fold", "main .fold"] {
        click(&window, "main .ProseMirror").await;
        keys(&window, &["ctrl+a"]).await;
        click(&window, button).await;
        keys(&window, &["x", "BackSpace", "Delete", "ctrl+v", "ctrl+x"]).await;
        says(&window, WRITTEN).await;
    }
    click(&window, "main .ProseMirror").await;
    keys(&window, &["ctrl+a"]).await;
    window.press("button", "All entries").await;
    keys(&window, &["x", "BackSpace", "j"]).await;
    says(&window, WRITTEN).await;

    // Back in the text by Tab's way, the keys reach it again, where the caret was.
    let focus = "document.querySelector('main .ProseMirror').focus();";
    window.run(focus, vec![]).await;
    keys(&window, &["End", "x"]).await;
    says(&window, &format!("{WRITTEN}x")).await;
    window.end().await;
}

#[tokio::test]
async fn a_deletion_can_be_undone_after_returning_and_is_in_history() {
    let window = Window::open("slip").await;
    window.first_run().await;
    begin_and_write(&window, WRITTEN).await;
    keys(&window, &["ctrl+a", "q"]).await;
    says(&window, "q").await;
    window.see("Saved").await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    window.press("button", "Today").await;
    window.press("button", "All entries").await;
    click(&window, ".list .row").await;
    says(&window, "q").await;
    click(&window, "main .ProseMirror").await;
    keys(&window, &["ctrl+z"]).await;
    says(&window, WRITTEN).await;
    keys(&window, &["ctrl+shift+z"]).await;
    says(&window, "q").await;
    window.see("Saved").await;

    window.press("button", "More actions").await;
    window.press("option", "History").await;
    window.see("Version 2").await;
    window.press("button", "Version 1").await;
    window.see(WRITTEN).await;
    window.end().await;
}

#[tokio::test]
async fn every_plain_field_undoes_what_was_typed_into_it() {
    let window = Window::open("fields").await;
    window.first_run().await;
    begin_and_write(&window, WRITTEN).await;
    window.press("button", "Search").await;
    window.until_typing_goes_to("Search your entries").await;
    let value = |text: &str| format!("return document.activeElement.value === {};", json!(text));
    type_keys(&window, "one two");
    window.until(&value("one two"), "the field takes the keys").await;
    keys(&window, &["ctrl+z"]).await;
    window.until(&value("one "), "a word is undone").await;
    keys(&window, &["ctrl+z", "ctrl+z"]).await;
    window.until(&value(""), "all is undone").await;
    keys(&window, &["ctrl+y"]).await;
    window.until(&value("one"), "it is done again").await;

    window.press("button", "All entries").await;
    click(&window, ".list .row").await;
    click(&window, "main .fold").await;
    window.press("button", "What was seen").await;
    click(&window, "main ul .words textarea").await;
    type_keys(&window, "the door");
    keys(&window, &["ctrl+a", "q", "ctrl+z"]).await;
    window.until(&value("the door"), "the client's words are back").await;
    says(&window, WRITTEN).await;
    window.end().await;
}

#[tokio::test]
async fn escape_leaves_a_text_and_signs_at_the_start_of_a_line_stay() {
    let window = Window::open("signs").await;
    window.first_run().await;
    window.begin("Free page", None).await;
    take_keys(&window);
    type_keys(&window, "- no, he said");
    keys(&window, &["Return"]).await;
    type_keys(&window, "1984. A year");
    keys(&window, &["Return"]).await;
    type_keys(&window, "> later");
    window.see("Saved").await;
    let lines = "return JSON.stringify([...document.querySelectorAll('main .ProseMirror > *')]
        .map((line) => [line.nodeName, line.dir, line.textContent]));";
    let expected = json!([
        ["P", "auto", "- no, he said"],
        ["P", "auto", "1984. A year"],
        ["P", "auto", "> later"],
    ]);
    assert_eq!(window.run(lines, vec![]).await.as_str(), Some(&*expected.to_string()));
    keys(&window, &["Escape"]).await;
    let left = "return !document.activeElement.isContentEditable;";
    window.until(left, "the caret has left the text").await;
    window.end().await;
}

#[tokio::test]
async fn a_key_in_a_huge_paragraph_is_painted_in_time() {
    let window = Window::open("huge").await;
    window.first_run().await;
    window.begin("Free page", None).await;
    let paste = "
        const text = 'The heron stood in the reeds for a long time. '.repeat(1000).trim();
        const data = new DataTransfer();
        data.setData('text/plain', text);
        const page = document.querySelector('main .ProseMirror');
        page.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        return page.textContent.length;";
    let length = window.run(paste, vec![]).await.as_u64().expect("a number");
    assert!(length > 44_000, "the whole text is there: {length}");
    let watch = "
        window.took = [];
        addEventListener('keydown', () => {
            const began = performance.now();
            requestAnimationFrame(() => {
                document.querySelector('main .ProseMirror').getBoundingClientRect();
                setTimeout(() => window.took.push(performance.now() - began));
            });
        }, true);";
    take_keys(&window);
    window.run(watch, vec![]).await;
    for letter in "abcdefghijklmnopqrst".chars() {
        keys(&window, &[&letter.to_string()]).await;
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    let took = window.run("return window.took;", vec![]).await;
    let mut took: Vec<f64> =
        took.as_array().expect("a list").iter().filter_map(serde_json::Value::as_f64).collect();
    took.sort_by(f64::total_cmp);
    let median = took[took.len() / 2];
    println!("a key in a paragraph of {length} letters: {median:.1} ms to the next frame");
    // A frame is 16 ms; a busy machine gets a margin.
    assert!(median < 60.0, "{took:?}");
    window.end().await;
}
