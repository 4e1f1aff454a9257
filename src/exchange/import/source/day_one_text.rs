//! The plain text export of Day One: blocks below indented lines of `Date:` and the like.

use super::super::dates::{When, leading};
use super::super::item::{Context, Flow, Item};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::shared::{any_text, listed, markdown_lines};

/// Reads the entries of a file.
pub(super) fn read(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    let name = tree.members[index].name.clone();
    let Some(text) = any_text(tree, index, cx) else { return cx.flow() };
    let (mut item, mut body): (Option<Item>, Vec<&str>) = (None, Vec::new());
    let (mut count, mut in_head) = (0, false);
    for line in text.lines() {
        let head = line.strip_prefix('\t').filter(|line| !line.starts_with('\t'));
        if let Some(date) = head.and_then(|line| line.strip_prefix("Date:")) {
            if let Some(item) = item.take() {
                give(item, &body, cx)?;
            } else if body.iter().any(|line| !line.trim().is_empty()) {
                cx.tell(Code::Ignored, &format!("{name}, text before the first date"));
            }
            body.clear();
            count += 1;
            let place = format!("{name}, entry {count}");
            let found = leading(date.trim(), cx.choices.order);
            if found.is_none() {
                cx.tell(Code::BadDate, &place);
            }
            let when = found.map_or(When::Unknown, |found| When::local(found.date, found.time));
            item = Some(Item { place, when, ..Item::default() });
            in_head = true;
            continue;
        }
        if let (true, Some(head), Some(item)) = (in_head, head, &mut item) {
            match head.split_once(':') {
                Some(("Tags", tags)) => {
                    item.tags = listed(tags, |c| c == ',');
                }
                Some((label, value)) if !value.trim().is_empty() => {
                    let label = if label == "Location" { "Place" } else { label };
                    item.extra.push((label.trim().to_owned(), value.trim().to_owned()));
                }
                _ if head.trim() == "Starred" => item.extra.push(("Starred".into(), "yes".into())),
                _ => item.extra.push(("Head".into(), head.trim().to_owned())),
            }
            continue;
        }
        in_head = in_head && line.trim().is_empty() && body.is_empty() && item.is_none();
        body.push(line);
    }
    if let Some(item) = item {
        give(item, &body, cx)?;
    }
    cx.flow()
}

fn give(mut item: Item, body: &[&str], cx: &mut Context<'_>) -> Flow {
    body.join("\n").trim().clone_into(&mut item.text);
    item.built = markdown_lines(&item.text);
    cx.item(item)
}
