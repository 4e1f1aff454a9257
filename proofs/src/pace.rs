//! How long a save and an unlock take in a large journal, as the bench of the journal measures it.

use std::path::Path;
use std::process::Command;

use crate::figure::{Figure, thousands};
use crate::run::Run;

/// Measures both in a process of its own: built as it is shipped, but for a quick run.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let entries: usize = run.choose(60_000, 2_000);
    let said = measured(run, entries);
    vec![
        figure(12, "save", "save acknowledged, 8 KiB, p95", entries, &said),
        figure(13, "unlock", "unlock after the KDF to the list, core, p50", entries, &said),
    ]
}

fn measured(run: &Run, entries: usize) -> String {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(workspace).args(["run", "--quiet", "--package", "stillroom-bench-journal"]);
    if !run.quick {
        command.arg("--release");
    }
    command.args(["--", "--promised", "--entries", &entries.to_string()]);
    let output = command.output().expect("cargo runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Reads `name <microseconds> <bar in microseconds>`; what was not measured does not hold.
fn figure(number: u8, name: &str, what: &str, entries: usize, said: &str) -> Figure {
    let line = said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let times: Vec<u32> =
        line.into_iter().flat_map(str::split_whitespace).filter_map(|n| n.parse().ok()).collect();
    let (result, bar) = match times[..] {
        [result, bar] => (f64::from(result) / 1e3, f64::from(bar) / 1e3),
        _ => (f64::INFINITY, 0.0),
    };
    Figure {
        number,
        what: format!("{what}, {} entries", thousands(entries)),
        bar: format!("<= {bar:.0} ms"),
        result: format!("{result:.1} ms"),
        holds: result <= bar,
    }
}
