//! What a process tree opened to write, and which sockets it made, as strace saw it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The system calls that make or open files and sockets.
const CALLS: &str =
    "trace=open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,socket,prctl";

/// A finished strace.
#[derive(Debug)]
pub struct Trace {
    text: String,
}

impl Trace {
    /// Returns a command that runs `program` and all its children under strace.
    pub fn command(program: &Path, log: &Path) -> Command {
        let mut command = Command::new("strace");
        command
            .args(["--follow-forks", "--seccomp-bpf", "--quiet=all", "--decode-fds=path"])
            .args(["--string-limit=4096", "-e", CALLS, "-e", "signal=none", "-o"])
            .arg(log)
            .arg(program);
        command
    }

    /// Reads what strace wrote.
    pub fn read(log: &Path) -> Self {
        Self { text: std::fs::read_to_string(log).expect("strace wrote its log") }
    }

    /// Returns every file that was opened to be written, made or renamed to; devices left out.
    pub fn written(&self) -> BTreeSet<PathBuf> {
        let paths = self.text.lines().filter_map(written_path);
        let is_device = |path: &PathBuf| {
            ["/dev/", "/proc/", "/sys/"].iter().any(|place| path.starts_with(place))
        };
        paths.filter(|path| !is_device(path)).collect()
    }

    /// Returns the calls that made a socket to the internet.
    pub fn internet_sockets(&self) -> Vec<&str> {
        let internet = |line: &&str| line.contains("socket(AF_INET");
        self.text.lines().filter(internet).collect()
    }

    /// Tells whether the app closed itself to debuggers, and never opened itself again.
    pub fn is_closed_to_debuggers(&self) -> bool {
        let asked = self.text.lines().filter(|line| line.contains("prctl(PR_SET_DUMPABLE"));
        let asked: Vec<&str> = asked.collect();
        let closes = |line: &&str| line.contains("SUID_DUMP_DISABLE) = 0");
        !asked.is_empty() && asked.iter().all(closes)
    }

    /// Returns how many calls were seen, to tell a quiet session from one that was not watched.
    pub fn len(&self) -> usize {
        self.text.lines().count()
    }

    /// Tells whether nothing was seen.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// Reads one line, for example `12 openat(AT_FDCWD</home>, "a", O_WRONLY|O_CREAT, 0600) = 3</a>`.
fn written_path(line: &str) -> Option<PathBuf> {
    let (call, result) = line.rsplit_once(" = ")?;
    if result.starts_with('-') {
        return None;
    }
    let renamed = call.contains("rename") || call.contains("link");
    let opened = ["O_WRONLY", "O_RDWR", "O_CREAT", "creat("].iter().any(|sign| call.contains(sign));
    // The end of a call that another thread interrupted no longer says how the file was opened.
    let opened = opened || (call.contains("open") && call.contains(" resumed>"));
    if renamed {
        // The last quoted string is where it went, after the folder that it is relative to.
        let (start, _) = call.rsplit_once('"')?;
        let (before, path) = start.rsplit_once('"')?;
        let folder = before.rsplit_once('<').and_then(|(_, folder)| folder.split('>').next());
        Some(Path::new(folder.unwrap_or_default()).join(path))
    } else if opened {
        let (_, path) = result.split_once('<')?;
        Some(PathBuf::from(path.trim_end_matches('>').trim_end_matches("(deleted)")))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_values_are_distinguished_from_read_ones() {
        let trace = Trace {
            text: [
                r#"12 openat(AT_FDCWD</home>, "a", O_WRONLY|O_CREAT, 0600) = 3</home/a>"#,
                r#"12 openat(AT_FDCWD</home>, "b", O_RDONLY|O_CLOEXEC) = 4</home/b>"#,
                r#"12 openat(AT_FDCWD</home>, "c", O_RDWR) = -1 ENOENT (No such file)"#,
                r#"12 openat(AT_FDCWD</home>, "d", O_RDWR <unfinished ...>"#,
                "12 <... openat resumed>, 0600) = 4</home/d>",
                r#"12 rename("/tmp/x", "/tmp/y") = 0"#,
                r#"12 renameat(AT_FDCWD</tmp>, "x", AT_FDCWD</tmp>, "z") = 0"#,
                r#"12 openat(AT_FDCWD</>, "/dev/null", O_RDWR) = 5</dev/null>"#,
                "12 socket(AF_UNIX, SOCK_STREAM, 0) = 6<socket:[1]>",
                "12 socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP) = 7<socket:[2]>",
            ]
            .join("\n"),
        };
        let written: Vec<PathBuf> = trace.written().into_iter().collect();
        assert_eq!(written, ["/home/a", "/home/d", "/tmp/y", "/tmp/z"].map(PathBuf::from));
        assert_eq!(trace.internet_sockets().len(), 1);
    }
}
