#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
//! The shell: a window, a lock and a thin bridge to the core.

mod commands;
mod fresh;
mod window;

use std::process::ExitCode;

use fresh::Start;

fn main() -> ExitCode {
    let start = match Start::read().and_then(|start| start.shed_automation().map(|()| start)) {
        Ok(start) => start,
        Err(error) => return stop("cannot start", &error),
    };
    let built = tauri::Builder::default()
        .manage(start)
        .invoke_handler(tauri::generate_handler![commands::lock::lock])
        .setup(|app| Ok(window::open(app).map(drop)?))
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => stop("the window could not be opened", &error),
    }
}

fn stop(what: &str, error: &dyn std::error::Error) -> ExitCode {
    eprintln!("stillroom: {what}: {error}");
    ExitCode::FAILURE
}
