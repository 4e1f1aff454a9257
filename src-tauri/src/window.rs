//! The one window: what it may load, where it may go, and what it looks like before the page.

use std::thread;

use tauri::utils::config::Color;
use tauri::webview::NewWindowResponse;
use tauri::{
    App, Emitter, Manager, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window,
    WindowEvent,
};

use crate::commands::{lock_anyway, quit_anyway};
use crate::state::{Held, Shell};

/// The window's label, which the capability names.
pub(crate) const LABEL: &str = "main";

/// Never names a client, an entry or a journal.
const TITLE: &str = "Stillroom";

/// Opens the window on the page.
pub(crate) fn open(app: &App) -> tauri::Result<WebviewWindow> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title(TITLE)
        .inner_size(1280.0, 800.0)
        .min_inner_size(480.0, 480.0)
        // WebDriver cannot drive an incognito view: wry makes it in a context of its own.
        .incognito(cfg!(not(feature = "automation")))
        .devtools(false)
        .general_autofill_enabled(false)
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .background_color(paper(Theme::Light))
        .build()?;
    paint_in_memory(&window)?;
    survive_the_page(&window)?;
    window.set_background_color(Some(paper(window.theme()?)))?;
    Ok(window)
}

/// Keeps what is drawn out of the graphics card, whose memory no lock can clear; a page of text
/// also stands sooner without one. Nothing is kept for pages to come: there is only this one.
#[cfg(target_os = "linux")]
fn paint_in_memory(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{
        CacheModel, HardwareAccelerationPolicy, SettingsExt, WebContextExt, WebViewExt,
    };
    window.with_webview(|view| {
        if let Some(context) = view.inner().context() {
            context.set_cache_model(CacheModel::DocumentViewer);
        }
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// This platform's web view does not offer it.
#[cfg(not(target_os = "linux"))]
fn paint_in_memory(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Locks if the page's process ends by itself: nobody could read, write or lock any more. What was
/// written is kept up to the last draft.
#[cfg(target_os = "linux")]
fn survive_the_page(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt;
    let app = window.app_handle().clone();
    window.with_webview(move |view| {
        view.inner().connect_web_process_terminated(move |view, _| {
            if matches!(app.state::<Shell>().seat().held, Held::Open(_)) {
                let app = app.clone();
                // Closing the journal may take a moment, and the window must not wait for it.
                thread::spawn(move || lock_anyway(&app));
            } else {
                view.reload();
            }
        });
    })
}

/// This platform's web view does not say so.
#[cfg(not(target_os = "linux"))]
fn survive_the_page(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Has the page keep what is written before the window closes; asked twice, it closes all the same.
/// With a page that waits to be written it stays, and asks.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    api.prevent_close();
    let shell = window.state::<Shell>();
    let (is_open, waits) = {
        let seat = shell.seat();
        (matches!(seat.held, Held::Open(_)), !seat.waiting.is_empty())
    };
    if waits || (is_open && !shell.was_asked_to_leave()) {
        // A page that cannot be told is closed at the second asking.
        let _ = window.emit("leave", "quit");
    } else {
        quit_anyway(window.app_handle());
    }
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
