//! The bridge: each command takes plain data, calls the core or an action of the shell once, and
//! returns plain data.
//!
//! A command is a function here and a line of `capabilities/main.json`. The build script makes the
//! list of handlers from both, and fails on a line without a function.

// Tauri hands arguments over by value.
#![allow(clippy::needless_pass_by_value)]

mod attachments;
mod backups;
mod clients;
mod courses;
mod entries;
mod exercises;
mod exports;
mod follow_ups;
mod forms;
mod health;
mod history;
mod hours;
mod imports;
mod jottings;
mod keys;
mod lexicon;
mod lock;
mod pictures;
mod pieces;
mod retention;
mod sample;
mod search;
mod settings;
mod setup;
mod sheets;
mod supervision;
mod supervisors;
mod symbols;
mod threads;
mod unlock;
mod will;

use tauri::{Builder, Wry};

/// Has the window's calls answered.
pub(crate) fn handle(builder: Builder<Wry>) -> Builder<Wry> {
    builder.invoke_handler(include!(concat!(env!("OUT_DIR"), "/handlers.rs")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    /// The commands that the capability grants to the window.
    fn granted() -> BTreeSet<String> {
        let capability = include_str!("../../capabilities/main.json");
        let capability: serde_json::Value = serde_json::from_str(capability).expect("it is JSON");
        let permissions = capability["permissions"].as_array().expect("it lists permissions");
        let commands = permissions.iter().filter_map(|one| one.as_str()?.strip_prefix("allow-"));
        commands.map(|command| command.replace('-', "_")).collect()
    }

    /// The sources of the window that use the bridge.
    fn calling() -> String {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/lib/api");
        let files = fs::read_dir(folder).expect("the folder is there");
        let paths = files.map(|file| file.expect("it can be read").path());
        let calling = paths.filter(|path| !path.to_string_lossy().ends_with(".test.ts"));
        calling.map(|path| fs::read_to_string(path).expect("it is text")).collect()
    }

    /// The commands that the window calls.
    fn called() -> BTreeSet<String> {
        let calling = calling();
        let mut parts = calling.split("(\"");
        let mut before = parts.next().unwrap_or_default();
        let mut called = BTreeSet::new();
        for part in parts {
            let is_call = before.ends_with('>') || before.ends_with("invokeWithBytes");
            if is_call {
                called.extend(part.split_once('"').map(|(name, _)| name.to_owned()));
            }
            before = part;
        }
        // `listen` names events.
        called.retain(|name| !name.contains('-') && name != "closing");
        called
    }

    #[test]
    fn the_capability_grants_exactly_the_commands_that_the_window_calls() {
        let granted = granted();
        assert!(granted.len() > 100, "{granted:?}");
        assert_eq!(granted, called());
    }
}
