//! Journey: a JSON file for each entry, its pictures beside it.

use std::collections::{HashMap, HashSet};

use super::super::dates::{When, Zone};
use super::super::item::{Context, Flow, Item, Media};
use super::super::json::{self, integer, is_set, said, texts};
use super::super::limits::MEDIA;
use super::super::text::{MarkdownLike, Target, html, markdown, plain};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::shared::{folded, leftovers, utf8};

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
        let value = match json::parse(&text) {
            Ok(parsed) if parsed.value.is_object() => parsed.value,
            Ok(_) => {
                cx.tell(Code::BadItem, &place);
                continue;
            }
            Err(code) => {
                cx.tell(code, &place);
                continue;
            }
        };
        let body = json::text(&value, "text").unwrap_or_default();
        let address = |_: &str| Target::Address;
        let built = match value["type"].as_str() {
            Some("html") => html(&body, &address),
            Some("markdown") => {
                markdown(&body, MarkdownLike { breaks: true, vault: false }, &address)
            }
            _ => plain(&body),
        };
        let key = said(&value, "id");
        let mut item = Item {
            names: key.iter().map(|key| folded("id", key)).collect(),
            key,
            place: place.clone(),
            text: body,
            built,
            tags: texts(&value, "tags"),
            ..Item::default()
        };
        if let Some(utc_ms) = integer(&value, "date_journal") {
            let zone = said(&value, "timezone").as_deref().and_then(Zone::read);
            item.created = Some(utc_ms);
            item.when = When::Instant { utc_ms, zone, all_day: false };
        }
        for photo in texts(&value, "photos") {
            let member = names.get(&photo).copied();
            used.extend(member);
            let refused = member.and_then(|member| tree.measure(member, MEDIA).err());
            if let Some(code) = refused {
                cx.tell(code, &photo);
            }
            item.media.push(Media { name: photo, is_there: member.is_some(), refused });
        }
        let number = |key: &str| {
            integer(&value, key).filter(|number| *number > 0).map(|number| number.to_string())
        };
        let flags = is_set(&value, "favourite").then(|| "yes".to_owned());
        let place_known = value["lat"].as_f64().is_some_and(|at| at < NONE)
            && value["lon"].as_f64().is_some_and(|at| at < NONE);
        let position = place_known.then(|| format!("{}, {}", value["lat"], value["lon"]));
        let weather = &value["weather"];
        let degrees = weather["degree_c"]
            .as_f64()
            .filter(|degrees| *degrees < NONE)
            .map(|degrees| format!("{degrees} °C"));
        let weather = [degrees, said(weather, "description")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ");
        let music = [said(&value, "music_title"), said(&value, "music_artist")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ");
        let known = integer(&value["weather"], "id") != Some(-1);
        let pairs = [
            ("Mood", number("mood")),
            ("Sentiment", number("sentiment")),
            ("Starred", flags),
            ("Place", said(&value, "address")),
            ("Position", position),
            ("Label", said(&value, "label")),
            ("Folder", said(&value, "folder")),
            ("Weather", Some(weather).filter(|w| known && !w.is_empty())),
            ("Music", Some(music).filter(|m| !m.is_empty())),
        ];
        item.extra.extend(
            pairs.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?))),
        );
        cx.item(item)?;
    }
    if tree.is_archive() {
        leftovers(tree, &used, cx);
    }
    cx.flow()
}
