//! Declares the commands, so that the window may call only what the capability lists.

use std::path::Path;

#[path = "src/commands/names.rs"]
mod names;

/// Says what is missing where the page has not been built, so that the shell compiles without it.
const UNBUILT: &str = "<!doctype html><title>Stillroom</title>\
    <p>The page has not been built. <code>cargo xtask run</code> builds it.";

fn main() {
    stand_in_for_the_page(Path::new("../ui/dist"));
    let manifest = tauri_build::AppManifest::new().commands(names::COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
        .expect("the configuration and the capability are valid");
}

fn stand_in_for_the_page(dist: &Path) {
    let index = dist.join("index.html");
    if !index.exists() {
        std::fs::create_dir_all(dist).expect("the folder of the page is writable");
        std::fs::write(index, UNBUILT).expect("the folder of the page is writable");
    }
}
