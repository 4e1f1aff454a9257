//! The system's own dialogs for picking a file or a folder, and the name of a new file.

use std::path::PathBuf;

use tauri::WebviewWindow;

/// Has a folder picked; none where the dialog was closed without one.
#[cfg(not(feature = "automation"))]
pub(crate) async fn folder(window: &WebviewWindow) -> Option<PathBuf> {
    let dialog = rfd::AsyncFileDialog::new().set_parent(window);
    let picked = dialog.pick_folder().await?.path().to_owned();
    forget(window, &picked);
    Some(picked)
}

/// Has the place of a new file picked; none where the dialog was closed without one. The dialog asks
/// before a file of that name is replaced.
#[cfg(not(feature = "automation"))]
pub(crate) async fn new_file(window: &WebviewWindow, name: &str, ending: &str) -> Option<PathBuf> {
    let dialog = rfd::AsyncFileDialog::new().set_parent(window).set_file_name(name);
    let picked = dialog.add_filter(ending, &[ending]).save_file().await?.path().to_owned();
    forget(window, &picked);
    Some(picked)
}

/// Has a file picked; none where the dialog was closed without one.
#[cfg(not(feature = "automation"))]
pub(crate) async fn file(window: &WebviewWindow) -> Option<PathBuf> {
    let dialog = rfd::AsyncFileDialog::new().set_parent(window);
    let picked = dialog.pick_file().await?.path().to_owned();
    forget(window, &picked);
    Some(picked)
}

/// Takes what was picked off the desktop's list of recently used files, on which GTK puts it a
/// moment later.
#[cfg(all(target_os = "linux", not(feature = "automation")))]
fn forget(window: &WebviewWindow, picked: &std::path::Path) {
    use gtk::prelude::RecentManagerExt;
    let Ok(uri) = gtk::glib::filename_to_uri(picked, None) else { return };
    // If the window is gone, so is the process.
    let _ = window.run_on_main_thread(move || {
        if let Some(recent) = gtk::RecentManager::default() {
            // It is not on the list where GTK does not keep one.
            let _ = recent.remove_item(&uri);
        }
    });
}

#[cfg(all(not(target_os = "linux"), not(feature = "automation")))]
fn forget(_window: &WebviewWindow, _picked: &std::path::Path) {}

/// What lies on the clipboard beside text.
#[derive(Default)]
pub(crate) struct Clipped {
    /// Files that were copied.
    pub(crate) files: Vec<PathBuf>,
    /// A picture, as PNG.
    pub(crate) picture: Option<Vec<u8>>,
}

/// Reads files or a picture off the clipboard. The page is not given either.
#[cfg(target_os = "linux")]
pub(crate) fn clipped(window: &WebviewWindow) -> Clipped {
    let (sender, receiver) = std::sync::mpsc::channel();
    let read = move || {
        let clipboard = gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD);
        let files = clipboard.wait_for_uris();
        let path = |uri: &gtk::glib::GString| gtk::glib::filename_from_uri(uri).ok();
        let files: Vec<PathBuf> = files.iter().filter_map(path).map(|(path, _)| path).collect();
        let picture = if files.is_empty() { clipboard.wait_for_image() } else { None };
        let picture = picture.and_then(|picture| picture.save_to_bufferv("png", &[]).ok());
        // Whoever asked may be gone.
        let _ = sender.send(Clipped { files, picture });
    };
    // If the window is gone, so is the process.
    let _ = window.run_on_main_thread(read);
    receiver.recv().unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn clipped(_: &WebviewWindow) -> Clipped {
    Clipped::default()
}

/// Picks what the surroundings name, since no driver reaches the system's dialog.
#[cfg(feature = "automation")]
pub(crate) fn folder(_: &WebviewWindow) -> std::future::Ready<Option<PathBuf>> {
    std::future::ready(std::env::var_os("STILLROOM_PICKS").map(PathBuf::from))
}

/// Picks a file in the folder that the surroundings name.
#[cfg(feature = "automation")]
pub(crate) fn new_file(
    _: &WebviewWindow,
    name: &str,
    _: &str,
) -> std::future::Ready<Option<PathBuf>> {
    let folder = std::env::var_os("STILLROOM_PICKS").map(PathBuf::from);
    std::future::ready(folder.map(|folder| folder.join(name)))
}

/// Picks the file `picked.png` in what the surroundings name, or that itself.
#[cfg(feature = "automation")]
pub(crate) fn file(_: &WebviewWindow) -> std::future::Ready<Option<PathBuf>> {
    let named = std::env::var_os("STILLROOM_PICKS").map(PathBuf::from);
    std::future::ready(named.map(|named| {
        let inside = named.join("picked.png");
        if inside.is_file() { inside } else { named }
    }))
}
