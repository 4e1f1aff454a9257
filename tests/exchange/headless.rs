//! `verify`, `backup` and `restore` on a terminal that is a script.

use std::io;
use std::path::Path;

use stillroom::exchange::headless::{Outcome, Task, Terminal};
use stillroom::testing::{Bench, PASSPHRASE};
use tempfile::TempDir;
use zeroize::Zeroizing;

use super::{files, fill, place};

/// Types the same secret whenever it is asked, and keeps what is said.
struct Script {
    secret: String,
    said: String,
}

impl Terminal for Script {
    fn ask(&mut self, _: &str) -> io::Result<Zeroizing<String>> {
        Ok(Zeroizing::new(self.secret.clone()))
    }

    fn say(&mut self, line: &str) {
        self.said += line;
        self.said += "\n";
    }

    fn progress(&mut self, _: &str) {}
}

fn run(bench: &Bench, args: &[&str], secret: &str) -> (Outcome, String) {
    let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
    let mut script = Script { secret: secret.to_owned(), said: String::new() };
    let task = Task::parse(&args).expect("it is a task");
    (task.run(&bench.anchors, &mut script), script.said)
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a test's path is UTF-8")
}

#[test]
fn a_journal_is_backed_up_verified_and_restored_without_a_window() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let ids = fill(&mut journal, 7);
    journal.lock().map(drop).expect("it locks");
    let folder = path(&bench.folder).to_owned();
    let (outcome, said) = run(&bench, &["backup", &folder], PASSPHRASE);
    assert_eq!(outcome, Outcome::Well, "{said}");
    assert!(said.contains("every record in it opens"), "{said}");
    let (outcome, said) = run(&bench, &["verify", &folder], PASSPHRASE);
    assert_eq!(outcome, Outcome::Well, "{said}");
    assert!(said.contains("Entries: 7.") && said.contains("last proven"), "{said}");
    let file = place(&bench).join(&files(&place(&bench))[0]);
    let words = bench.words.words().join(" ");
    let (outcome, said) = run(&bench, &["verify", path(&file)], &words);
    assert_eq!(outcome, Outcome::Well, "{said}");
    assert!(said.contains("It restores."), "{said}");
    let (outcome, said) = run(&bench, &["restore", path(&file)], &words);
    assert_eq!(outcome, Outcome::Well, "{said}");
    let restored = root.path().join("Restored.stillroom");
    let again = Bench { folder: restored, ..bench };
    assert!(again.unlock().open_entry(ids[6]).is_ok());
}

#[test]
fn damage_is_found_and_a_wrong_passphrase_changes_nothing() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 7);
    journal.lock().map(drop).expect("it locks");
    let (outcome, said) = run(&bench, &["verify", path(&bench.folder)], "not it, sorry");
    assert_eq!(outcome, Outcome::Failed);
    assert!(said.contains("Wrong passphrase"), "{said}");
    let raw = rusqlite::Connection::open(bench.folder.join("journal.db")).expect("a database");
    raw.execute("UPDATE body SET sealed = zeroblob(9) WHERE seq = 4", []).expect("it runs");
    drop(raw);
    let (outcome, said) = run(&bench, &["verify", path(&bench.folder)], PASSPHRASE);
    assert_eq!(outcome, Outcome::Found);
    assert!(said.contains("1 PARTS DO NOT OPEN"), "{said}");
    let (outcome, _) = run(&bench, &["verify", "/nowhere/at/all"], PASSPHRASE);
    assert_eq!(outcome, Outcome::Failed);
}

#[test]
fn only_whole_commands_are_tasks() {
    let parse =
        |args: &[&str]| Task::parse(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>());
    for args in [&[][..], &["verify"], &["verify", "a", "b"], &["restore"], &["--help"]] {
        assert_eq!(parse(args), None, "{args:?}");
    }
    assert_eq!(parse(&["verify", "a"]), Some(Task::Verify("a".into())));
}
