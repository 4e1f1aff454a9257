//! Ending this process and coming back as a fresh one, which is what locking means here.
//!
//! Freed buffers of the bridge, of GTK and of the page keep pieces of text for as long as their
//! process lives; wiping keys is not enough. A new process image leaves none of them behind.

use std::convert::Infallible;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Variables that would open the window to a debugger or an automation driver.
const UNWANTED: [&str; 4] = [
    "TAURI_WEBVIEW_AUTOMATION",
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "WEBKIT_DEBUG",
];

/// How this process was started, which is how the fresh one will be.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    program: PathBuf,
    args: Vec<OsString>,
}

impl Start {
    /// Reads the program's path and arguments; call it before the file can be replaced.
    pub(crate) fn read() -> std::io::Result<Self> {
        Ok(Self { program: std::env::current_exe()?, args: std::env::args_os().skip(1).collect() })
    }

    /// Starts over without the variables that would open the window to others.
    ///
    /// Returns at once if none of them is set, and in test builds, which are driven.
    pub(crate) fn shed_automation(&self) -> std::io::Result<()> {
        if cfg!(feature = "automation") || UNWANTED.iter().all(|name| !is_set(name)) {
            return Ok(());
        }
        match become_fresh(self.command(&self.args))? {}
    }

    /// Ends the page's processes and then this one, and comes back on the unlock screen of the
    /// journal in `folder`, or of the usual one.
    ///
    /// Keys must be gone and the journal closed; only the error case returns.
    pub(crate) fn over(&self, folder: Option<&Path>) -> std::io::Result<Infallible> {
        end_children();
        become_fresh(self.command(folder))
    }

    /// Returns the arguments of the command line.
    pub(crate) fn args(&self) -> &[OsString] {
        &self.args
    }

    fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(&self.program);
        command.args(args);
        for name in UNWANTED {
            command.env_remove(name);
        }
        command
    }
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some()
}

/// Replaces this process by `command`: the same process id, a new memory image.
///
/// Files that the old image held open are closed by the kernel, since std opens all with
/// close-on-exec; so are its threads and its connections to the screen.
#[cfg(unix)]
fn become_fresh(mut command: Command) -> std::io::Result<Infallible> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

/// Starts `command` and ends this process.
#[cfg(not(unix))]
fn become_fresh(mut command: Command) -> std::io::Result<Infallible> {
    command.spawn()?;
    std::process::exit(0)
}

/// Ends the page's processes and waits for them, so that none outlives the lock or stays defunct.
#[cfg(target_os = "linux")]
fn end_children() {
    use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
    for pid in children() {
        let Some(pid) = Pid::from_raw(pid) else { continue };
        // Either call fails only if the child has already ended, which is what is wanted.
        let _ = kill_process(pid, Signal::KILL);
        let _ = waitpid(Some(pid), WaitOptions::empty());
    }
}

#[cfg(target_os = "linux")]
fn children() -> Vec<i32> {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    tasks
        .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok())
        .flat_map(|list| list.split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|pid| pid.parse().ok())
        .collect()
}

/// The page's processes end with the window that they belong to.
#[cfg(not(target_os = "linux"))]
fn end_children() {}
