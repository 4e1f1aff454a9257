//! An installed package: its program makes a journal in the window and verifies it without one.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use stillroom_window_tests::{Folders, Group, Screen, until};

/// The sample's passphrase is no secret.
const PASSPHRASE: &str = "everyone in here is invented";

/// Where `cargo xtask bundle --check` has installed the program.
fn installed() -> PathBuf {
    std::env::var_os("STILLROOM_INSTALLED").expect("`cargo xtask bundle --check` names it").into()
}

/// Runs `verify` on a terminal and types the passphrase; returns its status and what it shows.
fn verify(folders: &Folders, journal: &Path) -> (Option<i32>, String) {
    let line = format!("'{}' verify '{}'", installed().display(), journal.display());
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--echo=never", "--command", &line, "/dev/null"]);
    folders.apply(&mut script);
    script.env_remove("DISPLAY").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = script.spawn().expect("util-linux is there");
    let mut keyboard = child.stdin.take().expect("it is piped");
    let mut screen = child.stdout.take().expect("it is piped");
    let (mut shown, mut byte) = (Vec::new(), [0]);
    while screen.read(&mut byte).expect("it is readable") == 1 {
        shown.push(byte[0]);
        if shown.ends_with(b"recovery words: ") {
            keyboard.write_all(format!("{PASSPHRASE}\n").as_bytes()).expect("it takes keys");
        }
    }
    let code = child.wait().expect("it ends").code();
    (code, String::from_utf8_lossy(&shown).into_owned())
}

#[test]
#[ignore = "needs an installed package: cargo xtask bundle --check"]
fn an_installed_package_makes_a_journal_and_verifies_it() {
    let folders = Folders::make();
    let screen = Screen::start();
    let mut command = Command::new(installed());
    folders.apply(&mut command);
    command.arg("--sample").env("DISPLAY", screen.display()).stdout(Stdio::null());
    let mut app = Group::start(&mut command);
    let window = until(|| {
        let found = screen.xdotool(&["search", "--onlyvisible", "--name", "^Stillroom$"]);
        found.lines().last().map(str::to_owned)
    });
    let window = window.expect("the window shows in time");
    screen.xdotool(&["windowfocus", "--sync", &window]);
    let journal = folders.journals().join("sample.stillroom");
    until(|| journal.join("journal.db").exists().then_some(()))
        .expect("the journal is made in time");
    // The keys quit once the page is there to take them.
    let quits = (0..12).any(|_| {
        screen.xdotool(&["key", "ctrl+q"]);
        app.ends_within(Duration::from_secs(5))
    });
    assert!(quits, "the app quits by its keys in time");
    let (code, shown) = verify(&folders, &journal);
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("Every record can be read"), "{shown}");
}
