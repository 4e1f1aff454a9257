//! The imports of the window's files: `import … from "…"`, type imports and re-exports included.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::graph::Graph;

/// Reads the sources in `folder`, below the repository's `root`, without tests and bindings.
pub(crate) fn imports(root: &Path, folder: &str) -> Graph {
    let mut graph = Graph::default();
    let mut open = vec![root.join(folder)];
    while let Some(path) = open.pop() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        if path.is_dir() {
            if name != "bindings" {
                open.extend(
                    fs::read_dir(&path).expect("readable").map(|f| f.expect("readable").path()),
                );
            }
        } else if is_source(&name) {
            let text = fs::read_to_string(&path).expect("UTF-8");
            let file = shown(root, &path);
            graph.add(&file, &file);
            for target in targets(&text) {
                if let Some(imported) = resolve(&root.join(folder), &path, &target) {
                    graph.add(&file, &shown(root, &imported));
                }
            }
        }
    }
    graph
}

fn is_source(name: &str) -> bool {
    let mut endings = name.rsplit('.');
    let ending = endings.next();
    let is_code = ending == Some("ts") || ending == Some("svelte");
    is_code && endings.all(|part| part != "test" && part != "d")
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).expect("it lies below").display().to_string()
}

/// Returns what stands behind `from` and in `import("…")`.
fn targets(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["from \"", "import \"", "import(\""] {
        for (at, _) in text.match_indices(start) {
            let rest = &text[at + start.len()..];
            found.extend(rest.split('"').next().map(str::to_owned));
        }
    }
    found
}

/// Returns the file that an import names, `$lib` included; `None` for a package.
fn resolve(sources: &Path, from: &Path, target: &str) -> Option<PathBuf> {
    let path = match target.strip_prefix("$lib/") {
        Some(rest) => sources.join("lib").join(rest),
        None if target.starts_with('.') => plain(&from.parent()?.join(target)),
        None => return None,
    };
    let endings = ["", ".ts", ".svelte.ts", "/index.ts"];
    let written = path.display().to_string();
    let script = written.strip_suffix(".js").unwrap_or(&written).to_owned();
    [written, script]
        .iter()
        .flat_map(|path| endings.map(|ending| PathBuf::from(format!("{path}{ending}"))))
        .find(|path| path.is_file())
}

/// Takes `.` and `..` out of a path.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}
