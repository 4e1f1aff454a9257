//! The system's own dialog for picking a folder.

use std::path::PathBuf;

use tauri::WebviewWindow;

/// Has a folder picked; none where the dialog was closed without one.
#[cfg(not(feature = "automation"))]
pub(crate) async fn folder(window: &WebviewWindow) -> Option<PathBuf> {
    let dialog = rfd::AsyncFileDialog::new().set_parent(window);
    Some(dialog.pick_folder().await?.path().to_owned())
}

/// Picks what the surroundings name, since no driver reaches the system's dialog.
#[cfg(feature = "automation")]
pub(crate) fn folder(_: &WebviewWindow) -> std::future::Ready<Option<PathBuf>> {
    std::future::ready(std::env::var_os("STILLROOM_PICKS").map(PathBuf::from))
}
