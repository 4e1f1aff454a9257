//! What is typed in the shipped app lies in no file in clear, and nothing goes to the internet.

use std::path::Path;
use std::time::Duration;

use stillroom::journal::{Journal, Moment, Opener, SearchRequest, VaultFile};
use stillroom::vault::{KdfParams, Passphrase, RecoveryWords};
use stillroom_window_tests::{Folders, Needles, Outside, PASSPHRASE, until};

/// Sentences that are typed and must stay sealed: an alias, a note and a search.
const ALIAS: &str = "Quillfeather";
const SENTENCE: &str = "a lantern of salt stood under the winter pier";
const SEARCHED: &str = "unfathomable periwinkle";

/// What a page needs between a key and the next one under strace.
const BEAT: Duration = Duration::from_millis(1_500);

#[test]
fn nothing_typed_is_readable_on_disk_and_no_internet_socket_is_opened() {
    let folders = Folders::make();
    let folder = folders.journals().join("journal.stillroom");
    let anchors = folders.journals().join("anchors");
    let passphrase = Passphrase::typed(PASSPHRASE);
    let words = RecoveryWords::make();
    VaultFile::create(&folder, &anchors, &passphrase, &words, KdfParams::FLOOR)
        .map(drop)
        .expect("an empty folder takes a journal");

    let session = Outside::start(folders, &folder);
    std::thread::sleep(2 * BEAT);
    unlock(&session, &folder);
    assert_eq!(session.leaving_core_dumps(), [] as [u32; 0]);
    assert!(session.processes().len() > 2, "the page's processes are looked at, too");
    write(&session, &folder);
    assert_eq!(session.nameless_files(), [] as [&Path; 0]);
    session.crash();
    let (crashed, folders) = session.end();
    let needles = Needles::of(&[ALIAS, SENTENCE, SEARCHED, PASSPHRASE]);
    assert_eq!(needles.found_under(folders.root()), [], "after a crash");

    std::fs::remove_file(folder.join("reserve")).expect("it was set aside");
    let session = Outside::start_without_network(folders, &folder);
    std::thread::sleep(2 * BEAT);
    unlock(&session, &folder);
    session.key("Escape");
    session.type_text("/");
    std::thread::sleep(BEAT);
    session.type_text(SEARCHED);
    std::thread::sleep(BEAT);
    assert_eq!(needles.found_under(session.folders().root()), [], "while it is unlocked");
    assert_eq!(session.nameless_files(), [] as [&Path; 0]);

    let before = session.page_processes();
    session.key("ctrl+l");
    session.until_fresh(&before);
    assert_eq!(needles.found_under(session.folders().root()), [], "after it was locked");
    let (trace, folders) = session.end();
    let mut files = 0;
    for trace in [&crashed, &trace] {
        assert!(trace.len() > 100, "strace saw only {} calls", trace.len());
        assert_eq!(trace.internet_sockets(), [] as [&str; 0]);
        assert!(trace.is_closed_to_debuggers());
        let written = trace.written();
        assert!(written.iter().any(|path| path.ends_with("journal.db")), "{written:?}");
        let leaks: Vec<_> = written.iter().flat_map(|path| needles.found_in_file(path)).collect();
        assert_eq!(leaks, [], "in files written anywhere");
        files += written.len();
    }
    println!("figure 7: 0 of {} shapes, in {files} files written over two sessions", needles.len());
    println!("figure 9: 0 internet sockets in {} calls", crashed.len() + trace.len());

    assert!(holds(&folder, &anchors, &passphrase), "the sentence was written after all");
    drop(folders);
}

/// Types the passphrase until the journal opens; the first keys may come before the page listens.
fn unlock(session: &Outside, folder: &Path) {
    session.type_text(PASSPHRASE);
    session.key("Return");
    // It is set aside when the journal opens.
    let reserve = folder.join("reserve");
    until(|| reserve.exists().then_some(())).expect("the journal opens in time");
    std::thread::sleep(BEAT);
}

/// Writes an integration note about a new client, and waits until its draft is on disk.
fn write(session: &Outside, folder: &Path) {
    session.key("ctrl+n");
    std::thread::sleep(2 * BEAT);
    session.type_text(ALIAS);
    std::thread::sleep(BEAT);
    session.key("Return");
    std::thread::sleep(2 * BEAT);
    let log = folder.join("journal.db-wal");
    let length = || std::fs::metadata(&log).map_or(0, |data| data.len());
    let before = length();
    session.type_text(SENTENCE);
    until(|| (length() > before).then_some(())).expect("a draft is kept in time");
    session.key("ctrl+s");
    std::thread::sleep(BEAT);
}

fn holds(folder: &Path, anchors: &Path, passphrase: &Passphrase) -> bool {
    let opened = VaultFile::open(folder, anchors).expect("the app has let go of it");
    let journal = opened.unlock(&Opener::Passphrase(passphrase));
    let mut journal: Journal = journal.map_err(|refused| refused.cause).expect("it opens");
    while journal.index_some(100).expect("it is indexed").is_some() {}
    let request = SearchRequest {
        text: SENTENCE.into(),
        by_date: false,
        offset: 0,
        limit: 10,
        counted: true,
    };
    journal.search(&request, Moment::now()).expect("it answers").total == Some(1)
}
