//! Web pages: the entries of Apple Journal, and notes exported as HTML.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::super::dates::{When, any, leading};
use super::super::item::{Context, Flow, Item, Media};
use super::super::probe::Kind;
use super::super::text::{Target, html};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::shared::{any_text, group, listed, path_from, refusal};
use crate::forms::plain_text;

/// Reads a page.
pub(super) fn read(kind: Kind, tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    let name = tree.members[index].name.clone();
    let folder = tree.members[index].folder().to_owned();
    let Some(text) = any_text(tree, index, cx) else { return cx.flow() };
    let found = RefCell::new(BTreeMap::new());
    let resolve = |address: &str| {
        let (target, member) = media(tree, &folder, address);
        if let (Target::Media(name), Some(member)) = (&target, member) {
            found.borrow_mut().entry(name.clone()).or_insert(member);
        }
        target
    };
    let mut item = Item {
        key: Some(name.clone()),
        place: name.clone(),
        groups: group(&folder),
        ..Item::default()
    };
    if kind == Kind::AppleJournal {
        apple(&text, &resolve, &mut item, cx);
    } else {
        page(&text, &resolve, &mut item, cx);
    }
    // In the order of the text, then those of the grid.
    let mut found = found.into_inner();
    let named = item.built.media.iter().map(|(name, _)| name.clone());
    let named: Vec<_> = named.filter_map(|name| found.remove_entry(&name)).collect();
    for (name, member) in named.into_iter().chain(found) {
        let media =
            Media::of_member(name, Some(member), refusal(tree, Some(member), &item.place, cx));
        match item.media.iter_mut().find(|known| known.name == media.name) {
            Some(known) => *known = media,
            None => item.media.push(media),
        }
    }
    cx.item(item)
}

/// Returns whether an address is that of a file beside the page, and which.
fn media(tree: &Tree, folder: &str, address: &str) -> (Target, Option<usize>) {
    if address.contains("://") || address.starts_with(['#', '/']) || address.starts_with("mailto:")
    {
        return (Target::Address, None);
    }
    let path = path_from(folder, address);
    let shown = address.rsplit('/').next().unwrap_or(address).to_owned();
    match tree.find(&path) {
        Some(member) => (Target::Media(shown), Some(member)),
        None => (Target::Missing(shown), None),
    }
}

fn apple(text: &str, resolve: &dyn Fn(&str) -> Target, item: &mut Item, cx: &mut Context<'_>) {
    let header = between(text, "pageHeader", "</div>").map(|text| stripped(&text));
    if let Some(header) = &header {
        match leading(header, cx.choices.order) {
            Some(found) => item.when = When::local(found.date, found.time),
            None => cx.tell(Code::BadDate, &item.place),
        }
    }
    item.title = between(text, "class='title'", "</div>")
        .or_else(|| between(text, "class=\"title\"", "</div>"))
        .map(|text| stripped(&text))
        .unwrap_or_default();
    let body =
        text.find("bodyText").and_then(|at| text[at..].find('>').map(|end| &text[at + end + 1..]));
    // Opened before the body and closed within it: its end tags close nothing.
    let body = body.unwrap_or_default();
    item.built = html(body, resolve);
    item.text = stripped(body);
    let grid = text
        .find("assetGrid")
        .map(|at| &text[at..text.find("bodyText").unwrap_or(text.len()).max(at)]);
    for asset in grid.unwrap_or_default().split("gridItem assetType_").skip(1) {
        let kind = asset.split(['"', '\'']).next().unwrap_or_default();
        let words: Vec<String> = asset
            .split("gridItemOverlayText")
            .skip(1)
            .filter_map(|part| part.split_once('>').map(|(_, rest)| rest))
            .map(|part| stripped(part.split("</div>").next().unwrap_or_default()))
            .filter(|text| !text.is_empty())
            .collect();
        if kind == "contact" {
            item.people.extend(words.iter().cloned());
        }
        if !words.is_empty() {
            let label = match kind {
                "contact" => "Contact",
                "stateOfMind" => "State of mind",
                "location" | "multiPinMap" => "Place",
                "music" | "podcast" => "Music",
                _ => "From the page",
            };
            item.extra.push((label.to_owned(), words.join(", ")));
        }
        for source in asset.split("src=").skip(1) {
            let source = source.trim_start_matches(['"', '\'']);
            let source = source.split(['"', '\'']).next().unwrap_or_default();
            match resolve(source) {
                Target::Media(name) => {
                    item.media.push(Media { name, is_there: true, refused: None, at: None });
                }
                Target::Missing(name) => {
                    item.media.push(Media::of_member(name, None, None));
                }
                _ => {}
            }
        }
    }
}

fn page(text: &str, resolve: &dyn Fn(&str) -> Target, item: &mut Item, cx: &mut Context<'_>) {
    let meta = |name: &str| {
        let at = text.find(&format!("name=\"{name}\""))?;
        let rest = &text[at..];
        let rest = &rest[..rest.find('>')?];
        between(&rest.replace("content=\"", "content=\">"), "content=", "\"")
    };
    item.title =
        between(text, "<title", "</title>").map(|text| stripped(&text)).unwrap_or_default();
    for name in ["created-at", "created", "date"] {
        if let Some((when, open)) = meta(name).as_deref().and_then(|at| any(at, cx.choices.order)) {
            item.when = when;
            if open {
                cx.tell(Code::OrderAsked, &item.place);
            }
            break;
        }
    }
    if let Some(tags) = meta("tags") {
        item.tags = listed(&tags, |c| c == ',');
    }
    item.built = html(text, resolve);
    item.text = stripped(text);
}

/// Returns what stands between the end of the tag that holds `from` and `to`.
fn between(text: &str, from: &str, to: &str) -> Option<String> {
    let rest = &text[text.find(from)? + from.len()..];
    let rest = &rest[rest.find('>')? + 1..];
    Some(rest[..rest.find(to)?].to_owned())
}

/// Returns text without its tags.
fn stripped(text: &str) -> String {
    let built = html(text, &|_| Target::Address);
    plain_text(&built.document)
}
