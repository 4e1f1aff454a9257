//! Pages that leave: they say what the preview says, are written in time, and are checked in time.

use std::path::Path;
use std::process::{Command, Output};
use std::time::Instant;

use stillroom::identifiers::{Language, OwnWords, find};

use crate::figure::Figure;
use crate::run::Run;

/// The words of a caseload's notes over a year, as the check may be given at once.
const WORDS: usize = 30_000;
const SENTENCE: &str = "She spoke of Tobias again and of the house in Ambleford, and was quiet. ";

/// Proves the writers by their own tests, and measures them as they are shipped.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let tests = cargo(&["test", "--quiet", "--package", "stillroom-paper"]);
    let passed = tests.status.success();
    let release: &[&str] = if run.quick { &[] } else { &["--release"] };
    let measure = ["run", "--quiet", "--package", "stillroom-paper", "--example", "measure"];
    let said = cargo(&[&measure[..], release].concat());
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let check = checked();
    let mut figures = vec![
        Figure {
            number: 60,
            what: "PDF, Word file and preview say the same, every format; UA-1 with A-2a".into(),
            bar: "all".into(),
            result: if passed { "all" } else { "not all" }.into(),
            holds: passed,
        },
        Figure {
            number: 64,
            what: format!("identifier check of {WORDS} words"),
            bar: "<= 300 ms".into(),
            result: format!("{check:.0} ms"),
            holds: check <= 300.0,
        },
    ];
    // Unoptimised, a page takes ten times as long.
    if !run.quick {
        figures.extend([
            measured(61, "PDF of 10 pages, the first", &said, "ten", 1e3, 300.0, "ms"),
            measured(62, "PDF of 107 pages", &said, "long", 1e3, 2_500.0, "ms"),
            measured(63, "most memory meanwhile", &said, "memory", 1024.0, 200.0, "MiB"),
        ]);
    }
    figures
}

fn cargo(args: &[&str]) -> Output {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo).current_dir(workspace).args(args).output().expect("cargo runs")
}

/// How long the check of a long text takes, in milliseconds: the middle one of five.
fn checked() -> f64 {
    let text = SENTENCE.repeat(WORDS / SENTENCE.split_whitespace().count());
    let mut took: Vec<f64> = (0..5)
        .map(|_| {
            let start = Instant::now();
            let found = find(&text, Language::English, &[], OwnWords { keep: &[], replace: &[] });
            assert!(found.len() > 1_000, "it found what it looks for");
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took[took.len() / 2]
}

/// Reads `name <number> ...`; what was not measured does not hold.
fn measured(
    number: u8,
    what: &str,
    said: &str,
    name: &str,
    per: f64,
    bar: f64,
    unit: &str,
) -> Figure {
    let line = said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let value = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    let result = value.map_or(f64::INFINITY, |value| value / per);
    Figure {
        number,
        what: what.to_owned(),
        bar: format!("<= {bar:.0} {unit}"),
        result: format!("{result:.0} {unit}"),
        holds: result <= bar,
    }
}
