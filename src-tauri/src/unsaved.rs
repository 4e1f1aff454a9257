//! Writes the pages that could not be saved before the lock, as soon as that is possible.

use std::thread;
use std::time::Duration;

use tauri::{AppHandle, Emitter, Manager};

use crate::state::Shell;

/// How soon an unsaved page is tried again.
const PAUSE: Duration = Duration::from_secs(2);

/// Tries until all unsaved pages are written, in a thread of its own, and tells the page.
pub(crate) fn write_soon(app: &AppHandle) {
    let remaining = |app: &AppHandle| {
        let shell = app.state::<Shell>();
        shell.session().write_unsaved(&shell.folders.anchors())
    };
    if app.state::<Shell>().session().unsaved.is_empty() {
        return;
    }
    let app = app.clone();
    thread::spawn(move || {
        while remaining(&app) > 0 {
            thread::sleep(PAUSE);
        }
        // Nobody listens while the page loads; it asks on the unlock screen then.
        let _ = app.emit("written", ());
    });
}
