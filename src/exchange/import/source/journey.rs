//! Journey: a JSON file for each entry, its pictures beside it.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::super::dates::Zone;
use super::super::item::{Context, Flow, Item, Media};
use super::super::json::{self, integer, is_set, said, texts};
use super::super::text::{Target, html, plain};
use super::super::tree::Tree;
use super::shared::{folded, joined, leftovers, markdown_lines, object, refusal, set_made, utf8};

/// From here on a number of a place or a temperature says that there is none.
const NONE: f64 = 1e300;

/// Reads an export.
pub(super) fn read(tree: &mut Tree, members: &[usize], cx: &mut Context<'_>) -> Flow {
    let names: HashMap<String, usize> = tree
        .members
        .iter()
        .enumerate()
        .map(|(at, member)| (member.file_name().to_owned(), at))
        .collect();
    let mut used = HashSet::new();
    for index in members {
        if tree.members[*index].ending() != "json" {
            continue;
        }
        used.insert(*index);
        let Some(text) = utf8(tree, *index, cx) else { continue };
        let place = tree.members[*index].name.clone();
        let Some(value) = object(&text, false, &place, cx) else { continue };
        let mut item = entry(&value, place);
        for photo in texts(&value, "photos") {
            let member = names.get(&photo).copied();
            used.extend(member);
            let refused = refusal(tree, member, &photo, cx);
            item.media.push(Media::of_member(photo, member, refused));
        }
        cx.item(item)?;
    }
    if tree.is_archive() {
        leftovers(tree, &used, cx);
    }
    cx.flow()
}

/// Makes an item of an entry, without its pictures.
fn entry(value: &Value, place: String) -> Item {
    let body = json::text(value, "text").unwrap_or_default();
    let built = match value["type"].as_str() {
        Some("html") => html(&body, &|_| Target::Address),
        Some("markdown") => markdown_lines(&body),
        _ => plain(&body),
    };
    let key = said(value, "id");
    let mut item = Item {
        names: key.iter().map(|key| folded("id", key)).collect(),
        key,
        place,
        text: body,
        built,
        tags: texts(value, "tags"),
        extra: extra(value),
        ..Item::default()
    };
    if let Some(utc_ms) = integer(value, "date_journal") {
        let zone = said(value, "timezone").as_deref().and_then(Zone::read);
        set_made(&mut item, utc_ms, zone);
    }
    item
}

/// Returns what has no place in an entry: a label and a value each.
fn extra(value: &Value) -> Vec<(String, String)> {
    let number = |key: &str| {
        integer(value, key).filter(|number| *number > 0).map(|number| number.to_string())
    };
    let known = |value: &Value| value.as_f64().filter(|number| *number < NONE);
    let position = known(&value["lat"])
        .and(known(&value["lon"]))
        .map(|_| format!("{}, {}", value["lat"], value["lon"]));
    let weather = &value["weather"];
    let has_weather = integer(weather, "id") != Some(-1);
    let degrees = known(&weather["degree_c"]).map(|degrees| format!("{degrees} °C"));
    let weather = joined([degrees, said(weather, "description")], ", ");
    let music = joined(["music_title", "music_artist"].map(|key| said(value, key)), ", ");
    let pairs = [
        ("Mood", number("mood")),
        ("Sentiment", number("sentiment")),
        ("Starred", is_set(value, "favourite").then(|| "yes".to_owned())),
        ("Place", said(value, "address")),
        ("Position", position),
        ("Label", said(value, "label")),
        ("Folder", said(value, "folder")),
        ("Weather", Some(weather).filter(|weather| has_weather && !weather.is_empty())),
        ("Music", Some(music).filter(|music| !music.is_empty())),
    ];
    pairs.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?))).collect()
}
