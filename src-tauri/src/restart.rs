//! Replaces this process by a new one, which is how the app locks.
//!
//! Freed buffers of the bridge, of GTK and of the page keep pieces of text for as long as their
//! process lives; wiping keys is not enough. A new process image leaves none of them behind.

use std::convert::Infallible;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use stillroom::journal::SealedPage;

/// Variables that would open the window to a debugger or an automation driver.
const UNWANTED: [&str; 4] = [
    "TAURI_WEBVIEW_AUTOMATION",
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "WEBKIT_DEBUG",
];

/// Says that the handover of the process before is on the standard input.
const TAKES_OVER: &str = "--takes-over";

/// What a process that locks hands to the new one, in memory only. Every user of the machine can
/// read arguments, and the name of a journal's folder is private.
#[derive(Debug, Clone, Default)]
pub(crate) struct Handover {
    /// The journal that the new process offers to unlock; none for the one last written in.
    pub(crate) folder: Option<PathBuf>,
    /// Pages that could not be written, sealed.
    pub(crate) pages: Vec<SealedPage>,
    /// How many pages the window handed over that could not be read.
    pub(crate) unread: u32,
}

/// A handover as it is encoded.
#[derive(Serialize, Deserialize)]
struct Encoded {
    folder: Option<OsString>,
    pages: Vec<u8>,
    unread: u32,
}

impl Handover {
    fn to_bytes(&self) -> Vec<u8> {
        let pages = SealedPage::to_bytes(&self.pages);
        let folder = self.folder.clone().map(PathBuf::into_os_string);
        let encoded = Encoded { folder, pages, unread: self.unread };
        serde_json::to_vec(&encoded).expect("writing to a Vec cannot fail")
    }

    /// Decodes what [`Handover::to_bytes`] wrote; anything else hands nothing over.
    fn from_bytes(bytes: &[u8]) -> Self {
        let Ok(Encoded { folder, pages, unread }) = serde_json::from_slice(bytes) else {
            return Self::default();
        };
        let pages = SealedPage::from_bytes(&pages).unwrap_or_default();
        Self { folder: folder.map(PathBuf::from), pages, unread }
    }
}

/// How this process was started; the new one is started in the same way.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    program: PathBuf,
    /// The program's file, held open: it may be replaced or deleted while the journal is open.
    file: Option<Arc<File>>,
    args: Vec<OsString>,
    takes_over: bool,
}

impl Start {
    /// Reads the program's path and arguments; call it before the file can be replaced.
    pub(crate) fn read() -> io::Result<Self> {
        let mut args: Vec<OsString> = std::env::args_os().skip(1).collect();
        let takes_over = args.first().is_some_and(|first| first == TAKES_OVER);
        if takes_over {
            args.remove(0);
        }
        let file =
            if cfg!(target_os = "linux") { Some(File::open("/proc/self/exe")?) } else { None };
        let program = std::env::current_exe()?;
        Ok(Self { program, file: file.map(Arc::new), args, takes_over })
    }

    /// Reads what the process before handed over.
    pub(crate) fn taken_over(&self) -> Handover {
        if !self.takes_over || io::stdin().is_terminal() {
            return Handover::default();
        }
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        close_stdin();
        read.map(|_| Handover::from_bytes(&bytes)).unwrap_or_default()
    }

    /// Restarts without the variables that would open the window to other programs.
    ///
    /// Returns at once if none of them is set, and in test builds, which are driven.
    pub(crate) fn remove_automation(&self) -> io::Result<()> {
        if cfg!(feature = "automation") || UNWANTED.iter().all(|name| !is_set(name)) {
            return Ok(());
        }
        match replace_process(command(&self.program, &self.args), &[])? {}
    }

    /// Ends the page's processes, and replaces this one by a new one on the unlock screen of the
    /// journal that is handed over.
    ///
    /// Only the error case returns: neither the program at its path nor the one that this process
    /// runs could be started. This process must end then.
    pub(crate) fn restart(&self, handover: &Handover) -> io::Result<Infallible> {
        let bytes = handover.to_bytes();
        end_children();
        let first = replace_process(command(&self.program, [TAKES_OVER]), &bytes);
        match &self.file {
            Some(file) => replace_process(command_of(file, &self.program, [TAKES_OVER]), &bytes),
            None => first,
        }
    }

    /// Returns the arguments of the command line.
    pub(crate) fn args(&self) -> &[OsString] {
        &self.args
    }
}

/// Ends this process and the page's at once, whatever its threads are waiting for.
pub(crate) fn end_now() -> ! {
    end_children();
    #[cfg(unix)]
    {
        use rustix::process::{Signal, getpid, kill_process};
        // Nothing of this process runs after it, not even what the exit of a program runs.
        let _ = kill_process(getpid(), Signal::KILL);
    }
    std::process::abort()
}

fn command<S: AsRef<OsStr>>(program: &Path, args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(program);
    command.args(args);
    for name in UNWANTED {
        command.env_remove(name);
    }
    command
}

/// Names the program by the file that is held open, which a deleted one can be started from too.
#[cfg(target_os = "linux")]
fn command_of<S: AsRef<OsStr>>(
    file: &File,
    program: &Path,
    args: impl IntoIterator<Item = S>,
) -> Command {
    use std::os::fd::AsRawFd;
    use std::os::unix::process::CommandExt;
    let path = format!("/proc/self/fd/{}", file.as_raw_fd());
    let mut command = command(Path::new(&path), args);
    command.arg0(program);
    command
}

#[cfg(not(target_os = "linux"))]
fn command_of<S: AsRef<OsStr>>(
    _file: &File,
    program: &Path,
    args: impl IntoIterator<Item = S>,
) -> Command {
    command(program, args)
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some()
}

/// Replaces this process by `command`: the same process id, a new memory image.
///
/// Files that the old image held open are closed by the kernel, since std opens all with
/// close-on-exec; so are its threads and its connections to the screen. What is handed over lies
/// in memory that has no name in any file system.
#[cfg(target_os = "linux")]
fn replace_process(mut command: Command, handover: &[u8]) -> io::Result<Infallible> {
    use std::io::Seek;
    use std::os::unix::process::CommandExt;
    if !handover.is_empty() {
        let flags = rustix::fs::MemfdFlags::CLOEXEC;
        let mut memory = File::from(rustix::fs::memfd_create("stillroom", flags)?);
        memory.write_all(handover)?;
        memory.rewind()?;
        command.stdin(Stdio::from(memory));
    }
    Err(command.exec())
}

/// Starts `command`, hands over through a pipe and ends this process.
#[cfg(not(target_os = "linux"))]
fn replace_process(mut command: Command, handover: &[u8]) -> io::Result<Infallible> {
    if handover.is_empty() {
        command.spawn()?;
    } else {
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        child.stdin.take().expect("a pipe was asked for").write_all(handover)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handover_arrives_as_it_was() {
        let folder = Some(PathBuf::from("/a/quiet place/wren.stillroom"));
        let sent = Handover { folder, pages: Vec::new(), unread: 2 };
        let arrived = Handover::from_bytes(&sent.to_bytes());
        assert_eq!((arrived.folder, arrived.unread), (sent.folder, 2));
        assert!(Handover::from_bytes(b"not a handover").folder.is_none());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_program_whose_file_is_gone_can_still_be_started() {
        let folder = tempfile::tempdir().expect("the temp folder is writable");
        let program = folder.path().join("program");
        std::fs::copy("/bin/true", &program).expect("there is one");
        let file = File::open(&program).expect("it has just been written");
        std::fs::remove_file(&program).expect("it is there");
        let none: [&str; 0] = [];
        assert!(command(&program, none).status().is_err());
        assert!(command_of(&file, &program, none).status().is_ok_and(|ended| ended.success()));
    }
}
