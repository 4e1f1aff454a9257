//! Measures the real window on a journal of generated entries and compares each figure with its bar.
//!
//! `cargo xtask bench window [--entries N] [--starts N] [--runs N]` builds the app as it is shipped,
//! the same for WebDriver, and a bare window beside them; prints the table and fails if a bar is
//! missed. A time is compared with the start of the bare window in the same run, so that the speed
//! of the machine cancels out; its milliseconds stand beside it.

mod bundle;
mod figures;
mod filled;
mod probe;
mod start;
mod unlocked;

use std::process::ExitCode;

use figures::Figures;
use stillroom_window_tests::Folders;

fn main() -> ExitCode {
    let entries = argument("--entries").unwrap_or(10_000);
    let folders = Folders::make();
    let journal = filled::fill(&folders.journals(), entries);
    println!("{entries} entries of 250 to 600 words, and one of 3,000");
    let mut figures = Figures::default();
    figures.add("page without fonts, gzip", 350.0, "KiB", bundle::kib());
    let starts = argument("--starts").unwrap_or(12);
    let bare = start::measure(&folders, &journal, starts, &mut figures);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime of one thread");
    let runs = argument("--runs").unwrap_or(5);
    let times = runtime.block_on(unlocked::measure(folders, &journal, runs));
    times.compare(bare, &mut figures);
    if figures.print() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Reads `--name N` from the command line.
fn argument(name: &str) -> Option<usize> {
    let arguments: Vec<String> = std::env::args().collect();
    let pair = arguments.windows(2).find(|pair| pair[0] == name)?;
    pair[1].parse().ok()
}
