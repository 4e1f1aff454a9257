//! Folders and files of Markdown: Obsidian, Notesnook, Joplin, Bear and the like.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::Value;

use super::super::dates::{When, any, instant, leading, within};
use super::super::item::{Context, Flags, Flow, Item, Media, MediaAt};
use super::super::limits::{FRONT_MATTER, UNKNOWN_VALUE};
use super::super::probe::{Kind, is_media};
use super::super::text::{MarkdownLike, Target, html, markdown};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::shared::{any_text, folded, group, leftovers, listed, path_from, refusal};

/// The keys of front matter that are read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Front {
    title: Option<String>,
    id: Option<String>,
    date: Option<String>,
    created: Option<String>,
    #[serde(alias = "createdAt", alias = "creation_date")]
    created_at: Option<String>,
    updated: Option<String>,
    #[serde(alias = "updatedAt")]
    updated_at: Option<String>,
    modified: Option<String>,
    tags: Option<Tags>,
    tag: Option<Tags>,
}

/// Tags as a list or as one text.
#[derive(Debug, Default)]
struct Tags(Vec<String>);

impl<'de> Deserialize<'de> for Tags {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Tags;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a tag or a list of them")
            }

            fn visit_str<E>(self, text: &str) -> Result<Tags, E> {
                let by_comma = text.contains(',');
                Ok(Tags(listed(text, |c| c == ',' || (!by_comma && c.is_whitespace()))))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Tags, E> {
                Ok(Tags(vec![number.to_string()]))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Tags, E> {
                Ok(Tags(vec![number.to_string()]))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Tags, E> {
                Ok(Tags(vec![number.to_string()]))
            }

            fn visit_bool<E>(self, set: bool) -> Result<Tags, E> {
                Ok(Tags(vec![set.to_string()]))
            }

            fn visit_unit<E>(self) -> Result<Tags, E> {
                Ok(Tags::default())
            }

            fn visit_none<E>(self) -> Result<Tags, E> {
                Ok(Tags::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tags, A::Error> {
                let mut tags = Vec::new();
                while let Some(tag) = list.next_element::<Option<String>>()? {
                    tags.extend(tag.filter(|tag| !tag.trim().is_empty()));
                }
                Ok(Tags(tags))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// Keys that are read, and so not kept again as they are written.
const KNOWN: &[&str] =
    &["title", "id", "date", "created", "created_at", "createdAt", "creation_date", "tags", "tag"];

/// What is known of the other files of the source.
struct Index {
    paths: HashMap<String, usize>,
    /// Notes by the last part of their name.
    stems: HashMap<String, Vec<usize>>,
    /// Pictures and files by their name.
    files: HashMap<String, usize>,
    names: Vec<String>,
    daily: Option<String>,
    templates: Vec<String>,
}

/// Reads notes.
pub(super) fn read(kind: Kind, tree: &mut Tree, members: &[usize], cx: &mut Context<'_>) -> Flow {
    let index = survey(tree);
    let mut used: HashSet<usize> = HashSet::new();
    for at in members {
        let name = tree.members[*at].name.clone();
        let ending = tree.members[*at].ending();
        if name.split('/').any(|part| part.starts_with('.') && part.len() > 1) {
            used.insert(*at);
            continue;
        }
        let is_note = matches!(ending.as_str(), "md" | "markdown");
        let other_text = kind == Kind::Notesnook && matches!(ending.as_str(), "html" | "txt");
        if !is_note && !other_text {
            continue;
        }
        used.insert(*at);
        if ending == "html" {
            super::web::read(Kind::Html, tree, *at, cx)?;
            continue;
        }
        if ending == "txt" {
            super::documents::text(tree, *at, cx)?;
            continue;
        }
        let Some(text) = any_text(tree, *at, cx) else { continue };
        let mut item = note(tree, *at, &text, &index, cx);
        for (media, is_there) in std::mem::take(&mut item.built.media) {
            let member = index.files.get(&key(media.rsplit('/').next().unwrap_or(&media))).copied();
            used.extend(member);
            let refused = refusal(tree, member.filter(|_| is_there), &media, cx);
            let at = member.filter(|_| is_there && refused.is_none()).map(MediaAt::Member);
            item.media.push(Media { name: media, is_there, refused, at });
        }
        cx.item(item)?;
    }
    if members.len() > 1 && kind != Kind::Markdown || tree.is_archive() {
        leftovers(tree, &used, cx);
    }
    cx.flow()
}

fn key(name: &str) -> String {
    folded("", name)
}

fn survey(tree: &mut Tree) -> Index {
    let mut index = Index {
        paths: HashMap::new(),
        stems: HashMap::new(),
        files: HashMap::new(),
        names: tree.members.iter().map(|member| member.name.clone()).collect(),
        daily: None,
        templates: Vec::new(),
    };
    for (at, member) in tree.members.iter().enumerate() {
        if member.name.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        let ending = member.ending();
        if matches!(ending.as_str(), "md" | "markdown") {
            let path = member.name.rsplit_once('.').map_or(member.name.as_str(), |(path, _)| path);
            index.paths.insert(key(path), at);
            index.stems.entry(key(member.stem())).or_default().push(at);
        } else {
            index.files.entry(key(member.file_name())).or_insert(at);
        }
    }
    let mut settings = |file: &str, name: &str| -> Option<String> {
        let at = tree
            .members
            .iter()
            .position(|member| member.name.ends_with(&format!(".obsidian/{file}")))?;
        let value: Value = serde_json::from_slice(&tree.read(at, 64 << 10).ok()?).ok()?;
        Some(value[name].as_str()?.trim_matches('/').to_owned()).filter(|text| !text.is_empty())
    };
    index.daily = settings("daily-notes.json", "format");
    index.templates =
        [settings("templates.json", "folder"), settings("daily-notes.json", "template")]
            .into_iter()
            .flatten()
            .collect();
    index
}

fn note(tree: &Tree, at: usize, text: &str, index: &Index, cx: &mut Context<'_>) -> Item {
    let member = &tree.members[at];
    let name = member.name.clone();
    let (front, body) = front_matter(text);
    let mut body = body.to_owned();
    let mut item = Item {
        key: Some(name.clone()),
        place: name.clone(),
        groups: group(member.folder()),
        ..Item::default()
    };
    let mut title = None;
    if let Some(written) = front {
        if let Some(front) = yaml(written) {
            title = front.title.clone().filter(|title| !title.trim().is_empty());
            known(front, &mut item, cx);
            extra(written, &mut item);
        } else {
            cx.tell(Code::BadFrontMatter, &name);
            text.clone_into(&mut body);
        }
    }
    let stem = member.stem().to_owned();
    item.names.push(folded("path", name.rsplit_once('.').map_or(name.as_str(), |(path, _)| path)));
    item.names.push(folded("title", &stem));
    let is_untitled =
        |title: &str| matches!(title.to_lowercase().as_str(), "untitled" | "unbenannt" | "");
    if item.when == When::Unknown {
        item.when = of_name(&stem, &name, index, cx);
    }
    let dated_name = leading(&stem, cx.choices.order).is_some_and(|found| found.rest.is_empty());
    let title =
        title.unwrap_or(if dated_name || is_untitled(&stem) { String::new() } else { stem });
    let first = body
        .trim_start()
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches('#')
        .trim()
        .to_owned();
    item.title = if is_untitled(&title) { String::new() } else { title };
    if item.when == When::Unknown
        && let Some((_, found)) =
            within(&first, cx.choices.order).filter(|_| body.trim_start().starts_with('#'))
    {
        item.when = When::local(found.date, found.time);
    }
    if item.when == When::Unknown && cx.choices.file_time {
        item.when = super::documents::of_file_time(member);
    }
    item.flags = Flags { template: is_template(&name, index), ..Flags::default() };
    let folder = member.folder().to_owned();
    let two = std::cell::Cell::new(0_u64);
    let resolve = |address: &str| target(address, &folder, index, &two);
    let is_joplin = text.starts_with("---\n")
        && text.contains("\nupdated: ")
        && text.contains("\ncreated: ")
        && text.contains("Z\n");
    let like = MarkdownLike { breaks: !is_joplin, vault: true };
    item.built = if body.trim_start().starts_with("<!DOCTYPE") {
        html(&body, &resolve)
    } else {
        markdown(&body, like, &resolve)
    };
    for _ in 0..two.get() {
        cx.tell(Code::TwoOfAName, &name);
    }
    item.text = body;
    item
}

/// Returns the front matter, as it is written, and the text below it.
fn front_matter(text: &str) -> (Option<&str>, &str) {
    let Some(rest) = text.strip_prefix("---\n") else { return (None, text) };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let end = line.trim_end();
        if end == "---" || end == "..." {
            return (Some(&rest[..at]), rest[at + line.len()..].trim_start_matches('\n'));
        }
        at += line.len();
        if at > FRONT_MATTER {
            break;
        }
    }
    (None, text)
}

fn yaml(text: &str) -> Option<Front> {
    if text.trim().is_empty() {
        return Some(Front::default());
    }
    let options = serde_saphyr::options! {
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        no_schema: false,
        null_as_string: true,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options::<Front>(text, options).ok()
}

fn known(front: Front, item: &mut Item, cx: &mut Context<'_>) {
    let said = |text: &Option<String>| {
        text.clone().filter(|text| !matches!(text.trim(), "" | "null" | "~"))
    };
    // A day that was meant for the note goes before the moment at which the file was made.
    let dates = [&front.date, &front.created, &front.created_at];
    for date in dates.into_iter().filter_map(said) {
        match any(&date, cx.choices.order) {
            Some((when, open)) => {
                let is_notesnook = front.created_at.as_deref() == Some(date.as_str());
                if open && !is_notesnook {
                    cx.tell(Code::OrderAsked, &item.place);
                }
                if item.when == When::Unknown {
                    item.when = when;
                }
            }
            None => cx.tell(Code::BadDate, &item.place),
        }
    }
    let made = [&front.created, &front.created_at].into_iter().find_map(said);
    item.created = made.and_then(|at| instant(&at)).map(|(ms, _)| ms);
    for changed in [&front.updated, &front.updated_at, &front.modified] {
        item.extra.extend(said(changed).map(|at| ("Changed".to_owned(), at)));
    }
    item.extra.extend(said(&front.id).map(|id| ("id".to_owned(), id)));
    item.tags = [front.tags, front.tag].into_iter().flatten().flat_map(|tags| tags.0).collect();
}

/// Keeps the keys that are not known, as the lines that were written.
fn extra(written: &str, item: &mut Item) {
    let mut now: Option<(String, String)> = None;
    let mut put = |pair: Option<(String, String)>| {
        if let Some((key, value)) = pair.filter(|(_, value)| !value.trim().is_empty()) {
            let end = value.floor_char_boundary(UNKNOWN_VALUE);
            item.extra.push((key, value[..end].trim().to_owned()));
        }
    };
    for line in written.lines() {
        let begins = !line.starts_with([' ', '\t', '-', '#']);
        match line.split_once(':').filter(|_| begins) {
            Some((key, value)) => {
                put(now.take());
                let is_known = KNOWN.contains(&key.trim())
                    || matches!(key.trim(), "updated" | "updated_at" | "updatedAt" | "modified");
                now = (!is_known).then(|| (key.trim().to_owned(), value.trim().to_owned()));
            }
            None => {
                if let Some((_, value)) = &mut now {
                    value.push('\n');
                    value.push_str(line);
                }
            }
        }
    }
    put(now);
}

fn is_template(name: &str, index: &Index) -> bool {
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_one = |part: &str| {
        matches!(part.to_lowercase().as_str(), "templates" | "template" | "_templates" | "vorlagen")
    };
    folder.split('/').any(is_one)
        || index.templates.iter().any(|template| {
            name.starts_with(&format!("{template}/")) || name.strip_suffix(".md") == Some(template)
        })
}

/// Finds a date in a note's name.
fn of_name(stem: &str, name: &str, index: &Index, cx: &mut Context<'_>) -> When {
    if let Some(format) = &index.daily
        && let Some(date) = moment(format, name)
    {
        return When::local(date, None);
    }
    match within(stem, cx.choices.order) {
        Some((_, found)) => {
            if found.open {
                cx.tell(Code::OrderAsked, name);
            }
            When::local(found.date, found.time)
        }
        None => When::Unknown,
    }
}

/// Reads a name by a format of Moment: `YYYY-MM-DD`, `dddd, MMMM Do YYYY`.
fn moment(format: &str, name: &str) -> Option<chrono::NaiveDate> {
    let path = name.rsplit_once('.').map_or(name, |(path, _)| path);
    let parts = format.matches('/').count() + 1;
    let tail: Vec<&str> = path.rsplit('/').take(parts).collect();
    let text = tail.into_iter().rev().collect::<Vec<_>>().join("/");
    let mut pattern = format.to_owned();
    for (token, with) in [
        ("YYYY", "%Y"),
        ("YY", "%y"),
        ("MMMM", "%\u{1}"),
        ("MMM", "%\u{2}"),
        ("MM", "%m"),
        ("DD", "%d"),
        ("dddd", "%\u{3}"),
        ("ddd", "%\u{4}"),
        ("Do", "%\u{5}"),
    ] {
        pattern = pattern.replace(token, with);
    }
    let pattern = pattern
        .replace("%\u{1}", "%B")
        .replace("%\u{2}", "%b")
        .replace("%\u{3}", "%A")
        .replace("%\u{4}", "%a")
        .replace("%\u{5}", "%e");
    let text = ["1st", "2nd", "3rd"]
        .iter()
        .fold(text, |text, end| text.replace(end, &end[..1]))
        .replace("th ", " ")
        .replace("th,", ",");
    chrono::NaiveDate::parse_from_str(&text, &pattern).ok()
}

/// Returns what an address or a `[[name]]` leads to.
fn target(address: &str, folder: &str, index: &Index, two: &std::cell::Cell<u64>) -> Target {
    if address.contains("://")
        || address.starts_with("mailto:")
        || address.starts_with("tel:")
        || address.starts_with('#')
    {
        return Target::Address;
    }
    let decoded = percent_decoded(address);
    let path = decoded.split(['#', '|', '^']).next().unwrap_or_default().trim();
    if path.is_empty() {
        return Target::Address;
    }
    let whole = path_from(folder, path);
    let bare = |path: &str| {
        let lower = path.to_lowercase();
        lower.strip_suffix(".md").or(lower.strip_suffix(".markdown")).map_or(path.len(), str::len)
    };
    for candidate in [&whole, path] {
        let stem = &candidate[..bare(candidate)];
        if let Some(at) = index.paths.get(&key(stem)) {
            return inner(*at, index);
        }
    }
    let last = path.rsplit('/').next().unwrap_or(path);
    let last = &last[..bare(last)];
    if let Some(found) = index.stems.get(&key(last)) {
        if found.len() > 1 {
            two.set(two.get() + 1);
        }
        let common = |at: &usize| {
            let other = index.names[*at].split('/');
            other.zip(folder.split('/')).take_while(|(a, b)| a == b).count()
        };
        if let Some(at) = found.iter().max_by_key(|at| common(at)) {
            return inner(*at, index);
        }
    }
    let file = path.rsplit('/').next().unwrap_or(path);
    if index.files.contains_key(&key(file)) {
        return Target::Media(file.to_owned());
    }
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if is_media(&ending) {
        return Target::Missing(file.to_owned());
    }
    Target::Address
}

fn inner(at: usize, index: &Index) -> Target {
    let name = &index.names[at];
    let path = name.rsplit_once('.').map_or(name.as_str(), |(path, _)| path);
    Target::Inner(vec![folded("path", path)])
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                decoded.push(byte);
                at += 3;
            }
            _ => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}
