//! The house rules that a compiler does not know: who may import what.

mod graph;
mod page;
mod planted;
mod rules;
mod rust;

use std::fs;
use std::path::{Path, PathBuf};

use rules::{Floors, circles};

/// The rooms of the core: folders below `src`, lowest floor first.
const CORE: Floors<'_> = Floors {
    folder: "src",
    order: &[
        &["forms", "identifiers", "locale", "vault"],
        &["files"],
        &["folder"],
        &["exercises", "index", "lexicon", "store"],
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
    "basket",
    "client",
    "course",
    "entry",
    "exercise",
    "follow_up",
    "form",
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

/// Every source file below `folder` with one of the endings, and its text.
fn sources(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(path) = open.pop() {
        if path.ends_with("node_modules") || path.ends_with("bindings") {
            continue;
        }
        if path.is_dir() {
            open.extend(
                fs::read_dir(&path).expect("readable").map(|f| f.expect("readable").path()),
            );
        } else if path.extension().is_some_and(|e| endings.iter().any(|end| e == *end)) {
            let text = fs::read_to_string(&path).expect("UTF-8");
            found.push((path, text));
        }
    }
    assert!(!found.is_empty(), "{folder} has sources");
    found
}

/// Fails for every line below `folder` that names one of the words.
fn nobody_names(folder: &str, words: &[&str]) {
    for (path, text) in sources(folder, &["rs"]) {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for word in words {
                assert!(!code.contains(word), "{}:{}: {word}", path.display(), number + 1);
            }
        }
    }
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
    for folder in
        ["src/store", "src/index", "src/journal", "src/forms", "src/exercises", "src-tauri/src"]
    {
        nobody_names(folder, &CIPHERS);
    }
}

#[test]
fn sqlite_is_used_in_the_store_only() {
    for folder in
        ["src/vault", "src/index", "src/journal", "src/exchange", "src/forms", "src-tauri/src"]
    {
        nobody_names(folder, &["rusqlite"]);
    }
}

#[test]
fn tantivy_is_used_in_the_index_only() {
    for folder in
        ["src/vault", "src/store", "src/journal", "src/exchange", "src/forms", "src-tauri/src"]
    {
        nobody_names(folder, &["tantivy"]);
    }
}

#[test]
fn the_bridge_is_used_in_one_folder_of_the_window() {
    for (path, text) in sources("ui/src", &["ts", "svelte"]) {
        let is_test = path.to_string_lossy().ends_with(".test.ts");
        let alone = is_test || path.parent().is_some_and(|folder| folder.ends_with("lib/api"));
        assert!(alone || !text.contains("@tauri-apps/api"), "{}", path.display());
        assert!(!text.contains("{@html"), "{}", path.display());
        assert!(!text.contains("localStorage"), "{}", path.display());
    }
}
