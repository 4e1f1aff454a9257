//! One reader for each kind of source. A reader knows nothing of the journal: it gives items.

mod day_one;
mod day_one_classic;
mod day_one_text;
mod documents;
mod enex;
mod evernote;
mod joplin;
mod journey;
mod jrnl;
mod markdown;
mod mini_diarium;
mod shared;
mod standard_notes;
mod table;
mod web;

use super::item::{Context, Flow};
use super::probe::{self, Kind};
use super::tree::Tree;
use super::trouble::Code;

/// Reads a source of a kind.
pub(super) fn read(kind: Kind, tree: &mut Tree, cx: &mut Context<'_>) -> Flow {
    let told = std::mem::take(&mut tree.told);
    cx.told(told);
    let all: Vec<usize> = (0..tree.members.len()).collect();
    match kind {
        Kind::DayOne => {
            let json: Vec<usize> =
                all.into_iter().filter(|at| tree.members[*at].ending() == "json").collect();
            let json = if json.is_empty() { vec![0] } else { json };
            day_one::read(tree, &json, cx)
        }
        Kind::DayOneClassic => day_one_classic::read(tree, &all, cx),
        Kind::JrnlFolder => jrnl::folder(tree, cx),
        Kind::Joplin => joplin::read(tree, cx),
        Kind::StandardNotes => standard_notes::read(tree, cx),
        Kind::Journey => journey::read(tree, &all, cx),
        Kind::Markdown | Kind::Obsidian | Kind::Notesnook => markdown::read(kind, tree, &all, cx),
        Kind::Files => files(tree, cx),
        single => file(single, tree, 0, cx),
    }
}

/// Reads one file of a source by its own kind.
fn file(kind: Kind, tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    match kind {
        Kind::DayOne => day_one::read(tree, &[index], cx),
        Kind::DayOneClassic => day_one_classic::read(tree, &[index], cx),
        Kind::DayOneText => day_one_text::read(tree, index, cx),
        Kind::Jrnl => jrnl::text(tree, index, cx),
        Kind::JrnlJson => jrnl::json(tree, index, cx),
        Kind::MiniDiarium => mini_diarium::read(tree, index, cx),
        Kind::Evernote => evernote::read(tree, index, cx),
        Kind::Journey => journey::read(tree, &[index], cx),
        Kind::AppleJournal | Kind::Html => web::read(kind, tree, index, cx),
        Kind::Table => table::read(tree, index, cx),
        Kind::Word => documents::word(tree, index, cx),
        Kind::Text => documents::text(tree, index, cx),
        Kind::Markdown | Kind::Obsidian | Kind::Notesnook => {
            markdown::read(Kind::Markdown, tree, &[index], cx)
        }
        Kind::StandardNotes => standard_notes::file(tree, index, cx),
        Kind::Joplin | Kind::JrnlFolder | Kind::Files => {
            cx.tell(Code::UnknownKind, &tree.members[index].name.clone());
            cx.flow()
        }
    }
}

/// Reads every file of a folder by its own kind.
fn files(tree: &mut Tree, cx: &mut Context<'_>) -> Flow {
    let (mut notes, mut rest) = (Vec::new(), Vec::new());
    for index in 0..tree.members.len() {
        let name = tree.members[index].name.clone();
        if name.split('/').any(|part| part.starts_with('.')) {
            cx.tell(Code::Ignored, &name);
            continue;
        }
        match probe::file(tree, index) {
            Ok(Kind::Markdown) => notes.push(index),
            Ok(kind) => rest.push((kind, index)),
            Err(Code::OtherFile) if probe::is_media(&tree.members[index].ending()) => {}
            Err(code) => cx.tell(code, &name),
        }
    }
    if !notes.is_empty() {
        markdown::read(Kind::Markdown, tree, &notes, cx)?;
    }
    for (kind, index) in rest {
        file(kind, tree, index, cx)?;
    }
    cx.flow()
}
