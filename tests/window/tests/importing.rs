//! An import in the window, from the choice of a folder to undoing it; all people are fictional.

use std::fs;

use stillroom_window_tests::{Needles, Window};

/// Stands in the texts that are imported, and nowhere else.
const WORD: &str = "kettlecanary";

#[tokio::test]
async fn a_folder_of_notes_is_sorted_imported_read_and_undone() {
    let window = Window::open("importing").await;
    put_notes(&window);
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("My own words.").await;
    window.see("Saved").await;

    // By the keyboard alone, from the palette to the report.
    window.command("Import").await;
    window.see("Nothing is written until you say so.").await;
    window.is_accessible_in_both_themes("import-choose").await;
    window.find("button", "Choose a folder…").await.send_keys(" ").await.expect("it takes keys");
    window.see("What only you can say").await;
    window.see("1 entry has no date.").await;
    window.is_accessible_in_both_themes("import-questions").await;
    window.find("button", "Continue").await.send_keys(" ").await.expect("it takes keys");

    window.see("Where it goes").await;
    window.see("Sample 1 of").await;
    window.see("As it will be").await;
    choose(&window, "Client of Heron", "Wren").await;
    choose(&window, "Journal of Letters", "leave out").await;
    window.is_accessible_in_both_themes("import-mapping").await;
    window.picture("import-mapping").await;
    window.find("button", "Import 4 entries").await.send_keys(" ").await.expect("it takes keys");

    window.see("3 entries imported").await;
    window.see("Still outside").await;
    window.is_accessible_in_both_themes("import-report").await;
    window.picture("import-report").await;
    window.press("button", "Show entries").await;
    window.see("By the window").await;
    window.search("sang").await;
    window.see("The kettlecanary sang.").await;

    // The same folder again brings nothing.
    window.command("Import").await;
    window.see("Imports so far").await;
    window.press("button", "Choose a folder…").await;
    window.see("What only you can say").await;
    window.press("button", "Continue").await;
    window.see("Already here").await;
    window.press("button", "Cancel").await;

    window.press("button", "Undo import").await;
    window.see("Undone: 3 entries.").await;
    window.see("undone").await;
    let folders = window.end().await;
    let leaked = Needles::of(&[WORD]).found_under(folders.root());
    let leaked: Vec<_> =
        leaked.iter().filter(|(path, _)| !path.starts_with(folders.picked())).collect();
    assert!(leaked.is_empty(), "a word of the source is in {leaked:?}");
}

/// Chooses in the select of that name: its list belongs to the system, which no driver reaches.
async fn choose(window: &Window, name: &str, option: &str) {
    window.find("combobox", name).await;
    let script = "
        const select = document.querySelector(`select[aria-label='${arguments[0]}']`);
        const option = [...select.options].find((each) => each.label === arguments[1]);
        select.value = option.value;
        select.dispatchEvent(new Event('change', { bubbles: true }));";
    window.run(script, vec![name.into(), option.into()]).await;
}

/// Puts notes where the dialog for folders picks.
fn put_notes(window: &Window) {
    let picked = window.folders().picked();
    for (name, text) in [
        (
            "Heron/one.md",
            format!(
                "---\ndate: 2024-05-06 09:30\ntags: [ease]\n---\n# By the window\n\nThe {WORD} sang.\n"
            ),
        ),
        ("Heron/two.md", format!("---\ndate: 2024-05-07\n---\nA {WORD} again, see [[one]].\n")),
        ("Mornings/three.md", format!("---\ndate: 2024-05-08\n---\nNo {WORD} today.\n")),
        ("Letters/four.md", "---\ndate: 2024-05-09\n---\nNot for here.\n".to_owned()),
        ("Mornings/undated.md", "No day at all.\n".to_owned()),
    ] {
        let path = picked.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        fs::write(path, text).expect("it is written");
    }
}
