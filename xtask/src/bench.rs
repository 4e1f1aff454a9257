//! Measurements on generated notes: `bench search | journal | views | window | paper [--notes N]`.

use std::process::Command;

use crate::tools::{cargo, finish, place};
use crate::{paths, system, ui};

/// Builds one of the benches as it would be shipped and runs it.
pub(crate) fn bench(args: &[&str]) -> Result<(), String> {
    match args {
        ["search", rest @ ..] => search(rest),
        ["journal", rest @ ..] => journal(rest),
        ["views", rest @ ..] => journal(&[&["--views"], rest].concat()),
        ["window", rest @ ..] => window(rest),
        ["paper"] => paper(),
        _ => Err("there are five benches: search, journal, views, window and paper".to_owned()),
    }
}

fn journal(args: &[&str]) -> Result<(), String> {
    let run = ["run", "--release", "--package", "stillroom-bench-journal", "--"];
    finish(&mut cargo([&run[..], &entries(args)].concat()))
}

/// Writes long pages as PDF and Word files.
fn paper() -> Result<(), String> {
    let package = ["--package", "stillroom-paper", "--example", "measure"];
    finish(&mut cargo([&["run", "--release"], &package[..]].concat()))
}

/// The app as it is shipped, the same so that WebDriver may drive it, and a bare window.
fn window(args: &[&str]) -> Result<(), String> {
    system::install(&[system::BUILD, system::WINDOW].concat())?;
    ui::build()?;
    let builds = paths::target().join("window-release");
    let build = |package: &str, more: &[&str], name: &str, to: &str| {
        finish(&mut cargo([&["build", "--release", "-p", package], more].concat()))?;
        place(&paths::target().join("release").join(name), &builds.join(to).join(name))
    };
    let app = "stillroom-app";
    build(app, &["--features", "automation"], "stillroom", "driven")?;
    build(app, &[], "stillroom", "shipped")?;
    build("stillroom-bench-bare", &[], "bare", "bare")?;
    let run = ["run", "--release", "--package", "stillroom-bench-window", "--"];
    let mut run = cargo([&run[..], &entries(args)].concat());
    finish(run.env("STILLROOM_WINDOW_BUILDS", builds))
}

/// Notes are called entries in a journal.
fn entries<'a>(args: &[&'a str]) -> Vec<&'a str> {
    args.iter().map(|arg| if *arg == "--notes" { "--entries" } else { arg }).collect()
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
