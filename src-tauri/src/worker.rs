//! Work beside the window: the search index catches up after unlocking.

use std::thread;
use std::time::Duration;

use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager};

use crate::state::Shell;

/// Records indexed while the journal is held; short enough that a save never waits noticeably.
const SLICE: usize = 50;
/// What commands get between two slices.
const PAUSE: Duration = Duration::from_millis(2);

/// How far the index has come.
#[derive(Clone, Serialize)]
struct Progress {
    done: u32,
    total: u32,
}

/// Completes the index of the journal that has just been opened, in a thread of its own.
pub(crate) fn complete_index(app: &AppHandle, opened: u64) {
    let app = app.clone();
    thread::spawn(move || {
        while let Some(progress) = one_slice(&app, opened) {
            // Nobody listens while the page reloads; the next slice says more anyway.
            let _ = app.emit("index-progress", progress);
            thread::sleep(PAUSE);
        }
    });
}

/// Indexes some records; none once it is complete, or the journal is another or gone.
fn one_slice(app: &AppHandle, opened: u64) -> Option<Progress> {
    let shell = app.state::<Shell>();
    let mut seat = shell.seat();
    if seat.opened != opened {
        return None;
    }
    let progress = seat.journal().ok()?.index_some(SLICE).ok()??;
    Some(Progress { done: progress.done, total: progress.total })
}
