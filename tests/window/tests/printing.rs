//! A page is printed through the desktop's print dialog, and is in no file.

use fantoccini::key::Key;
use stillroom_window_tests::{AtDialog, Portal, Window, files_under};

#[tokio::test]
async fn a_page_is_handed_to_the_printer_in_sealed_memory_and_in_no_file() {
    let portal = Portal::start();
    let window = Window::open_on_bus("printing", portal.bus()).await;
    a_checked_page(&window).await;

    portal.at_dialog(AtDialog::Close);
    window.press("button", "Print…").await;
    until(|| portal.dialogs() == 1).await;
    the_dialog_is_gone().await;
    portal.at_dialog(AtDialog::Fail);
    window.press("button", "Print…").await;
    window.see("The desktop could not print the page.").await;
    portal.at_dialog(AtDialog::Forged);
    window.press("button", "Print…").await;
    until(|| portal.dialogs() == 3).await;
    portal.at_dialog(AtDialog::Print);
    assert!(portal.take().is_empty(), "nothing was printed");
    assert!(!window.text().await.contains("Handed to the printer."));

    the_dialog_is_gone().await;
    window.press("button", "Print…").await;
    window.see("Handed to the printer.").await;
    window.see("some keep it longer").await;
    let handed = portal.take();
    let [page] = handed.as_slice() else { panic!("one page, not {}", handed.len()) };
    assert_eq!(page.title, "Stillroom page");
    assert!(page.bytes.starts_with(b"%PDF-1.7"), "it is a PDF");
    assert!(page.bytes.trim_ascii_end().ends_with(b"%%EOF"), "it is whole");
    assert!(page.sealed, "nobody can change it");
    assert!(page.is.starts_with("/memfd:page"), "it is memory: {}", page.is);
    let pdfs = files_under(window.folders().root());
    let pdfs: Vec<_> = pdfs.into_iter().filter(|path| is_pdf(path)).collect();
    assert!(pdfs.is_empty(), "{pdfs:?}");
    window.end().await;
}

#[tokio::test]
async fn a_desktop_without_a_print_dialog_is_told_and_a_file_is_offered() {
    let window = Window::open("printing-nowhere").await;
    a_checked_page(&window).await;
    window.press("button", "Print…").await;
    window.see("This desktop offers no printing to other programs.").await;
    window.press("button", "Save PDF…").await;
    window.see("Saved as “Stillroom page.pdf”").await;
    window.end().await;

    // A bus without the service is the same.
    let bus = stillroom_window_tests::Bus::start();
    let window = Window::open_on_bus("printing-no-portal", &bus).await;
    a_checked_page(&window).await;
    window.press("button", "Print…").await;
    window.see("This desktop offers no printing to other programs.").await;
    window.end().await;
}

/// Makes a page of one note and goes to its check.
async fn a_checked_page(window: &Window) {
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("the headphones came off, without hurry.").await;
    window.chord(&[Key::Control, Key::Shift], 's').await;
    window.until_typing_goes_to("One question for supervision").await;
    window.type_text("Whose pace was it?").await;
    window.see("Saved").await;
    window.press("button", "Supervision basket").await;
    window.press("button", "Make a page").await;
    window.see("What is not on this page?").await;
    window.press("button", "Check for identifiers").await;
    window.see("This is not de-identification in law").await;
    if window.text().await.contains("not looked at") {
        window.press("button", "Keep here").await;
        window.see("That does not mean that nothing is left.").await;
    }
}

fn is_pdf(path: &std::path::Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes.windows(5).any(|part| part == b"%PDF-"))
}

/// A second dialog is only opened once the answer to the first has reached the page.
async fn the_dialog_is_gone() {
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
}

async fn until(is: impl Fn() -> bool) {
    for _ in 0..200 {
        if is() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it never came to that");
}
