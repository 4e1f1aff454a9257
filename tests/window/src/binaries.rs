//! Where `cargo xtask` puts the two kinds of build.

use std::path::{Path, PathBuf};

/// The workspace's folder.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("this package lies two folders below the workspace")
}

/// The build that WebDriver may drive.
pub fn driven_binary() -> PathBuf {
    built("driven/stillroom")
}

/// The shipped kind of build, which refuses to be driven.
pub fn shipped_binary() -> PathBuf {
    built("shipped/stillroom")
}

/// A window with one line of text, which only `cargo xtask bench window` builds.
pub fn bare_binary() -> PathBuf {
    built("bare/bare")
}

/// Tests look at builds made for tests; a bench names the folder of its own.
fn built(path: &str) -> PathBuf {
    let builds = std::env::var_os("STILLROOM_WINDOW_BUILDS");
    let builds = builds.map_or_else(|| workspace().join("target/window"), PathBuf::from);
    let path = builds.join(path);
    assert!(path.exists(), "{} is missing: `cargo xtask test window` builds it", path.display());
    path
}
