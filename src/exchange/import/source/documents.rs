//! Word documents and plain text: one file a client with many dated headings, above all.

use std::collections::HashSet;

use serde_json::json;

use super::super::dates::{When, any, instant, within};
use super::super::item::{Context, Flow, Item, Media, MediaAt};
use super::super::limits::MEDIA;
use super::super::text::{self, Built, parts, plain};
use super::super::tree::{Member, Tree};
use super::super::trouble::Code;
use super::shared::{any_text, folded, group, or_tell};
use crate::forms::{attached_in, plain_text};

/// Reads a document of Word.
pub(super) fn word(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    let name = tree.members[index].name.clone();
    let read = tree.read(index, MEDIA).and_then(|bytes| text::word(&bytes, &name));
    let Some(package) = or_tell(read, &name, cx) else { return cx.flow() };
    cx.told(package.told);
    let created = package.created.as_deref().and_then(instant);
    let mut whole = Item {
        created: created.map(|(ms, _)| ms),
        extra: package.extra,
        people: package.author.into_iter().collect(),
        ..of_file(&tree.members[index], package.built, cx)
    };
    if let Some(modified) = package.modified {
        whole.extra.push(("Changed".into(), modified));
    }
    if whole.when == When::Unknown
        && let Some((utc_ms, _)) = created
    {
        whole.when = When::Instant { utc_ms, zone: None, all_day: false };
    }
    for (name, is_there) in whole.built.media.clone() {
        if !whole.media.iter().any(|known| known.name == name) {
            let at = is_there.then(|| MediaAt::Part(index, name.clone()));
            whole.media.push(Media { name, is_there, refused: None, at });
        }
    }
    split(whole, &package.notes, cx)
}

/// Reads a text file.
pub(super) fn text(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    let Some(body) = any_text(tree, index, cx) else { return cx.flow() };
    let mut item = of_file(&tree.members[index], Built::default(), cx);
    // The text export of Notesnook ends in its dates.
    let (body, dates) = match body.rsplit_once("\n----------\n") {
        Some((body, dates)) if dates.trim_start().starts_with("Created on:") => {
            (body.to_owned(), dates.to_owned())
        }
        _ => (body, String::new()),
    };
    for line in dates.lines() {
        let Some((label, value)) = line.split_once(':') else { continue };
        match any(value.trim(), cx.choices.order) {
            Some((when, _)) if label == "Created on" => item.when = when,
            _ => item.extra.push((label.to_owned(), value.trim().to_owned())),
        }
    }
    item.built = plain(&body);
    item.text = body;
    split(item, &[], cx)
}

/// Makes an item of what the name of a file says.
fn of_file(member: &Member, built: Built, cx: &mut Context<'_>) -> Item {
    let stem = member.stem();
    let mut item = Item {
        names: vec![folded("path", &member.name), folded("title", stem)],
        key: Some(member.name.clone()),
        place: member.name.clone(),
        groups: group(member.folder()),
        text: plain_text(&built.document),
        built,
        ..Item::default()
    };
    let mut rest = stem.to_owned();
    if let Some((at, found)) = within(stem, cx.choices.order) {
        if found.open {
            cx.tell(Code::OrderAsked, &member.name);
        }
        if found.short_year {
            cx.tell(Code::YearAsked, &member.name);
        }
        item.when = When::local(found.date, found.time);
        rest = format!("{} {}", &stem[..at], found.rest);
    }
    if item.when == When::Unknown && cx.choices.file_time {
        item.when = of_file_time(member);
    }
    if rest.chars().any(char::is_alphabetic) {
        item.people.extend(name_in_file(&rest));
    }
    item
}

/// Returns when a file was last changed.
pub(super) fn of_file_time(member: &Member) -> When {
    let since = member.modified.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    let utc_ms = since.and_then(|since| i64::try_from(since.as_millis()).ok());
    utc_ms.map_or(When::Unknown, |utc_ms| When::Instant { utc_ms, zone: None, all_day: false })
}

/// Words of a file's name that may name a client: they begin with a capital.
fn name_in_file(rest: &str) -> Option<String> {
    const COMMON: [&str; 14] = [
        "session",
        "sessions",
        "notes",
        "note",
        "sitzung",
        "stunde",
        "client",
        "journal",
        "hour",
        "therapy",
        "protokoll",
        "untitled",
        "document",
        "text",
    ];
    let words = rest.split(|c: char| !c.is_alphanumeric());
    let names: Vec<&str> = words
        .filter(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                && !COMMON.contains(&word.to_lowercase().as_str())
        })
        .collect();
    (!names.is_empty()).then(|| names.join(" "))
}

/// Gives an item whole or in its dated parts, as was chosen.
fn split(whole: Item, notes: &[(String, String)], cx: &mut Context<'_>) -> Flow {
    let pieces = parts(&whole.built.document, cx.choices.order);
    let dated = pieces.iter().filter(|piece| piece.when.is_some()).count();
    if dated == 0 || (dated == 1 && pieces.len() == 1) {
        let mut whole = whole;
        if let (When::Unknown | When::Instant { .. }, Some(piece)) = (&whole.when, pieces.first())
            && let Some(when) = piece.when
        {
            whole.when = when;
        }
        append(&mut whole.built, notes);
        return cx.item(whole);
    }
    if !cx.choices.split {
        cx.tell(Code::SplitAsked, &format!("{}: {} parts", whole.place, pieces.len()));
        let mut whole = whole;
        append(&mut whole.built, notes);
        return cx.item(whole);
    }
    if pieces.iter().any(|piece| piece.open) && cx.choices.order.is_none() {
        cx.tell(Code::OrderAsked, &whole.place);
    }
    if pieces.iter().any(|piece| piece.short_year) {
        cx.tell(Code::YearAsked, &whole.place);
    }
    let in_pieces: HashSet<String> = pieces
        .iter()
        .flat_map(|piece| attached_in(&piece.document))
        .map(ToOwned::to_owned)
        .collect();
    for (at, piece) in pieces.into_iter().enumerate() {
        let text = plain_text(&piece.document);
        let own: Vec<(String, String)> =
            notes.iter().filter(|(mark, _)| text.contains(mark.as_str())).cloned().collect();
        let mut item = Item {
            place: format!("{}, part {}", whole.place, at + 1),
            names: if at == 0 { whole.names.clone() } else { Vec::new() },
            groups: whole.groups.clone(),
            title: String::new(),
            when: piece.when.unwrap_or(whole.when),
            created: whole.created,
            people: if at == 0 { whole.people.clone() } else { Vec::new() },
            extra: if at == 0 { whole.extra.clone() } else { Vec::new() },
            text,
            ..Item::default()
        };
        // Files go with the piece that shows them, those that none shows with the first.
        let shown = attached_in(&piece.document);
        let media = whole.media.iter().filter(|one| {
            shown.contains(&one.name.as_str()) || (at == 0 && !in_pieces.contains(&one.name))
        });
        item.media = media.cloned().collect();
        item.built.document = piece.document;
        if at == 0 {
            item.built.turns.clone_from(&whole.built.turns);
            item.built.links.clone_from(&whole.built.links);
        }
        append(&mut item.built, &own);
        cx.item(item)?;
    }
    cx.flow()
}

/// Puts comments and notes at the end of a text, below a rule.
fn append(built: &mut Built, notes: &[(String, String)]) {
    if notes.is_empty() {
        return;
    }
    let Some(content) = built.document["content"].as_array_mut() else { return };
    content.push(json!({ "type": "horizontalRule" }));
    for (mark, text) in notes {
        for (at, line) in text.lines().enumerate() {
            let line = if at == 0 { format!("{mark} {line}") } else { line.to_owned() };
            if !line.trim().is_empty() {
                content.push(
                    json!({ "type": "paragraph", "content": [{ "type": "text", "text": line }] }),
                );
            }
        }
    }
}
