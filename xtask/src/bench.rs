//! Measurements on generated notes: `bench search | journal [--notes N]`.

use std::process::Command;

use crate::paths;
use crate::tools::{cargo, finish};

/// Builds one of the benches as it would be shipped and runs it.
pub(crate) fn bench(args: &[&str]) -> Result<(), String> {
    match args {
        ["search", rest @ ..] => search(rest),
        ["journal", rest @ ..] => journal(rest),
        _ => Err("there are two benches: search and journal".to_owned()),
    }
}

fn journal(args: &[&str]) -> Result<(), String> {
    let args: Vec<&str> =
        args.iter().map(|arg| if *arg == "--notes" { "--entries" } else { arg }).collect();
    let run = ["run", "--release", "--package", "stillroom-bench-journal", "--"];
    finish(&mut cargo([&run[..], &args].concat()))
}

/// SQLCipher is built in a workspace of its own, since cargo would unify it with SQLite.
fn search(args: &[&str]) -> Result<(), String> {
    let sqlcipher = paths::target().join("bench-sqlcipher");
    finish(own("build", "benches/sqlcipher", &sqlcipher).args(["--release", "--quiet"]))?;
    let mut run = own("run", "benches/search", &paths::target().join("bench-search"));
    run.args(["--release", "--quiet", "--"]).args(args);
    run.env("STILLROOM_BENCH_SQLCIPHER", sqlcipher.join("release/stillroom-bench-sqlcipher"));
    finish(&mut run)
}

/// A cargo command in a workspace of its own.
fn own(what: &str, folder: &str, target: &std::path::Path) -> Command {
    let mut command = cargo([what, "--manifest-path"]);
    command.arg(paths::workspace().join(folder).join("Cargo.toml"));
    command.arg("--target-dir").arg(target);
    command
}
