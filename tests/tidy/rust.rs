//! The imports of Rust files: `use` and paths that begin with `crate`, `super` or `self`.
//!
//! A name that a file re-exports counts as an import of the file that defines it, made by whoever
//! uses the name. What tests import does not count: neither a test module at the end of a file nor
//! a file of its own named `tests.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::graph::Graph;

/// A file as a module: its path in the crate, what it re-exports, and what it names.
struct Module {
    file: String,
    /// Names that are re-exported, with their absolute paths.
    exports: BTreeMap<String, Vec<String>>,
    /// Absolute paths that the file names without re-exporting them.
    named: Vec<Vec<String>>,
    /// Absolute paths of modules all of whose names are re-exported.
    globs: Vec<Vec<String>>,
}

/// Reads the crate whose sources lie in `folder`, below the repository's `root`.
pub(crate) fn imports(root: &Path, folder: &str) -> Graph {
    let mut files = Vec::new();
    collect(&root.join(folder), &mut Vec::new(), &mut files);
    let paths: Vec<Vec<String>> = files.iter().map(|(path, _)| path.clone()).collect();
    let mut modules = BTreeMap::new();
    for (path, file) in files {
        let text = fs::read_to_string(&file).expect("UTF-8");
        let file = file.strip_prefix(root).expect("it lies below").display().to_string();
        modules.insert(path.clone(), read(&path, file, &code_of(&text), &paths));
    }
    let mut graph = Graph::default();
    for module in modules.values() {
        graph.add(&module.file, &module.file);
        for path in &module.named {
            if let Some(imported) = resolve(path, &modules, 0) {
                graph.add(&module.file, imported);
            }
        }
    }
    graph
}

/// Finds every source file; `lib.rs`, `main.rs` and `mod.rs` stand for their folder.
fn collect(
    folder: &Path,
    at: &mut Vec<String>,
    files: &mut Vec<(Vec<String>, std::path::PathBuf)>,
) {
    for entry in fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable")) {
        let path = entry.path();
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            at.push(stem);
            collect(&path, at, files);
            at.pop();
        } else if path.extension().is_some_and(|ending| ending == "rs") && stem != "tests" {
            let mut module = at.clone();
            if !["lib", "main", "mod"].contains(&stem.as_str()) {
                module.push(stem);
            }
            files.push((module, path));
        }
    }
}

/// Takes away comments, the closing test module, and how far a name can be seen.
fn code_of(text: &str) -> String {
    let mut lines: Vec<&str> =
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let is_test = |pair: &[&str]| {
        pair[0].starts_with("#[cfg(") && pair[0].contains("test") && pair[1] == "mod tests {"
    };
    if let Some(at) = lines.windows(2).position(is_test) {
        lines.truncate(at);
    }
    lines.retain(|line| !(line.contains("mod ") && line.ends_with(';')));
    lines.join("\n").replace("pub(in ", "(")
}

fn read(path: &[String], file: String, code: &str, all: &[Vec<String>]) -> Module {
    let mut module =
        Module { file, exports: BTreeMap::new(), named: Vec::new(), globs: Vec::new() };
    let mut rest = code.to_owned();
    for (exported, tree) in uses(code) {
        rest = rest.replacen(&format!("use {tree};"), "", 1);
        for (name, segments) in spread(&tree) {
            let Some(target) = absolute(path, &segments, all) else { continue };
            match (exported, name.as_str()) {
                (true, "*") => module.globs.push(target),
                (true, _) => drop(module.exports.insert(name, target)),
                (false, _) => module.named.push(target),
            }
        }
    }
    let names = words(&rest);
    // A re-exported name that the file uses itself is an import as well.
    let used = module.exports.iter().filter(|(name, _)| names.contains(name.as_str()));
    module.named.extend(used.map(|(_, target)| target.clone()));
    let children = all.iter().filter(|other| other.len() == path.len() + 1);
    let children =
        children.filter(|other| other.starts_with(path)).filter_map(|other| other.last());
    let starts = children
        .map(|child| format!("{child}::"))
        .chain(["crate", "super"].map(|s| format!("{s}::")));
    for segments in inline(&rest, &starts.collect::<Vec<_>>()) {
        module.named.extend(absolute(path, &segments, all));
    }
    module
}

/// Returns the words of the code.
fn words(code: &str) -> BTreeSet<&str> {
    code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect()
}

/// Returns each `use`, without its end, and whether it is a re-export.
fn uses(code: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = code[at..].find("use ") {
        let start = at + next;
        let line = code[..start].rfind('\n').map_or(0, |end| end + 1);
        let before = code[line..start].trim();
        at = start + 4;
        let is_use = before.is_empty() || before == "pub" || before.starts_with("pub(");
        let Some(end) = code[at..].find(';').filter(|_| is_use) else { continue };
        found.push((!before.is_empty(), code[at..at + end].to_owned()));
        at += end;
    }
    found
}

/// Spreads `a::{b, c as d}` into the names that it brings and their paths.
fn spread(tree: &str) -> Vec<(String, Vec<String>)> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(a, b)| (a, Some(b)));
        let mut segments: Vec<String> = path.split("::").map(|s| s.trim().to_owned()).collect();
        let last = segments.last().cloned().unwrap_or_default();
        if last == "self" || last == "*" {
            segments.pop();
        }
        let name = if last == "self" { segments.last().cloned().unwrap_or_default() } else { last };
        return vec![(alias.map_or(name, |alias| alias.trim().to_owned()), segments)];
    };
    let prefix: Vec<String> = tree[..open]
        .split("::")
        .map(|segment| segment.trim().to_owned())
        .filter(|segment| !segment.is_empty())
        .collect();
    let inner = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
    let mut found = Vec::new();
    for part in split_at_commas(inner) {
        for (name, path) in spread(&part) {
            let own =
                if path.is_empty() { prefix.last().cloned().unwrap_or(name.clone()) } else { name };
            found.push((own, [prefix.clone(), path].concat()));
        }
    }
    found
}

fn split_at_commas(inner: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for letter in inner.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match (letter, parts.last_mut()) {
            (',', _) if depth == 0 => parts.push(String::new()),
            (_, Some(part)) => part.push(letter),
            _ => {}
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// Returns the paths in expressions and types that begin with one of `starts`.
fn inline(code: &str, starts: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in starts {
        for (at, _) in code.match_indices(start.as_str()) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|letter| letter.is_alphanumeric() || "_:$".contains(letter)) {
                continue;
            }
            let is_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
            let path: String = code[at..].chars().take_while(|letter| is_path(*letter)).collect();
            found.push(path.split("::").map(str::to_owned).filter(|s| !s.is_empty()).collect());
        }
    }
    found
}

/// Makes a path absolute in the crate; `None` for another crate's.
fn absolute(module: &[String], path: &[String], all: &[Vec<String>]) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "self" => Some([module, rest].concat()),
        "super" => {
            let (_, parent) = module.split_last()?;
            let inner = absolute(parent, &[&["self".to_owned()], rest].concat(), all);
            match rest.first().map(String::as_str) {
                Some("super") => absolute(parent, rest, all),
                _ => inner,
            }
        }
        _ => {
            let child = [module, std::slice::from_ref(first)].concat();
            all.contains(&child).then(|| [module, path].concat())
        }
    }
}

/// Returns the file that defines what a path names, through re-exports.
fn resolve<'a>(
    path: &[String],
    modules: &'a BTreeMap<Vec<String>, Module>,
    depth: usize,
) -> Option<&'a str> {
    let known = (0..=path.len()).rev().find(|length| modules.contains_key(&path[..*length]))?;
    let module = &modules[&path[..known]];
    let Some(name) = path.get(known).filter(|_| depth < 8) else { return Some(&module.file) };
    if let Some(target) = module.exports.get(name) {
        let target = [&target[..], &path[known + 1..]].concat();
        return resolve(&target, modules, depth + 1).or(Some(&module.file));
    }
    for glob in &module.globs {
        if modules.get(glob).is_some_and(|target| target.exports.contains_key(name)) {
            return resolve(&[&glob[..], &path[known..]].concat(), modules, depth + 1);
        }
    }
    Some(&module.file)
}
