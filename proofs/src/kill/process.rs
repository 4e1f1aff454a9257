//! The process that is killed, and what it says over a pipe before.

use std::io::{BufRead, BufReader, Write, stdout};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::rng::Rng;
use crate::script::Script;

/// Choices of the kills start here, so that no other proof makes the same ones.
pub(super) const USE: u64 = 1_000_000;

/// The script that belongs to a seed.
pub(super) fn script(seed: u64) -> Script {
    Script::new(Rng::new(seed), true)
}

/// Says one line over the pipe, at once.
pub(crate) fn say(line: &str) {
    let mut out = stdout().lock();
    // The other end may be gone; then there is nobody to tell.
    let _ = out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush());
}

/// Starts this program again as a driver.
pub(crate) fn spawn(what: &str, root: &Path, seed: u64) -> Child {
    let this = std::env::current_exe().expect("the system knows this program");
    let mut driver = Command::new(this);
    driver.arg("driver").arg(what).arg(root).arg(seed.to_string());
    driver.stdin(Stdio::null()).stdout(Stdio::piped());
    driver.spawn().expect("this program starts again")
}

/// Kills a driver and returns all that it said before.
pub(super) fn lines_of_killed(child: &mut Child) -> Vec<String> {
    child.kill().expect("it has not been waited for");
    child.wait().expect("it was started here");
    let output = child.stdout.take().expect("a pipe was asked for");
    BufReader::new(output).lines().map_while(Result::ok).collect()
}
