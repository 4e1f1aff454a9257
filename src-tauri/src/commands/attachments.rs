//! Files in the text of entries: added, drawn, described, saved as copies.

use std::path::PathBuf;

use stillroom::exchange::SavedPage;
use stillroom::journal::{Attachment, Moment};
use stillroom::vault::RecordId;
use tauri::ipc::Response;
use tauri::{AppHandle, State, WebviewWindow};

use crate::attachments::{self, Attaching};
use crate::failure::{Code, Failure};
use crate::picker::{self, Clipped};
use crate::state::Shell;

/// Has a file picked and adds it to an entry; none if nothing was picked or it was cancelled.
#[tauri::command]
pub(crate) async fn pick_attachment(
    window: WebviewWindow,
    app: AppHandle,
    entry: RecordId,
) -> Result<Option<Attachment>, Failure> {
    let Some(picked) = picker::file(&window).await else { return Ok(None) };
    add(app, entry, vec![picked]).await.map(|mut added| added.pop())
}

/// Adds the files that were dropped on the window last to an entry.
#[tauri::command]
pub(crate) async fn attach_dropped(
    app: AppHandle,
    attaching: State<'_, Attaching>,
    entry: RecordId,
) -> Result<Vec<Attachment>, Failure> {
    let dropped = attaching.take_dropped();
    add(app, entry, dropped).await
}

/// Adds the files or the picture on the clipboard to an entry.
#[tauri::command(async)]
pub(crate) fn attach_pasted(
    window: WebviewWindow,
    app: AppHandle,
    entry: RecordId,
) -> Result<Vec<Attachment>, Failure> {
    let Clipped { files, picture } = picker::clipped(&window);
    match picture {
        Some(picture) => attachments::add_picture(&app, entry, picture).map(Vec::from_iter),
        None => attachments::add(&app, entry, &files),
    }
}

async fn add(
    app: AppHandle,
    entry: RecordId,
    files: Vec<PathBuf>,
) -> Result<Vec<Attachment>, Failure> {
    let added = tauri::async_runtime::spawn_blocking(move || attachments::add(&app, entry, &files));
    added.await.unwrap_or(Err(Failure::of(Code::FileUnreadable)))
}

/// Stops the file that is being added; nothing of it stays.
#[tauri::command(async)]
pub(crate) fn cancel_attaching(attaching: State<'_, Attaching>) {
    attaching.cancel();
}

#[tauri::command(async)]
pub(crate) fn attachment(shell: State<'_, Shell>, id: RecordId) -> Result<Attachment, Failure> {
    shell.open(|journal| journal.attachment(id))
}

/// Says what a file shows, for somebody who does not see it.
#[tauri::command(async)]
pub(crate) fn describe_attachment(
    shell: State<'_, Shell>,
    id: RecordId,
    alt: String,
) -> Result<Attachment, Failure> {
    shell.open(|journal| journal.describe_attachment(id, &alt, Moment::now()))
}

/// Draws a picture: its width and height as `u32` in little-endian order, then its pixels, four
/// bytes each. The web view is given nothing to decode.
#[tauri::command(async)]
pub(crate) fn draw_attachment(
    shell: State<'_, Shell>,
    id: RecordId,
    most: u32,
) -> Result<Response, Failure> {
    let picture = shell.open(|journal| journal.read_attachment(id))?;
    attachments::draw(&picture, most).map(Response::new)
}

/// Saves a copy in clear where the system's dialog says; none if no place was chosen.
#[tauri::command]
pub(crate) async fn save_attachment(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    id: RecordId,
) -> Result<Option<SavedPage>, Failure> {
    let file = shell.open(|journal| journal.attachment(id))?;
    let Some(to) = picker::new_file(&window, &file.name, &file.ending()).await else {
        return Ok(None);
    };
    attachments::save(&shell, id, &to).map(Some)
}
