//! The size of the built page.

use std::process::{Command, Stdio};

use stillroom_window_tests::workspace;

/// Returns the size of scripts and sheets as gzip packs them, in KiB.
pub(crate) fn kib() -> f64 {
    let assets = workspace().join("ui/dist/assets");
    let files = std::fs::read_dir(assets).expect("the page is built").flatten();
    let packed = files
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "js" || ending == "css"));
    let bytes: usize = packed
        .map(|path| {
            let gzip = Command::new("gzip").arg("-9c").arg(path).stderr(Stdio::null()).output();
            gzip.expect("gzip is installed").stdout.len()
        })
        .sum();
    bytes as f64 / 1024.0
}
