#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
//! The shell: a window, a lock and a thin bridge to the core.

mod activity;
mod args;
mod attachments;
mod commands;
mod failure;
mod headless;
mod idle_lock;
mod import;
mod jobs;
mod journal_folders;
mod lock;
mod maintenance;
mod page_state;
mod pages;
mod picker;
mod print;
mod rekey;
mod restart;
mod setup;
mod sleep_delay;
mod state;
mod system_events;
mod task;
mod unlock;
mod unsaved;
mod window;

use std::io::{self, Write};
use std::process::ExitCode;

use tauri::Manager;

use args::Args;
use attachments::Attaching;
use import::ChosenSource;
use journal_folders::JournalFolders;
use restart::Start;
use state::Shell;
use task::TaskSlot;

/// The exit status for a command line that cannot be understood.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    report_only_where_it_panicked();
    if let Err(error) = stillroom_guard::harden_process() {
        return stop("cannot start", &error);
    }
    let start = match Start::read().and_then(|start| start.remove_automation().map(|()| start)) {
        Ok(start) => start,
        Err(error) => return stop("cannot start", &error),
    };
    let which = match Args::read(start.args()) {
        Ok(Args::Window(which)) => which,
        Ok(Args::Headless(task)) => return headless::run(&task),
        Ok(Args::Print(text)) => return write_out(text),
        Err(error) => {
            eprintln!("stillroom: {error}; see stillroom --help");
            return ExitCode::from(USAGE);
        }
    };
    if !window::connect_to_display() {
        eprintln!("stillroom: there is no display to open a window on");
        return ExitCode::FAILURE;
    }
    let built = commands::handle(tauri::Builder::default())
        .setup(|app| {
            let folders = JournalFolders::in_data(&app.path().data_dir()?);
            app.manage(Shell::new(folders, start, which));
            app.manage(TaskSlot::default());
            app.manage(pages::PickedPlace::default());
            app.manage(ChosenSource::default());
            app.manage(Attaching::default());
            window::open(app)?;
            system_events::listen(app.handle());
            unsaved::write_soon(app.handle());
            Ok(())
        })
        .on_window_event(window::on_event)
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => stop("the window could not be opened", &error),
    }
}

/// A panic's message may hold a piece of text; its place never does.
fn report_only_where_it_panicked() {
    std::panic::set_hook(Box::new(|panic| {
        if let Some(place) = panic.location() {
            eprintln!("stillroom: stopped at {place}");
        }
    }));
}

/// Writes a text to the terminal; a reader that has gone away is no failure of ours.
fn write_out(text: &str) -> ExitCode {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => stop("cannot print", &error),
        _ => ExitCode::SUCCESS,
    }
}

fn stop(what: &str, error: &dyn std::error::Error) -> ExitCode {
    eprintln!("stillroom: {what}: {error}");
    ExitCode::FAILURE
}
