//! A full disk in the window, the lock on it, and the way back to the caret.

use fantoccini::key::Key;
use stillroom_window_tests::{Folders, SmallDisk, Window};

#[tokio::test]
async fn a_full_disk_loses_no_word_and_an_unsaved_page_is_saved_after_the_lock() {
    let folders = Folders::make();
    let disk = SmallDisk::mount(folders.journals());
    let window = Window::open_in("full", folders).await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("Before the disk was full.").await;
    window.see("Saved").await;

    disk.fill();
    window.type_text(" And while it was.").await;
    window.see("Not saved: the disk is full").await;
    window.see("And while it was.").await;
    disk.make_room();
    window.see("Saved").await;

    disk.fill();
    window.type_text(" This page waits.").await;
    window.see("Not saved: the disk is full").await;
    disk.pull_out();
    window.chord(&[Key::Control], 'l').await;
    window.see("One entry is waiting to be saved.").await;
    window.is_accessible_in_both_themes("waits").await;
    disk.plug_in();
    disk.make_room();
    let written = "return !document.body.innerText.includes('is waiting');";
    window.until(written, "the page is written by itself").await;
    window.unlock().await;
    window.see("Before the disk was full. And while it was. This page waits.").await;
    window.end().await;
}

#[tokio::test]
async fn unlocking_returns_to_the_entry_caret_and_scroll_position() {
    let window = Window::open("return").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("first line").await;
    for _ in 0..40 {
        window.key(Key::Enter).await;
    }
    window.type_text("the last line").await;
    for _ in 0..4 {
        window.key(Key::Left).await;
    }
    window.see("Saved").await;
    let scroll = "return document.querySelector('.scroll.entry').scrollTop;";
    let before = window.run(scroll, vec![]).await;
    assert!(before.as_f64().is_some_and(|px| px > 0.0), "there is something to scroll: {before}");
    window.lock().await;
    window.unlock().await;
    window.until_typing_goes_to_the_page().await;
    assert_eq!(window.run(scroll, vec![]).await, before);
    window.type_text("very ").await;
    window.see("the last very line").await;
    window.end().await;
}
