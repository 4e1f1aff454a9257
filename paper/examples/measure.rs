//! How long pages take to be written, and how much memory: a line for each, in microseconds and KiB.
//! `cargo xtask bench paper` runs it as it would be shipped.

use std::error::Error;
use std::time::Instant;

use stillroom_paper::{Block, Column, Export, Missing, Paper, Sheet, write_pdf, write_word};

const SAID: &str = "She held the cup in both hands and waited until it had stopped steaming.";

fn main() -> Result<(), Box<dyn Error>> {
    // The first page of a process reads the fonts, too.
    for (name, rows) in [("ten", 95), ("long", 1_065)] {
        let sheet = sheet(rows);
        let start = Instant::now();
        let export = Export { ident: "a measurement", day: (2026, 11, 12) };
        let written = write_pdf(&sheet, export, Missing::Refuse)?;
        let took = start.elapsed().as_micros();
        println!("{name} {took} us, {} pages, {} bytes", written.pages, written.bytes.len());
        let start = Instant::now();
        let bytes = write_word(&sheet)?.len();
        println!("{name}-word {} us, {bytes} bytes", start.elapsed().as_micros());
    }
    println!("memory {} KiB", most_memory().unwrap_or_default());
    Ok(())
}

fn sheet(rows: u32) -> Sheet {
    let row = |at: u32| vec![at.to_string(), SAID.repeat(2), SAID.to_owned(), String::new()];
    Sheet {
        letter: 'P',
        paper: Paper::A4Across,
        language: "en".into(),
        title: "Word and margin".into(),
        header: "Flint · session 7 · week 9".into(),
        foot: vec!["Supervision".into()],
        blocks: vec![
            Block::Box { label: "My question".into(), text: vec![SAID.into()], pen: 0 },
            Block::Table {
                caption: "Word and margin".into(),
                columns: vec![
                    Column::new("No.", 0.3),
                    Column::new("What was said", 1.5),
                    Column::new("What I felt", 0.9),
                    Column::blank("Supervisor", 1.5),
                ],
                rows: (1..=rows).map(row).collect(),
            },
        ],
    }
}

/// The most memory that the process has had, as Linux tells it.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
