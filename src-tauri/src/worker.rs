//! Work beside the window: the search index catches up after unlocking, and heals if it must.

use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;
use stillroom::exchange::ExchangeError;
use stillroom::exchange::backup::list;
use stillroom::journal::{Journal, JournalError, Moment, Settings};
use tauri::{AppHandle, Emitter, Manager};

use crate::state::Shell;
use crate::{activity, watch, window};

/// Records indexed while the journal is held; short enough that a save never waits noticeably.
const SLICE: usize = 50;
/// What commands get between two slices.
const PAUSE: Duration = Duration::from_millis(2);
/// How soon an index that turned out to be damaged begins to be filled anew.
const IDLE: Duration = Duration::from_secs(1);

/// How long a large journal that has just been opened is left in peace before a backup begins.
const CALM: Duration = Duration::from_secs(20);
/// A journal of more entries than this takes so long to copy that its user would notice.
const LARGE: u32 = 2_000;

/// How far the index has come.
#[derive(Clone, Serialize)]
struct Progress {
    done: u32,
    total: u32,
}

/// What came of looking after the index once.
enum Slice {
    /// There is more to do.
    Done(Progress),
    /// It is complete, or cannot be completed now.
    Idle,
    /// The journal is another, or gone.
    Over,
}

/// Looks after a journal that has just been opened, until it is locked.
pub(crate) fn attend(app: &AppHandle, opened: u64, settings: &Settings) {
    window::follow(app, settings);
    activity::watch(app, opened);
    watch::delay_sleep();
    complete_index(app, opened);
}

/// Keeps the index of the journal that has just been opened complete, in a thread of its own.
fn complete_index(app: &AppHandle, opened: u64) {
    let app = app.clone();
    thread::spawn(move || {
        let (began, mut is_kept_up, mut is_filled) = (Instant::now(), false, false);
        loop {
            let slice = one_slice(&app, opened);
            if matches!(slice, Slice::Idle) && !is_filled {
                // Unlocking and filling the index take memory for a moment, in many threads.
                stillroom_guard::give_back_memory();
            }
            is_filled = !matches!(slice, Slice::Done(_));
            match slice {
                Slice::Done(progress) => {
                    // Nobody listens while the page reloads; the next slice says more anyway.
                    let _ = app.emit("index-progress", progress);
                    thread::sleep(PAUSE);
                }
                Slice::Idle if !is_kept_up && (began.elapsed() > CALM || !is_large(&app)) => {
                    is_kept_up = true;
                    keep_up(&app, opened);
                }
                Slice::Idle => thread::sleep(IDLE),
                Slice::Over => return,
            }
        }
    });
}

/// Empties the trash of what has lain there for 30 days, and makes a backup if one is due.
///
/// What cannot be done is shown on the pages for it, and tried again after the next unlock. The
/// sample journal is left alone.
fn keep_up(app: &AppHandle, opened: u64) {
    let due = |journal: &mut Journal| {
        let now = Moment::now();
        let due = !journal.backup_places().by_hand && list(journal)?.is_due(now);
        journal.expire_trash(now)?;
        Ok::<_, ExchangeError>(due)
    };
    let shell = app.state::<Shell>();
    let is_own = {
        let seat = shell.seat();
        seat.opened == opened && seat.current != Some(shell.shelf.sample())
    };
    if is_own && matches!(shell.open(due), Ok(true)) {
        let _ = crate::commands::back_up(app);
    }
}

/// Returns whether a backup of the open journal takes noticeably long.
fn is_large(app: &AppHandle) -> bool {
    let count =
        |journal: &mut Journal| Ok::<_, JournalError>(journal.counts().forms.values().sum());
    app.state::<Shell>().open(count).is_ok_and(|entries: u32| entries > LARGE)
}

/// Indexes some records, if any are to be.
fn one_slice(app: &AppHandle, opened: u64) -> Slice {
    let shell = app.state::<Shell>();
    let mut seat = shell.seat();
    if seat.opened != opened {
        return Slice::Over;
    }
    let Ok(journal) = seat.journal() else { return Slice::Over };
    match journal.index_some(SLICE) {
        Ok(Some(progress)) => Slice::Done(Progress { done: progress.done, total: progress.total }),
        Ok(None) | Err(_) => Slice::Idle,
    }
}
