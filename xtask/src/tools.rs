//! Running other programs.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::paths;

/// A command in the workspace's folder.
pub(crate) fn tool<S: AsRef<OsStr>>(program: &str, args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(paths::workspace());
    command
}

/// `cargo` with these arguments.
pub(crate) fn cargo<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    tool(&cargo, args)
}

/// `npm` with these arguments, in the page's folder.
pub(crate) fn npm<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = tool(if cfg!(windows) { "npm.cmd" } else { "npm" }, args);
    command.current_dir(paths::ui());
    command
}

/// Runs a command to its end and says which one failed.
pub(crate) fn finish(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| failed(command, &error.to_string()))?;
    if status.success() { Ok(()) } else { Err(failed(command, &status.to_string())) }
}

/// Runs a command to its end and returns what it prints, without the last line's end.
pub(crate) fn capture(command: &mut Command) -> Result<String, String> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| failed(command, &error.to_string()))?;
    if !output.status.success() {
        return Err(failed(command, &output.status.to_string()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Says what begins, since some steps take minutes and print nothing.
pub(crate) fn step(what: &str) {
    eprintln!("== {what}");
}

/// Tells whether a program can be started, by asking for its version.
pub(crate) fn exists(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok()
}

/// Copies a built file, also over one that is running.
pub(crate) fn place(from: &Path, to: &Path) -> Result<(), String> {
    let folder = to.parent().ok_or("a file needs a folder")?;
    let copied = std::fs::create_dir_all(folder).and_then(|()| {
        let fresh = to.with_extension("new");
        std::fs::copy(from, &fresh)?;
        std::fs::rename(fresh, to)
    });
    copied.map_err(|error| format!("{} -> {}: {error}", from.display(), to.display()))
}

fn failed(command: &Command, how: &str) -> String {
    let args: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
    format!("{} {}: {how}", command.get_program().display(), args.join(" "))
}
