//! Killed at random moments: whatever was acknowledged is found after the next unlock.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use stillroom::journal::{SearchRequest, Which};
use stillroom::testing::{Bench, Chance, Corpus, NOON, PASSPHRASE, entry};
use stillroom::vault::{Passphrase, RecordId};
use tempfile::TempDir;

/// Names the journal to write in, in the process that is to be killed.
const FOLDER: &str = "STILLROOM_TEST_KILLED";

/// Saves entries, each with a word of its own, and says so once each is acknowledged.
#[test]
#[ignore = "it is started by the test below, and killed by it"]
fn writes_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = Path::new(&folder);
    let vault = stillroom::journal::VaultFile::open(
        &folder.join("test.stillroom"),
        &folder.join("anchors"),
    );
    let passphrase = Passphrase::typed(PASSPHRASE);
    let opener = stillroom::journal::Opener::Passphrase(&passphrase);
    let journal = vault.expect("the journal is there").unlock(&opener);
    let mut journal = journal.map_err(|refused| refused.cause).expect("it opens");
    let mut corpus = Corpus::new(std::process::id().into());
    loop {
        let word = format!("q{}", RecordId::make());
        let text = format!("{} {word}", corpus.text(60));
        let input = entry(&journal, "free", &text, NOON);
        journal.save_revision(&input, NOON).expect("it settles");
        println!("saved {word}");
        std::io::stdout().flush().expect("someone listens");
        journal.index_some(8).expect("it follows");
    }
}

#[test]
fn what_was_acknowledged_is_found_after_a_kill_at_any_moment() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut chance = Chance::new(9);
    let mut words: Vec<String> = Vec::new();
    for round in 0..4 {
        let wanted = words.len() + 3 + chance.below(25) as usize;
        words.extend(killed_after(root.path(), wanted - words.len()));
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
    assert_eq!(all, Some(journal.list_entries(&Which::default(), 0, 1).total));
    assert!(words.len() > 20);
}

/// Starts a process that writes, kills it once it has acknowledged so many saves, and returns
/// the words of all that it acknowledged.
fn killed_after(folder: &Path, saves: usize) -> Vec<String> {
    let mut process = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "journal::killed::writes_until_it_is_killed", "--ignored", "--nocapture"])
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
