//! The page: its packages and its build, each only when something has changed.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::paths;
use crate::tools::{exists, finish, npm, step};

/// What the page is built from, inside `ui/`.
const SOURCES: [&str; 6] =
    ["src", "public", "index.html", "package.json", "vite.config.ts", "svelte.config.js"];

/// Installs the page's packages if the lock file is newer than what is installed.
pub(crate) fn install() -> Result<(), String> {
    if !exists("npm") {
        return Err("Node 20 with npm is needed to build the page: nodejs.org".to_owned());
    }
    let lock = paths::ui().join("package-lock.json");
    let installed = paths::ui().join("node_modules/.package-lock.json");
    if changed(&lock) <= changed(&installed) {
        return Ok(());
    }
    step("Installing the packages of the page");
    finish(&mut npm(["ci", "--no-fund", "--no-audit"]))
}

/// Builds the page if any of its sources is newer than the last build.
pub(crate) fn build() -> Result<(), String> {
    install()?;
    let newest = SOURCES.iter().map(|name| newest_under(&paths::ui().join(name))).max().flatten();
    let built = paths::ui().join("dist/index.html");
    if newest <= changed(&built) && !is_placeholder(&built) {
        return Ok(());
    }
    step("Building the page");
    finish(&mut npm(["run", "--silent", "build"]))
}

/// The shell puts a notice in the place of a page that has not been built.
fn is_placeholder(page: &Path) -> bool {
    std::fs::read_to_string(page).is_ok_and(|text| !text.contains("<script"))
}

fn newest_under(path: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    let paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.iter().map(|path| newest_under(path)).chain([changed(path)]).max().flatten()
}

fn changed(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|data| data.modified()).ok()
}
