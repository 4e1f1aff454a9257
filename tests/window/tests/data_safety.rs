//! Data & backups in the window: a backup and back, health, holds, erasing, the will, keys.

use fantoccini::key::Key;
use stillroom_window_tests::{PASSPHRASE, Window};

/// The passphrase that takes the place of the usual one.
const NEW: &str = "saddle copper meadow thimble drift";

#[tokio::test]
async fn a_journal_can_be_verified_restored_held_and_erased() {
    let window = Window::open("keep").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("The headphones came off.").await;
    window.see("Saved").await;
    window.press("button", "Safekeeping").await;
    window.see("0 entries, checked").await;

    window.press("button", "Back up now").await;
    window.see("1 entry, checked").await;
    window.press("button", "Check now").await;
    window.see("Every record can be read: 1 entry.").await;
    window.see("History intact:").await;

    window.press("button", "Restore…").await;
    window.fill("Passphrase or recovery words", PASSPHRASE).await;
    window.press("button", "Preview").await;
    window.see("Same as the open journal.").await;
    window.press("button", "Restore as a separate journal").await;
    window.see("Restored as “journal-restored”").await;

    window.fill("Who may open it", "Robin Sample, a colleague.").await;
    window.press("button", "Save the will").await;
    window.see("Last changed").await;
    window.fill("Reason (optional)", "A letter came.").await;
    window.press("button", "Put on hold").await;
    window.see("since").await;
    window.is_accessible_in_both_themes("keep").await;

    trash_the_entry(&window).await;
    window.press("button", "Erase…").await;
    window.see("A legal hold covers 1 entry.").await;
    window.press("button", "Cancel").await;
    no_dialog_stands(&window).await;
    window.press("button", "Safekeeping").await;
    window.press("button", "Lift").await;
    window.see("lifted").await;
    window.press("button", "Trash").await;
    window.press("button", "Erase…").await;
    window.see("This can’t be undone.").await;
    window.is_accessible_in_both_themes("erase").await;
    window.press("button", "Erase").await;
    window.see("1 backup still contains it.").await;
    window.press("button", "Back up now and delete the old ones").await;
    window.see("those that contained it are deleted").await;
    no_dialog_stands(&window).await;
    window.press("button", "Safekeeping").await;
    window.see("Erased: 1 entry.").await;
    window.see("0 entries, checked").await;
    window.end().await;
}

#[tokio::test]
async fn after_a_passphrase_change_older_backups_are_named_and_new_keys_exclude_the_old_one() {
    let window = Window::open("keys").await;
    window.first_run().await;
    window.begin("Free page", None).await;
    window.type_text("A long breath.").await;
    window.see("Saved").await;
    window.press("button", "Safekeeping").await;
    window.press("button", "Back up now").await;
    window.see("1 entry, checked").await;

    window.press("button", "Settings").await;
    window.press("button", "Change").await;
    window.fill("Current passphrase", PASSPHRASE).await;
    choose(&window).await;
    window.press("button", "Change").await;
    window.see("1 backup still opens with the old passphrase").await;
    window.press("button", "Back up now and delete the old ones").await;
    window.see("those that old keys opened are deleted").await;
    window.press("button", "Create new words").await;
    window.fill("Current passphrase", NEW).await;
    window.press("button", "Create new words").await;
    type_words_back(&window).await;
    window.press("button", "Use the new words").await;
    window.see("Your new recovery words are in use.").await;
    window.is_accessible_in_both_themes("settings-keys").await;

    window.press("button", "Safekeeping").await;
    window.press("button", "Someone might know my passphrase or words").await;
    window.fill("Current passphrase", NEW).await;
    window.fill("Passphrase", PASSPHRASE).await;
    window.fill("Type it again", PASSPHRASE).await;
    window.see("They match.").await;
    window.press("button", "Continue").await;
    type_words_back(&window).await;
    window.is_accessible_in_both_themes("new-keys").await;
    window.press("button", "Re-encrypt everything").await;
    window.see("Your new passphrase and words have both opened it.").await;
    window.see("1 backup still opens with the old passphrase").await;
    window.press("button", "Back up now and delete the old ones").await;
    window.see("those that old keys opened are deleted").await;
    window.lock().await;
    window.fill("Passphrase", NEW).await;
    window.key(Key::Enter).await;
    window.see("That is not the passphrase").await;
    window.run("document.querySelector('input').value = '';", vec![]).await;
    window.unlock().await;
    window.search("breath").await;
    window.see("A long").await;
    window.end().await;
}

/// Puts the only entry into the trash, and goes there.
async fn trash_the_entry(window: &Window) {
    window.press("button", "All entries").await;
    window.until("return document.querySelector('.list .row') !== null;", "rows show").await;
    window.run("document.querySelector('.list .row').click();", vec![]).await;
    window.press("button", "More actions").await;
    window.press("option", "Move to the trash").await;
    window.press("button", "Trash").await;
    window.find("button", "Erase…").await;
}

/// Waits until what a dialog covers can be pressed again.
async fn no_dialog_stands(window: &Window) {
    let gone = "return !document.querySelector('[role=dialog]')
        && getComputedStyle(document.body).pointerEvents !== 'none';";
    window.until(gone, "the dialog is gone").await;
}

/// Types the new passphrase twice.
async fn choose(window: &Window) {
    window.fill("Passphrase", NEW).await;
    window.fill("Type it again", NEW).await;
    window.see("They match.").await;
}

/// Reads the new recovery words off the page and types them back.
async fn type_words_back(window: &Window) {
    window.see("Next, type them in.").await;
    let words = window.words_on_the_page().await;
    window.press("button", "I have them on paper").await;
    window.until_typing_goes_to("Word 1").await;
    window.type_text(&words).await;
    window.see("All twelve match").await;
}
