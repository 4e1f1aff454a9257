//! Text from ProseMirror documents, whatever nodes they hold.

use serde_json::{Value, json};

/// The mark on the client's own words.
const SAID: &str = "said";

/// Returns a document's text, blocks separated by newlines.
///
/// Unknown nodes are passed through for the text in them. Takes a stack of its own, so that no
/// depth of nesting can overflow the thread's.
pub fn plain_text(document: &Value) -> String {
    let mut text = String::new();
    walk(document, |node, piece| match piece {
        Piece::Text => text.push_str(node.get("text").and_then(Value::as_str).unwrap_or("")),
        Piece::Break if !text.is_empty() && !text.ends_with('\n') => text.push('\n'),
        Piece::Break => {}
    });
    text.truncate(text.trim_end().len());
    text
}

/// Returns the client's own words in a document, one marked stretch a line.
pub fn said_text(document: &Value) -> String {
    let mut text = String::new();
    walk(document, |node, piece| match piece {
        Piece::Text if is_said(node) => {
            text.push_str(node.get("text").and_then(Value::as_str).unwrap_or(""));
        }
        _ if !text.is_empty() && !text.ends_with('\n') => text.push('\n'),
        _ => {}
    });
    text.truncate(text.trim_end().len());
    text
}

/// Returns a document's text as plain paragraphs, one a block: the words without their nesting, and
/// the attached files after them.
pub(crate) fn flattened(document: &Value) -> Value {
    let paragraph = |line: &str| match line {
        "" => json!({ "type": "paragraph" }),
        line => json!({ "type": "paragraph", "content": [{ "type": "text", "text": line }] }),
    };
    let mut content: Vec<Value> = plain_text(document).lines().map(paragraph).collect();
    content.extend(attached_in(document).into_iter().map(|id| attached_node(id, "")));
    json!({ "type": "doc", "content": content })
}

/// The node of a text that stands for an attached file; its attribute `id` names the record, its
/// text is the caption.
const ATTACHED: &str = "attached";

/// Returns the ids of the attached files that a document names, in their order.
pub(crate) fn attached_in(document: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    let mut open = vec![document];
    while let Some(node) = open.pop() {
        if let Some(id) = attached_id(node) {
            found.push(id);
        }
        if let Some(children) = node.get("content").and_then(Value::as_array) {
            open.extend(children.iter().rev());
        }
    }
    found
}

/// Returns the id of the file that a node stands for, if it stands for one.
pub(crate) fn attached_id(node: &Value) -> Option<&str> {
    let is_attached = node.get("type").and_then(Value::as_str) == Some(ATTACHED);
    if is_attached { node.get("attrs")?.get("id")?.as_str() } else { None }
}

/// Makes the node that stands for an attached file.
pub(crate) fn attached_node(id: &str, caption: &str) -> Value {
    let mut node = json!({ "type": ATTACHED, "attrs": { "id": id } });
    if !caption.is_empty() {
        node["content"] = json!([{ "type": "text", "text": caption }]);
    }
    node
}

enum Piece {
    Text,
    Break,
}

fn walk(document: &Value, mut visit: impl FnMut(&Value, Piece)) {
    let mut open = vec![document];
    while let Some(node) = open.pop() {
        let is_text = node.get("type").and_then(Value::as_str) == Some("text");
        visit(node, if is_text { Piece::Text } else { Piece::Break });
        if let Some(children) = node.get("content").and_then(Value::as_array) {
            open.extend(children.iter().rev());
        }
    }
}

fn is_said(node: &Value) -> bool {
    let marks = node.get("marks").and_then(Value::as_array);
    marks.is_some_and(|marks| {
        marks.iter().any(|mark| mark.get("type").and_then(Value::as_str) == Some(SAID))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_become_lines_and_marks_do_not_split_words() {
        let document = json!({ "type": "doc", "content": [
            { "type": "paragraph", "content": [
                { "type": "text", "text": "Then: " },
                { "type": "text", "text": "I want to hear", "marks": [{ "type": "said" }] },
                { "type": "text", "text": " the room." }
            ] },
            { "type": "paragraph" },
            { "type": "bulletList", "content": [{ "type": "listItem", "content": [
                { "type": "paragraph", "content": [{ "type": "text", "text": "one" }] }] }] }
        ] });
        assert_eq!(plain_text(&document), "Then: I want to hear the room.\none");
        assert_eq!(said_text(&document), "I want to hear");
    }

    #[test]
    fn nesting_of_any_depth_does_not_overflow() {
        let mut node = json!({ "type": "text", "text": "deep" });
        for _ in 0..100_000 {
            let mut outer = serde_json::Map::new();
            outer.insert("type".into(), "blockquote".into());
            outer.insert("content".into(), Value::Array(vec![node]));
            node = Value::Object(outer);
        }
        assert_eq!(plain_text(&node), "deep");
        let flat = flattened(&node);
        assert_eq!(flat["content"][0]["content"][0]["text"], "deep");
        // Dropping such a value recurses in serde_json; the parser refuses to make one (128 deep).
        std::mem::forget(node);
    }
}
