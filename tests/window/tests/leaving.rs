//! Locking goes before everything else: whatever is open, and whatever the page hands over.

use std::path::PathBuf;
use std::time::Duration;

use fantoccini::key::Key;
use serde_json::json;
use stillroom::journal::{Opener, VaultFile};
use stillroom::testing::{entry, minutes_later};
use stillroom::vault::{KdfParams, Passphrase, RecoveryWords};
use stillroom_window_tests::{Folders, Needles, PASSPHRASE, Window};

/// What stands open when the key is pressed: how it is opened, and what shows that it is.
const OPEN: [(&str, &[Step], &str); 8] = [
    ("Today", &[Step::Press("button", "Today")], "Today"),
    ("the palette", &[Step::Ctrl('k')], "What would you like to do?"),
    ("the palette with a word in it", &[Step::Ctrl('k'), Step::Type("se")], "Search"),
    ("the list of keys", &[Step::Ctrl('/')], "Close"),
    ("the settings", &[Step::Press("button", "Settings")], "Text size"),
    ("the menu of an entry", &[Step::Press("button", "More actions")], "Move to the trash"),
    (
        "the dialog for erasing",
        &[Step::Press("button", "Trash"), Step::Press("button", "Erase…")],
        "Cancel",
    ),
    (
        "an exercise",
        &[
            Step::Press("button", "Exercises"),
            Step::Press("button", "My room for good"),
            Step::Press("button", "Begin"),
        ],
        "Esc",
    ),
];

enum Step {
    Press(&'static str, &'static str),
    Ctrl(char),
    Type(&'static str),
}

#[tokio::test]
async fn the_lock_key_works_above_every_dialog() {
    let window = Window::open("lock-first").await;
    window.first_run().await;
    for (alias, text) in [("Wren", "An entry that goes."), ("Finch", "An entry that stays.")] {
        window.begin("Integration note", Some(alias)).await;
        window.type_text(text).await;
        window.see("Saved").await;
        if alias == "Wren" {
            window.press("button", "More actions").await;
            window.press("option", "Move to the trash").await;
        }
    }
    for (what, steps, shows) in OPEN {
        println!("{what}");
        for step in steps {
            match step {
                Step::Press(role, name) => window.press(role, name).await,
                Step::Ctrl(key) => window.chord(&[Key::Control], *key).await,
                Step::Type(text) => window.type_text(text).await,
            }
        }
        let there = format!(
            "return document.body.innerText.includes({0})
                || [...document.querySelectorAll('[placeholder]')].some((one) => one.placeholder === {0});",
            json!(shows)
        );
        window.until(&there, what).await;
        window.lock().await;
        is_locked(&window).await;
        window.unlock().await;
        if what == "an exercise" {
            let there = "return document.querySelector('.exer') !== null;";
            window.until(there, "the exercise is there again").await;
            window.key(Key::Escape).await;
        }
        window.press("button", "All entries").await;
        window.press("button", "An entry that stays.").await;
    }
    println!("figure 14: 0 of {} locks", OPEN.len());
    window.end().await;
}

/// What may come over the bridge instead of a page, as a script that makes it.
const HANDED_OVER: [(&str, &str); 12] = [
    ("nothing", "undefined"),
    ("an empty object", "({})"),
    ("wrong types", "({ returnPoint: 7, unsaved: 'x' })"),
    ("an entry that is none", "({ returnPoint: null, unsaved: [{ entry: { id: [] } }, null, 3] })"),
    ("no bytes", "new Uint8Array()"),
    ("bytes that are no text", "new Uint8Array([255, 254, 0, 92, 117])"),
    ("half a surrogate pair", "bytes({ unsaved: ['\\ud83d'] })"),
    ("half a surrogate pair, not in bytes", "({ unsaved: ['\\ud83d'] })"),
    ("a text nested 300 deep, in bytes", "bytes({ unsaved: [nested(300)] })"),
    ("a text nested 5,000 deep, not in bytes", "({ unsaved: [nested(5000)] })"),
    ("brackets without an end", "new TextEncoder().encode('['.repeat(2000000))"),
    ("twenty megabytes", "bytes({ unsaved: [{ text: 'x'.repeat(20000000) }] })"),
];

const MAKERS: &str = "
    const bytes = (value) => new TextEncoder().encode(JSON.stringify(value));
    const nested = (times) => {
        let inner = { type: 'paragraph' };
        for (let level = 0; level < times; level += 1) inner = { type: 'blockquote', content: [inner] };
        return inner;
    };";

#[tokio::test]
async fn the_lock_succeeds_with_any_state_of_the_page() {
    let window = Window::open("handed-over").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("What was kept stays.").await;
    window.see("Saved").await;
    for (what, made) in HANDED_OVER {
        println!("{what}");
        window.run("window.isBeforeTheLock = true;", vec![]).await;
        // As the window does it: what is refused at the bridge is asked for without anything.
        let lock = format!(
            "{MAKERS}
            const call = (...with_) => window.__TAURI_INTERNALS__.invoke(...with_);
            void call('lock', {made}).catch(() => call('lock'));"
        );
        window.run(&lock, vec![]).await;
        window.until_locked().await;
        // A call that the leaving page gives up is asked for once more, which loads the page anew.
        tokio::time::sleep(Duration::from_millis(800)).await;
        window.until_locked().await;
        is_locked(&window).await;
        window.unlock().await;
        window.see("What was kept stays.").await;
    }
    println!("figure 15: 0 of {} locks", HANDED_OVER.len());
    window.end().await;
}

#[tokio::test]
async fn a_text_that_the_bridge_refuses_is_saved_at_the_lock() {
    let window = Window::open("refused").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("First words.").await;
    window.see("Saved").await;
    // Every call with a text fails from here on, as if the bridge could not carry it.
    let refuse = "
        const through = window.fetch;
        window.fetch = (to, how) => /save_draft|save_entry/.test(String(to))
            ? Promise.resolve(new Response('\"recursion limit exceeded\"', {
                headers: { 'Tauri-Response': 'error', 'content-type': 'application/json' },
            }))
            : through(to, how);";
    window.run(refuse, vec![]).await;
    window.type_text(" And words that no draft holds.").await;
    window.see("Not saved").await;
    window.lock().await;
    is_locked(&window).await;
    window.unlock().await;
    window.see("First words. And words that no draft holds.").await;
    window.end().await;
}

#[tokio::test]
async fn reloading_the_page_locks_the_journal() {
    let window = Window::open("reloaded").await;
    window.first_run().await;
    window.begin("Integration note", Some("Wren")).await;
    window.type_text("What was kept stays.").await;
    window.see("Saved").await;
    for load in
        ["location.reload()", "location.assign('/index.html')", "location.href = location.href"]
    {
        window
            .run(&format!("window.isBeforeTheLock = true; setTimeout(() => {{ {load} }});"), vec![])
            .await;
        window.until_locked().await;
        is_locked(&window).await;
        window.unlock().await;
        window.see("What was kept stays.").await;
    }
    window.end().await;
}

#[tokio::test]
async fn the_zoom_is_set_by_keys_and_saved_in_the_journal() {
    let window = Window::open("zoom").await;
    window.first_run().await;
    let width = || async { window.run("return innerWidth;", vec![]).await.as_f64().unwrap_or(0.0) };
    let usual = width().await;
    window.chord(&[Key::Control], '+').await;
    window.chord(&[Key::Control], '+').await;
    let larger = format!("return Math.abs(innerWidth - {usual} / 1.25) < 3;");
    window.until(&larger, "the page has 125 per cent").await;
    window.lock().await;
    window
        .until(&format!("return Math.abs(innerWidth - {usual}) < 3;"), "the door is as usual")
        .await;
    window.unlock().await;
    window.until(&larger, "the page has 125 per cent again").await;
    window.chord(&[Key::Control], '0').await;
    window.until(&format!("return Math.abs(innerWidth - {usual}) < 3;"), "it is as usual").await;
    window.end().await;
}

/// What runs long: its command and what it is asked for.
const RUNS: [(&str, &str); 3] = [
    ("check_health", "{}"),
    ("make_backup", "{}"),
    ("export", "{ what: { what: 'journal' }, form: { json: true, markdown: true }, into: INTO }"),
];

/// A sentence of each entry of [`long_journal`].
const SENTENCE: &str = "a cormorant of glass dried its wings";

#[tokio::test]
async fn the_lock_ends_every_task_and_leaves_nothing_readable() {
    let (folders, journal) = long_journal();
    let window = Window::open_on("lock-runs", folders, &journal).await;
    let into = window.folders().picked().join("export");
    window.unlock().await;
    for (command, asked) in RUNS {
        println!("{command}");
        let asked = asked.replace("INTO", &json!(into).to_string());
        // The page is told of each step: at the first one the key is pressed.
        let begin = format!(
            "const done = arguments[0];
            const bridge = window.__TAURI_INTERNALS__;
            window.run = 'under way';
            const ended = (how) => () => {{ window.run = how; }};
            const handler = bridge.transformCallback(() => done(window.run));
            const told = {{ event: 'run-progress', target: {{ kind: 'Any' }}, handler }};
            bridge.invoke('plugin:event|listen', told).then(() =>
                bridge.invoke('{command}', {asked}).then(ended('done'), ended('failed')));"
        );
        let state = window.client().execute_async(&begin, vec![]).await.expect("it begins");
        assert_eq!(state, json!("under way"), "{command} goes on when the key is pressed");
        window.lock().await;
        is_locked(&window).await;
        window.unlock().await;
        assert!(!into.exists(), "an export that was cut off is deleted");
    }
    let folders = window.end().await;
    assert_eq!(Needles::of(&[SENTENCE]).found_under(folders.root()), []);
}

/// Makes a journal that takes some seconds to go through.
fn long_journal() -> (Folders, PathBuf) {
    let folders = Folders::make();
    let folder = folders.journals().join("journal.stillroom");
    let anchors = folders.journals().join("anchors");
    let passphrase = Passphrase::typed(PASSPHRASE);
    let words = RecoveryWords::make();
    let vault = VaultFile::create(&folder, &anchors, &passphrase, &words, KdfParams::FLOOR);
    let opened = vault.expect("an empty folder takes it").unlock(&Opener::Passphrase(&passphrase));
    let mut journal = opened.map_err(|refused| refused.cause).expect("it opens");
    for minute in 0..1_000 {
        let at = minutes_later(minute);
        let text = format!("{minute}: {}", SENTENCE.repeat(100));
        let input = entry(&journal, "free", &text, at);
        journal.save_revision(&input, at).expect("it is written");
    }
    journal.lock().map(drop).expect("it locks");
    (folders, folder)
}

/// Nothing of the journal is answered any more.
async fn is_locked(window: &Window) {
    let ask = "const done = arguments[0];
        window.__TAURI_INTERNALS__.invoke('counts').then(() => done('open'), ({ code }) => done(code));";
    let answer = window.client().execute_async(ask, vec![]).await.expect("the shell answers");
    assert_eq!(answer, json!("locked"));
}
