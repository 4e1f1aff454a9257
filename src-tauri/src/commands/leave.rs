//! Locking and quitting. Both drop the keys first.

use stillroom::journal::{Moment, ReturnPoint};
use tauri::{AppHandle, Manager, State, WebviewWindow};

use crate::failure::{Code, Failure};
use crate::running::Running;
use crate::state::{Held, Shell};

/// Locks: the process ends and comes back on the unlock screen.
#[tauri::command(async)]
pub(crate) fn lock(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    return_point: ReturnPoint,
) -> Result<(), Failure> {
    window.state::<Running>().stop();
    put_away(&shell, Some(return_point));
    // A driven session does not survive a new process.
    if cfg!(feature = "automation") {
        window.reload().map_err(|_| Failure::of(Code::Internal))
    } else {
        let folder = shell.seat().current.clone().filter(|folder| *folder != shell.shelf.sample());
        shell.start.over(folder.as_deref()).map(drop).map_err(Failure::from)
    }
}

/// Locks and ends the app.
#[tauri::command(async)]
pub(crate) fn quit(app: AppHandle, shell: State<'_, Shell>, return_point: ReturnPoint) {
    app.state::<Running>().stop();
    put_away(&shell, Some(return_point));
    app.exit(0);
}

/// Locks and ends the app without asking the page, which does not answer.
pub(crate) fn quit_anyway(app: &AppHandle) {
    app.state::<Running>().stop();
    put_away(&app.state::<Shell>(), None);
    app.exit(0);
}

fn put_away(shell: &Shell, return_point: Option<ReturnPoint>) {
    let mut seat = shell.seat();
    if let (Held::Open(journal), Some(point)) = (&mut seat.held, return_point) {
        // The way back is a convenience: a full disk must not keep the journal open.
        let _ = journal.keep_return_point(point, Moment::now());
    }
    seat.stand_up();
    if seat.current.as_ref() == Some(&shell.shelf.sample()) {
        seat.current = shell.shelf.own().into_iter().next();
    }
}
