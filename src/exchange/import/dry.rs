//! The dry run: everything that an import does but the writing.

use std::ops::ControlFlow;
use std::path::Path;

use super::choices::Choices;
use super::item::{Context, Found};
pub use super::map::Prepared;
use super::probe;
use super::report::{ImportReport, Sieve};
use super::source;
use super::tree::Tree;
use super::trouble::{Code, Told};

/// Reads a source and reports what would come in; each entry that would is handed to `each`.
/// `aliases` are those of the journal, which name nobody.
pub fn dry_run(
    path: &Path,
    choices: &Choices,
    aliases: &[&str],
    each: &mut dyn FnMut(Prepared),
) -> ImportReport {
    let aliases: Vec<String> = aliases.iter().map(|alias| (*alias).to_owned()).collect();
    // Nothing stops a dry run, so that it always ends of itself.
    each_prepared(path, choices, &aliases, &mut |prepared| {
        each(prepared);
        ControlFlow::Continue(())
    })
}

/// Reads a source and hands each entry that would come in to `each`, until that breaks off.
pub(super) fn each_prepared(
    path: &Path,
    choices: &Choices,
    aliases: &[String],
    each: &mut dyn FnMut(Prepared) -> ControlFlow<()>,
) -> ImportReport {
    let opened = Tree::open(path).and_then(|(mut tree, stored)| {
        let kind = probe::tree(&mut tree, stored)?;
        Ok((tree, kind))
    });
    let (mut tree, kind) = match opened {
        Ok(opened) => opened,
        Err(code) => return refused(code, path),
    };
    let mut sieve = Sieve::new(kind, choices, aliases);
    let mut out = |found: Found| {
        match found {
            Found::Item(item) => {
                if let Some(prepared) = sieve.take(*item) {
                    return each(prepared);
                }
            }
            Found::Told(trouble) => sieve.tell(trouble),
        }
        ControlFlow::Continue(())
    };
    // Whoever breaks it off knows.
    let _ = source::read(kind, &mut tree, &mut Context::new(choices, &mut out));
    sieve.finish()
}

/// Reports a source of which nothing can be read.
fn refused(code: Code, path: &Path) -> ImportReport {
    let name = path
        .file_name()
        .map(|name| super::decode::shown(&name.to_string_lossy()))
        .unwrap_or_default();
    ImportReport {
        told: vec![Told { code, count: 1, places: vec![name] }],
        ..ImportReport::default()
    }
}
