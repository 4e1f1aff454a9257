//! The command line as a person types it: the built program, without a display.

use std::ffi::OsStr;
use std::process::{Command, Output};

/// Runs the program with these arguments where no display is.
fn run<S: AsRef<OsStr>>(args: &[S]) -> Output {
    let home = tempfile::tempdir().expect("a temporary folder");
    let mut program = Command::new(env!("CARGO_BIN_EXE_stillroom"));
    program.args(args).env("XDG_DATA_HOME", home.path());
    program.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("GDK_BACKEND");
    program.output().expect("it starts")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it prints UTF-8")
}

/// Fails unless the program printed nothing but one line that says this, and ended with `code`.
fn refused_in_one_line(output: &Output, says: &str, code: i32) {
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("stillroom: ") && said.contains(says), "{said}");
    assert!(output.stdout.is_empty());
}

fn printed(args: &[&str]) -> String {
    let output = run(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}");
    assert!(output.stderr.is_empty(), "{args:?}: {}", text(&output.stderr));
    text(&output.stdout).to_owned()
}

#[test]
fn help_and_version_are_printed_without_a_display() {
    let help = printed(&["--help"]);
    assert!(help.contains("Usage:\n  stillroom [FOLDER]"), "{help}");
    assert_eq!(printed(&["-h"]), help);
    assert_eq!(printed(&["--version"]), format!("stillroom {}\n", env!("CARGO_PKG_VERSION")));
    for command in ["verify", "backup", "restore"] {
        assert!(help.contains(&format!("stillroom {command}")), "{help}");
        let own = printed(&[command, "--help"]);
        assert!(own.contains(&format!("Usage: stillroom {command}")), "{own}");
        assert!(own.contains("Exit status:"), "{own}");
    }
}

#[test]
fn a_wrong_command_line_is_refused_in_one_line_with_2() {
    refused_in_one_line(&run(&["--smaple"]), "'--smaple'", 2);
    refused_in_one_line(&run(&["-x"]), "'-x'", 2);
    refused_in_one_line(&run(&["verify"]), "verify needs", 2);
    refused_in_one_line(&run(&["verify", "one", "two"]), "two", 2);
    refused_in_one_line(&run(&["restore"]), "restore needs", 2);
    refused_in_one_line(&run(&["verfiy", "folder"]), "folder", 2);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_one_line_is_printed_with_status_1() {
    refused_in_one_line(&run::<&str>(&[]), "no display", 1);
    refused_in_one_line(&run(&["--sample"]), "no display", 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_path_that_is_not_utf8_is_taken_as_it_is() {
    use std::os::unix::ffi::OsStrExt;
    let path = OsStr::from_bytes(b"/nowhere/\xff.stillroom");
    let output = run(&[OsStr::new("verify"), path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stdout).contains("neither a journal nor a backup"),
        "{}",
        text(&output.stdout)
    );
}
