//! `verify`, `backup` and `restore` on a terminal that is a script.

use std::io;
use std::path::Path;

use stillroom::exchange::cli::{Outcome, Task, Terminal};
use stillroom::exchange::import::{Choices, Zone};
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
    let task = match *args {
        ["verify", path] => Task::Verify(path.into()),
        ["backup", path] => Task::Backup(path.into()),
        ["restore", backup] => Task::restore(backup.into(), None),
        ["restore", backup, into] => Task::restore(backup.into(), Some(into.into())),
        ["import", source, journal, zone] => Task::Import {
            source: source.into(),
            journal: Some(journal.into()),
            choices: Choices { zone: Zone::read(zone).expect("a zone"), ..Choices::default() },
        },
        _ => panic!("{args:?} is no task"),
    };
    let mut script = Script { secret: secret.to_owned(), said: String::new() };
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
    assert!(said.contains("every record in it can be read"), "{said}");
    let (outcome, said) = run(&bench, &["verify", &folder], PASSPHRASE);
    assert_eq!(outcome, Outcome::Well, "{said}");
    assert!(said.contains("7 entries, ") && said.contains("last verified"), "{said}");
    let file = place(&bench).join(&files(&place(&bench))[0]);
    let words = bench.words.words().join(" ");
    let (outcome, said) = run(&bench, &["verify", path(&file)], &words);
    assert_eq!(outcome, Outcome::Well, "{said}");
    assert!(said.contains("It can be restored."), "{said}");
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
    assert!(said.contains("1 PART CANNOT BE READ, 0 MISSING"), "{said}");
    let (outcome, _) = run(&bench, &["verify", "/nowhere/at/all"], PASSPHRASE);
    assert_eq!(outcome, Outcome::Failed);
}

/// Copies the closed database, to be put back later.
fn put_back_later(bench: &Bench) -> impl Fn() + use<> {
    let file = bench.folder.join("journal.db");
    let bytes = std::fs::read(&file).expect("it is closed");
    move || std::fs::write(&file, &bytes).expect("nobody holds it")
}

#[test]
fn an_older_copy_is_never_reported_as_healthy() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 2);
    journal.lock().map(drop).expect("it locks");
    let folder = path(&bench.folder).to_owned();
    run(&bench, &["backup", &folder], PASSPHRASE);
    let put_back = put_back_later(&bench);
    let mut journal = bench.unlock();
    fill(&mut journal, 1);
    journal.lock().map(drop).expect("it locks");
    put_back();
    for task in ["verify", "backup", "verify", "backup"] {
        let (outcome, said) = run(&bench, &[task, &folder], PASSPHRASE);
        assert_eq!(outcome, Outcome::Found, "{task}: {said}");
        assert!(said.contains("OLDER COPY"), "{task}: {said}");
    }
    let mut journal = bench.unlock();
    let notice = journal.notices().first().cloned().expect("the window says it too");
    assert!(matches!(notice, stillroom::journal::Notice::OlderCopy { .. }), "{notice:?}");
    journal.acknowledge(&notice).expect("it is noted");
    journal.lock().map(drop).expect("it locks");
    let (outcome, said) = run(&bench, &["verify", &folder], PASSPHRASE);
    assert_eq!(outcome, Outcome::Well, "{said}");
}

/// Whether this process may write whatever it likes.
#[cfg(target_os = "linux")]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[cfg(target_os = "linux")]
#[test]
fn a_journal_that_cannot_be_written_is_verified_and_never_called_damaged() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    if is_root() {
        // Nothing is read-only to root: the same test, as nobody in particular.
        let name = "exchange::headless::\
                    a_journal_that_cannot_be_written_is_verified_and_never_called_damaged";
        let mut again = std::process::Command::new(std::env::current_exe().expect("it runs"));
        again.args(["--exact", name]).uid(65_534).gid(65_534).env("TMPDIR", "/tmp");
        let done = again.output().expect("it runs again");
        let said = String::from_utf8_lossy(&done.stdout);
        assert!(done.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    fill(&mut journal, 3);
    journal.lock().map(drop).expect("it locks");
    let allow = |path: &Path, mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(path, permissions).expect("it is ours");
    };
    let file = bench.folder.join("journal.db");
    let before = std::fs::read(&file).expect("it is closed");
    for (of_folder, of_file) in [(0o500, 0o400), (0o500, 0o600), (0o700, 0o400)] {
        allow(&file, of_file);
        allow(&bench.folder, of_folder);
        let opened = stillroom::journal::VaultFile::open(&bench.folder, &bench.anchors);
        let cause = opened.err().expect("it cannot be written");
        let read_only = stillroom::store::StoreError::ReadOnly.to_string();
        assert_eq!(cause.to_string(), read_only, "{of_folder:o} {of_file:o}");
        let (outcome, said) = run(&bench, &["verify", path(&bench.folder)], PASSPHRASE);
        assert!(said.contains("The folder cannot be written"), "{said}");
        assert!(said.contains("3 entries, "), "{said}");
        assert_eq!(outcome, Outcome::Well, "{said}");
        let (outcome, said) = run(&bench, &["backup", path(&bench.folder)], PASSPHRASE);
        assert_eq!(outcome, Outcome::Failed);
        assert!(said.contains("cannot be written") && !said.contains("damaged"), "{said}");
        allow(&bench.folder, 0o700);
        allow(&file, 0o600);
    }
    assert_eq!(std::fs::read(&file).expect("it is there"), before);
    assert_eq!(bench.unlock().notices(), []);
}

#[test]
fn a_source_is_brought_in_and_a_second_time_adds_nothing() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let source = root.path().join("jrnl.txt");
    let hour = "[2024-05-06 09:30] The kettle sang.\nAnd more.\n\n[2024-05-07 09:30] Rain.\n";
    std::fs::write(&source, hour).expect("it is written");
    let (source, folder) = (path(&source).to_owned(), path(&bench.folder).to_owned());
    let (outcome, said) = run(&bench, &["import", &source, &folder, "UTC"], PASSPHRASE);
    assert_eq!(outcome, Outcome::Well, "{said}");
    assert!(said.contains("2 entries found, 2 came in."), "{said}");
    let (outcome, said) = run(&bench, &["import", &source, &folder, "UTC"], PASSPHRASE);
    assert!(said.contains("0 came in.") && said.contains("2 are here already."), "{said}");
    assert_eq!(outcome, Outcome::Well, "{said}");
    let (outcome, _) =
        run(&bench, &["import", &source, &folder, "UTC"], "not the passphrase at all");
    assert_eq!(outcome, Outcome::Failed);
    let (outcome, said) = run(&bench, &["verify", &folder], PASSPHRASE);
    assert_eq!(outcome, Outcome::Well, "{said}");
    assert!(said.contains('2'), "{said}");
}
