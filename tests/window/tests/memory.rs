//! Once it is locked, nothing that was written and no key is in the memory of the shipped app.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use stillroom::journal::{Moment, Opener, Settings, VaultFile};
use stillroom::vault::{KdfParams, Passphrase, RecoveryWords};
use stillroom_window_tests::{
    Folders, Logind, Outside, PASSPHRASE, Secrets, SmallDisk, files_under, until,
};

/// Sentences that are typed, shown and saved while the journal is open.
const SENTENCES: [&str; 2] =
    ["a cormorant of glass dried its wings", "the sundial counted only the rain"];

/// How soon after the lock nothing may be left.
const BAR: Duration = Duration::from_secs(5);

/// What a page needs between a key and the next one.
const BEAT: Duration = Duration::from_millis(1_500);

/// What makes the app lock.
type Trigger = fn(&Outside, &Logind);

#[test]
#[ignore = "looks through all memory against a clock; run by `cargo xtask prove window`"]
fn no_sentence_and_no_key_is_in_memory_after_any_lock() {
    let (folders, folder, keys) = journal(Folders::make());
    let logind = Logind::start();
    let session = Outside::start_with(folders, &folder, logind.bus());
    let secrets = Secrets::default().and_text(&SENTENCES).and_keys(&keys);
    std::thread::sleep(BEAT);
    let mut looked = 0;
    let triggers: [(&str, Trigger); 3] = [
        ("Ctrl+L", |session, _| session.key("ctrl+l")),
        ("the computer's sleep", |_, logind| logind.prepare_for_sleep(true)),
        ("the screen saver", |_, logind| logind.screen_saver()),
    ];
    for (number, (name, lock)) in triggers.into_iter().enumerate() {
        unlock(&session, &logind);
        write(&session, &folder, SENTENCES[number % 2], number == 0);
        let written = [SENTENCES[number % 2]];
        let (before, _) = secrets.found_in(&session.processes());
        for shape in written.iter().map(|sentence| format!("{sentence} in UTF-8")) {
            assert!(before.contains(&shape), "{name}: {shape} must be seen before the lock");
        }
        for (key, _) in &keys {
            let shape = format!("the {key} key");
            assert!(before.contains(&shape), "{name}: {shape} must be seen before the lock");
        }
        assert_eq!(logind.held(), 1, "{name}: a sleep is waited for while it is open");
        let pages = session.page_processes();
        let start = Instant::now();
        lock(&session, &logind);
        session.until_fresh(&pages);
        let (after, bytes) = secrets.found_in(&session.processes());
        let took = start.elapsed();
        assert_eq!(after, [] as [&str; 0], "{name}: left in memory");
        assert!(took <= BAR, "{name}: looked through only after {took:?}");
        until(|| (logind.held() == 0).then_some(())).expect("the computer may sleep now");
        looked += bytes;
    }
    println!(
        "figure 8: 0 of {} secrets after 3 locks, in {} MiB of memory",
        secrets.len(),
        looked >> 20
    );
    let folders = session.end_unwatched();
    let text = first_text(&folder, &folders.journals().join("anchors"));
    // The caret came back to the end of what was written, so all of it stands in one line.
    let line = [SENTENCES[0], SENTENCES[1], SENTENCES[0]].join(". ");
    assert!(text.contains(&line), "each lock kept what was written: {text}");
}

#[test]
fn the_screens_lock_of_this_session_locks_and_that_of_another_does_not() {
    let (folders, folder, _) = journal(Folders::make());
    let logind = Logind::start();
    let session = Outside::start_with(folders, &folder, logind.bus());
    std::thread::sleep(BEAT);
    unlock(&session, &logind);
    let pages = session.page_processes();
    logind.lock_screen(false);
    std::thread::sleep(3 * BEAT);
    assert_eq!((session.page_processes(), logind.held()), (pages.clone(), 1));
    logind.lock_screen(true);
    session.until_fresh(&pages);
    until(|| (logind.held() == 0).then_some(())).expect("the computer may sleep now");
}

#[test]
fn an_unresponsive_page_is_locked_by_the_key_and_by_closing_the_window() {
    let (folders, folder, keys) = journal(Folders::make());
    let logind = Logind::start();
    let session = Outside::start_with(folders, &folder, logind.bus());
    std::thread::sleep(BEAT);
    unlock(&session, &logind);
    write(&session, &folder, SENTENCES[0], true);
    let pages = session.page_processes();
    session.stop_page();
    session.key("ctrl+l");
    session.until_fresh(&pages);
    let secrets = Secrets::default().and_text(&SENTENCES).and_keys(&keys);
    assert_eq!(secrets.found_in(&session.processes()).0, [] as [&str; 0]);
    unlock(&session, &logind);
    let folders = session.end_unwatched();
    let text = first_text(&folder, &folders.journals().join("anchors"));
    assert!(text.contains(SENTENCES[0]), "{text}");
}

#[test]
#[ignore = "waits for the idle lock, which takes a minute; run by `cargo xtask prove window`"]
fn an_unresponsive_page_is_locked_when_idle() {
    let (folders, folder, keys) = journal(Folders::make());
    let anchors = folders.journals().join("anchors");
    let opened = VaultFile::open(&folder, &anchors).expect("nobody holds it");
    let mut journal = opened
        .unlock(&Opener::Passphrase(&Passphrase::typed(PASSPHRASE)))
        .map_err(|refused| refused.cause)
        .expect("it opens");
    let settings = Settings { idle_minutes: 1, ..journal.settings() };
    journal.save_settings(settings, Moment::now()).expect("there is room");
    journal.lock().map(drop).expect("it locks");

    let logind = Logind::start();
    let session = Outside::start_with(folders, &folder, logind.bus());
    std::thread::sleep(BEAT);
    unlock(&session, &logind);
    let pages = session.page_processes();
    session.stop_page();
    // A minute, and ten seconds in which the page could have kept what is written.
    std::thread::sleep(Duration::from_secs(40));
    assert_eq!(session.page_processes(), pages, "not before its time");
    session.until_fresh(&pages);
    let secrets = Secrets::default().and_keys(&keys);
    assert_eq!(secrets.found_in(&session.processes()).0, [] as [&str; 0]);
    unlock(&session, &logind);
}

#[test]
fn the_lock_works_with_the_program_file_deleted_and_passes_no_folder_in_arguments() {
    let (folders, folder, keys) = journal(Folders::make());
    let copy = folders.root().join("stillroom");
    let logind = Logind::start();
    let session = Outside::start_copy(folders, &folder, logind.bus(), &copy);
    std::thread::sleep(BEAT);
    unlock(&session, &logind);
    write(&session, &folder, SENTENCES[0], true);
    std::fs::remove_file(&copy).expect("it is there");
    let secrets = Secrets::default().and_text(&SENTENCES).and_keys(&keys);
    // The second time from a process that was itself started without a file.
    for _ in 0..2 {
        let pages = session.page_processes();
        session.key("ctrl+l");
        session.until_fresh(&pages);
        assert_eq!(secrets.found_in(&session.processes()).0, [] as [&str; 0]);
        let arguments = session.arguments();
        assert!(!arguments.contains("journal.stillroom"), "{arguments}");
        unlock(&session, &logind);
    }
}

#[test]
fn signals_of_another_sender_on_the_bus_lock_nothing() {
    let (folders, folder, _) = journal(Folders::make());
    let logind = Logind::start();
    let session = Outside::start_with(folders, &folder, logind.bus());
    std::thread::sleep(BEAT);
    unlock(&session, &logind);
    let pages = session.page_processes();
    logind.says_somebody_else();
    std::thread::sleep(4 * BEAT);
    assert_eq!((session.page_processes(), logind.held()), (pages.clone(), 1));
    logind.screen_saver();
    session.until_fresh(&pages);
}

#[test]
fn no_key_button_or_menu_of_the_web_view_navigates_away() {
    let (folders, folder, _) = journal(Folders::make());
    let logind = Logind::start();
    let session = Outside::start_with(folders, &folder, logind.bus());
    std::thread::sleep(BEAT);
    unlock(&session, &logind);
    write(&session, &folder, SENTENCES[0], true);
    session.key("Escape");
    for button in ["8", "9"] {
        session.click(button);
        std::thread::sleep(BEAT / 5);
    }
    // The view's own menu ends with loading the page anew.
    session.click("3");
    std::thread::sleep(BEAT);
    session.key("Up");
    session.key("Return");
    std::thread::sleep(BEAT);
    session.key("Escape");
    let keys = [
        "F5",
        "ctrl+F5",
        "shift+F5",
        "ctrl+r",
        "ctrl+shift+r",
        "ctrl+u",
        "ctrl+p",
        "F12",
        "ctrl+shift+i",
        "XF86Back",
        "XF86Forward",
        "XF86Reload",
        "alt+Right",
        "ctrl+w",
        "ctrl+t",
    ];
    for key in keys {
        session.key(key);
        std::thread::sleep(BEAT / 5);
    }
    std::thread::sleep(BEAT);
    // A page that had been loaded anew would have locked the journal.
    assert_eq!(logind.held(), 1);
    let pages = session.page_processes();
    session.key("ctrl+l");
    session.until_fresh(&pages);
}

#[test]
fn a_page_whose_process_dies_is_locked_and_loses_nothing_saved() {
    let (folders, folder, _) = journal(Folders::make());
    let logind = Logind::start();
    let session = Outside::start_with(folders, &folder, logind.bus());
    std::thread::sleep(BEAT);
    unlock(&session, &logind);
    write(&session, &folder, SENTENCES[0], true);
    let pages = session.page_processes();
    session.kill_page();
    session.until_fresh(&pages);
    until(|| (logind.held() == 0).then_some(())).expect("it is locked");
    unlock(&session, &logind);
    let folders = session.end_unwatched();
    let text = first_text(&folder, &folders.journals().join("anchors"));
    assert!(text.contains(SENTENCES[0]), "{text}");
}

#[test]
fn an_unsaved_page_is_sealed_at_the_lock_and_saved_later() {
    let folders = Folders::make();
    let disk = SmallDisk::mount(folders.journals());
    let (folders, folder, keys) = journal(folders);
    let logind = Logind::start();
    let session = Outside::start_with(folders, &folder, logind.bus());
    std::thread::sleep(BEAT);
    unlock(&session, &logind);
    write(&session, &folder, SENTENCES[0], true);
    disk.fill();
    session.type_text(SENTENCES[1]);
    std::thread::sleep(2 * BEAT);
    let pages = session.page_processes();
    disk.pull_out();
    session.key("ctrl+l");
    session.until_fresh(&pages);
    let secrets = Secrets::default().and_text(&SENTENCES).and_keys(&keys);
    assert_eq!(secrets.found_in(&session.processes()).0, [] as [&str; 0]);
    // What was pulled out keeps its log; the page that waited changes it once it is written.
    let changed =
        || std::fs::metadata(folder.join("journal.db-wal")).and_then(|log| log.modified());
    disk.plug_in();
    let before = changed().expect("the log lies there");
    disk.make_room();
    until(|| changed().is_ok_and(|now| now != before).then_some(()))
        .expect("it is written without a key");
    std::thread::sleep(BEAT);
    let folders = session.end_unwatched();
    let text = first_text(&folder, &folders.journals().join("anchors"));
    assert!(text.contains(&SENTENCES.join(". ")), "both sentences are there");
}

/// Makes a journal and copies out its keys.
fn journal(folders: Folders) -> (Folders, PathBuf, Vec<(&'static str, [u8; 32])>) {
    let folder = folders.journals().join("journal.stillroom");
    let anchors = folders.journals().join("anchors");
    let passphrase = Passphrase::typed(PASSPHRASE);
    let words = RecoveryWords::make();
    let vault = VaultFile::create(&folder, &anchors, &passphrase, &words, KdfParams::FLOOR);
    let opened = vault.expect("an empty folder takes it").unlock(&Opener::Passphrase(&passphrase));
    let journal = opened.map_err(|refused| refused.cause).expect("it opens");
    let keys = journal.keys_for_tests();
    journal.lock().map(drop).expect("it locks");
    (folders, folder, keys)
}

/// Types the passphrase until the journal is open, which logind sees first.
fn unlock(session: &Outside, logind: &Logind) {
    session.focus();
    std::thread::sleep(BEAT);
    session.type_text(PASSPHRASE);
    session.key("Return");
    until(|| (logind.held() == 1).then_some(())).expect("the journal opens in time");
    std::thread::sleep(2 * BEAT);
}

/// Writes into a new entry, or on where the caret returned to, until the draft is on disk.
fn write(session: &Outside, folder: &Path, sentence: &str, is_new: bool) {
    if is_new {
        session.key("ctrl+n");
        std::thread::sleep(2 * BEAT);
        session.type_text("Quillfeather");
        std::thread::sleep(BEAT);
        session.key("Return");
        std::thread::sleep(2 * BEAT);
    }
    let written = || {
        let database = files_under(folder).into_iter();
        let database = database.filter(|path| path.ends_with("journal.db-wal"));
        database.filter_map(|path| std::fs::metadata(path).ok()?.modified().ok()).max()
    };
    let before = written();
    session.type_text(sentence);
    session.type_text(". ");
    until(|| (written() > before).then_some(())).expect("a draft is kept in time");
    std::thread::sleep(2 * BEAT);
}

/// Opens the journal once the app has ended, and returns its newest entry.
fn first_text(folder: &Path, anchors: &Path) -> String {
    let opened = VaultFile::open(folder, anchors).expect("the app has let go of it");
    let passphrase = Passphrase::typed(PASSPHRASE);
    let journal = opened.unlock(&Opener::Passphrase(&passphrase));
    let journal = journal.map_err(|refused| refused.cause).expect("it opens");
    let first = &journal.snapshot(false).first.rows[0];
    let entry = journal.open_entry(first.id).expect("it is there");
    format!("{:?}", entry.input.answers)
}
