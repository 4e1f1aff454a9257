//! A release build, packaged.

use std::path::PathBuf;

use crate::tools::{cargo, finish, tool};
use crate::{paths, system, ui};

/// Builds the app as it is shipped and packages it for Debian.
pub(crate) fn bundle() -> Result<(), String> {
    system::install(system::BUILD)?;
    ui::build()?;
    finish(&mut cargo(["build", "--release", "--package", "stillroom-app"]))?;
    let tauri = paths::ui().join("node_modules/.bin/tauri");
    let mut pack = tool(&tauri.display().to_string(), ["bundle", "--bundles", "deb"]);
    finish(pack.current_dir(paths::workspace().join("src-tauri")))?;
    for package in packages()? {
        println!("{}", package.display());
    }
    Ok(())
}

fn packages() -> Result<Vec<PathBuf>, String> {
    let folder = paths::target().join("release/bundle/deb");
    let entries = std::fs::read_dir(&folder).map_err(|error| error.to_string())?;
    let paths = entries.flatten().map(|entry| entry.path());
    Ok(paths.filter(|path| path.extension().is_some_and(|ending| ending == "deb")).collect())
}
