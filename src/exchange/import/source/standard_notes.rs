//! Standard Notes: one JSON file of items, decrypted by its own program.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::super::dates::instant;
use super::super::item::{Context, Flags, Flow, Item};
use super::super::json::{self, elements, integer, is_set, said};
use super::super::limits::TEXT;
use super::super::text::{MarkdownLike, Target, html, is_html, lexical, markdown, plain};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::shared::{List, PARENTS, each_object, folded, or_tell, set_made};

/// How the name of the file begins that holds everything.
const BACKUP: &str = "Standard Notes Backup and Import File";

const ITEMS: List = List { key: "items", called: "item", most: TEXT };

struct Tag {
    title: String,
    parent: Option<String>,
}

#[derive(Default)]
struct Index {
    tags: HashMap<String, Tag>,
    /// Tags of notes, from both sides.
    tagged: HashMap<String, Vec<String>>,
    files: HashMap<String, String>,
    notes: HashSet<String>,
}

/// Reads an export: the one file in it that holds everything.
pub(super) fn read(tree: &mut Tree, cx: &mut Context<'_>) -> Flow {
    let main = tree.members.iter().position(|member| member.file_name().starts_with(BACKUP));
    if let Some(index) = main {
        file(tree, index, cx)
    } else {
        cx.tell(Code::NothingFound, &tree.name.clone());
        cx.flow()
    }
}

/// Reads a backup file.
pub(super) fn file(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    let name = tree.members[index].name.clone();
    let mut known = Index::default();
    let Some(reader) = or_tell(tree.stream(index), &name, cx) else { return cx.flow() };
    elements(reader, ITEMS.key, ITEMS.most, &mut |_, _| {}, &mut |raw| {
        if let Ok(parsed) = json::parse(raw.text) {
            known.note(&parsed.value);
        }
        Flow::Continue(())
    });
    each_object(tree, index, &ITEMS, cx, &mut |element, cx| {
        item(&element.value, &known, &element.place, cx)
    })
}

impl Index {
    fn note(&mut self, value: &Value) {
        let Some(id) = said(value, "uuid") else { return };
        let content = &value["content"];
        let references = content["references"].as_array().into_iter().flatten();
        let references: Vec<(String, String, String)> = references
            .filter_map(|one| {
                let kind = json::text(one, "content_type").unwrap_or_default();
                let sort = json::text(one, "reference_type").unwrap_or_default();
                Some((said(one, "uuid")?, kind, sort))
            })
            .collect();
        match value["content_type"].as_str() {
            Some("Note") => {
                self.notes.insert(id.clone());
                for (tag, kind, _) in references {
                    if kind == "Tag" {
                        self.tagged.entry(id.clone()).or_default().push(tag);
                    }
                }
            }
            Some("Tag") => {
                let parent = references.iter().find(|(_, _, sort)| sort == "TagToParentTag");
                let parent = parent.map(|(parent, _, _)| parent.clone());
                for (note, _, _) in
                    references.iter().filter(|(_, _, sort)| sort != "TagToParentTag")
                {
                    self.tagged.entry(note.clone()).or_default().push(id.clone());
                }
                let title = said(content, "title").unwrap_or_default();
                self.tags.insert(id, Tag { title, parent });
            }
            Some("SN|File") => {
                self.files.insert(id, said(content, "name").unwrap_or_else(|| "file".into()));
            }
            _ => {}
        }
    }

    /// Returns a tag with those above it, as `a/b`.
    fn path(&self, id: &str) -> Option<String> {
        let (mut parts, mut at, mut seen) = (Vec::new(), id.to_owned(), HashSet::new());
        for _ in 0..PARENTS {
            let tag = self.tags.get(&at)?;
            parts.push(tag.title.replace('.', "/"));
            if !seen.insert(at) {
                break;
            }
            match tag
                .parent
                .clone()
                .filter(|parent| self.tags.contains_key(parent) && !seen.contains(parent))
            {
                Some(parent) => at = parent,
                None => break,
            }
        }
        parts.reverse();
        Some(parts.join("/"))
    }
}

fn item(value: &Value, known: &Index, place: &str, cx: &mut Context<'_>) -> Flow {
    let kind = value["content_type"].as_str().unwrap_or_default();
    match kind {
        "Note" => {}
        "Tag" => return cx.flow(),
        "SN|File" => {
            let name = said(&value["content"], "name").unwrap_or_default();
            cx.tell(Code::MissingMedia, &format!("{place}: {name}"));
            return cx.flow();
        }
        "" => {
            cx.tell(Code::BadItem, place);
            return cx.flow();
        }
        _ => {
            cx.tell(Code::Ignored, &format!("{place}: {kind}"));
            return cx.flow();
        }
    }
    if is_set(value, "deleted") {
        cx.tell(Code::Deleted, place);
        return cx.flow();
    }
    let content = &value["content"];
    if !content.is_object() {
        cx.tell(if content.is_string() { Code::Sealed } else { Code::BadItem }, place);
        return cx.flow();
    }
    let sort = content["noteType"].as_str().unwrap_or_default();
    if sort == "authentication" {
        cx.tell(Code::Secret, place);
        return cx.flow();
    }
    let text = json::text(content, "text").unwrap_or_default();
    let resolve = |address: &str| {
        let id = address.rsplit('/').next().unwrap_or_default();
        if known.notes.contains(id) {
            Target::Inner(vec![folded("id", id)])
        } else {
            Target::Address
        }
    };
    let rich = matches!(sort, "super") || (sort.is_empty() && text.starts_with("{\"root\":"));
    let built = if rich && !text.trim().is_empty() {
        lexical(&text, &resolve).unwrap_or_else(|| {
            cx.tell(Code::BadRichText, place);
            plain(&text)
        })
    } else if sort == "rich-text" || (sort.is_empty() && is_html(&text)) {
        html(&text, &resolve)
    } else if matches!(sort, "plain-text" | "code" | "spreadsheet") {
        plain(&text)
    } else {
        markdown(&text, MarkdownLike { breaks: true, vault: false }, &resolve)
    };
    let key = said(value, "uuid");
    let data = &content["appData"]["org.standardnotes.sn"];
    let mut item = Item {
        names: key.iter().map(|key| folded("id", key)).collect(),
        place: place.to_owned(),
        title: said(content, "title").unwrap_or_default(),
        text,
        built,
        flags: Flags { trashed: is_set(content, "trashed"), ..Flags::default() },
        ..Item::default()
    };
    if let Some(key) = &key {
        let tags = known.tagged.get(key).into_iter().flatten();
        item.tags = tags.filter_map(|tag| known.path(tag)).filter(|tag| !tag.is_empty()).collect();
        item.tags.sort();
        item.tags.dedup();
    }
    item.key = key;
    let never = |ms: i64| ms <= 86_400_000;
    let micros = integer(value, "created_at_timestamp").map(|micros| micros / 1_000);
    let made = said(value, "created_at").and_then(|at| instant(&at)).map(|(ms, _)| ms).or(micros);
    let changed = said(data, "client_updated_at").and_then(|at| instant(&at)).map(|(ms, _)| ms);
    let at = made.filter(|ms| !never(*ms)).or(changed).or(made);
    if let Some(utc_ms) = at {
        set_made(&mut item, utc_ms, None);
    }
    for (value, key, label) in [
        (content, "starred", "Starred"),
        (data, "pinned", "Pinned"),
        (data, "archived", "Archived"),
        (content, "protected", "Protected"),
    ] {
        if is_set(value, key) {
            item.extra.push((label.into(), "yes".into()));
        }
    }
    cx.item(item)
}
