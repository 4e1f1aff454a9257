//! Locks the journal and quits. Nothing keeps the journal open: not what the page hands over, not a
//! page that does not answer, and not a task that holds the journal and does not end.

use std::sync::{PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use stillroom::journal::Moment;
use tauri::{AppHandle, Emitter, Manager};

use crate::failure::{Code, Failure};
use crate::import::ChosenSource;
use crate::page_state::PageState;
use crate::restart::{Handover, end_now};
use crate::state::{JournalState, LABEL, Shell};
use crate::task::TaskSlot;
use crate::{sleep_delay, unsaved};

/// How long closing may take before the process ends all the same. What was acknowledged is on
/// disk by then, as after any killed process.
const LIMIT: Duration = Duration::from_secs(15);
/// How long the window may take to close once the journal is closed.
const EXIT: Duration = Duration::from_secs(3);

/// The two ways of closing the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closing {
    /// The process is replaced by one that shows the unlock screen.
    Lock,
    /// The app ends. With a page that could not be saved it only locks.
    Quit,
}

impl Closing {
    /// Returns the name that the page knows it by.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Lock => "lock",
            Self::Quit => "quit",
        }
    }
}

/// Asks the page to save everything and to close the journal, and closes it without the page if
/// that does not happen in time.
pub(crate) fn ask_page_to_close(app: &AppHandle, how: Closing, patience: Duration) {
    let Some(opened) = app.state::<Shell>().open_number() else { return };
    // Without a page that listens, the time runs out.
    let _ = app.emit("closing", how.name());
    close_after(app, how, opened, patience);
}

/// Closes the journal of this number without the page, if it is still open after that time.
pub(crate) fn close_after(app: &AppHandle, how: Closing, opened: u64, patience: Duration) {
    let app = app.clone();
    thread::spawn(move || {
        thread::sleep(patience);
        close_without_page(&app, how, Some(opened));
    });
}

/// Closes the journal without asking the page; if `only` is given, then only the journal of that
/// number.
pub(crate) fn close_without_page(app: &AppHandle, how: Closing, only: Option<u64>) {
    // It fails only if the unlock screen could not be shown, behind which nothing is open.
    let _ = close(app, how, PageState::default(), only);
}

/// Locks the open journal, whose page is gone, and answers no page before that is done.
pub(crate) fn lock_lost_page(app: &AppHandle) {
    let shell = app.state::<Shell>();
    let Some(opened) = shell.open_number() else { return };
    shell.refuse_page();
    let app = app.clone();
    // Closing the journal may take a moment, and the window must not wait for it.
    thread::spawn(move || close_without_page(&app, Closing::Lock, Some(opened)));
}

/// Closes the journal with what the page hands over, and then locks or quits. One thread at a time
/// does so; if `only` is given, then only the journal of that number is closed.
pub(crate) fn close(
    app: &AppHandle,
    how: Closing,
    page: PageState,
    only: Option<u64>,
) -> Result<(), Failure> {
    let shell = app.state::<Shell>();
    let _first = shell.closing.lock().unwrap_or_else(PoisonError::into_inner);
    if only.is_some() && shell.open_number() != only {
        return Ok(());
    }
    let in_time = close_journal_in_time(app, page);
    let handover = shell.handover();
    if how == Closing::Quit && in_time && handover.pages.is_empty() {
        exit(app);
        return Ok(());
    }
    if how == Closing::Quit && !in_time {
        end_now();
    }
    // A driven session does not survive a new process.
    if cfg!(feature = "automation") && in_time {
        return show_unlock_screen(app);
    }
    // Keys and text are still in this process: it must not go on.
    let Err(_error) = shell.start.restart(&handover);
    end_now()
}

/// Ends the app although pages could not be saved, which are lost by it.
pub(crate) fn quit_and_lose(app: &AppHandle) {
    app.state::<Shell>().session().unsaved.clear();
    exit(app);
}

/// Closes the journal in a thread of its own, and returns whether that was done in time.
fn close_journal_in_time(app: &AppHandle, page: PageState) -> bool {
    let (done, wait) = mpsc::channel();
    let closing = app.clone();
    thread::spawn(move || {
        close_journal(&closing, page);
        let _ = done.send(());
    });
    // A closing that panicked ends the wait as well.
    wait.recv_timeout(LIMIT).is_ok()
}

/// Stops the task under way, seals what the page could not save, and closes the journal.
fn close_journal(app: &AppHandle, page: PageState) {
    app.state::<TaskSlot>().stop();
    app.state::<ChosenSource>().forget();
    let shell = app.state::<Shell>();
    let mut session = shell.session();
    let PageState { return_point, unsaved, unread } = page;
    if let JournalState::Open(journal) = &mut session.state {
        let now = Moment::now();
        let sealed = journal.seal_unsaved(unsaved, now);
        if let Some(point) = return_point {
            // The way back is a convenience: a full disk must not keep the journal open.
            let _ = journal.save_return_point(point, now);
        }
        session.unsaved = sealed.pages;
        session.unread = unread + sealed.lost;
    }
    if session.unsaved.is_empty() && session.current.as_ref() == Some(&shell.folders.sample()) {
        session.current = shell.folders.own().into_iter().next();
    }
    let (folder, pages) = (session.current.clone(), session.unsaved.clone());
    shell.set_handover(Handover { folder, pages, unread: session.unread });
    session.close();
    shell.accept_page();
}

/// Shows the unlock screen in the same process, which test builds do.
fn show_unlock_screen(app: &AppHandle) -> Result<(), Failure> {
    sleep_delay::allow_sleep();
    unsaved::write_soon(app);
    let Some(window) = app.get_webview_window(LABEL) else { return Ok(()) };
    let shown = window.set_zoom(1.0).and_then(|()| window.reload());
    shown.map_err(|_| Failure::of(Code::Window))
}

/// Ends the app, even if the window does not close in time.
fn exit(app: &AppHandle) {
    thread::spawn(|| {
        thread::sleep(EXIT);
        end_now();
    });
    app.exit(0);
}
