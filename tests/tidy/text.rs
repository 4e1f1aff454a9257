//! The rules about what a source file may say. Each returns what breaks it, one line each.

use std::fs;
use std::path::Path;

/// The longest class of the window, in lines.
const LONGEST_CLASS: usize = 250;

/// A source file: its path below the repository's root, and its text.
struct Source {
    file: String,
    text: String,
}

/// Reads every file in `folder` that has one of the endings, without bindings.
fn sources(root: &Path, folder: &str, endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    let mut open = vec![root.join(folder)];
    while let Some(path) = open.pop() {
        if path.ends_with("node_modules") || path.ends_with("bindings") {
            continue;
        }
        if path.is_dir() {
            let inside = fs::read_dir(&path).expect("readable");
            open.extend(inside.map(|entry| entry.expect("readable").path()));
        } else if path.extension().is_some_and(|ending| endings.iter().any(|each| ending == *each))
        {
            let file = path.strip_prefix(root).expect("it lies below").display().to_string();
            found.push(Source { file, text: fs::read_to_string(&path).expect("UTF-8") });
        }
    }
    assert!(!found.is_empty(), "{folder} has sources");
    found
}

/// Finds lines of Rust in `folder` that name one of the words outside of comments.
pub(crate) fn words_in_code(root: &Path, folder: &str, words: &[&str]) -> Vec<String> {
    let mut broken = Vec::new();
    for Source { file, text } in sources(root, folder, &["rs"]) {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let named = words.iter().filter(|word| code.contains(**word));
            broken.extend(named.map(|word| format!("{file}:{}: {word}", number + 1)));
        }
    }
    broken
}

/// Finds files of the window that use the bridge outside of `lib/api`, insert HTML as text, or
/// store anything in the web view.
pub(crate) fn unsafe_in_window(root: &Path) -> Vec<String> {
    let mut broken = Vec::new();
    for Source { file, text } in sources(root, "ui/src", &["ts", "svelte"]) {
        let may_call = file.starts_with("ui/src/lib/api/") || file.ends_with(".test.ts");
        let banned = ["@tauri-apps/api", "{@html", "localStorage"];
        let banned = banned.iter().filter(|word| !may_call || **word != "@tauri-apps/api");
        let named = banned.filter(|word| text.contains(**word));
        broken.extend(named.map(|word| format!("{file}: {word}")));
    }
    broken
}

/// Finds classes of the window that are too long.
pub(crate) fn long_classes(root: &Path) -> Vec<String> {
    let mut broken = Vec::new();
    for Source { file, text } in sources(root, "ui/src", &["ts"]) {
        let mut begun = None;
        for (number, line) in text.lines().enumerate() {
            let line = line.strip_prefix("export ").unwrap_or(line);
            if line.starts_with("class ") || line.starts_with("abstract class ") {
                begun = Some(number);
            } else if line == "}"
                && let Some(begun) = begun.take()
                && number + 1 - begun > LONGEST_CLASS
            {
                broken.push(format!("{file}: a class of {} lines", number + 1 - begun));
            }
        }
    }
    broken
}
