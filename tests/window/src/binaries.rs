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
    built("target/window/driven/stillroom")
}

/// The shipped kind of build, which refuses to be driven.
pub fn shipped_binary() -> PathBuf {
    built("target/window/shipped/stillroom")
}

fn built(path: &str) -> PathBuf {
    let path = workspace().join(path);
    assert!(path.exists(), "{} is missing: `cargo xtask test window` builds it", path.display());
    path
}
