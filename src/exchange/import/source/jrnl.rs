//! jrnl: one text file with dated headers, a folder of days, or JSON.

use chrono::NaiveDate;

use super::super::dates::{When, leading, order_of};
use super::super::item::{Context, Flow, Item};
use super::super::json::{self, is_set, said, texts};
use super::super::limits::TEXT;
use super::super::stamp::{day_of_path, header};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::shared::{Element, List, any_text, each_object, joined, markdown_lines};

/// Reads a journal of one file.
pub(super) fn text(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    read(tree, index, None, cx)
}

/// Reads a folder journal: the day is that of the path.
pub(super) fn folder(tree: &mut Tree, cx: &mut Context<'_>) -> Flow {
    for index in 0..tree.members.len() {
        let name = tree.members[index].name.clone();
        match day_of_path(&name) {
            Some(day) => read(tree, index, Some(day), cx)?,
            None => cx.tell(Code::Ignored, &name),
        }
    }
    cx.flow()
}

fn read(tree: &mut Tree, index: usize, day: Option<NaiveDate>, cx: &mut Context<'_>) -> Flow {
    let name = tree.members[index].name.clone();
    let Some(text) = any_text(tree, index, cx) else { return cx.flow() };
    let stamps = text
        .lines()
        .filter_map(|line| line.strip_prefix('[')?.split_once(']').map(|(stamp, _)| stamp));
    let (found_order, is_open) = order_of(stamps);
    let order = cx.choices.order.or(found_order);
    if is_open && cx.choices.order.is_none() {
        cx.tell(Code::OrderAsked, &name);
    }
    let (mut item, mut lines): (Option<Item>, Vec<&str>) = (None, Vec::new());
    let mut count = 0;
    for line in text.lines() {
        if let Some(header) = header(line, order) {
            if let Some(item) = item.take() {
                give(item, &lines, cx)?;
            } else {
                tell_before(&lines, &name, cx);
            }
            lines.clear();
            count += 1;
            let place = format!("{name}, entry {count}");
            let mut title = header.title;
            let mut extra = Vec::new();
            if let Some(rest) = title.strip_suffix('*').or_else(|| title.strip_prefix("* ")) {
                title = rest.trim();
                extra.push(("Starred".to_owned(), "yes".to_owned()));
            }
            let date = day.unwrap_or(header.date);
            let when = When::local(date, header.time);
            item = Some(Item { place, title: title.to_owned(), when, extra, ..Item::default() });
            continue;
        }
        if line.starts_with('[') && looks_like_a_stamp(line) {
            cx.tell(Code::BadHeader, &format!("{name}: {}", &line[..line.floor_char_boundary(40)]));
            // What looks like a header begins an entry, so that no text joins another's.
            if let Some(before) = item.take() {
                give(before, &lines, cx)?;
            }
            lines.clear();
            count += 1;
            let (_, title) = line.split_once(']').unwrap_or(("", line));
            let place = format!("{name}, entry {count}");
            let mut broken = Item { place, title: title.trim().to_owned(), ..Item::default() };
            let stamp = line.split(']').next().unwrap_or_default().trim_start_matches('[');
            broken.extra.push(("Written date".into(), stamp.to_owned()));
            item = Some(broken);
            continue;
        }
        lines.push(line);
    }
    match item {
        Some(item) => give(item, &lines, cx)?,
        None => {
            if lines.iter().any(|line| !line.trim().is_empty()) {
                cx.tell(Code::NothingFound, &name);
                cx.tell(Code::PlainAsked, &name);
            }
        }
    }
    cx.flow()
}

/// Tells of text that stands before the first header.
fn tell_before(lines: &[&str], name: &str, cx: &mut Context<'_>) {
    if lines.iter().any(|line| !line.trim().is_empty()) {
        cx.tell(Code::Ignored, &format!("{name}, text before the first date"));
    }
}

/// Returns whether a bracketed beginning has the look of a time: digits and signs between them.
fn looks_like_a_stamp(line: &str) -> bool {
    let Some((stamp, _)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) else {
        return false;
    };
    let digits = stamp.chars().filter(char::is_ascii_digit).count();
    let others = stamp.chars().filter(|c| c.is_alphabetic()).count();
    digits >= 6 && others <= 2 && stamp.contains(['-', '/', '.'])
}

fn give(mut item: Item, lines: &[&str], cx: &mut Context<'_>) -> Flow {
    let body = lines.join("\n").trim().to_owned();
    let mut tags = at_tags(&item.title);
    tags.extend(at_tags(&body));
    item.tags = tags;
    item.built = markdown_lines(&body);
    item.text = body;
    cx.item(item)
}

/// Finds `@tags`: at a word's start, not inside mail addresses.
fn at_tags(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let begins = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
        let rest = &text[at + 1..];
        let end = rest
            .find(|c: char| {
                !(c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '*' | '#' | '/'))
            })
            .unwrap_or(rest.len());
        if begins && end > 0 {
            found.push(rest[..end].to_owned());
        }
    }
    found
}

/// Reads the JSON export.
pub(super) fn json(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    let list = List { key: "entries", called: "entry", most: TEXT };
    each_object(tree, index, &list, cx, &mut |Element { value, place, .. }, cx| {
        let stamp = joined(["date", "time"].map(|key| said(&value, key)), " ");
        let when =
            leading(&stamp, cx.choices.order).map(|found| When::local(found.date, found.time));
        if when.is_none() {
            cx.tell(Code::BadDate, &place);
        }
        let body = json::text(&value, "body").unwrap_or_default();
        let mut item = Item {
            place,
            title: json::text(&value, "title").unwrap_or_default(),
            built: markdown_lines(body.trim()),
            text: body,
            when: when.unwrap_or_default(),
            tags: texts(&value, "tags"),
            ..Item::default()
        };
        if is_set(&value, "starred") {
            item.extra.push(("Starred".into(), "yes".into()));
        }
        cx.item(item)
    })
}
