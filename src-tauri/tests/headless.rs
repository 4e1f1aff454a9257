//! `verify`, `backup` and `restore` as a person runs them: the built program on a terminal, with
//! the passphrase typed into it.

#![cfg(target_os = "linux")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What opens the frozen journal.
const PASSPHRASE: &str = "quiet harbour lantern velvet orbit";
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/golden-1");

/// Where the frozen journal has the middle of a sealed body.
const SEALED_TEXT: usize = 13_690;

/// A copy of the frozen journal in a home of its own.
struct Home(TempDir);

impl Home {
    fn make() -> Self {
        let home = Self(TempDir::new().expect("a temporary folder"));
        fs::create_dir(home.journal()).expect("it is made");
        let database = Path::new(GOLDEN).join("journal.db");
        fs::copy(database, home.journal().join("journal.db")).expect("it is copied");
        home
    }

    fn journal(&self) -> PathBuf {
        self.0.path().join("golden.stillroom")
    }

    /// Runs the program on a terminal of its own, and types a secret once it asks for one.
    ///
    /// Returns its exit code and what the terminal showed.
    fn run(&self, args: &[&Path], secret: &str) -> (i32, String) {
        let quoted = args.iter().map(|arg| format!(" '{}'", arg.display()));
        let line = quoted.fold(format!("'{}'", env!("CARGO_BIN_EXE_stillroom")), |a, b| a + &b);
        let mut script = Command::new("script");
        script.args(["--quiet", "--return", "--echo=never", "--command", &line, "/dev/null"]);
        script.env("XDG_DATA_HOME", self.0.path()).env_remove("DISPLAY");
        script.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = script.spawn().expect("util-linux is there");
        let mut keyboard = child.stdin.take().expect("it is piped");
        let mut screen = child.stdout.take().expect("it is piped");
        let (mut shown, mut byte) = (Vec::new(), [0]);
        while screen.read(&mut byte).expect("it is readable") == 1 {
            shown.push(byte[0]);
            if shown.ends_with(b"recovery words: ") {
                keyboard.write_all(format!("{secret}\n").as_bytes()).expect("it takes keys");
            }
        }
        let code = child.wait().expect("it ends").code().expect("it was not killed");
        (code, String::from_utf8_lossy(&shown).into_owned())
    }

    fn verify(&self, what: &Path, secret: &str) -> (i32, String) {
        self.run(&[Path::new("verify"), what], secret)
    }

    fn backups(&self) -> Vec<PathBuf> {
        let place = self.journal().with_extension("backups");
        let files = fs::read_dir(place).into_iter().flatten().flatten();
        files.map(|file| file.path()).collect()
    }
}

#[test]
fn a_journal_is_verified_backed_up_and_restored_on_a_terminal() {
    let home = Home::make();
    let (code, shown) = home.verify(&home.journal(), PASSPHRASE);
    assert_eq!(code, 0, "{shown}");
    // The frozen journal is of an earlier format: a copy was made and verified before it changed.
    assert!(shown.contains("1 backup; last verified "), "{shown}");
    assert!(shown.contains("Every record can be read"), "{shown}");
    assert!(!shown.contains(PASSPHRASE), "the terminal echoes the passphrase");

    let (code, shown) = home.run(&[Path::new("backup"), &home.journal()], PASSPHRASE);
    assert_eq!(code, 0, "{shown}");
    let (code, shown) = home.verify(&home.journal(), PASSPHRASE);
    assert_eq!(code, 0, "{shown}");
    // Of one day the newest is kept.
    assert!(shown.contains("1 backup; last verified "), "{shown}");

    let backup = home.backups().pop().expect("it is there");
    let words = fs::read_to_string(Path::new(GOLDEN).join("words.txt")).expect("it is there");
    let (code, shown) = home.verify(&backup, words.trim());
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("It can be restored."), "{shown}");
    let into = home.0.path().join("beside.stillroom");
    let restore = [Path::new("restore"), &backup, &into];
    let (code, shown) = home.run(&restore, PASSPHRASE);
    assert_eq!(code, 0, "{shown}");
    assert_eq!(home.verify(&into, PASSPHRASE).0, 0);
    let (code, shown) = home.run(&restore, PASSPHRASE);
    assert_eq!(code, 2, "{shown}");
    assert!(shown.contains("That already exists"), "{shown}");
}

#[test]
fn a_wrong_passphrase_is_2_and_damage_is_1() {
    let home = Home::make();
    let (code, shown) = home.verify(&home.journal(), "not it, sorry");
    assert_eq!(code, 2, "{shown}");
    assert!(shown.contains("Wrong passphrase or words. Nothing was changed."), "{shown}");
    let (code, shown) = home.verify(&home.0.path().join("nothing"), PASSPHRASE);
    assert_eq!(code, 2, "{shown}");
    assert!(shown.contains("neither a journal nor a backup"), "{shown}");

    damage(&home.journal().join("journal.db"));
    let (code, shown) = home.verify(&home.journal(), PASSPHRASE);
    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("1 PART CANNOT BE READ"), "{shown}");
}

/// Flips a bit in a sealed text of the frozen journal.
fn damage(database: &Path) {
    let mut bytes = fs::read(database).expect("it is readable");
    bytes[SEALED_TEXT] ^= 1;
    fs::write(database, bytes).expect("it is writable");
}
