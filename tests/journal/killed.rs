//! Killed at random moments: whatever was acknowledged is found after the next unlock.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use stillroom::exchange::health::CheckRun;
use stillroom::journal::{EntryFilter, Journal, Opener, SearchRequest, VaultFile};
use stillroom::testing::{Bench, Chance, Corpus, NOON, PASSPHRASE, entry, put_attachment};
use stillroom::vault::{Passphrase, RecordId};
use tempfile::TempDir;

/// Names the journal to write in, in the process that is to be killed.
const FOLDER: &str = "STILLROOM_TEST_KILLED";

fn opened(folder: &Path) -> Journal {
    let vault = VaultFile::open(&folder.join("test.stillroom"), &folder.join("anchors"));
    let passphrase = Passphrase::typed(PASSPHRASE);
    let opener = Opener::Passphrase(&passphrase);
    let journal = vault.expect("the journal is there").unlock(&opener);
    journal.map_err(|refused| refused.cause).expect("it opens")
}

/// Says that something was acknowledged, and the word by which it is known.
fn acknowledge(word: &str) {
    println!("saved {word}");
    std::io::stdout().flush().expect("someone listens");
}

/// Keeps lines, each with a word of its own, and says so once each is acknowledged.
#[test]
#[ignore = "it is started by a test below, and killed by it"]
fn jots_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let mut journal = opened(Path::new(&folder));
    loop {
        let word = format!("q{}", RecordId::make());
        journal.jot(&format!("At the window, {word}"), None, NOON).expect("it is saved");
        acknowledge(&word);
    }
}

/// Saves entries, each with a word of its own, and says so once each is acknowledged.
#[test]
#[ignore = "it is started by the test below, and killed by it"]
fn writes_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let mut journal = opened(Path::new(&folder));
    let mut corpus = Corpus::new(std::process::id().into());
    loop {
        let word = format!("q{}", RecordId::make());
        let text = format!("{} {word}", corpus.text(60));
        let input = entry(&journal, "free", &text, NOON);
        journal.save_revision(&input, NOON).expect("it is saved");
        acknowledge(&word);
        journal.index_some(8).expect("it follows");
    }
}

/// Adds files that begin with a word of their own to entries, and says so once both are kept.
#[test]
#[ignore = "it is started by a test below, and killed by it"]
fn attaches_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let mut journal = opened(Path::new(&folder));
    loop {
        let word = format!("q{}", RecordId::make());
        let mut input = entry(&journal, "free", &word, NOON);
        let content = [word.as_bytes(), &vec![7; 1_500_000]].concat();
        let source = Box::new(std::io::Cursor::new(content));
        let file = journal.attach(input.id, "notes.dat", source, true, NOON).expect("it is added");
        put_attachment(&mut input, file.id, "");
        journal.save_revision(&input, NOON).expect("it is saved");
        acknowledge(&word);
    }
}

#[test]
fn an_acknowledged_file_is_whole_after_a_kill_at_any_time() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut words: Vec<String> = Vec::new();
    for saves in [1, 3, 2, 4] {
        words.extend(killed_after(root.path(), "attaches", saves));
        let journal = bench.unlock();
        assert_eq!(journal.snapshot(false).notices, []);
        let rows = journal.list_entries(&EntryFilter::default(), 0, 99).rows;
        for word in &words {
            let row = rows.iter().find(|row| row.excerpt == *word).expect("it is listed");
            let files = journal.attachments_of(row.id);
            let content = journal.read_attachment(files[0].id).expect("it is read");
            assert!(content.starts_with(word.as_bytes()) && content.len() > 1_500_000);
        }
        let health = CheckRun::default().run(&journal, NOON, &mut |_| true).expect("checked");
        assert!(health.is_whole(), "{health:?}");
        journal.lock().map(drop).expect("it locks");
    }
    assert!(words.len() >= 10);
}

#[test]
fn acknowledged_text_is_found_after_a_kill_at_any_time() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut chance = Chance::new(9);
    let mut words: Vec<String> = Vec::new();
    for round in 0..4 {
        let wanted = words.len() + 3 + chance.below(25) as usize;
        words.extend(killed_after(root.path(), "writes", wanted - words.len()));
        if round == 2 {
            // Killed while the index is filled anew, as well.
            std::fs::remove_dir_all(bench.folder.join("index")).expect("it is there");
        }
    }
    let mut journal = bench.unlock();
    while journal.index_some(50).expect("it follows").is_some() {}
    for word in &words {
        let request = SearchRequest {
            text: word.clone(),
            by_date: false,
            offset: 0,
            limit: 5,
            counted: true,
        };
        let answer = journal.search(&request, NOON).expect("it answers");
        assert_eq!((answer.total, answer.hits.len()), (Some(1), 1), "{word}");
    }
    let request =
        SearchRequest { text: String::new(), by_date: true, offset: 0, limit: 1, counted: true };
    let all = journal.search(&request, NOON).expect("it answers").total;
    assert_eq!(all, Some(journal.list_entries(&EntryFilter::default(), 0, 1).total));
    assert!(words.len() > 20);
}

#[test]
fn an_acknowledged_jotting_survives_an_immediate_kill() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut words: Vec<String> = Vec::new();
    for saves in [1, 2, 11] {
        words.extend(killed_after(root.path(), "jots", saves));
        let journal = bench.unlock();
        let lines: Vec<String> =
            journal.list_jottings().into_iter().map(|jotting| jotting.text).collect();
        for word in &words {
            assert!(lines.iter().any(|line| line.ends_with(word)), "{word} is lost");
        }
        journal.lock().map(drop).expect("it locks");
    }
    assert!(words.len() >= 14);
}

/// Starts a process that writes, kills it once it has acknowledged so many saves, and returns
/// the words of all that it acknowledged.
fn killed_after(folder: &Path, writer: &str, saves: usize) -> Vec<String> {
    let mut process = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", &format!("journal::killed::{writer}_until_it_is_killed")])
        .args(["--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let said = BufReader::new(process.stdout.take().expect("it is piped"));
    let mut words = Vec::new();
    for line in said.lines() {
        let Ok(line) = line else { break };
        if let Some((_, word)) = line.split_once("saved ") {
            words.push(word.to_owned());
        }
        if words.len() == saves {
            // What it says from here on was acknowledged as well, until it is gone.
            process.kill().expect("it runs");
        }
    }
    process.wait().expect("it has ended");
    words
}
