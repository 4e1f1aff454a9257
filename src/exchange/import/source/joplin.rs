//! Joplin: a file of Markdown or HTML for each item, its properties at the end.

use std::collections::{HashMap, HashSet};

use super::super::dates::instant;
use super::super::item::{Context, Flags, Flow, Item, Media};
use super::super::probe::is_joplin_name;
use super::super::text::{MarkdownLike, Target, html, markdown};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::shared::{PARENTS, folded, leftovers, refusal, set_made, utf8};

/// A file as it is written: title, body and properties.
struct Raw {
    title: String,
    body: String,
    properties: HashMap<String, String>,
}

impl Raw {
    /// Reads the properties from the end upward to the first empty line.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim_end_matches('\n');
        let (head, tail) = text.rsplit_once("\n\n").unwrap_or(("", text));
        let mut properties = HashMap::new();
        for line in tail.split('\n') {
            let (key, value) = line.split_once(':')?;
            let value = value.strip_prefix(' ').unwrap_or(value);
            properties.insert(key.to_owned(), unescaped(value));
        }
        properties.get("type_")?;
        let (title, body) = match head.split_once('\n') {
            Some((title, rest)) => (title, rest.strip_prefix('\n').unwrap_or(rest)),
            None => (head, ""),
        };
        Some(Self { title: title.to_owned(), body: body.to_owned(), properties })
    }

    fn get(&self, key: &str) -> &str {
        self.properties.get(key).map_or("", String::as_str)
    }

    fn is_set(&self, key: &str) -> bool {
        !matches!(self.get(key), "" | "0")
    }
}

fn unescaped(value: &str) -> String {
    if !value.contains('\\') {
        return value.to_owned();
    }
    value.replace("\\n", "\n").replace("\\r", "\r")
}

/// A resource: its name, and the file that holds it.
struct Resource {
    name: String,
    member: Option<usize>,
}

#[derive(Default)]
struct Index {
    notes: Vec<usize>,
    note_ids: HashSet<String>,
    notebooks: HashMap<String, (String, String)>,
    tags: HashMap<String, String>,
    tagged: Vec<(String, String)>,
    resources: HashMap<String, Resource>,
}

/// Reads an export.
pub(super) fn read(tree: &mut Tree, cx: &mut Context<'_>) -> Flow {
    let (index, used) = survey(tree, cx);
    let mut shown: HashSet<String> = HashSet::new();
    let mut tags: HashMap<&str, Vec<String>> = HashMap::new();
    for (note, tag) in &index.tagged {
        match (index.note_ids.contains(note), index.tags.get(tag)) {
            (true, Some(name)) => tags.entry(note).or_default().push(name.clone()),
            _ => cx.tell(Code::BadTag, &format!("tag {tag} of note {note}")),
        }
    }
    let resources = index.resources.values();
    let members: HashMap<&str, usize> =
        resources.filter_map(|one| Some((one.name.as_str(), one.member?))).collect();
    for at in &index.notes {
        let Some(text) = utf8(tree, *at, cx) else { continue };
        let Some(raw) = Raw::read(&text) else { continue };
        let name = tree.members[*at].name.clone();
        if raw.is_set("encryption_applied") {
            cx.tell(Code::Sealed, &name);
            continue;
        }
        let mut item = note(&raw, &index, &name, cx);
        item.tags = tags.get(raw.get("id")).cloned().unwrap_or_default();
        shown.extend(item.built.media.iter().map(|(name, _)| name.clone()));
        for (name, _) in &item.built.media {
            let member = members.get(name.as_str()).copied();
            if let (Some(member), false) = (member, item.media.iter().any(|m| m.name == *name)) {
                item.media.push(Media::of_member(name.clone(), Some(member), None));
            }
        }
        cx.item(item)?;
    }
    for resource in index.resources.values().filter(|resource| !shown.contains(&resource.name)) {
        let code = if resource.member.is_some() { Code::MediaWaits } else { Code::MissingMedia };
        cx.tell(code, &resource.name);
    }
    leftovers(tree, &used, cx);
    cx.flow()
}

fn survey(tree: &mut Tree, cx: &mut Context<'_>) -> (Index, HashSet<usize>) {
    let (mut index, mut used) = (Index::default(), HashSet::new());
    let files: HashMap<String, usize> = tree
        .members
        .iter()
        .enumerate()
        .filter(|(_, member)| !is_joplin_name(&member.name))
        .map(|(at, member)| (member.stem().to_lowercase(), at))
        .collect();
    for at in 0..tree.members.len() {
        if !is_joplin_name(&tree.members[at].name) {
            continue;
        }
        used.insert(at);
        let Some(text) = utf8(tree, at, cx) else { continue };
        let name = tree.members[at].name.clone();
        let Some(raw) = Raw::read(&text) else {
            cx.tell(Code::BadItem, &name);
            continue;
        };
        let id = raw.get("id").to_owned();
        match raw.get("type_") {
            "1" => {
                index.notes.push(at);
                index.note_ids.insert(id);
            }
            "2" => {
                index.notebooks.insert(id, (raw.title.clone(), raw.get("parent_id").to_owned()));
            }
            "4" => {
                let member = files.get(&id.to_lowercase()).copied();
                used.extend(member);
                let refused = refusal(tree, member, &name, cx);
                let mut shown = if raw.title.is_empty() { id.clone() } else { raw.title.clone() };
                if index.resources.values().any(|other| other.name == shown) {
                    // Two of a name are told apart by their ids.
                    shown = format!("{} {shown}", &id[..id.floor_char_boundary(8)]);
                }
                index.resources.insert(
                    id,
                    Resource { name: shown, member: member.filter(|_| refused.is_none()) },
                );
            }
            "5" => {
                index.tags.insert(id, raw.title.clone());
            }
            "6" => index.tagged.push((raw.get("note_id").to_owned(), raw.get("tag_id").to_owned())),
            _ => cx.tell(Code::Ignored, &name),
        }
    }
    (index, used)
}

fn note(raw: &Raw, index: &Index, name: &str, cx: &mut Context<'_>) -> Item {
    let resolve = |address: &str| {
        let Some(rest) = address.strip_prefix(":/") else { return Target::Address };
        let id = rest.split(['#', '?', ' ']).next().unwrap_or_default();
        match index.resources.get(id) {
            Some(Resource { name, member: Some(_) }) => Target::Media(name.clone()),
            Some(Resource { name, member: None }) => Target::Missing(name.clone()),
            None if index.note_ids.contains(id) => Target::Inner(vec![folded("id", id)]),
            None => Target::Missing(id.to_owned()),
        }
    };
    let is_html = raw.get("markup_language") == "2";
    let built = if is_html {
        html(&raw.body, &resolve)
    } else {
        markdown(&raw.body, MarkdownLike { breaks: false, vault: false }, &resolve)
    };
    let key = raw.get("id").to_owned();
    let mut item = Item {
        names: vec![folded("id", &key)],
        key: Some(key),
        place: name.to_owned(),
        title: raw.title.clone(),
        text: raw.body.clone(),
        built,
        flags: Flags {
            trashed: raw.is_set("deleted_time"),
            conflict: raw.is_set("is_conflict"),
            template: false,
        },
        ..Item::default()
    };
    let parent = raw.get("parent_id");
    if !parent.is_empty() {
        match notebook(parent, index) {
            Some(path) => item.groups.push(path),
            None => cx.tell(Code::MissingParent, name),
        }
    }
    let made = [raw.get("user_created_time"), raw.get("created_time")];
    let made = made.iter().find(|at| !at.is_empty());
    match made.and_then(|at| instant(at).or_else(|| millis(at))) {
        Some((utc_ms, _)) => {
            set_made(&mut item, utc_ms, None);
        }
        None if made.is_some() => cx.tell(Code::BadDate, name),
        None => {}
    }
    if raw.is_set("is_todo") {
        item.extra.push((
            "To do".into(),
            if raw.is_set("todo_completed") { "done" } else { "open" }.into(),
        ));
        for (key, label) in [("todo_due", "Due"), ("todo_completed", "Completed")] {
            if let Some(utc_ms) = raw.get(key).parse().ok().filter(|ms: &i64| *ms > 0) {
                let at = chrono::DateTime::from_timestamp_millis(utc_ms);
                item.extra.extend(
                    at.map(|at| (label.to_owned(), at.format("%Y-%m-%d %H:%M UTC").to_string())),
                );
            }
        }
    }
    for (key, label) in [("author", "Author"), ("source_url", "Address")] {
        if !raw.get(key).is_empty() {
            item.extra.push((label.into(), raw.get(key).to_owned()));
        }
    }
    let place = (raw.get("latitude"), raw.get("longitude"));
    let is_place = |text: &str| text.parse::<f64>().is_ok_and(|at| at != 0.0);
    if is_place(place.0) || is_place(place.1) {
        item.extra.push(("Position".into(), format!("{}, {}", place.0, place.1)));
    }
    if let (Some((changed, _)), Some(created)) =
        (instant(raw.get("user_updated_time")), item.created)
        && changed != created
    {
        item.extra.push(("Changed".into(), raw.get("user_updated_time").to_owned()));
    }
    if !raw.get("author").is_empty() {
        item.people.push(raw.get("author").to_owned());
    }
    item
}

fn millis(text: &str) -> Option<(i64, chrono::FixedOffset)> {
    use chrono::Offset;
    Some((text.parse().ok()?, chrono::Utc.fix()))
}

/// Returns the path of a notebook; none if it is not in the export.
fn notebook(id: &str, index: &Index) -> Option<String> {
    let (mut path, mut at) = (Vec::new(), id);
    for _ in 0..PARENTS {
        let Some((title, parent)) = index.notebooks.get(at) else {
            if path.is_empty() {
                return None;
            }
            break;
        };
        path.push(title.clone());
        if parent.is_empty() {
            break;
        }
        at = parent;
    }
    path.reverse();
    Some(path.join("/"))
}
