//! The web view of the platform: how it paints, what it offers by itself, and what it tells.

#[cfg(target_os = "linux")]
pub(super) use linux::prepare;

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

    use super::super::lost_its_page;
    use crate::commands::{Leave, leave_unless_left};
    use crate::state::Shell;

    /// How long the page may take to answer the keys for locking and quitting.
    const PATIENCE: Duration = Duration::from_secs(5);

    /// Prepares the view, before the page is in it.
    pub(in super::super) fn prepare(window: &WebviewWindow) -> tauri::Result<()> {
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

    /// Leaves of the view's own menu what belongs to a text, and shows none where nothing is left.
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
    /// was written is kept up to the last draft.
    fn survive_the_page(view: &WebView, app: &AppHandle) {
        let app = app.clone();
        view.connect_web_process_terminated(move |view, _| {
            if app.state::<Shell>().which_is_open().is_some() {
                lost_its_page(&app);
            } else {
                view.reload();
            }
        });
    }

    /// Takes note of every key and of the pointer, before the page gets it, and sees to it that the
    /// keys for locking and quitting are followed by a page that hangs.
    fn watch_the_keys(view: &WebView, app: &AppHandle) {
        let app = app.clone();
        view.connect_event(move |_, event| {
            if is_touch(event) {
                app.state::<Shell>().activity.touched();
            }
            if let (Some(how), Some(opened)) =
                (way_out(event), app.state::<Shell>().which_is_open())
            {
                leave_unless_left(&app, how, opened, PATIENCE);
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
    fn way_out(event: &Event) -> Option<Leave> {
        if event.event_type() != EventType::KeyPress {
            return None;
        }
        let wanted = ModifierType::CONTROL_MASK;
        let others = ModifierType::SHIFT_MASK | ModifierType::MOD1_MASK | ModifierType::SUPER_MASK;
        if event.state()? & (wanted | others) != wanted {
            return None;
        }
        way_of(Key::from(event.keyval()?).to_unicode()?, event.keycode()?)
    }

    /// A layout without Latin letters has them where they lie on most keyboards.
    fn way_of(letter: char, keycode: u16) -> Option<Leave> {
        match (letter.to_ascii_lowercase(), keycode) {
            ('l', _) => Some(Leave::Lock),
            ('q', _) => Some(Leave::Quit),
            (letter, 46) if !letter.is_ascii() => Some(Leave::Lock),
            (letter, 24) if !letter.is_ascii() => Some(Leave::Quit),
            _ => None,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_ways_out_are_found_by_letter_and_by_place_where_there_is_none() {
            assert_eq!(way_of('L', 46), Some(Leave::Lock));
            assert_eq!(way_of('q', 38), Some(Leave::Quit), "where a is on a French keyboard");
            assert_eq!(way_of('a', 24), None, "a on a French keyboard selects all");
            assert_eq!(way_of('д', 46), Some(Leave::Lock));
            assert_eq!(way_of('й', 24), Some(Leave::Quit));
            assert_eq!(way_of('n', 46), None);
        }
    }
}
