//! Day One: a JSON file for each journal, pictures and files beside them by their hash.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::super::dates::{When, Zone, instant};
use super::super::item::{Context, Flow, Item, Media};
use super::super::json::{self, Parsed, elements, integer, is_set, said, texts};
use super::super::limits::{TEXT, UNKNOWN_VALUE};
use super::super::text::{MarkdownLike, Target, day_one, markdown};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::shared::{List, each_object, folded, joined, leftovers, refusal};
use crate::forms::plain_text;

/// The key of the entries of a journal.
const ENTRIES: &str = "entries";

/// The keys of an entry that list pictures and files.
const LISTS: [&str; 4] = ["photos", "videos", "audios", "pdfAttachments"];

/// Keys that are read, or that say nothing outside of Day One.
const KNOWN: &[&str] = &[
    "uuid",
    "creationDate",
    "modifiedDate",
    "timeZone",
    "isAllDay",
    "starred",
    "isPinned",
    "pinned",
    "tags",
    "text",
    "richText",
    "photos",
    "videos",
    "audios",
    "pdfAttachments",
    "location",
    "weather",
    "userActivity",
    "music",
    "duration",
    "editingTime",
    "sourceString",
    "creationOSName",
    "creationOSVersion",
    "creationDevice",
    "creationDeviceType",
    "creationDeviceModel",
    "$type",
];

/// A picture or file of the export.
struct File {
    md5: String,
    name: String,
}

/// What the first reading finds: files by the identifier that texts use.
#[derive(Default)]
struct Index {
    files: HashMap<String, File>,
    /// Files of the source by their hash.
    members: HashMap<String, usize>,
    refused: HashMap<usize, Code>,
}

/// Reads the JSON files of an export.
pub(super) fn read(tree: &mut Tree, json: &[usize], cx: &mut Context<'_>) -> Flow {
    let mut index = Index::default();
    let mut used: HashSet<usize> = json.iter().copied().collect();
    for (at, member) in tree.members.iter().enumerate() {
        let folder = member.folder().rsplit('/').next().unwrap_or_default();
        if matches!(folder, "photos" | "videos" | "audios" | "pdfs") {
            index.members.entry(member.stem().to_lowercase()).or_insert(at);
        }
    }
    for file in json {
        survey(tree, *file, &mut index);
    }
    for file in index.files.values() {
        if let Some(member) = index.members.get(&file.md5)
            && used.insert(*member)
        {
            let name = tree.members[*member].name.clone();
            if let Some(code) = refusal(tree, Some(*member), &name, cx) {
                index.refused.insert(*member, code);
            }
        }
    }
    for file in json {
        entries(tree, *file, &index, cx)?;
    }
    if tree.is_archive() {
        leftovers(tree, &used, cx);
    }
    cx.flow()
}

/// Notes the files that the entries of a journal list.
fn survey(tree: &mut Tree, file: usize, index: &mut Index) {
    let Ok(reader) = tree.stream(file) else { return };
    elements(reader, ENTRIES, TEXT, &mut |_, _| {}, &mut |raw| {
        let Ok(Parsed { value, .. }) = json::parse(raw.text) else { return Flow::Continue(()) };
        for list in LISTS {
            for one in value[list].as_array().into_iter().flatten() {
                let Some(id) = one["identifier"].as_str() else { continue };
                let md5 = one["md5"].as_str().unwrap_or_default().to_lowercase();
                let name =
                    ["pdfName", "filename", "title"].iter().find_map(|key| one[key].as_str());
                let ending = one["type"].as_str().or(one["format"].as_str()).unwrap_or_default();
                let kind = match list {
                    "photos" => "picture",
                    "videos" => "video",
                    "audios" => "sound",
                    _ => "PDF",
                };
                let name = name.map_or_else(
                    || format!("{kind} {}.{ending}", &md5[..md5.floor_char_boundary(8)]),
                    ToOwned::to_owned,
                );
                let is_other = |file: &File| file.name == name && file.md5 != md5;
                let name = if index.files.values().any(is_other) {
                    // Two of a name are told apart by their digests.
                    format!("{} {name}", &md5[..md5.floor_char_boundary(8)])
                } else {
                    name
                };
                index.files.entry(id.to_owned()).or_insert(File { md5, name });
            }
        }
        Flow::Continue(())
    });
}

fn entries(tree: &mut Tree, file: usize, index: &Index, cx: &mut Context<'_>) -> Flow {
    let journal = tree.members[file].stem().to_owned();
    let list = List { key: ENTRIES, called: "entry", most: TEXT };
    each_object(tree, file, &list, cx, &mut |element, cx| {
        if let Some(item) = entry(&element.value, &journal, &element.place, index, cx) {
            return cx.item(item);
        }
        cx.tell(Code::BadItem, &element.place);
        cx.flow()
    })
}

/// Makes an item of an entry; none if its text is no text.
fn entry(
    value: &Value,
    journal: &str,
    place: &str,
    index: &Index,
    cx: &mut Context<'_>,
) -> Option<Item> {
    if !(value["text"].is_string() || value["text"].is_null()) {
        return None;
    }
    let text = json::text(value, "text").unwrap_or_default();
    let key = said(value, "uuid");
    let resolve = |address: &str| resolve(address, index);
    let rich = said(value, "richText");
    let built = match rich.as_deref().map(|rich| day_one(rich, &resolve)) {
        Some(Some(built)) if text.trim().is_empty() || !plain_text(&built.document).is_empty() => {
            built
        }
        other => {
            if matches!(other, Some(None)) {
                cx.tell(Code::BadRichText, place);
            }
            let like = MarkdownLike { breaks: true, vault: false };
            markdown(&text.replace('\u{200b}', ""), like, &resolve)
        }
    };
    let mut item = Item {
        names: key.iter().map(|key| folded("id", key)).collect(),
        key,
        place: place.to_owned(),
        groups: vec![journal.to_owned()],
        text: if text.is_empty() { rich.unwrap_or_default() } else { text },
        built,
        tags: texts(value, "tags"),
        ..Item::default()
    };
    let zone_name = said(value, "timeZone");
    let zone_name = zone_name.or_else(|| said(&value["location"], "timeZoneName"));
    let zone = zone_name.as_deref().and_then(Zone::read);
    let made = said(value, "creationDate");
    let at = made.as_deref().and_then(instant);
    if made.is_some() && at.is_none() {
        cx.tell(Code::BadDate, place);
    }
    if let Some((utc_ms, _)) = at {
        item.created = Some(utc_ms);
        item.when = When::Instant { utc_ms, zone, all_day: is_set(value, "isAllDay") };
    }
    media(value, index, &mut item);
    extra(value, &mut item);
    for key in value.as_object()?.keys() {
        if !KNOWN.contains(&key.as_str()) {
            let written = value[key].to_string();
            let end = written.floor_char_boundary(UNKNOWN_VALUE);
            item.extra.push((key.clone(), written[..end].to_owned()));
        }
    }
    Some(item)
}

/// Adds the files that the entry lists and its text does not show.
fn media(value: &Value, index: &Index, item: &mut Item) {
    for list in LISTS {
        for one in value[list].as_array().into_iter().flatten() {
            let md5 = one["md5"].as_str().unwrap_or_default().to_lowercase();
            let known = one["identifier"].as_str().and_then(|id| index.files.get(id));
            let name = known.map_or_else(|| md5.clone(), |file| file.name.clone());
            let member = index.members.get(&md5);
            let refused = member.and_then(|member| index.refused.get(member)).copied();
            if !item.media.iter().any(|media| media.name == name) {
                item.media.push(Media::of_member(name, member.copied(), refused));
            }
        }
    }
}

/// Keeps with the entry what has no place in one.
fn extra(value: &Value, item: &mut Item) {
    let mut add = |label: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            item.extra.push((label.to_owned(), value));
        }
    };
    if is_set(value, "starred") {
        add("Starred", Some("yes".into()));
    }
    if is_set(value, "isPinned") || is_set(value, "pinned") {
        add("Pinned", Some("yes".into()));
    }
    let weather = &value["weather"];
    let degrees = weather["temperatureCelsius"].as_f64().map(|degrees| format!("{degrees:.0} °C"));
    add("Weather", Some(joined([degrees, said(weather, "conditionsDescription")], ", ")));
    let place = &value["location"];
    let keys = ["userLabel", "placeName", "localityName", "administrativeArea", "country"];
    let mut parts: Vec<String> = keys.iter().filter_map(|key| said(place, key)).collect();
    parts.dedup();
    add("Place", Some(parts.join(", ")));
    add("Activity", said(&value["userActivity"], "activityName"));
    let music = &value["music"];
    add("Music", Some(joined(["track", "artist", "album"].map(|key| said(music, key)), ", ")));
    let modified = said(value, "modifiedDate")
        .filter(|at| Some(at.as_str()) != value["creationDate"].as_str());
    add("Changed", modified);
    let seconds = integer(value, "duration").filter(|seconds| *seconds > 0);
    add("Duration", seconds.map(|seconds| format!("{seconds} s")));
}

/// Returns what an address in a text leads to.
fn resolve(address: &str, index: &Index) -> Target {
    for head in ["dayone://", "dayone2://"] {
        if let Some(rest) = address.strip_prefix(head) {
            let id = rest.split("entryId=").nth(1).unwrap_or_default();
            let id = id.split('&').next().unwrap_or_default();
            return if id.is_empty() {
                Target::Address
            } else {
                Target::Inner(vec![folded("id", id)])
            };
        }
    }
    let Some(rest) = address.strip_prefix("dayone-moment:") else { return Target::Address };
    let id = rest.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    match index.files.get(id) {
        Some(file) => match index.members.get(&file.md5) {
            Some(_) => Target::Media(file.name.clone()),
            None => Target::Missing(file.name.clone()),
        },
        None => Target::Missing("picture".to_owned()),
    }
}
