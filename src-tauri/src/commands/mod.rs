//! The bridge: each command takes plain data, calls the core once and returns plain data.

// Tauri hands arguments over by value.
#![allow(clippy::needless_pass_by_value)]

mod arc;
mod clients;
mod craft;
mod door;
mod entries;
mod keep;
mod keys;
mod leave;
#[cfg(test)]
mod names;
mod sample;
mod search;
mod settings;
mod setup;

use tauri::{Builder, Wry};

pub(crate) use keep::back_up;
pub(crate) use leave::{Leave, leave_anyway, leave_soon, leave_unless_left};

/// Has the window's calls answered: a list, one command a line.
#[allow(clippy::too_many_lines)]
pub(crate) fn handle(builder: Builder<Wry>) -> Builder<Wry> {
    builder.invoke_handler(tauri::generate_handler![
        door::door,
        door::switch_journal,
        door::unlock,
        door::unlock_with_words,
        setup::judge_passphrase,
        setup::suggest_passphrase,
        setup::begin_journal,
        setup::finish_journal,
        keys::set_passphrase,
        keys::begin_words,
        keys::finish_words,
        keys::begin_new_keys,
        keys::make_new_keys,
        keys::former_folders,
        keys::retire_folder,
        entries::list_entries,
        entries::counts,
        entries::check_bodies,
        entries::acknowledge_notice,
        entries::open_entry,
        entries::new_entry,
        entries::keep_draft,
        entries::settle_entry,
        entries::trash_entry,
        entries::restore_entry,
        clients::suggest,
        clients::save_client,
        clients::list_clients,
        arc::client_page,
        arc::merge_clients,
        arc::merge_some,
        arc::unmerge_some,
        arc::list_courses,
        arc::save_course,
        arc::merge_courses,
        arc::course_page,
        arc::list_threads,
        arc::save_thread,
        arc::merge_threads,
        arc::thread_page,
        arc::list_symbols,
        arc::save_symbol,
        arc::merge_symbols,
        arc::symbol_page,
        arc::list_pieces,
        arc::save_piece,
        arc::merge_pieces,
        arc::piece_page,
        arc::flags,
        arc::list_follow_ups,
        arc::set_follow_up,
        arc::answer_follow_up,
        arc::reopen_follow_up,
        arc::around,
        arc::close_entry,
        arc::add_addendum,
        arc::history,
        arc::difference,
        arc::restore_revision,
        arc::basket,
        arc::order_basket,
        arc::add_question,
        arc::drop_question,
        arc::mark_asked,
        arc::begin_reflection,
        arc::minutes,
        search::search,
        search::list_searches,
        search::save_search,
        search::delete_search,
        settings::save_settings,
        keep::check_health,
        keep::unlock_through_backup,
        keep::list_backups,
        keep::make_backup,
        keep::discard_backups,
        keep::backup_places,
        keep::save_backup_places,
        keep::preview_restore,
        keep::restore_backup,
        keep::plan_erase,
        keep::erase,
        keep::receipts,
        keep::holds,
        keep::put_hold,
        keep::lift_hold,
        keep::will,
        keep::save_will,
        keep::export_folder,
        keep::pick_export_folder,
        keep::export,
        keep::cut_off_exports,
        keep::take_export_away,
        keep::leave_export,
        keep::cancel_run,
        craft::shelf,
        craft::start_run,
        craft::open_run,
        craft::look_beside_run,
        craft::keep_run,
        craft::leave_run,
        craft::finish_run,
        craft::set_run_aside,
        craft::set_path,
        craft::lexicon,
        craft::save_term,
        craft::remove_term,
        craft::unhide_term,
        craft::term_uses,
        craft::term_counts,
        craft::craft,
        craft::list_forms,
        craft::copy_form,
        craft::check_form,
        craft::save_form,
        craft::put_form_away,
        craft::save_prompt,
        craft::save_defaults,
        craft::certainty_trail,
        sample::open_sample,
        sample::discard_sample,
        leave::lock,
        leave::quit,
        leave::quit_and_lose,
        leave::note_activity,
    ])
}

#[cfg(test)]
mod tests {
    use super::names::COMMANDS;

    /// The commands handled above, read off this file.
    fn handled() -> Vec<&'static str> {
        let list = include_str!("mod.rs").split("generate_handler![").nth(1).expect("it is above");
        let list = list.split(']').next().expect("it ends");
        list.split(',').filter_map(|path| path.trim().split_once("::")).map(|path| path.1).collect()
    }

    #[test]
    fn the_page_may_call_exactly_what_is_handled() {
        assert_eq!(handled(), COMMANDS);
        let capability = include_str!("../../capabilities/main.json");
        let capability: serde_json::Value = serde_json::from_str(capability).expect("it is JSON");
        let allowed: Vec<String> = capability["permissions"]
            .as_array()
            .expect("it lists permissions")
            .iter()
            .filter_map(|permission| permission.as_str()?.strip_prefix("allow-"))
            .map(|permission| permission.replace('-', "_"))
            .collect();
        assert_eq!(allowed, COMMANDS);
    }
}
