//! Ending this process and coming back as a fresh one, which is what locking means here.
//!
//! Freed buffers of the bridge, of GTK and of the page keep pieces of text for as long as their
//! process lives; wiping keys is not enough. A new process image leaves none of them behind.

use std::convert::Infallible;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use stillroom::journal::SealedPage;

/// Variables that would open the window to a debugger or an automation driver.
const UNWANTED: [&str; 4] = [
    "TAURI_WEBVIEW_AUTOMATION",
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "WEBKIT_DEBUG",
];

/// Says that pages which wait to be written come on the standard input, sealed.
const PAGES_WAIT: &str = "--pages-wait";

/// How this process was started, which is how the fresh one will be.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    program: PathBuf,
    args: Vec<OsString>,
    pages_wait: bool,
}

impl Start {
    /// Reads the program's path and arguments; call it before the file can be replaced.
    pub(crate) fn read() -> io::Result<Self> {
        let mut args: Vec<OsString> = std::env::args_os().skip(1).collect();
        let pages_wait = args.first().is_some_and(|first| first == PAGES_WAIT);
        if pages_wait {
            args.remove(0);
        }
        Ok(Self { program: std::env::current_exe()?, args, pages_wait })
    }

    /// Takes over the pages that the process before could not write.
    pub(crate) fn waiting(&self) -> Vec<SealedPage> {
        if !self.pages_wait || io::stdin().is_terminal() {
            return Vec::new();
        }
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        close_stdin();
        read.ok().and_then(|_| SealedPage::from_bytes(&bytes)).unwrap_or_default()
    }

    /// Starts over without the variables that would open the window to others.
    ///
    /// Returns at once if none of them is set, and in test builds, which are driven.
    pub(crate) fn shed_automation(&self) -> io::Result<()> {
        if cfg!(feature = "automation") || UNWANTED.iter().all(|name| !is_set(name)) {
            return Ok(());
        }
        match become_fresh(self.command(&self.args), &[])? {}
    }

    /// Ends the page's processes and then this one, and comes back on the unlock screen of the
    /// journal in `folder`, or of the usual one.
    ///
    /// Keys must be gone and the journal closed; only the error case returns. Pages that wait are
    /// handed over in memory, sealed as they are: in no file, argument or variable.
    pub(crate) fn over(
        &self,
        folder: Option<&Path>,
        waiting: &[SealedPage],
    ) -> io::Result<Infallible> {
        let pages = if waiting.is_empty() { Vec::new() } else { SealedPage::to_bytes(waiting) };
        let marks = (!pages.is_empty()).then_some(OsStr::new(PAGES_WAIT));
        let command = self.command(marks.into_iter().chain(folder.map(Path::as_os_str)));
        end_children();
        become_fresh(command, &pages)
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
/// close-on-exec; so are its threads and its connections to the screen. `pages` lie in memory that
/// has no name in any file system.
#[cfg(target_os = "linux")]
fn become_fresh(mut command: Command, pages: &[u8]) -> io::Result<Infallible> {
    use std::io::Seek;
    use std::os::unix::process::CommandExt;
    if !pages.is_empty() {
        let flags = rustix::fs::MemfdFlags::CLOEXEC;
        let mut memory = File::from(rustix::fs::memfd_create("stillroom-pages", flags)?);
        memory.write_all(pages)?;
        memory.rewind()?;
        command.stdin(Stdio::from(memory));
    }
    Err(command.exec())
}

/// Starts `command`, hands it `pages` through a pipe and ends this process.
#[cfg(not(target_os = "linux"))]
fn become_fresh(mut command: Command, pages: &[u8]) -> io::Result<Infallible> {
    if pages.is_empty() {
        command.spawn()?;
    } else {
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        child.stdin.take().expect("a pipe was asked for").write_all(pages)?;
    }
    std::process::exit(0)
}

/// The page's processes inherit the standard input; they have no use for what came on it.
#[cfg(unix)]
fn close_stdin() {
    if let Ok(nothing) = File::open("/dev/null") {
        // If it stays open, what can be read there is sealed.
        let _ = rustix::stdio::dup2_stdin(nothing);
    }
}

#[cfg(not(unix))]
fn close_stdin() {}

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
