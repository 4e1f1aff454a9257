//! The web view of the platform: how it paints, what it offers by itself, and what it tells.

#[cfg(target_os = "linux")]
pub(super) use linux::{bound_memory, prepare};

/// This platform's web view offers none of it.
#[cfg(not(target_os = "linux"))]
pub(super) fn prepare(_window: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::time::Duration;

    use gtk::gdk::keys::Key;
    use gtk::gdk::{Event, EventType, ModifierType};
    use gtk::glib::Propagation;
    use gtk::prelude::WidgetExt;
    use tauri::{AppHandle, Manager, WebviewWindow};
    use webkit2gtk::{
        CacheModel, ContextMenu, ContextMenuAction, ContextMenuExt, ContextMenuItemExt,
        HardwareAccelerationPolicy, SettingsExt, WebContextExt, WebView, WebViewExt,
    };

    use crate::lock::{Closing, close_after, lock_lost_page};
    use crate::state::Shell;

    /// The size of memory in bytes that the page's garbage collector reckons with.
    const COLLECTOR_MEMORY: &str = "402653184";

    /// How long the page may take to answer the keys for locking and quitting.
    const PATIENCE: Duration = Duration::from_secs(5);

    /// Makes the page's process collect garbage as if the computer had little memory. Call it before
    /// any thread is started: it sets a variable of the environment, which that process inherits.
    pub(crate) fn bound_memory() -> Result<(), gtk::glib::error::BoolError> {
        gtk::glib::setenv("JSC_forceRAMSize", COLLECTOR_MEMORY, false)
    }

    /// Prepares the view, before the page is in it.
    pub(crate) fn prepare(window: &WebviewWindow) -> tauri::Result<()> {
        let app = window.app_handle().clone();
        window.with_webview(move |view| {
            let view = view.inner();
            paint_in_memory(&view);
            offer_only_the_clipboard(&view);
            survive_the_page(&view, &app);
            watch_the_keys(&view, &app);
        })
    }

    /// Keeps what is drawn out of the graphics card, whose memory no lock can clear; a page of text
    /// also stands sooner without one. Nothing is kept for pages to come: there is only this one.
    fn paint_in_memory(view: &WebView) {
        if let Some(context) = view.context() {
            context.set_cache_model(CacheModel::DocumentViewer);
        }
        if let Some(settings) = WebViewExt::settings(view) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            settings.set_enable_page_cache(false);
            settings.set_enable_back_forward_navigation_gestures(false);
        }
    }

    /// Leaves in the view's own menu what belongs to a text, and shows no menu where nothing is left.
    fn offer_only_the_clipboard(view: &WebView) {
        view.connect_context_menu(|_, menu, _, _| {
            for item in menu.items() {
                let stays = matches!(
                    item.stock_action(),
                    ContextMenuAction::Cut
                        | ContextMenuAction::Copy
                        | ContextMenuAction::Paste
                        | ContextMenuAction::SelectAll
                );
                if !stays {
                    menu.remove(&item);
                }
            }
            is_empty(menu)
        });
    }

    fn is_empty(menu: &ContextMenu) -> bool {
        menu.n_items() == 0
    }

    /// Locks if the page's process ends by itself: nobody could read, write or lock any more. What
    /// was written is saved up to the last draft.
    fn survive_the_page(view: &WebView, app: &AppHandle) {
        let app = app.clone();
        view.connect_web_process_terminated(move |view, _| {
            if app.state::<Shell>().open_number().is_some() {
                lock_lost_page(&app);
            } else {
                view.reload();
            }
        });
    }

    /// Notes every key and the pointer before the page gets them, and has the keys for locking and
    /// quitting work although the page hangs.
    fn watch_the_keys(view: &WebView, app: &AppHandle) {
        let app = app.clone();
        view.connect_event(move |_, event| {
            if is_touch(event) {
                app.state::<Shell>().activity.note();
            }
            if let (Some(how), Some(opened)) =
                (closing_keys(event), app.state::<Shell>().open_number())
            {
                close_after(&app, how, opened, PATIENCE);
            }
            Propagation::Proceed
        });
    }

    fn is_touch(event: &Event) -> bool {
        matches!(
            event.event_type(),
            EventType::KeyPress
                | EventType::ButtonPress
                | EventType::MotionNotify
                | EventType::Scroll
                | EventType::TouchBegin
                | EventType::TouchUpdate
        )
    }

    /// Returns what the keys ask for: Ctrl+L locks, Ctrl+Q quits.
    fn closing_keys(event: &Event) -> Option<Closing> {
        if event.event_type() != EventType::KeyPress {
            return None;
        }
        let wanted = ModifierType::CONTROL_MASK;
        let others = ModifierType::SHIFT_MASK | ModifierType::MOD1_MASK | ModifierType::SUPER_MASK;
        if event.state()? & (wanted | others) != wanted {
            return None;
        }
        closing_of(Key::from(event.keyval()?).to_unicode()?, event.keycode()?)
    }

    /// A layout without Latin letters has them where they lie on most keyboards.
    fn closing_of(letter: char, keycode: u16) -> Option<Closing> {
        match (letter.to_ascii_lowercase(), keycode) {
            ('l', _) => Some(Closing::Lock),
            ('q', _) => Some(Closing::Quit),
            (letter, 46) if !letter.is_ascii() => Some(Closing::Lock),
            (letter, 24) if !letter.is_ascii() => Some(Closing::Quit),
            _ => None,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn lock_and_quit_keys_are_found_by_letter_or_by_position_on_other_scripts() {
            assert_eq!(closing_of('L', 46), Some(Closing::Lock));
            assert_eq!(closing_of('q', 38), Some(Closing::Quit), "where a is on a French keyboard");
            assert_eq!(closing_of('a', 24), None, "a on a French keyboard selects all");
            assert_eq!(closing_of('д', 46), Some(Closing::Lock));
            assert_eq!(closing_of('й', 24), Some(Closing::Quit));
            assert_eq!(closing_of('n', 46), None);
        }
    }
}
