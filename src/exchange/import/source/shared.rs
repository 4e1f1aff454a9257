//! What several readers use.

use std::collections::HashSet;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::super::dates::{When, Zone};
use super::super::decode;
use super::super::item::{Context, Flow, Item};
use super::super::json::{self, elements};
use super::super::limits::MEDIA;
use super::super::probe;
use super::super::text::{Built, MarkdownLike, Target, markdown};
use super::super::tree::Tree;
use super::super::trouble::{Code, Trouble};

/// How many notebooks or tags may lie within one another.
pub(super) const PARENTS: usize = 64;

/// Returns what could be read; tells why where it could not.
pub(super) fn or_tell<T>(read: Result<T, Code>, place: &str, cx: &mut Context<'_>) -> Option<T> {
    read.map_err(|code| cx.tell(code, place)).ok()
}

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

/// Returns and tells why an attachment cannot be taken; none if it can, or is not there.
pub(super) fn refusal(
    tree: &mut Tree,
    member: Option<usize>,
    place: &str,
    cx: &mut Context<'_>,
) -> Option<Code> {
    let code = tree.measure(member?, MEDIA).err()?;
    cx.tell(code, place);
    Some(code)
}

/// Reads a text file of a format that is UTF-8; what cannot be read is reported.
pub(super) fn utf8(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Option<String> {
    decoded(tree, index, cx, decode::utf8)
}

/// Reads a text file of any encoding; what cannot be read is reported.
pub(super) fn any_text(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Option<String> {
    decoded(tree, index, cx, decode::any)
}

fn decoded(
    tree: &mut Tree,
    index: usize,
    cx: &mut Context<'_>,
    decode: fn(&[u8], &str, &mut Vec<Trouble>) -> String,
) -> Option<String> {
    let name = tree.members[index].name.clone();
    let bytes = or_tell(tree.text(index), &name, cx)?;
    let mut told = Vec::new();
    let text = decode(&bytes, &name, &mut told);
    cx.told(told);
    Some(text)
}

/// A list in a file of JSON.
pub(super) struct List {
    /// Its key at the root of the file.
    pub(super) key: &'static str,
    /// What one of its elements is called in a report: an entry, an item.
    pub(super) called: &'static str,
    /// The largest element, in bytes.
    pub(super) most: u64,
}

/// An object of such a list.
pub(super) struct Element {
    pub(super) value: Value,
    /// Its key, where the list is an object.
    pub(super) key: Option<String>,
    /// Where it stands, for the report.
    pub(super) place: String,
}

/// Hands each object of a list to `each`; tells of all that is not one, and where a file breaks off.
pub(super) fn each_object(
    tree: &mut Tree,
    index: usize,
    list: &List,
    cx: &mut Context<'_>,
    each: &mut dyn FnMut(Element, &mut Context<'_>) -> Flow,
) -> Flow {
    let name = tree.members[index].name.clone();
    let Some(reader) = or_tell(tree.stream(index), &name, cx) else { return cx.flow() };
    let mut count = 0;
    let ended = elements(reader, list.key, list.most, &mut |_, _| {}, &mut |raw| {
        count += 1;
        let place = format!("{name}, {} {count}", list.called);
        match object(raw.text, raw.replaced, &place, cx) {
            Some(value) => each(Element { value, key: raw.key, place }, cx),
            None => cx.flow(),
        }
    });
    if ended.repeated {
        cx.tell(Code::RepeatedKey, &name);
    }
    if let Some((code, byte)) = ended.broken {
        cx.tell(code, &format!("{name}, after byte {byte}"));
    }
    cx.flow()
}

/// Parses an object; tells what had to be mended in it, and if there is none.
pub(super) fn object(
    text: &str,
    replaced: bool,
    place: &str,
    cx: &mut Context<'_>,
) -> Option<Value> {
    let parsed = or_tell(json::parse(text), place, cx)?;
    if parsed.repeated {
        cx.tell(Code::RepeatedKey, place);
    }
    if parsed.mended || replaced {
        cx.tell(Code::Replaced, place);
    }
    if !parsed.value.is_object() {
        cx.tell(Code::BadItem, place);
        return None;
    }
    Some(parsed.value)
}

/// Sets when an item was made, and with it when it happened.
pub(super) fn set_made(item: &mut Item, utc_ms: i64, zone: Option<Zone>) {
    item.created = Some(utc_ms);
    item.when = When::Instant { utc_ms, zone, all_day: false };
}

/// Reads Markdown in which a line end breaks the line and no address leads into the source.
pub(super) fn markdown_lines(text: &str) -> Built {
    markdown(text, MarkdownLike { breaks: true, vault: false }, &|_| Target::Address)
}

/// Splits a text into the words or phrases between its separators.
pub(super) fn listed(text: &str, separates: impl Fn(char) -> bool) -> Vec<String> {
    let parts = text.split(separates).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect()
}

/// Joins those of several texts that are there.
pub(super) fn joined<const N: usize>(parts: [Option<String>; N], between: &str) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(between)
}

/// Returns the path that an address leads to from a folder.
pub(super) fn path_from(folder: &str, address: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Returns the folders that a file lies in, as one group; none at the root.
pub(super) fn group(folder: &str) -> Vec<String> {
    if folder.is_empty() { Vec::new() } else { vec![folder.to_owned()] }
}

/// Folds a name by which links find an item; `sort` is `id`, `title` or `path`.
pub(super) fn folded(sort: &str, name: &str) -> String {
    let name: String = name.trim().nfc().collect();
    format!("{sort}:{}", name.to_lowercase())
}
