//! Pages that could not be written before the lock are tried again until they are.

use std::thread;
use std::time::Duration;

use tauri::{AppHandle, Emitter, Manager};

use crate::state::Shell;

/// How soon a page that waits is tried again.
const PAUSE: Duration = Duration::from_secs(2);

/// Writes what waits once that is possible, in a thread of its own, and tells the page.
pub(crate) fn write_soon(app: &AppHandle) {
    let waits = |app: &AppHandle| {
        let shell = app.state::<Shell>();
        shell.seat().write_waiting(&shell.shelf.anchors())
    };
    if app.state::<Shell>().seat().waiting.is_empty() {
        return;
    }
    let app = app.clone();
    thread::spawn(move || {
        while waits(&app) > 0 {
            thread::sleep(PAUSE);
        }
        // Nobody listens while the page loads; it asks at the door then.
        let _ = app.emit("written", ());
    });
}
