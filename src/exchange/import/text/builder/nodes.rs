//! The nodes of the editor, and what keeps them to its schema.

use serde_json::{Map, Value, json};

use super::{Block, Frame};

/// Makes a document of blocks.
pub(in crate::exchange::import) fn document(mut blocks: Vec<Value>) -> Value {
    if blocks.is_empty() {
        blocks.push(json!({ "type": "paragraph" }));
    }
    json!({ "type": "doc", "content": blocks })
}

/// Returns whether a node is a paragraph that says nothing.
pub(super) fn is_blank(node: &Value) -> bool {
    node["type"] == "paragraph" && node.get("content").is_none()
}

fn node(kind: &str, attrs: Option<Value>, content: Vec<Value>) -> Value {
    let mut node = Map::new();
    node.insert("type".into(), kind.into());
    if let Some(attrs) = attrs {
        node.insert("attrs".into(), attrs);
    }
    if !content.is_empty() {
        node.insert("content".into(), Value::Array(content));
    }
    Value::Object(node)
}

/// Makes the nodes of a block that is over: none of what says nothing.
pub(super) fn closed(frame: Frame) -> Vec<Value> {
    let Frame { block, mut content, .. } = frame;
    let blank = || node("paragraph", None, Vec::new());
    match block {
        Block::Paragraph | Block::Heading(_) => {
            let had = !content.is_empty();
            trim(&mut content);
            if content.is_empty() {
                return if had { vec![blank()] } else { Vec::new() };
            }
            match block {
                Block::Heading(level) => {
                    vec![node("heading", Some(json!({ "level": level })), content)]
                }
                _ => vec![node("paragraph", None, content)],
            }
        }
        Block::Quote if content.is_empty() => Vec::new(),
        Block::Quote => vec![node("blockquote", None, content)],
        Block::Item | Block::Task(_) => {
            if content.first().is_none_or(|first| first["type"] != "paragraph") {
                content.insert(0, blank());
            }
            vec![match block {
                Block::Task(done) => node("taskItem", Some(json!({ "checked": done })), content),
                _ => node("listItem", None, content),
            }]
        }
        Block::Bullets | Block::Numbers(_) | Block::Tasks => lists(block, content),
    }
}

/// Makes lists of items: tasks and others do not stand in one list.
fn lists(block: Block, items: Vec<Value>) -> Vec<Value> {
    let is_task = |item: &Value| item["type"] == "taskItem";
    let mut made: Vec<(bool, Vec<Value>)> = Vec::new();
    let mut number = if let Block::Numbers(start) = block { start } else { 1 };
    for item in items {
        match made.last_mut() {
            Some((task, list)) if *task == is_task(&item) => list.push(item),
            _ => made.push((is_task(&item), vec![item])),
        }
    }
    let nodes = made.into_iter().map(|(task, list)| {
        let first = number;
        number += list.len() as u64;
        match block {
            _ if task => node("taskList", None, list),
            Block::Numbers(_) => node("orderedList", Some(json!({ "start": first })), list),
            _ => node("bulletList", None, list),
        }
    });
    nodes.collect()
}

/// Takes breaks and blanks off the ends of a paragraph.
fn trim(content: &mut Vec<Value>) {
    let is_blank = |node: &Value| match node["text"].as_str() {
        Some(text) => text.trim_matches([' ', '\t']).is_empty(),
        None => node["type"] == "hardBreak",
    };
    while content.last().is_some_and(is_blank) {
        content.pop();
    }
    let blank = content.iter().take_while(|node| is_blank(node)).count();
    content.drain(..blank);
    if let Some(Value::String(text)) = content.last_mut().and_then(|node| node.get_mut("text")) {
        text.truncate(text.trim_end_matches([' ', '\t']).len());
    }
    if let Some(Value::String(text)) = content.first_mut().and_then(|node| node.get_mut("text")) {
        *text = text.trim_start_matches([' ', '\t']).to_owned();
    }
}
