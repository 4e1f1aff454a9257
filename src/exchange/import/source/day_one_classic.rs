//! Day One Classic: a property list for each entry.

use std::collections::HashMap;

use super::super::dates::{Zone, instant};
use super::super::item::{Context, Flow, Item, Media};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::super::xml::{Piece, Pieces};
use super::shared::{folded, markdown_lines, set_made, utf8};

/// Reads the entries of a journal.
pub(super) fn read(tree: &mut Tree, members: &[usize], cx: &mut Context<'_>) -> Flow {
    for index in members {
        if tree.members[*index].ending() != "doentry" && members.len() > 1 {
            let name = tree.members[*index].name.clone();
            let is_photo = tree.members[*index].folder().ends_with("photos");
            if !is_photo {
                cx.tell(Code::OtherFile, &name);
            }
            continue;
        }
        let Some(text) = utf8(tree, *index, cx) else { continue };
        let name = tree.members[*index].name.clone();
        let fields = fields(&text, &name, cx);
        let Some(body) = fields.get("Entry Text") else {
            cx.tell(Code::BadItem, &name);
            continue;
        };
        let key =
            fields.get("UUID").cloned().or_else(|| Some(tree.members[*index].stem().to_owned()));
        let mut item = Item {
            names: key.iter().map(|key| folded("id", key)).collect(),
            place: name.clone(),
            text: body.clone(),
            built: markdown_lines(body),
            ..Item::default()
        };
        if let Some(key) = &key {
            let photo = tree.members.iter().position(|member| {
                member.folder().ends_with("photos") && member.stem().eq_ignore_ascii_case(key)
            });
            if let Some(photo) = photo {
                let name = tree.members[photo].name.clone();
                item.media.push(Media::of_member(name, Some(photo), None));
            }
        }
        item.key = key;
        match fields.get("Creation Date").map(|at| instant(at)) {
            Some(Some((utc_ms, _))) => {
                let zone = fields.get("Time Zone").and_then(|zone| Zone::read(zone));
                set_made(&mut item, utc_ms, zone);
            }
            Some(None) => cx.tell(Code::BadDate, &name),
            None => {}
        }
        if let Some(tags) = fields.get("Tags") {
            item.tags =
                tags.split('\n').filter(|tag| !tag.is_empty()).map(ToOwned::to_owned).collect();
        }
        if fields.get("Starred").is_some_and(|set| set == "true") {
            item.extra.push(("Starred".into(), "yes".into()));
        }
        for (key, label) in [
            ("Location/Place Name", "Place"),
            ("Location/Locality", "Place"),
            ("Location/Country", "Place"),
            ("Weather/Celsius", "Degrees Celsius"),
            ("Weather/Description", "Weather"),
            ("Activity", "Activity"),
        ] {
            if let Some(value) = fields.get(key).filter(|value| !value.is_empty()) {
                item.extra.push((label.into(), value.clone()));
            }
        }
        cx.item(item)?;
    }
    cx.flow()
}

/// Reads the keys of a property list; those of an inner dictionary as `outer/inner`, the values of
/// an array a line each.
fn fields(text: &str, place: &str, cx: &mut Context<'_>) -> HashMap<String, String> {
    let mut found: HashMap<String, String> = HashMap::new();
    let (mut path, mut key, mut value) = (Vec::<String>::new(), String::new(), None::<String>);
    let mut in_array = false;
    let mut pieces = Pieces::of(text);
    for piece in &mut pieces {
        match piece {
            Piece::Start(element) => match element.name.as_str() {
                "dict" => path.push(std::mem::take(&mut key)),
                "array" => in_array = true,
                _ => value = Some(String::new()),
            },
            Piece::Text(text) => {
                if let Some(value) = &mut value {
                    value.push_str(&text);
                }
            }
            Piece::Unknown(name) => {
                cx.tell(Code::UnknownEntity, place);
                if let Some(value) = &mut value {
                    value.extend(["&", &name, ";"]);
                }
            }
            Piece::End(name) => match name.as_str() {
                "dict" => {
                    path.pop();
                }
                "array" => in_array = false,
                "key" => key = value.take().unwrap_or_default(),
                "plist" => {}
                _ => {
                    let said = match name.as_str() {
                        "true" | "false" => name.clone(),
                        _ => value.take().unwrap_or_default(),
                    };
                    let outer = path.iter().filter(|part| !part.is_empty()).cloned();
                    let whole = outer.chain([key.clone()]).collect::<Vec<_>>().join("/");
                    match found.get_mut(&whole) {
                        Some(list) if in_array => {
                            list.push('\n');
                            list.push_str(&said);
                        }
                        _ => {
                            found.insert(whole, said);
                        }
                    }
                }
            },
        }
    }
    if pieces.is_broken() {
        cx.tell(Code::NotWhole, place);
    }
    found
}
