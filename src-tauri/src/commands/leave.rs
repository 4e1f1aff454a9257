//! Locking and quitting. Both drop the keys first; what cannot be written waits, sealed.

use std::convert::Infallible;

use stillroom::journal::{Moment, ReturnPoint, Unkept};
use tauri::{AppHandle, Manager, State};

use crate::failure::{Code, Failure};
use crate::running::Running;
use crate::state::{Held, Shell};
use crate::{waiting, watch, window};

/// Locks: the process ends and comes back on the unlock screen.
#[tauri::command(async)]
pub(crate) fn lock(
    app: AppHandle,
    return_point: ReturnPoint,
    unkept: Vec<Unkept>,
) -> Result<(), Failure> {
    put_away(&app, Some(return_point), unkept);
    come_back(&app)
}

/// Locks and ends the app; with a page that waits to be written it only locks.
#[tauri::command(async)]
pub(crate) fn quit(
    app: AppHandle,
    return_point: ReturnPoint,
    unkept: Vec<Unkept>,
) -> Result<(), Failure> {
    put_away(&app, Some(return_point), unkept);
    if app.state::<Shell>().seat().waiting.is_empty() {
        app.exit(0);
        return Ok(());
    }
    come_back(&app)
}

/// Ends the app although a page waits to be written, which is lost by it.
#[tauri::command(async)]
pub(crate) fn quit_and_lose(app: AppHandle, shell: State<'_, Shell>) {
    shell.seat().waiting.clear();
    app.exit(0);
}

/// Locks without asking the page, which does not answer.
pub(crate) fn lock_anyway(app: &AppHandle) {
    put_away(app, None, Vec::new());
    // Where no fresh process can be started, this one must not stay.
    if come_back(app).is_err() {
        app.exit(1);
    }
}

/// Locks and ends the app without asking the page, which does not answer.
pub(crate) fn quit_anyway(app: &AppHandle) {
    put_away(app, None, Vec::new());
    let waits = !app.state::<Shell>().seat().waiting.is_empty();
    if !waits || come_back(app).is_err() {
        app.exit(0);
    }
}

fn put_away(app: &AppHandle, return_point: Option<ReturnPoint>, unkept: Vec<Unkept>) {
    app.state::<Running>().stop();
    let shell = app.state::<Shell>();
    let mut seat = shell.seat();
    if let Held::Open(journal) = &mut seat.held {
        let now = Moment::now();
        let waiting = journal.put_aside(unkept, now);
        if let Some(point) = return_point {
            // The way back is a convenience: a full disk must not keep the journal open.
            let _ = journal.keep_return_point(point, now);
        }
        seat.waiting = waiting;
    }
    seat.stand_up();
    if seat.waiting.is_empty() && seat.current.as_ref() == Some(&shell.shelf.sample()) {
        seat.current = shell.shelf.own().into_iter().next();
    }
}

/// Ends the process and comes back as a fresh one, which lets the computer sleep.
fn come_back(app: &AppHandle) -> Result<(), Failure> {
    let shell = app.state::<Shell>();
    // A driven session does not survive a new process.
    if cfg!(feature = "automation") {
        watch::let_sleep();
        waiting::write_soon(app);
        let window = app.get_webview_window(window::LABEL);
        return window
            .map_or(Ok(()), |window| window.reload())
            .map_err(|_| Failure::of(Code::Internal));
    }
    let seat = shell.seat();
    let is_sample = |folder: &std::path::PathBuf| *folder == shell.shelf.sample();
    let folder = seat.current.clone();
    let folder = folder.filter(|folder| !seat.waiting.is_empty() || !is_sample(folder));
    let over: std::io::Result<Infallible> = shell.start.over(folder.as_deref(), &seat.waiting);
    over.map(drop).map_err(Failure::from)
}
