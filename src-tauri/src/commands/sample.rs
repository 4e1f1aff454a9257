//! The fictional sample journal: a folder of its own, made on request, discarded by deleting it.

use stillroom::journal::wire::Desk;
use stillroom::journal::{Moment, Sample};
use tauri::{AppHandle, State};

use crate::failure::Failure;
use crate::state::Shell;
use crate::worker;

/// Opens the sample journal; the first time it is made.
#[tauri::command(async)]
pub(crate) fn open_sample(app: AppHandle, shell: State<'_, Shell>) -> Result<Desk, Failure> {
    let mut seat = shell.seat();
    let waits_elsewhere = !seat.waiting.is_empty() && seat.current != Some(shell.shelf.sample());
    if waits_elsewhere {
        return Err(Failure::BUSY);
    }
    seat.stand_up();
    let (folder, anchors) = (shell.shelf.sample(), shell.shelf.anchors());
    let journal = if folder.exists() {
        Sample::open(&folder, &anchors)?
    } else {
        Sample::make(&folder, &anchors, Moment::now())?
    };
    seat.current = Some(folder);
    let desk = seat.sit_down(journal).desk(true);
    worker::attend(&app, seat.opened, &desk.settings);
    Ok(desk)
}

/// Deletes the open sample journal, and nothing else, and stands at the writer's own again.
#[tauri::command(async)]
pub(crate) fn discard_sample(shell: State<'_, Shell>) -> Result<(), Failure> {
    let sample = shell.shelf.sample();
    let mut seat = shell.seat();
    if seat.current.as_ref() != Some(&sample) {
        return Err(Failure::BUSY);
    }
    seat.stand_up();
    seat.current = shell.shelf.own().into_iter().next();
    Ok(std::fs::remove_dir_all(sample)?)
}
