//! Mini Diarium and Mini Diary: JSON, by day or as a list; texts are HTML, Markdown or plain.

use super::super::dates::{When, any, instant};
use super::super::item::{Context, Flow, Item};
use super::super::json::{self, Raw, elements, said, texts};
use super::super::limits::TEXT_WITH_PICTURES;
use super::super::text::{MarkdownLike, Target, html, is_html, markdown, plain};
use super::super::tree::Tree;
use super::super::trouble::Code;

/// Reads a file.
pub(super) fn read(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    let name = tree.members[index].name.clone();
    let start = tree.start(index, 4_096).unwrap_or_default();
    let is_diary = String::from_utf8_lossy(&start).contains("\"Mini Diary\"");
    let reader = match tree.stream(index) {
        Ok(reader) => reader,
        Err(code) => {
            cx.tell(code, &name);
            return cx.flow();
        }
    };
    let mut count = 0;
    let ended = elements(reader, "entries", TEXT_WITH_PICTURES, &mut |_, _| {}, &mut |raw| {
        count += 1;
        let place = format!("{name}, entry {count}");
        match entry(&raw, is_diary, &place, cx) {
            Some(item) => cx.item(item),
            None => cx.flow(),
        }
    });
    if let Some((code, byte)) = ended.broken {
        cx.tell(code, &format!("{name}, after byte {byte}"));
    }
    cx.flow()
}

fn entry(raw: &Raw<'_>, is_diary: bool, place: &str, cx: &mut Context<'_>) -> Option<Item> {
    let value = match json::parse(raw.text) {
        Ok(parsed) if parsed.value.is_object() => parsed.value,
        Ok(_) => {
            cx.tell(Code::BadItem, place);
            return None;
        }
        Err(code) => {
            cx.tell(code, place);
            return None;
        }
    };
    let text = json::text(&value, "text").unwrap_or_default();
    let address = |_: &str| Target::Address;
    let built = if is_html(&text) {
        html(&text, &address)
    } else if is_diary {
        markdown(&text, MarkdownLike { breaks: true, vault: false }, &address)
    } else {
        plain(&text)
    };
    let date = raw.key.clone().or_else(|| said(&value, "date"));
    let when = date.as_deref().and_then(|date| any(date, None)).map(|(when, _)| when);
    if date.is_some() && when.is_none() {
        cx.tell(Code::BadDate, place);
    }
    let changed = said(&value, "dateUpdated");
    let mut item = Item {
        place: place.to_owned(),
        title: said(&value, "title").unwrap_or_default(),
        text,
        built,
        when: when.unwrap_or_default(),
        created: changed.as_deref().and_then(instant).map(|(ms, _)| ms),
        tags: texts(&value, "tags"),
        ..Item::default()
    };
    item.extra.extend(changed.map(|changed| ("Changed".to_owned(), changed)));
    if matches!(item.when, When::Unknown) {
        item.created = None;
    }
    Some(item)
}
