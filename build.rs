//! Refuses to build while a file in `content/` has a mistake: file, line and reason.
//!
//! The readers are the core's own, compiled in here, so that build and program cannot disagree.

#![allow(dead_code, unreachable_pub, unused_imports, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::exit;

#[path = "src/forms"]
mod forms {
    mod check;
    mod definition;
    mod mistake;
    mod read;

    pub(crate) use check::{check_fields, find as find_field, is_key};
    pub use definition::*;
    pub use mistake::*;
    pub(crate) use read::*;
}

#[path = "src/exercises"]
mod exercises {
    mod check;
    mod definition;
    mod read;

    pub use definition::*;
    pub(crate) use read::*;
}

/// What is checked, and what checks it.
const WATCHED: [&str; 10] = [
    "content/forms",
    "content/exercises",
    "content/shapes.toml",
    "content/path.toml",
    "content/lexicon.toml",
    "content/schemes",
    "src/forms",
    "src/exercises",
    "src/lexicon",
    "src/schemes",
];

#[path = "src/lexicon"]
mod lexicon {
    mod definition;
    mod read;

    pub(crate) use read::*;
}

#[path = "src/schemes"]
mod schemes {
    mod definition;
    mod read;

    pub(crate) use read::*;
}

fn main() {
    for read in WATCHED {
        println!("cargo::rerun-if-changed={read}");
    }
    if let Err(error) = check_content() {
        println!("cargo::error={error}");
        exit(1);
    }
}

fn check_content() -> Result<(), forms::FormError> {
    let forms = forms::read_forms(&pairs(&texts("content/forms")))?;
    let exercises = exercises::read_exercises(&pairs(&texts("content/exercises")), &forms)?;
    exercises::read_shapes("content/shapes.toml", &text("content/shapes.toml"))?;
    exercises::read_path("content/path.toml", &text("content/path.toml"), &exercises)?;
    lexicon::read_terms("content/lexicon.toml", &text("content/lexicon.toml"))?;
    for (file, text) in texts("content/schemes") {
        schemes::read_scheme(&file, &text)?;
    }
    Ok(())
}

/// Path and text of every TOML file in a folder, by name.
fn texts(folder: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(Path::new(folder)).expect("the folder is part of the sources");
    let paths = entries.map(|entry| entry.expect("readable").path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    paths.sort();
    paths.iter().map(|path| (path.display().to_string(), text(path))).collect()
}

fn text(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).expect("a UTF-8 file of the sources")
}

fn pairs(texts: &[(String, String)]) -> Vec<(&str, &str)> {
    texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}
