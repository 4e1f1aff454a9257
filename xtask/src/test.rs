//! Every check and test, each part with a closing line, all of them with a total.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::tally::{Tally, count};
use crate::tools::{cargo, finish, npm, place};
use crate::{paths, system, ui};

type Part = (&'static str, fn() -> Tally);

/// All parts in the order in which they fail soonest.
const PARTS: [Part; 6] = [
    ("format", format),
    ("page", page),
    ("lint", lint),
    ("core", core),
    ("bindings", bindings),
    ("window", window),
];

/// Run only where they are named: what is built for them is built for nothing else.
const ON_REQUEST: [Part; 1] = [("fuzz", fuzz)];

/// Every package whose tests need no window; benches have none.
const WITHOUT_WINDOW: &[&str] = &[
    "--workspace",
    "--exclude=stillroom-window-tests",
    "--exclude=stillroom-bench-window",
    "--exclude=stillroom-bench-bare",
    "--exclude=stillroom-bench-journal",
];

/// Runs all parts, or those named, and says how many tests passed and failed.
pub(crate) fn test(names: &[&str]) -> Result<(), String> {
    let chosen = choose(names)?;
    let packages = [system::BUILD, system::WINDOW].concat();
    system::install(&packages)?;
    ui::build()?;
    let mut total = Tally::default();
    for (name, run) in chosen {
        println!("\n== {name}");
        let start = Instant::now();
        let tally = run();
        println!("== {name}: {tally} in {} s", start.elapsed().as_secs());
        total += tally;
    }
    println!("\n{total}");
    if total.is_good() { Ok(()) } else { Err("something failed above".to_owned()) }
}

/// Takes the pictures of the README from the real window.
pub(crate) fn shots() -> Result<(), String> {
    prepare_windows()?;
    let args = ["test", "-p", "stillroom-window-tests", "--test", "shots", "--", "--ignored"];
    finish(&mut cargo(args))
}

/// Installs what is needed to look at the window, and builds both kinds of it.
pub(crate) fn prepare_windows() -> Result<(), String> {
    let packages = [system::BUILD, system::WINDOW].concat();
    system::install(&packages)?;
    ui::build()?;
    build_windows()
}

fn choose(names: &[&str]) -> Result<Vec<Part>, String> {
    if names.is_empty() {
        return Ok(PARTS.into());
    }
    let all: Vec<Part> = PARTS.into_iter().chain(ON_REQUEST).collect();
    let known: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    match names.iter().find(|name| !known.contains(*name)) {
        Some(unknown) => Err(format!("there is no part {unknown}, only {}", known.join(", "))),
        None => Ok(all.into_iter().filter(|(name, _)| names.contains(name)).collect()),
    }
}

/// Checks the layout of all code, and the window's code by its linter.
fn format() -> Tally {
    Tally::check(finish(&mut cargo(["fmt", "--all", "--check"])))
        + Tally::check(finish(&mut npm(["run", "--silent", "lint"])))
}

fn page() -> Tally {
    let check = Tally::check(finish(&mut npm(["run", "--silent", "check"])));
    check + count(&mut npm(["test", "--silent"]))
}

fn lint() -> Tally {
    let lint = |args: &[&str]| {
        let args = [&["clippy", "--all-targets"], args, &["--", "-D", "warnings"]].concat();
        Tally::check(finish(&mut cargo(args)))
    };
    // All packages again, so that only what has that feature is looked at anew.
    lint(&["--workspace"])
        + lint(&["--workspace", "--features", "stillroom-app/automation"])
        + documentation()
}

/// Builds the documentation of all libraries; a link that leads nowhere is an error.
fn documentation() -> Tally {
    let mut doc = cargo(["doc", "--workspace", "--lib", "--no-deps", "--quiet"]);
    Tally::check(finish(doc.env("RUSTDOCFLAGS", "-D warnings")))
}

fn core() -> Tally {
    count(&mut cargo([&["test", "--no-fail-fast"], WITHOUT_WINDOW].concat()))
}

/// The fuzz targets: a workspace of their own, which has to follow the names of the library.
fn fuzz() -> Tally {
    let mut check = cargo(["check", "--locked", "--manifest-path", "fuzz/Cargo.toml"]);
    check.env("CARGO_TARGET_DIR", paths::target().join("fuzz"));
    Tally::check(finish(&mut check))
}

/// The tests write the TypeScript twins of the wire types; none may differ from what is committed.
fn bindings() -> Tally {
    let folder = paths::ui().join("src/lib/bindings");
    let committed = files(&folder);
    let args = [&["test", "--quiet"], WITHOUT_WINDOW, &["export_bindings"]];
    let written = count(&mut cargo(args.concat()));
    let differing: Vec<String> = differing(&committed, &files(&folder));
    for path in &differing {
        println!("{path} differs from the type in Rust; commit what the tests have just written");
    }
    let same = if differing.is_empty() { Ok(()) } else { Err(String::new()) };
    written.failures_only() + Tally::check(same)
}

fn window() -> Tally {
    match build_windows() {
        Ok(()) => count(&mut cargo(["test", "--no-fail-fast", "-p", "stillroom-window-tests"])),
        Err(why) => Tally::check(Err(why)),
    }
}

/// Has an installed program make a journal in the window and verify it.
pub(crate) fn packaged(program: &Path) -> Result<(), String> {
    let only = ["--test", "package", "--", "--ignored"];
    let mut test = cargo([&["test", "-p", "stillroom-window-tests"][..], &only].concat());
    finish(test.env("STILLROOM_INSTALLED", program))
}

/// Builds the app twice: as it is shipped, and so that WebDriver may drive it.
fn build_windows() -> Result<(), String> {
    let built = paths::target().join("debug/stillroom");
    let windows = paths::workspace().join("target/window");
    finish(&mut cargo(["build", "-p", "stillroom-app", "--features", "automation"]))?;
    place(&built, &windows.join("driven/stillroom"))?;
    finish(&mut cargo(["build", "-p", "stillroom-app"]))?;
    place(&built, &windows.join("shipped/stillroom"))
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path()).filter(|path| path.is_file());
    paths.filter_map(|path| Some((path.clone(), std::fs::read(path).ok()?))).collect()
}

fn differing(
    before: &BTreeMap<PathBuf, Vec<u8>>,
    after: &BTreeMap<PathBuf, Vec<u8>>,
) -> Vec<String> {
    let all = before.keys().chain(after.keys());
    let mut paths: Vec<_> = all.filter(|path| before.get(*path) != after.get(*path)).collect();
    paths.sort();
    paths.dedup();
    paths.into_iter().map(|path| path.display().to_string()).collect()
}
