//! What several readers use.

use std::collections::HashSet;

use super::super::item::Context;
use super::super::limits::MEDIA;
use super::super::probe;
use super::super::tree::Tree;
use super::super::trouble::Code;

/// Tells of the files of an archive that nothing in it speaks of.
pub(super) fn leftovers(tree: &mut Tree, used: &HashSet<usize>, cx: &mut Context<'_>) {
    for index in 0..tree.members.len() {
        if used.contains(&index) {
            continue;
        }
        let (name, ending) = (tree.members[index].name.clone(), tree.members[index].ending());
        let code = match ending.as_str() {
            "zip" | "jex" | "tar" | "gz" | "7z" | "rar" => Code::ArchiveInside,
            ending if probe::is_media(ending) => {
                tree.measure(index, MEDIA).err().unwrap_or(Code::OtherFile)
            }
            _ => Code::OtherFile,
        };
        cx.tell(code, &name);
    }
}

/// Reads a text file of a format that is UTF-8; what cannot be read is told.
pub(super) fn utf8(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Option<String> {
    let name = tree.members[index].name.clone();
    match tree.text(index) {
        Ok(bytes) => {
            let mut told = Vec::new();
            let text = super::super::decode::utf8(&bytes, &name, &mut told);
            cx.told(told);
            Some(text)
        }
        Err(code) => {
            cx.tell(code, &name);
            None
        }
    }
}

/// Reads a text file of any encoding; what cannot be read is told.
pub(super) fn any_text(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Option<String> {
    let name = tree.members[index].name.clone();
    match tree.text(index) {
        Ok(bytes) => {
            let mut told = Vec::new();
            let text = super::super::decode::any(&bytes, &name, &mut told);
            cx.told(told);
            Some(text)
        }
        Err(code) => {
            cx.tell(code, &name);
            None
        }
    }
}

/// Returns the folders that a file lies in, as one group; none at the root.
pub(super) fn group(folder: &str) -> Vec<String> {
    if folder.is_empty() { Vec::new() } else { vec![folder.to_owned()] }
}

/// Folds a name by which links find an item.
pub(super) fn folded(sort: &str, name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let name: String = name.trim().nfc().collect();
    format!("{sort}:{}", name.to_lowercase())
}
