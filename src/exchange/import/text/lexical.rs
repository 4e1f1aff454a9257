//! The editor state of Lexical, as Standard Notes keeps it.

use serde_json::Value;

use super::builder::{Block, Builder, Built, Mark};
use super::target::{Resolve, Target};
use crate::exchange::import::trouble::Code;

const BOLD: u64 = 1;
const ITALIC: u64 = 2;
const STRUCK: u64 = 4;
const CODE: u64 = 16;
/// Underline, subscript, superscript, highlight.
const STYLE: u64 = 8 | 32 | 64 | 128;

/// Reads an editor state; none if it is not one.
pub(in crate::exchange::import) fn lexical(text: &str, resolve: Resolve<'_>) -> Option<Built> {
    let state: Value = serde_json::from_str(text).ok()?;
    let root = state.get("root")?;
    let mut builder = Builder::new();
    // JSON is read to a depth of 128, so that walking down it is safe.
    children(&mut builder, root, resolve);
    Some(builder.finish())
}

fn children(builder: &mut Builder, node: &Value, resolve: Resolve<'_>) {
    for child in node["children"].as_array().into_iter().flatten() {
        visit(builder, child, resolve);
    }
}

fn visit(builder: &mut Builder, node: &Value, resolve: Resolve<'_>) {
    let within = |builder: &mut Builder, block: Block| {
        builder.open(block);
        children(builder, node, resolve);
        builder.close(block);
    };
    match node["type"].as_str().unwrap_or_default() {
        "paragraph" => within(builder, Block::Paragraph),
        "heading" => {
            let level = node["tag"]
                .as_str()
                .and_then(|tag| tag.strip_prefix('h')?.parse().ok())
                .unwrap_or(1);
            within(builder, Block::Heading(level));
        }
        "quote" | "collapsible-content" => within(builder, Block::Quote),
        "list" => list(builder, node, resolve),
        "text" | "code-highlight" => text(builder, node),
        "linebreak" => builder.line_break(),
        "tab" => builder.text("\t"),
        "horizontalrule" => builder.rule(),
        "code" => builder.code(&plain(node)),
        "link" | "autolink" => {
            children(builder, node, resolve);
            let shown = plain(node);
            let url = node["url"].as_str().unwrap_or_default();
            builder.link(url, &shown, resolve(url));
        }
        "table" => {
            builder.turn(Code::Table);
            children(builder, node, resolve);
        }
        "tablerow" => row(builder, node),
        "collapsible-container" => {
            builder.turn(Code::Callout);
            children(builder, node, resolve);
        }
        "collapsible-title" => {
            builder.open(Block::Paragraph);
            builder.mark(Mark::Bold, true);
            children(builder, node, resolve);
            builder.mark(Mark::Bold, false);
            builder.close(Block::Paragraph);
        }
        "snfile" | "inline-file" | "unencrypted-image" => file(builder, node),
        "snbubble" => {
            let id = node["itemUuid"].as_str().unwrap_or_default();
            let names = vec![format!("id:{id}")];
            builder.text("→");
            builder.link("", "", Target::Inner(names));
        }
        "tweet" | "youtube" => {
            builder.turn(Code::Special);
            let id = node["id"].as_str().or(node["videoID"].as_str()).unwrap_or_default();
            builder.text(id);
        }
        _ => {
            builder.turn(Code::Markup);
            text(builder, node);
            children(builder, node, resolve);
        }
    }
}

fn list(builder: &mut Builder, node: &Value, resolve: Resolve<'_>) {
    let list = match node["listType"].as_str() {
        Some("number") => Block::Numbers(node["start"].as_u64().unwrap_or(1)),
        Some("check") => Block::Tasks,
        _ => Block::Bullets,
    };
    builder.open(list);
    for item in node["children"].as_array().into_iter().flatten() {
        let first = item["children"].as_array().and_then(|inner| inner.first());
        if first.is_some_and(|first| first["type"] == "list") {
            // A list within a list stands in an item of its own.
            children(builder, item, resolve);
            continue;
        }
        let done = item["checked"].as_bool().unwrap_or_default();
        builder.end_item();
        builder.open(if list == Block::Tasks { Block::Task(done) } else { Block::Item });
        children(builder, item, resolve);
        builder.end_item();
    }
    builder.close(list);
}

fn row(builder: &mut Builder, node: &Value) {
    let cells = node["children"].as_array().into_iter().flatten();
    let texts: Vec<String> = cells.map(|cell| plain(cell).trim().replace('\n', " ")).collect();
    let state = node["children"][0]["headerState"].as_u64();
    builder.row(&texts, state.is_some_and(|state| state & 1 == 1));
}

fn file(builder: &mut Builder, node: &Value) {
    let name = ["fileName", "alt", "fileUuid"].iter().find_map(|key| node[key].as_str());
    let name = name.filter(|name| !name.is_empty()).unwrap_or("file");
    let is_there = node["src"].as_str().is_some_and(|src| src.starts_with("data:"));
    let target = if is_there { Target::Media } else { Target::Missing };
    builder.media("", target(name.to_owned()));
}

fn text(builder: &mut Builder, node: &Value) {
    let Some(text) = node["text"].as_str() else { return };
    let format = node["format"].as_u64().unwrap_or_default();
    if format & CODE != 0 {
        builder.turn(Code::CodeText);
    }
    if format & STYLE != 0 {
        builder.turn(Code::Style);
    }
    let marks = [
        (Mark::Bold, format & BOLD != 0),
        (Mark::Italic, format & ITALIC != 0),
        (Mark::Struck, format & STRUCK != 0),
    ];
    builder.marked_text(text, &marks);
}

/// Returns the text of a node and of all that is in it.
fn plain(node: &Value) -> String {
    let mut text = String::new();
    add_plain(node, &mut text);
    text
}

fn add_plain(node: &Value, into: &mut String) {
    if let Some(text) = node["text"].as_str() {
        into.push_str(text);
    } else if node["type"] == "linebreak" || (node["type"] == "paragraph" && !into.is_empty()) {
        into.push('\n');
    }
    for child in node["children"].as_array().into_iter().flatten() {
        add_plain(child, into);
    }
}
