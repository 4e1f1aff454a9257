//! Each rule fails on sources that break it, and only on those.

use std::fs;

use tempfile::TempDir;

use crate::graph::Graph;
use crate::rules::{Floors, circles, only_importers, window};
use crate::{page, rust, text};

/// Writes files with their text into a folder of its own.
fn planted(files: &[(&str, &str)]) -> TempDir {
    let root = TempDir::new().expect("a folder");
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    root
}

fn rust_of(files: &[(&str, &str)]) -> Graph {
    rust::imports(planted(files).path(), "src")
}

fn window_of(files: &[(&str, &str)]) -> Graph {
    page::imports(planted(files).path(), "ui/src")
}

#[test]
fn a_circle_of_three_files_is_found_and_one_of_two_is_not() {
    let one = ("src/a.rs", "use crate::b::B;");
    let two = ("src/b.rs", "use super::c::C;");
    let face = ("src/lib.rs", "mod a;\nmod b;\nmod c;\npub use a::A;");
    let closed = ("src/c.rs", "fn c() -> crate::A {}");
    assert_eq!(
        circles(&rust_of(&[face, one, two, closed])),
        ["circle: src/a.rs ~ src/b.rs ~ src/c.rs"]
    );
    let pair = ("src/b.rs", "use crate::a::{A, Other as Another};");
    assert!(circles(&rust_of(&[face, one, pair, closed])).is_empty());
}

#[test]
fn names_in_tests_and_comments_are_not_imports() {
    let files = [
        ("src/lib.rs", "mod a;\nmod b;"),
        ("src/a.rs", "use crate::b::B; // crate::c::C\n"),
        ("src/b.rs", "#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}\n"),
        ("src/b/tests.rs", "use crate::a::A;"),
    ];
    let graph = rust_of(&files);
    let pairs: Vec<_> = graph.pairs().filter(|(from, _)| *from != "src/lib.rs").collect();
    assert_eq!(pairs, [("src/a.rs", "src/b.rs")]);
}

const FLOORS: Floors<'_> =
    Floors { folder: "src", order: &[&["low"], &["left", "right"]], beside: &[] };

#[test]
fn imports_against_the_order_of_layers_are_found() {
    let graph = rust_of(&[
        ("src/lib.rs", "mod low;\nmod left;\nmod right;"),
        ("src/low/mod.rs", "mod deep;\npub use deep::Deep;"),
        ("src/low/deep.rs", "fn f(left: &crate::left::Left) {}"),
        ("src/left.rs", "use crate::low::Deep;\nuse crate::right;"),
        ("src/right.rs", "use super::low;"),
    ]);
    assert_eq!(
        FLOORS.climbs(&graph),
        ["climbs: src/left.rs -> src/right.rs", "climbs: src/low/deep.rs -> src/left.rs"]
    );
    let beside = Floors { beside: &["left", "right"], ..FLOORS };
    assert_eq!(beside.climbs(&graph), ["climbs: src/low/deep.rs -> src/left.rs"]);
}

#[test]
fn a_new_folder_needs_a_place_in_the_order() {
    let graph = rust_of(&[("src/lib.rs", "mod attic;"), ("src/attic.rs", "")]);
    assert_eq!(FLOORS.climbs(&graph), ["no floor for src/attic.rs"]);
}

#[test]
fn an_importer_that_is_not_allowed_is_found() {
    let graph = rust_of(&[
        ("src/main.rs", "mod commands;\nmod lock;\nuse commands::entries;"),
        ("src/lock.rs", "use crate::commands::entries::save;"),
        ("src/commands/mod.rs", "pub mod entries;"),
        ("src/commands/entries.rs", "fn save() {}"),
    ]);
    assert_eq!(
        only_importers(&graph, "src/commands", &["src/main.rs"]),
        ["may not be imported: src/lock.rs -> src/commands/entries.rs"]
    );
}

#[test]
fn each_rule_of_the_window_fails_when_it_is_broken() {
    let sound = [
        ("ui/src/main.ts", "import App from \"./app/App.svelte\";"),
        ("ui/src/app/App.svelte", "import Page from \"../features/entry/Page.svelte\";"),
        ("ui/src/workspace/state.svelte.ts", "import { api } from \"$lib/api\";"),
        ("ui/src/features/entry/Page.svelte", "import { api } from \"../../lib/api\";"),
        ("ui/src/features/search/Page.svelte", ""),
        ("ui/src/lib/api/index.ts", ""),
        ("ui/src/lib/components/Dialog.svelte", "import { tick } from \"svelte\";"),
    ];
    assert!(window(&window_of(&sound)).is_empty());
    let component = "ui/src/lib/components/Dialog.svelte";
    let search = "ui/src/features/search/Page.svelte";
    let state = "ui/src/workspace/state.svelte.ts";
    let entry = "ui/src/features/entry/Page.svelte";
    for (file, import, broken) in [
        (component, "$lib/api", "ui/src/lib/api/index.ts"),
        (component, "../../features/entry/Page.svelte", entry),
        (component, "../../workspace/state.svelte", state),
        (search, "../entry/Page.svelte", entry),
        (search, "../../app/App.svelte", "ui/src/app/App.svelte"),
        (state, "../features/entry/Page.svelte", entry),
        ("ui/src/lib/api/index.ts", "../../workspace/state.svelte", state),
    ] {
        for import in [
            format!("import {{ x }} from \"{import}\";"),
            format!("import type {{ X }} from \"{import}\";"),
        ] {
            let mut files = sound;
            files.iter_mut().filter(|(path, _)| *path == file).for_each(|each| each.1 = &import);
            let found = window(&window_of(&files));
            let named = format!("{file} -> {broken}");
            assert!(found.iter().any(|line| line.ends_with(&named)), "{named}: {found:?}");
        }
    }
}

#[test]
fn three_files_of_the_window_in_a_circle_of_type_imports_are_found() {
    let graph = window_of(&[
        ("ui/src/lib/a.ts", "import type { B } from \"./b\";"),
        ("ui/src/lib/b.ts", "export type { C } from \"./c.svelte\";"),
        ("ui/src/lib/c.svelte.ts", "const a = await import(\"./a\");"),
    ]);
    assert_eq!(
        circles(&graph),
        ["circle: ui/src/lib/a.ts ~ ui/src/lib/b.ts ~ ui/src/lib/c.svelte.ts"]
    );
}

#[test]
fn a_word_that_is_banned_is_found_in_code_and_not_in_comments() {
    let root = planted(&[
        ("src/store/a.rs", "//! Not by argon2.\nuse argon2::Argon2; // argon2\n"),
        ("src/store/deep/b.rs", "fn b() {}\nfn c(db: &rusqlite::Connection) {}\n"),
    ]);
    let found = |words| text::words_in_code(root.path(), "src/store", words);
    assert_eq!(found(&["argon2"]), ["src/store/a.rs:2: argon2"]);
    assert_eq!(found(&["rusqlite"]), ["src/store/deep/b.rs:2: rusqlite"]);
    assert!(found(&["tantivy"]).is_empty());
}

#[test]
fn the_bridge_html_and_storage_are_found_in_the_window() {
    let bridge = "import { invoke } from \"@tauri-apps/api/core\";";
    let sound = [
        ("ui/src/lib/api/bridge.ts", bridge),
        ("ui/src/app/calls.test.ts", bridge),
        ("ui/src/lib/bindings/A.ts", "localStorage"),
    ];
    assert!(text::unsafe_in_window(planted(&sound).path()).is_empty());
    for (file, code, word) in [
        ("ui/src/workspace/a.ts", bridge, "@tauri-apps/api"),
        ("ui/src/lib/apiary.ts", bridge, "@tauri-apps/api"),
        ("ui/src/features/a/Page.svelte", "<p>{@html words}</p>", "{@html"),
        ("ui/src/lib/api/a.ts", "localStorage.a = 1;", "localStorage"),
    ] {
        let root = planted(&[sound[0], (file, code)]);
        assert_eq!(text::unsafe_in_window(root.path()), [format!("{file}: {word}")]);
    }
}

#[test]
fn a_class_above_250_lines_is_found() {
    let class = |lines: usize| format!("export class A {{\n{}}}\n", "  a = 1;\n".repeat(lines - 2));
    let found = |lines: usize| {
        let text = class(lines);
        text::long_classes(planted(&[("ui/src/lib/a.svelte.ts", &text)]).path())
    };
    assert!(found(250).is_empty());
    assert_eq!(found(251), ["ui/src/lib/a.svelte.ts: a class of 251 lines"]);
}
