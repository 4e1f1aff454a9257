//! The other process, which answers from SQLCipher with FTS5.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// SQLCipher in a process of its own: its SQLite cannot be linked beside the journal's.
pub(crate) struct Sqlcipher {
    child: Child,
    to: BufWriter<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Sqlcipher {
    /// Starts the program that `cargo xtask bench` has built; none if it was not.
    pub(crate) fn start(file: &Path) -> Option<Self> {
        let program = std::env::var_os("STILLROOM_BENCH_SQLCIPHER")?;
        let mut command = Command::new(program);
        command.arg(file).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().ok()?;
        let to = BufWriter::new(child.stdin.take()?);
        let from = BufReader::new(child.stdout.take()?);
        Some(Self { child, to, from })
    }

    /// Puts a note in; it is committed with the next question.
    pub(crate) fn put(&mut self, number: usize, text: &str) {
        let text = text.replace(['\n', '\t'], " ");
        writeln!(self.to, "put\t{number}\t{text}").expect("it listens");
    }

    /// Asks for the twenty best, and returns how long they took within that process.
    pub(crate) fn ask(&mut self, query: &str) -> Duration {
        Duration::from_nanos(self.call(&format!("ask\t{query}")))
    }

    /// Commits what was put in and returns how long that took.
    pub(crate) fn commit(&mut self) -> Duration {
        Duration::from_nanos(self.call("commit"))
    }

    /// Opens the file anew and asks; returns how long both took together.
    pub(crate) fn reopen(&mut self, query: &str) -> Duration {
        Duration::from_nanos(self.call(&format!("reopen\t{query}")))
    }

    fn call(&mut self, line: &str) -> u64 {
        writeln!(self.to, "{line}").and_then(|()| self.to.flush()).expect("it listens");
        let mut answer = String::new();
        self.from.read_line(&mut answer).expect("it answers");
        answer.trim().parse().expect("it answers with a number")
    }
}

impl Drop for Sqlcipher {
    fn drop(&mut self) {
        // It is of no use without us; an error means that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
