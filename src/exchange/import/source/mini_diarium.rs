//! Mini Diarium and Mini Diary: JSON, by day or as a list; texts are HTML, Markdown or plain.

use super::super::dates::{When, any, instant};
use super::super::item::{Context, Flow, Item};
use super::super::json::{self, said, texts};
use super::super::limits::TEXT_WITH_PICTURES;
use super::super::text::{Target, html, is_html, plain};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::shared::{Element, List, each_object, markdown_lines};

/// Reads a file.
pub(super) fn read(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    let start = tree.start(index, 4_096).unwrap_or_default();
    let is_diary = String::from_utf8_lossy(&start).contains("\"Mini Diary\"");
    let list = List { key: "entries", called: "entry", most: TEXT_WITH_PICTURES };
    each_object(tree, index, &list, cx, &mut |element, cx| {
        let item = entry(element, is_diary, cx);
        cx.item(item)
    })
}

fn entry(element: Element, is_diary: bool, cx: &mut Context<'_>) -> Item {
    let Element { value, key, place } = element;
    let text = json::text(&value, "text").unwrap_or_default();
    let built = if is_html(&text) {
        html(&text, &|_| Target::Address)
    } else if is_diary {
        markdown_lines(&text)
    } else {
        plain(&text)
    };
    let date = key.or_else(|| said(&value, "date"));
    let when = date.as_deref().and_then(|date| any(date, None)).map(|(when, _)| when);
    if date.is_some() && when.is_none() {
        cx.tell(Code::BadDate, &place);
    }
    let changed = said(&value, "dateUpdated");
    let mut item = Item {
        place,
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
    item
}
