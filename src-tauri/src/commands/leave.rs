//! Locking and quitting. Nothing keeps the journal open: not what the page hands over, not a page
//! that does not answer, and not a task that holds the journal and does not end.

use std::sync::PoisonError;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use stillroom::journal::Moment;
use tauri::ipc::Request;
use tauri::{AppHandle, Emitter, Manager, State};

use crate::failure::{Code, Failure};
use crate::fresh::{Handover, end_now};
use crate::left::Left;
use crate::running::Running;
use crate::state::{Held, Shell};
use crate::{waiting, watch, window};

/// How long closing may take before the process ends all the same. What was acknowledged is on
/// disk by then, as after any killed process.
const LIMIT: Duration = Duration::from_secs(15);
/// How long the window may take to close once the journal is closed.
const EXIT: Duration = Duration::from_secs(3);

/// The two ways of leaving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leave {
    /// The process ends and comes back on the unlock screen.
    Lock,
    /// The app ends; with a page that waits to be written it only locks.
    Quit,
}

impl Leave {
    /// The name that the page knows it by.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Lock => "lock",
            Self::Quit => "quit",
        }
    }
}

/// Locks. The page hands over what it could not keep, as bytes: whatever they are, it locks.
#[tauri::command(async)]
pub(crate) fn lock(app: AppHandle, request: Request<'_>) -> Result<(), Failure> {
    leave(&app, Leave::Lock, Left::read(request.body()), None)
}

/// Locks and ends the app, with the same handover.
#[tauri::command(async)]
pub(crate) fn quit(app: AppHandle, request: Request<'_>) -> Result<(), Failure> {
    leave(&app, Leave::Quit, Left::read(request.body()), None)
}

/// Ends the app although a page waits to be written, which is lost by it.
#[tauri::command(async)]
pub(crate) fn quit_and_lose(app: AppHandle, shell: State<'_, Shell>) {
    shell.seat().waiting.clear();
    exit(&app);
}

/// Takes note that the page was touched.
#[tauri::command(async)]
pub(crate) fn note_activity(shell: State<'_, Shell>) {
    shell.activity.touched();
}

/// Has the page keep everything and leave; one that does not answer in time is left without it.
pub(crate) fn leave_soon(app: &AppHandle, how: Leave, patience: Duration) {
    let Some(opened) = app.state::<Shell>().which_is_open() else { return };
    let _ = app.emit("leave", how.name());
    leave_unless_left(app, how, opened, patience);
}

/// Leaves without the page if the journal that is open now still is after that time.
pub(crate) fn leave_unless_left(app: &AppHandle, how: Leave, opened: u64, patience: Duration) {
    let app = app.clone();
    thread::spawn(move || {
        thread::sleep(patience);
        leave_anyway(&app, how, Some(opened));
    });
}

/// Leaves without asking the page, which does not answer; if `only` is given, then only while that
/// journal is open.
pub(crate) fn leave_anyway(app: &AppHandle, how: Leave, only: Option<u64>) {
    // It fails only where the unlock screen could not be drawn, behind which nothing is open.
    let _ = leave(app, how, Left::default(), only);
}

/// Closes the journal and leaves. One leaves at a time.
fn leave(app: &AppHandle, how: Leave, left: Left, only: Option<u64>) -> Result<(), Failure> {
    let shell = app.state::<Shell>();
    let _first = shell.leaving.lock().unwrap_or_else(PoisonError::into_inner);
    if only.is_some() && shell.which_is_open() != only {
        return Ok(());
    }
    let closed = put_away_in_time(app, left);
    let handover = shell.handover();
    if how == Leave::Quit && closed && handover.pages.is_empty() {
        exit(app);
        return Ok(());
    }
    if how == Leave::Quit && !closed {
        end_now();
    }
    // A driven session does not survive a new process.
    if cfg!(feature = "automation") && closed {
        return draw_the_door(app);
    }
    // Keys and text are still in this process: it must not go on.
    let Err(_error) = shell.start.over(&handover);
    end_now()
}

/// Closes the journal, and returns whether that was done in time.
fn put_away_in_time(app: &AppHandle, left: Left) -> bool {
    let (done, wait) = mpsc::channel();
    let closing = app.clone();
    thread::spawn(move || {
        put_away(&closing, left);
        let _ = done.send(());
    });
    // A closing that panicked ends the wait as well.
    wait.recv_timeout(LIMIT).is_ok()
}

fn put_away(app: &AppHandle, left: Left) {
    app.state::<Running>().stop();
    let shell = app.state::<Shell>();
    let mut seat = shell.seat();
    let Left { return_point, unkept, unread } = left;
    if let Held::Open(journal) = &mut seat.held {
        let now = Moment::now();
        let waiting = journal.put_aside(unkept, now);
        if let Some(point) = return_point {
            // The way back is a convenience: a full disk must not keep the journal open.
            let _ = journal.keep_return_point(point, now);
        }
        seat.waiting = waiting;
        seat.unread = unread;
    }
    if seat.waiting.is_empty() && seat.current.as_ref() == Some(&shell.shelf.sample()) {
        seat.current = shell.shelf.own().into_iter().next();
    }
    let (folder, pages) = (seat.current.clone(), seat.waiting.clone());
    shell.hand_over(Handover { folder, pages, unread: seat.unread });
    seat.stand_up();
    shell.turn_to_the_door();
}

/// Shows the unlock screen in the same process, which test builds do.
fn draw_the_door(app: &AppHandle) -> Result<(), Failure> {
    watch::let_sleep();
    waiting::write_soon(app);
    let Some(window) = app.get_webview_window(window::LABEL) else { return Ok(()) };
    let drawn = window.set_zoom(1.0).and_then(|()| window.reload());
    drawn.map_err(|_| Failure::of(Code::Internal))
}

/// Ends the app; a window that does not close in time does not keep it.
fn exit(app: &AppHandle) {
    thread::spawn(|| {
        thread::sleep(EXIT);
        end_now();
    });
    app.exit(0);
}
