//! Proves the promises of the journal on the real code and prints a table of what was found.
//!
//! `cargo xtask prove [--quick] [--seed N] [--samples FOLDER] [name ...]`; see [`PROOFS`] for the names.

mod act;
mod answers;
mod backups;
mod check;
mod disk_full;
mod erasing;
mod expected;
mod figure;
#[cfg(unix)]
mod folder;
mod fuzzing;
mod import;
mod in_clear;
mod index;
mod io_errors;
mod kill;
mod ledger;
mod pace;
mod paper;
mod power_loss;
mod rng;
mod round_trips;
mod run;
mod script;
mod tamper;
mod window;
mod writer;

use std::process::ExitCode;
use std::time::Instant;

use figure::Figure;
use run::Run;

/// One proof: its name, and what gives its figures.
type Proof = (&'static str, fn(&Run) -> Vec<Figure>);

/// All proofs, in the order of the figures.
const PROOFS: &[Proof] = &[
    ("power", power_loss::prove),
    ("kill", kill::prove),
    ("io", io_errors::prove),
    ("full", disk_full::prove),
    ("tamper", tamper::prove),
    ("index", index::prove),
    ("fuzz", fuzzing::prove),
    ("answers", answers::prove),
    ("trips", round_trips::prove),
    ("backups", backups::prove),
    ("erasing", erasing::prove),
    ("import", import::prove),
    ("pace", pace::prove),
    ("paper", paper::prove),
    ("window", window::prove),
    #[cfg(unix)]
    ("links", folder::prove_links),
    #[cfg(unix)]
    ("replaced", folder::prove_replaced),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(("driver", rest)) =
        arguments.split_first().map(|(what, rest)| (what.as_str(), rest))
    {
        return kill::drive(rest);
    }
    let (run, names) = match Run::read(&arguments) {
        Ok(read) => read,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    let known: Vec<&str> = PROOFS.iter().map(|(name, _)| *name).collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str())) {
        eprintln!("there is no proof {unknown}, only {}", known.join(", "));
        return ExitCode::FAILURE;
    }
    let chosen =
        PROOFS.iter().filter(|(name, _)| names.is_empty() || names.iter().any(|n| n == name));
    let figures: Vec<Figure> = chosen.flat_map(|(name, prove)| timed(&run, name, *prove)).collect();
    if figure::print(&figures) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn timed(run: &Run, name: &str, prove: fn(&Run) -> Vec<Figure>) -> Vec<Figure> {
    println!("== {name}");
    let start = Instant::now();
    let figures = prove(run);
    println!("== {name}: {} s", start.elapsed().as_secs());
    figures
}
