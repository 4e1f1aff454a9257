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
        "paragraph" => {
            within(builder, Block::Paragraph);
        }
        "heading" => {
            let level = node["tag"]
                .as_str()
                .and_then(|tag| tag.strip_prefix('h')?.parse().ok())
                .unwrap_or(1);
            within(builder, Block::Heading(level));
        }
        "quote" => within(builder, Block::Quote),
        "list" => {
            let list = match node["listType"].as_str() {
                Some("number") => Block::Numbers(node["start"].as_u64().unwrap_or(1)),
                Some("check") => Block::Tasks,
                _ => Block::Bullets,
            };
            let is_check = list == Block::Tasks;
            builder.open(list);
            for item in node["children"].as_array().into_iter().flatten() {
                let inner = item["children"].as_array().and_then(|inner| inner.first());
                let only_list = inner.is_some_and(|inner| inner["type"] == "list");
                if only_list {
                    // A list within a list stands in an item of its own.
                    children(builder, item, resolve);
                } else {
                    let done = item["checked"].as_bool().unwrap_or_default();
                    let block = if is_check { Block::Task(done) } else { Block::Item };
                    builder.end_item();
                    builder.open(block);
                    children(builder, item, resolve);
                    builder.end_item();
                }
            }
            builder.close(list);
        }
        "text" | "code-highlight" => text(builder, node),
        "linebreak" => builder.line_break(),
        "tab" => builder.text("\t"),
        "horizontalrule" => builder.rule(),
        "code" => {
            let mut code = String::new();
            plain(node, &mut code);
            builder.code(&code);
        }
        "link" | "autolink" => {
            children(builder, node, resolve);
            let mut shown = String::new();
            plain(node, &mut shown);
            let url = node["url"].as_str().unwrap_or_default();
            builder.link(url, &shown, resolve(url));
        }
        "table" => {
            builder.turn(Code::Table);
            children(builder, node, resolve);
        }
        "tablerow" => {
            let cells = node["children"].as_array().into_iter().flatten();
            let texts = cells.map(|cell| {
                let mut text = String::new();
                plain(cell, &mut text);
                text.trim().replace('\n', " ")
            });
            let header =
                node["children"][0]["headerState"].as_u64().is_some_and(|state| state & 1 == 1);
            builder.row(&texts.collect::<Vec<_>>(), header);
        }
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
        "collapsible-content" => within(builder, Block::Quote),
        "snfile" | "inline-file" | "unencrypted-image" => {
            let name = ["fileName", "alt", "fileUuid"].iter().find_map(|key| node[key].as_str());
            let name = name.filter(|name| !name.is_empty()).unwrap_or("file");
            let there = node["src"].as_str().is_some_and(|src| src.starts_with("data:"));
            let target = if there { Target::Media } else { Target::Missing };
            builder.media("", target(name.to_owned()));
        }
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

fn text(builder: &mut Builder, node: &Value) {
    let Some(text) = node["text"].as_str() else { return };
    let format = node["format"].as_u64().unwrap_or_default();
    let marks = [(BOLD, Mark::Bold), (ITALIC, Mark::Italic), (STRUCK, Mark::Struck)];
    let set = || marks.iter().filter(|(bit, _)| format & bit != 0);
    set().for_each(|(_, mark)| builder.mark(*mark, true));
    if format & CODE != 0 {
        builder.turn(Code::CodeText);
    }
    if format & STYLE != 0 {
        builder.turn(Code::Style);
    }
    builder.text(text);
    set().for_each(|(_, mark)| builder.mark(*mark, false));
}

fn plain(node: &Value, into: &mut String) {
    if let Some(text) = node["text"].as_str() {
        into.push_str(text);
    } else if node["type"] == "linebreak" || (node["type"] == "paragraph" && !into.is_empty()) {
        into.push('\n');
    }
    for child in node["children"].as_array().into_iter().flatten() {
        plain(child, into);
    }
}
