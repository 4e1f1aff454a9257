//! The house rules that a compiler does not know: who may import what, and what may not be said.
//! `planted.rs` shows that each of them can fail.

mod graph;
mod page;
mod planted;
mod rules;
mod rust;
mod text;

use std::path::Path;

use rules::{Floors, circles};

/// The rooms of the core: folders below `src`, lowest floor first.
const CORE: Floors<'_> = Floors {
    folder: "src",
    order: &[
        &["forms", "identifiers", "locale", "vault"],
        &["files"],
        &["folder"],
        &["exercises", "index", "lexicon", "schemes", "store"],
        &["journal"],
        &["exchange", "sample"],
        &["testing"],
    ],
    beside: &[],
};

/// The rooms of the journal. A noun may use another noun: an entry raises follow-ups.
const JOURNAL: Floors<'_> = Floors {
    folder: "src/journal",
    order: &[&["error"], &["record"], &["catalog"], &["unlocked"], NOUNS, &["session"]],
    beside: NOUNS,
};
const NOUNS: &[&str] = &[
    "attachment",
    "basket",
    "calendar",
    "client",
    "course",
    "entry",
    "exercise",
    "follow_up",
    "form",
    "hours",
    "import",
    "jotting",
    "lexicon",
    "minutes",
    "pages",
    "pictures",
    "piece",
    "retention",
    "search",
    "settings",
    "sheet",
    "supervisor",
    "symbol",
    "thread",
    "today",
    "verify",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Fails with all that breaks a rule.
fn holds(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

const CIPHERS: [&str; 5] = ["chacha20poly1305", "argon2", "hkdf::", "blake3", "sha2::"];

#[test]
fn the_core_imports_downward_only() {
    let core = rust::imports(root(), "src");
    holds(&CORE.climbs(&core));
    holds(&JOURNAL.climbs(&core));
}

#[test]
fn no_more_than_two_files_import_each_other() {
    for folder in ["src", "src-tauri/src", "proofs/src"] {
        holds(&circles(&rust::imports(root(), folder)));
    }
    holds(&circles(&page::imports(root(), "ui/src")));
}

#[test]
fn commands_are_imported_by_the_main_file_only() {
    let shell = rust::imports(root(), "src-tauri/src");
    holds(&rules::only_importers(&shell, "src-tauri/src/commands", &["src-tauri/src/main.rs"]));
}

#[test]
fn the_window_imports_downward_only() {
    holds(&rules::window(&page::imports(root(), "ui/src")));
}

#[test]
fn ciphers_are_used_in_the_vault_only() {
    let folders =
        ["src/store", "src/index", "src/journal", "src/forms", "src/exercises", "src-tauri/src"];
    for folder in folders {
        holds(&text::words_in_code(root(), folder, &CIPHERS));
    }
}

#[test]
fn sqlite_is_used_in_the_store_only() {
    let folders =
        ["src/vault", "src/index", "src/journal", "src/exchange", "src/forms", "src-tauri/src"];
    for folder in folders {
        holds(&text::words_in_code(root(), folder, &["rusqlite"]));
    }
}

#[test]
fn pictures_are_read_in_the_room_of_attached_files_only() {
    for folder in ["src/vault", "src/store", "src/index", "src/exchange", "src/forms"] {
        holds(&text::words_in_code(root(), folder, &["infer::", "image::"]));
    }
}

#[test]
fn tantivy_is_used_in_the_index_only() {
    let folders =
        ["src/vault", "src/store", "src/journal", "src/exchange", "src/forms", "src-tauri/src"];
    for folder in folders {
        holds(&text::words_in_code(root(), folder, &["tantivy"]));
    }
}

#[test]
fn the_bridge_is_used_in_one_folder_of_the_window() {
    holds(&text::unsafe_in_window(root()));
}

#[test]
fn no_class_of_the_window_is_long() {
    holds(&text::long_classes(root()));
}
