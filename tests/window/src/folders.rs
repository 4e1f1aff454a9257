//! The private folders of one test: home, XDG and temporary files.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A temp folder that stands in for all that a session may write to.
#[derive(Debug)]
pub struct Folders {
    root: TempDir,
}

impl Folders {
    /// Makes empty folders.
    pub fn make() -> Self {
        let root = tempfile::Builder::new()
            .prefix("stillroom-window-")
            .tempdir()
            .expect("the temp folder is writable");
        for name in ["home", "data", "config", "cache", "state", "runtime", "tmp", "picked"] {
            std::fs::create_dir(root.path().join(name)).expect("a fresh folder is writable");
        }
        Self { root }
    }

    /// All of them.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// Where the app keeps its journals.
    pub fn journals(&self) -> PathBuf {
        self.root().join("data/stillroom")
    }

    /// What a dialog for folders picks.
    pub fn picked(&self) -> PathBuf {
        self.root().join("picked")
    }

    /// Points a process at them and at nothing else.
    pub fn apply(&self, command: &mut Command) {
        command
            .env("HOME", self.root().join("home"))
            .env("XDG_DATA_HOME", self.root().join("data"))
            .env("XDG_CONFIG_HOME", self.root().join("config"))
            .env("XDG_CACHE_HOME", self.root().join("cache"))
            .env("XDG_STATE_HOME", self.root().join("state"))
            .env("XDG_RUNTIME_DIR", self.root().join("runtime"))
            .env("TMPDIR", self.root().join("tmp"))
            .env("STILLROOM_PICKS", self.picked())
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("WAYLAND_DISPLAY");
    }
}
