//! From a fresh clone to a window: `run` and `demo`.

use std::path::PathBuf;

use crate::tools::{cargo, finish, step, tool};
use crate::{paths, system, ui};

/// Builds what has changed and opens the window.
pub(crate) fn run(args: &[&str]) -> Result<(), String> {
    let app = build()?;
    open(&app, args, None)
}

/// Opens the window with a folder of its own, where the sample journal is made on request.
pub(crate) fn demo() -> Result<(), String> {
    let app = build()?;
    open(&app, &["--sample"], Some(paths::target().join("demo")))
}

fn build() -> Result<PathBuf, String> {
    system::install(system::BUILD)?;
    ui::build()?;
    let app = paths::target().join("debug/stillroom");
    step(if app.exists() {
        "Building the app"
    } else {
        "Building the app; the first time that takes some minutes"
    });
    finish(&mut cargo(["build", "--package", "stillroom-app"]))?;
    Ok(app)
}

fn open(app: &std::path::Path, args: &[&str], home: Option<PathBuf>) -> Result<(), String> {
    if cfg!(target_os = "linux") && !has_display() {
        return Err(format!(
            "The app is built, but there is no display here. On a virtual one:\n  \
             xvfb-run -a -s \"-screen 0 1280x800x24 -noreset\" {}",
            app.display()
        ));
    }
    let mut window = tool(&app.display().to_string(), args);
    if let Some(home) = home {
        window.env("XDG_DATA_HOME", home.join("data")).env("XDG_STATE_HOME", home.join("state"));
    }
    finish(&mut window)
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("DISPLAY") || set("WAYLAND_DISPLAY")
}
