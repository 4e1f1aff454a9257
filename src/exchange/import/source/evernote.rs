//! Evernote's ENEX: XML of notes, each with its text and its files in it.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::super::dates::instant;
use super::super::decode;
use super::super::item::{Context, Flow, Item, Media};
use super::super::text::{Built, Target, enml};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::super::xml::{Piece, Pieces};
use super::enex::{File, Notes};
use super::shared::{folded, or_tell, set_made};
use crate::forms::plain_text;

/// Reads an export, note by note.
pub(super) fn read(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    let name = tree.members[index].name.clone();
    let notebook = tree.members[index].stem().to_owned();
    let Some(reader) = or_tell(tree.stream(index), &name, cx) else { return cx.flow() };
    let mut notes = Notes::new(reader);
    for (at, read) in notes.by_ref().enumerate() {
        let place = format!("{name}, note {}", at + 1);
        let Some(read) = or_tell(read, &place, cx) else {
            cx.flow()?;
            continue;
        };
        let mut told = Vec::new();
        let xml = decode::utf8(&read.xml, &place, &mut told);
        cx.told(told);
        let item = Item { place, groups: vec![notebook.clone()], ..Item::default() };
        note(&xml, &read.files, item, cx)?;
    }
    if let Some(code) = notes.broken {
        cx.tell(code, &name);
    }
    cx.flow()
}

/// A task of a note.
#[derive(Default)]
struct Task {
    title: String,
    is_done: bool,
}

/// What the XML of a note says.
struct Fields {
    item: Item,
    content: String,
    created: String,
    updated: String,
    /// The names of its files, in their order; empty where there is none.
    file_names: Vec<String>,
    tasks: Vec<Task>,
    /// The task that is being read.
    task: Task,
}

impl Fields {
    fn read(xml: &str, item: Item, cx: &mut Context<'_>) -> Self {
        let mut fields = Self {
            item,
            content: String::new(),
            created: String::new(),
            updated: String::new(),
            file_names: Vec::new(),
            tasks: Vec::new(),
            task: Task::default(),
        };
        let (mut path, mut value) = (Vec::<String>::new(), String::new());
        let mut pieces = Pieces::of(xml);
        for piece in &mut pieces {
            match piece {
                Piece::Start(element) => {
                    if element.name == "resource" {
                        fields.file_names.push(String::new());
                    }
                    path.push(element.name);
                    value.clear();
                }
                Piece::Text(text) => value.push_str(&text),
                Piece::Unknown(name) => {
                    cx.tell(Code::UnknownEntity, &fields.item.place);
                    value.extend(["&", &name, ";"]);
                }
                Piece::End(name) => {
                    let outer = path.len().checked_sub(2).map_or("", |at| path[at].as_str());
                    fields.put(outer, &name, &value);
                    path.pop();
                    value.clear();
                }
            }
        }
        if pieces.is_broken() {
            cx.tell(Code::NotWhole, &fields.item.place);
        }
        fields
    }

    /// Takes the text of an element `name` that lies in `outer`.
    fn put(&mut self, outer: &str, name: &str, value: &str) {
        let said = value.trim();
        match (outer, name) {
            ("note", "title") => said.clone_into(&mut self.item.title),
            ("note", "content") => value.clone_into(&mut self.content),
            ("note", "created") => said.clone_into(&mut self.created),
            ("note", "updated") => said.clone_into(&mut self.updated),
            ("note", "tag") if !said.is_empty() => self.item.tags.push(said.to_owned()),
            ("task", "title") => said.clone_into(&mut self.task.title),
            ("task", "taskStatus") => self.task.is_done = said == "completed",
            (_, "task") => self.tasks.push(std::mem::take(&mut self.task)),
            ("resource-attributes", "file-name") => {
                if let Some(last) = self.file_names.last_mut() {
                    *last = decode::shown(&said.replace(['/', ':', '\\'], "_"));
                }
            }
            ("note-attributes", label) if !said.is_empty() => {
                let label = match label {
                    "author" => {
                        self.item.people.push(said.to_owned());
                        "Author"
                    }
                    "latitude" | "longitude" | "altitude" => "Position",
                    "source-url" => "Address",
                    "source" | "source-application" => "Source",
                    other => other,
                };
                self.item.extra.push((label.to_owned(), said.to_owned()));
            }
            _ => {}
        }
    }

    /// Names the files: returns the names by hash; what has no hash is added to the item and told.
    fn files(&mut self, files: &[File], cx: &mut Context<'_>) -> HashMap<String, String> {
        let mut by_hash = HashMap::new();
        for (at, file) in files.iter().enumerate() {
            let name = self.file_names.get(at).filter(|name| !name.is_empty()).cloned();
            let name = name.unwrap_or_else(|| format!("file {}", at + 1));
            if let Some(code) = file.refused {
                cx.tell(code, &format!("{}: {name}", self.item.place));
            }
            if let Some(hash) = &file.hash {
                by_hash.insert(hash.clone(), name);
            } else {
                self.item.media.push(Media {
                    name,
                    is_there: false,
                    refused: file.refused,
                    at: None,
                });
            }
        }
        by_hash
    }

    /// Sets the dates of the item.
    fn date(&mut self, cx: &mut Context<'_>) {
        let mut moment = |written: &str| {
            let read = instant(written).map(|(utc_ms, _)| utc_ms);
            if read.is_none() && !written.is_empty() {
                cx.tell(Code::BadDate, &self.item.place);
            }
            read
        };
        let (created, updated) = (moment(&self.created), moment(&self.updated));
        if let Some(utc_ms) = created {
            set_made(&mut self.item, utc_ms, None);
        }
        if updated.is_some() && updated != self.item.created {
            self.item.extra.push(("Changed".into(), self.updated.clone()));
        }
    }
}

fn note(xml: &str, files: &[File], item: Item, cx: &mut Context<'_>) -> Flow {
    let mut fields = Fields::read(xml, item, cx);
    let by_hash = fields.files(files, cx);
    let resolve = |address: &str| {
        if let Some(hash) = address.strip_prefix("hash:") {
            return by_hash
                .get(&hash.to_lowercase())
                .map_or(Target::Missing("file".into()), |name| Target::Media(name.clone()));
        }
        if address.starts_with("evernote:///view/") {
            Target::Inner(Vec::new())
        } else {
            Target::Address
        }
    };
    let body = fields.content.trim();
    let start = body.find("<en-note").unwrap_or_default();
    let mut built = enml(&body[start..], &resolve);
    by_title(&mut built, body);
    append_tasks(&mut built, &fields.tasks);
    fields.item.built = built;
    body.clone_into(&mut fields.item.text);
    for name in by_hash.into_values() {
        fields.item.media.push(Media { name, is_there: true, refused: None, at: None });
    }
    fields.date(cx);
    let mut item = fields.item;
    item.names.push(folded("title", &item.title));
    if plain_text(&item.built.document).trim().is_empty() && item.media.is_empty() {
        cx.tell(Code::NoText, &item.place);
    }
    cx.item(item)
}

/// Evernote's links name a note by an id that the export does not have: the text of a link, which
/// is the other note's title, finds it.
fn by_title(built: &mut Built, body: &str) {
    let mut titles = body.split("evernote:///view/").skip(1).map(|rest| {
        let shown =
            rest.split_once('>').map(|(_, rest)| rest.split("</a>").next().unwrap_or_default());
        let plain = enml(shown.unwrap_or_default(), &|_| Target::Address);
        vec![folded("title", &plain_text(&plain.document))]
    });
    for link in built.links.iter_mut().filter(|link| link.is_empty()) {
        if let Some(title) = titles.next() {
            *link = title;
        }
    }
}

/// Puts the tasks of a note at the end of its text.
fn append_tasks(built: &mut Built, tasks: &[Task]) {
    let items: Vec<Value> = tasks
        .iter()
        .filter(|task| !task.title.is_empty())
        .map(|task| {
            let text = json!({ "type": "text", "text": task.title });
            let paragraph = json!({ "type": "paragraph", "content": [text] });
            let checked = json!({ "checked": task.is_done });
            json!({ "type": "taskItem", "attrs": checked, "content": [paragraph] })
        })
        .collect();
    if let (false, Some(content)) = (items.is_empty(), built.document["content"].as_array_mut()) {
        content.push(json!({ "type": "taskList", "content": items }));
    }
}
