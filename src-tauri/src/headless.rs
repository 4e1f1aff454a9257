//! `stillroom verify | backup | restore | import` on the terminal, before any window opens.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use stillroom::exchange::cli::{Outcome, Task, Terminal};
use zeroize::Zeroizing;

use crate::journal_folders::JournalFolders;

/// Carries out a task on the terminal and returns how it ended.
pub(crate) fn run(task: &Task) -> ExitCode {
    let Some(data) = data_folder() else {
        eprintln!("stillroom: there is no home folder");
        return ExitCode::from(Outcome::Failed.code());
    };
    let outcome = task.run(&JournalFolders::in_data(&data).anchors(), &mut Console);
    ExitCode::from(outcome.code())
}

/// The terminal that the command was given on.
struct Console;

impl Terminal for Console {
    /// Asks on the terminal without showing what is typed. Nothing is taken from a pipe, where
    /// other programs could leave it lying about; test builds take it, to be driven.
    fn ask(&mut self, prompt: &str) -> io::Result<Zeroizing<String>> {
        if cfg!(feature = "automation") && !io::stdin().is_terminal() {
            let mut line = Zeroizing::new(String::new());
            io::stdin().read_line(&mut line)?;
            return Ok(Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned()));
        }
        Ok(Zeroizing::new(rpassword::prompt_password(prompt)?))
    }

    fn say(&mut self, line: &str) {
        clear_line();
        println!("{line}");
    }

    fn progress(&mut self, line: &str) {
        if io::stderr().is_terminal() {
            eprint!("\r\x1b[K{line}");
            // A line that does not show is no loss.
            let _ = io::stderr().flush();
        }
    }
}

fn clear_line() {
    if io::stderr().is_terminal() {
        eprint!("\r\x1b[K");
    }
}

/// Returns the folder for application data, where the window keeps its own.
fn data_folder() -> Option<PathBuf> {
    dirs::data_dir()
}
