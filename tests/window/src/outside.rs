//! A session with the shipped kind of build: typed into through the X server, seen from outside.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Bus, Folders, Group, Screen, Trace, shipped_binary};

/// How long anything may take under strace.
const PATIENCE: Duration = Duration::from_mins(1);

/// The app as it is shipped, with nobody inside.
#[derive(Debug)]
pub struct Outside {
    app: Group,
    screen: Screen,
    folders: Folders,
    log: PathBuf,
    /// Whether strace stands above the app.
    watched: bool,
}

impl Outside {
    /// Starts the app under strace on a journal.
    pub fn start(folders: Folders, journal: &Path) -> Self {
        let log = folders.root().join("strace.log");
        let command = Trace::command(&shipped_binary(), &log);
        Self::launch(folders, journal, command, log, true)
    }

    /// Starts the app under strace, where there is no network at all.
    pub fn start_without_network(folders: Folders, journal: &Path) -> Self {
        let log = folders.root().join("strace-without-network.log");
        let traced = Trace::command(&shipped_binary(), &log);
        let mut command = Command::new("unshare");
        command.arg("--net").arg(traced.get_program()).args(traced.get_args());
        Self::launch(folders, journal, command, log, true)
    }

    /// Starts the app unwatched, with a bus that says when the computer sleeps.
    pub fn start_with(folders: Folders, journal: &Path, bus: &Bus) -> Self {
        let mut command = Command::new(shipped_binary());
        // Where the folders are applied later, they take the session's bus away.
        folders.apply(&mut command);
        bus.apply(&mut command);
        let log = folders.root().join("none");
        Self::launch(folders, journal, command, log, false)
    }

    /// Starts a copy of the app, whose file may then be deleted.
    pub fn start_copy(folders: Folders, journal: &Path, bus: &Bus, copy: &Path) -> Self {
        std::fs::copy(shipped_binary(), copy).expect("there is room for a copy");
        let mut command = Command::new(copy);
        folders.apply(&mut command);
        bus.apply(&mut command);
        let log = folders.root().join("none");
        Self::launch(folders, journal, command, log, false)
    }

    fn launch(
        folders: Folders,
        journal: &Path,
        mut command: Command,
        log: PathBuf,
        watched: bool,
    ) -> Self {
        let screen = Screen::start();
        if watched {
            folders.apply(&mut command);
        }
        command.arg(journal).env("DISPLAY", screen.display()).stdout(Stdio::null());
        let app = Group::start(&mut command);
        let session = Self { app, screen, folders, log, watched };
        session.focus();
        session
    }

    /// The folders that the session writes to.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Waits for the window and gives it the keyboard.
    pub fn focus(&self) {
        let found = until(|| {
            let windows =
                self.screen.xdotool(&["search", "--onlyvisible", "--name", "^Stillroom$"]);
            windows.lines().last().map(str::to_owned)
        });
        let window = found.expect("the window shows in time");
        self.screen.xdotool(&["windowfocus", "--sync", &window]);
    }

    /// Types text where the caret is.
    pub fn type_text(&self, text: &str) {
        self.screen.xdotool(&["type", "--delay", "15", text]);
    }

    /// Presses a key or a chord in xdotool's words, for example `ctrl+l`.
    pub fn key(&self, chord: &str) {
        self.screen.xdotool(&["key", chord]);
    }

    /// The processes of the app, oldest first; strace itself left out.
    pub fn processes(&self) -> Vec<u32> {
        let mut found = descendants(self.app.pid());
        found.retain(|pid| !self.watched || *pid != self.app.pid());
        found
    }

    /// The processes that run the page.
    pub fn page_processes(&self) -> Vec<u32> {
        let is_page = |pid: &u32| {
            let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
            name.starts_with("WebKitWebProces")
        };
        self.processes().into_iter().filter(is_page).collect()
    }

    /// Waits until the page runs in other processes than `before`, which is what a lock does.
    pub fn until_fresh(&self, before: &[u32]) {
        let fresh = until(|| {
            let now = self.page_processes();
            (!now.is_empty() && now.iter().all(|pid| !before.contains(pid))).then_some(())
        });
        fresh.expect("the app comes back as a fresh process in time");
    }

    /// Ends the app's processes in the middle of whatever they do, as a crash would.
    pub fn crash(&self) {
        kill(&self.processes());
    }

    /// Ends the processes that run the page, as running out of memory would.
    pub fn kill_page(&self) {
        kill(&self.page_processes());
    }

    /// Stops the processes that run the page: they answer nothing and end nothing.
    pub fn stop_page(&self) {
        signal(&self.page_processes(), rustix::process::Signal::STOP);
    }

    /// Presses a button of the mouse in the middle of the window.
    pub fn click(&self, button: &str) {
        self.screen.xdotool(&["mousemove", "640", "400", "click", button]);
    }

    /// All arguments of the processes, as every user of the machine can read them.
    pub fn arguments(&self) -> String {
        let of = |pid: u32| std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let all: Vec<u8> = self.processes().into_iter().flat_map(of).collect();
        String::from_utf8_lossy(&all).replace('\0', " ")
    }

    /// Returns the processes that would leave a core dump: at a limit of one byte no file is
    /// written and no crash handler is given one; at none the handler still is.
    pub fn leaving_core_dumps(&self) -> Vec<u32> {
        let leaves = |pid: &u32| {
            let limits = std::fs::read_to_string(format!("/proc/{pid}/limits")).unwrap_or_default();
            let line = limits.lines().find(|line| line.starts_with("Max core file size"));
            line.is_none_or(|line| line.split_whitespace().nth(4) != Some("1"))
        };
        self.processes().into_iter().filter(leaves).collect()
    }

    /// Returns the files that the processes hold open although their names are gone.
    pub fn nameless_files(&self) -> Vec<PathBuf> {
        let links = self.processes().into_iter().flat_map(|pid| {
            std::fs::read_dir(format!("/proc/{pid}/fd")).into_iter().flatten().flatten()
        });
        links.map(|link| link.path()).filter(|link| is_nameless_file(link)).collect()
    }

    /// Ends an app that was not watched and gives the folders back.
    pub fn end_unwatched(self) -> Folders {
        let Self { app, screen, folders, .. } = self;
        drop(app);
        drop(screen);
        folders
    }

    /// Ends the app and returns what strace saw, and the folders.
    pub fn end(self) -> (Trace, Folders) {
        let Self { app, screen, folders, log, .. } = self;
        drop(app);
        drop(screen);
        (Trace::read(&log), folders)
    }
}

/// Waits until `look` sees something, or runs out of patience.
pub fn until<T>(look: impl Fn() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(seen) = look() {
            return Some(seen);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    None
}

/// Returns the memory of a process and of all below it by name, in bytes; what they share is
/// counted once.
pub fn memory_of_tree(pid: u32) -> Vec<(String, u64)> {
    let of_one = |pid: u32| {
        let told = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        let line = told.lines().find(|line| line.starts_with("Pss:")).unwrap_or_default();
        let kib = line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok());
        let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
        (name.trim().to_owned(), kib.unwrap_or(0) << 10)
    };
    descendants(pid).into_iter().map(of_one).collect()
}

fn descendants(pid: u32) -> Vec<u32> {
    let output = Command::new("pgrep").args(["-P", &pid.to_string()]).output();
    let children = output.map(|output| output.stdout).unwrap_or_default();
    let children = String::from_utf8_lossy(&children).into_owned();
    let children = children.lines().filter_map(|pid| pid.parse().ok());
    std::iter::once(pid).chain(children.flat_map(descendants)).collect()
}

fn kill(pids: &[u32]) {
    signal(pids, rustix::process::Signal::KILL);
}

fn signal(pids: &[u32], signal: rustix::process::Signal) {
    for pid in pids {
        if let Some(pid) = rustix::process::Pid::from_raw(pid.cast_signed()) {
            // Fails only if it has already ended.
            let _ = rustix::process::kill_process(pid, signal);
        }
    }
}

/// Shared memory has no name either, but is no file on a disk.
fn is_nameless_file(link: &Path) -> bool {
    let target = std::fs::read_link(link).unwrap_or_default();
    let target = target.to_string_lossy();
    target.ends_with("(deleted)")
        && !target.starts_with("/memfd:")
        && !target.starts_with("/dev/shm/")
        && !target.starts_with("/SYSV")
}
