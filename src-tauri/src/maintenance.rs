//! Work in the background of an open journal: completes the search index, empties the trash and
//! makes the backup that is due.

use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;
use stillroom::exchange::ExchangeError;
use stillroom::exchange::backup::list;
use stillroom::journal::{Journal, JournalError, Moment, Settings};
use tauri::{AppHandle, Emitter, Manager};

use crate::state::Shell;
use crate::{idle_lock, jobs, sleep_delay, window};

/// Records indexed while the journal is held; short enough that a save never waits noticeably.
const SLICE: usize = 50;
/// How long commands get between two slices.
const PAUSE: Duration = Duration::from_millis(2);
/// How often a complete index is looked at; a damaged one is filled anew from then on.
const IDLE: Duration = Duration::from_secs(1);

/// How long after its opening a backup of a large journal begins.
const CALM: Duration = Duration::from_secs(20);
/// A journal of more entries than this takes so long to copy that its user would notice.
const LARGE: u32 = 2_000;

/// How far the index has come.
#[derive(Clone, Serialize)]
struct Progress {
    done: u32,
    total: u32,
}

/// What came of one slice of work on the index.
enum Slice {
    /// There is more to do.
    Done(Progress),
    /// It is complete, or cannot be completed now.
    Idle,
    /// The journal is another, or gone.
    Over,
}

/// Starts what an open journal needs until it is locked: its settings on the window, the idle lock,
/// the delay of sleep, and the work on the index.
pub(crate) fn start(app: &AppHandle, opened: u64, settings: &Settings) {
    window::apply_settings(app, settings);
    idle_lock::watch(app, opened);
    sleep_delay::delay_sleep();
    complete_index(app, opened);
}

/// Keeps the index of the journal that has just been opened complete, in a thread of its own.
fn complete_index(app: &AppHandle, opened: u64) {
    let app = app.clone();
    thread::spawn(move || {
        let (began, mut due_is_done, mut is_filled) = (Instant::now(), false, false);
        loop {
            let slice = one_slice(&app, opened);
            if matches!(slice, Slice::Idle) && !is_filled {
                // Unlocking and filling the index take memory for a moment, in many threads.
                stillroom_guard::trim_heap();
            }
            is_filled = !matches!(slice, Slice::Done(_));
            match slice {
                Slice::Done(progress) => {
                    // Nobody listens while the page reloads; the next slice says more anyway.
                    let _ = app.emit("index-progress", progress);
                    thread::sleep(PAUSE);
                }
                Slice::Idle if !due_is_done && (began.elapsed() > CALM || !is_large(&app)) => {
                    due_is_done = true;
                    run_due(&app, opened);
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
fn run_due(app: &AppHandle, opened: u64) {
    let due = |journal: &mut Journal| {
        let now = Moment::now();
        let due = !journal.backup_places().by_hand && list(journal)?.is_due(now);
        journal.expire_trash(now)?;
        Ok::<_, ExchangeError>(due)
    };
    let shell = app.state::<Shell>();
    let is_own = {
        let session = shell.session();
        session.opened == opened && session.current != Some(shell.folders.sample())
    };
    if is_own && matches!(shell.open(due), Ok(true)) {
        let _ = jobs::back_up(app);
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
    let mut session = shell.session();
    if session.opened != opened {
        return Slice::Over;
    }
    let Ok(journal) = session.journal() else { return Slice::Over };
    match journal.index_some(SLICE) {
        Ok(Some(progress)) => Slice::Done(Progress { done: progress.done, total: progress.total }),
        Ok(None) | Err(_) => Slice::Idle,
    }
}
