//! The one window: what it may load, where it may go, and what it looks like before the page.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use serde::Serialize;
use tauri::utils::config::Color;
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{
    App, AppHandle, DragDropEvent, Emitter, LogicalPosition, Manager, PhysicalPosition, Theme, Url,
    WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent,
};

use stillroom::journal::Settings;
use stillroom::locale::{language_of_system, region_of_system};

use crate::attachments::Attaching;
use crate::lock::{Closing, ask_page_to_close, close_without_page, lock_lost_page};
use crate::state::{LABEL, Shell};

mod view;

/// Tells the page whose dates and clock it shows, and in which English it speaks. WebKit says only
/// which language its own words are in; on systems without these settings it is all there is.
fn locale() -> String {
    let of_system = |read: fn() -> String| {
        let tag = if cfg!(target_os = "linux") { read() } else { "system".into() };
        serde_json::Value::from(tag)
    };
    format!(
        "window.stillroomRegion = {}; window.stillroomLanguage = {};",
        of_system(region_of_system),
        of_system(language_of_system)
    )
}

/// Never names a client, an entry or a journal.
const TITLE: &str = "Stillroom";

/// How large the window is on a screen that has the room, in points.
const SIZE: (f64, f64) = (1280.0, 800.0);
/// How small it can be made on such a screen.
const LEAST: (f64, f64) = (480.0, 360.0);
/// The zooms that the page can have, in per cent.
const ZOOM: (u16, u16) = (80, 200);
/// How long the page may take to save what is written when the window is closed.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connects to the display, and returns whether one answers. Left to Tauri, a missing display ends
/// in a panic.
pub(crate) fn connect_to_display() -> bool {
    #[cfg(target_os = "linux")]
    return view::bound_memory().is_ok() && gtk::init().is_ok();
    #[cfg(not(target_os = "linux"))]
    true
}

/// Opens the window on the page.
pub(crate) fn open(app: &App) -> tauri::Result<WebviewWindow> {
    let room = app.primary_monitor().ok().flatten().map(|monitor| {
        let area = monitor.work_area().size.to_logical::<f64>(monitor.scale_factor());
        (area.width, area.height)
    });
    let (size, least) = (fit(SIZE, room), fit(LEAST, room));
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title(TITLE)
        .inner_size(size.0, size.1)
        .min_inner_size(least.0, least.1)
        // WebDriver cannot drive an incognito view: wry makes it in a context of its own.
        .incognito(cfg!(not(feature = "automation")))
        .initialization_script(locale())
        .devtools(false)
        .general_autofill_enabled(false)
        .on_navigation(is_own_page)
        .on_page_load(|window, load| on_page_load(&window, load.event()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .background_color(paper(Theme::Light))
        .build()?;
    view::prepare(&window)?;
    window.set_background_color(Some(paper(window.theme()?)))?;
    Ok(window)
}

/// Applies the settings of the open journal to the window.
pub(crate) fn apply_settings(app: &AppHandle, settings: &Settings) {
    app.state::<Shell>().activity.set_limit(settings.idle_minutes);
    let Some(window) = app.get_webview_window(LABEL) else { return };
    let zoom = settings.zoom.unwrap_or(100).clamp(ZOOM.0, ZOOM.1);
    // A page that stays at its size can be read as well.
    let _ = window.set_zoom(f64::from(zoom) / 100.0);
}

/// Locks if a page begins to load while the journal is open: the one that it was shown on is gone.
fn on_page_load(window: &WebviewWindow, event: PageLoadEvent) {
    if event == PageLoadEvent::Started {
        lock_lost_page(window.app_handle());
    }
}

/// Has the page save what is written before the window closes. Asked twice, the window closes all
/// the same. With an unsaved page it stays open and asks.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, position }) = event {
        return on_drop(window, paths, *position);
    }
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    api.prevent_close();
    let (app, shell) = (window.app_handle(), window.state::<Shell>());
    let is_open = shell.open_number().is_some();
    if is_open && !shell.was_asked_to_close() {
        ask_page_to_close(app, Closing::Quit, PATIENCE);
    } else if !is_open && !shell.handover().pages.is_empty() {
        let _ = window.emit("closing", Closing::Quit.name());
    } else {
        let app = app.clone();
        thread::spawn(move || close_without_page(&app, Closing::Quit, None));
    }
}

/// Keeps the files that were dropped, and tells the page where: it alone knows the text there. Their
/// paths never reach it, and nothing is navigated to.
fn on_drop(window: &Window, paths: &[PathBuf], position: PhysicalPosition<f64>) {
    window.state::<Attaching>().set_dropped(paths.to_vec());
    let scale = window.scale_factor().unwrap_or(1.0);
    let at: LogicalPosition<f64> = position.to_logical(scale);
    // A page that is reloading takes no file.
    let _ = window.emit("files-dropped", Dropped { x: at.x, y: at.y });
}

/// Where files were dropped, in points of the page.
#[derive(Clone, Copy, Serialize)]
struct Dropped {
    x: f64,
    y: f64,
}

/// A size, or the room there is where that is less.
fn fit((width, height): (f64, f64), room: Option<(f64, f64)>) -> (f64, f64) {
    room.map_or((width, height), |room| (width.min(room.0), height.min(room.1)))
}

/// Whether a page is the app's own; every other navigation is refused.
fn is_own_page(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

/// The page's paper, shown until the page has painted, so that the window never flashes white.
fn paper(theme: Theme) -> Color {
    match theme {
        Theme::Dark => Color(0x19, 0x18, 0x16, 0xff),
        _ => Color(0xfb, 0xf9, 0xf5, 0xff),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_fits_a_small_screen_at_twice_the_scale() {
        let room = Some((683.0, 384.0));
        assert_eq!((fit(SIZE, room), fit(LEAST, room)), ((683.0, 384.0), (480.0, 360.0)));
        assert_eq!(fit(LEAST, Some((400.0, 300.0))), (400.0, 300.0));
        assert_eq!((fit(SIZE, Some((1920.0, 1080.0))), fit(SIZE, None)), (SIZE, SIZE));
    }

    fn goes(url: &str) -> bool {
        is_own_page(&url.parse().expect("a test's own URL"))
    }

    #[test]
    fn only_the_apps_own_page_can_be_navigated_to() {
        assert!(goes("tauri://localhost/index.html"));
        for url in [
            "https://example.org/",
            "http://localhost/",
            "tauri://elsewhere/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
            "blob:tauri://localhost/1",
        ] {
            assert!(!goes(url), "{url}");
        }
    }
}
