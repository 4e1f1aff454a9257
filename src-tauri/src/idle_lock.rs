//! Locks the journal once the window has not been used for the minutes of the settings.

use std::thread;
use std::time::Duration;

use tauri::{AppHandle, Manager};

use crate::lock::{Closing, ask_page_to_close};
use crate::state::Shell;

/// How often the clock is read.
const INTERVAL: Duration = Duration::from_secs(1);
/// How long the page may take to save what is written, since nobody waits for the lock.
const PATIENCE: Duration = Duration::from_secs(10);

/// Watches over the journal of this number, in a thread of its own, until it is closed.
pub(crate) fn watch(app: &AppHandle, opened: u64) {
    app.state::<Shell>().activity.note();
    let app = app.clone();
    thread::spawn(move || {
        let shell = app.state::<Shell>();
        while shell.open_number() == Some(opened) {
            thread::sleep(INTERVAL);
            if shell.activity.is_idle() {
                return ask_page_to_close(&app, Closing::Lock, PATIENCE);
            }
        }
    });
}
