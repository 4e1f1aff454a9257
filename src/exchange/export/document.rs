//! A ProseMirror document as Markdown.

use serde_json::Value;

/// Deeper than any text a person writes; what lies deeper comes out as plain text.
const DEPTH: u32 = 40;

/// Returns a document as Markdown, blocks separated by blank lines.
pub(super) fn markdown(document: &Value) -> String {
    let mut out = String::new();
    for block in children(document) {
        write_block(&mut out, block, "", DEPTH);
    }
    out.trim_end().to_owned()
}

fn write_block(out: &mut String, node: &Value, indent: &str, depth: u32) {
    if depth == 0 {
        line(out, indent, &escaped(&crate::forms::plain_text(node)));
        return;
    }
    match kind(node) {
        "heading" => {
            let level = node["attrs"]["level"].as_u64().unwrap_or(1).clamp(1, 6) as usize;
            // An answer stands below a heading of its own, so its headings go down by two.
            line(out, indent, &format!("{} {}", "#".repeat((level + 2).min(6)), inline(node)));
        }
        "blockquote" => nested(out, node, &format!("{indent}> "), depth),
        "bulletList" | "taskList" => {
            items(out, node, indent, depth, |item, _| match item["attrs"]["checked"].as_bool() {
                Some(true) => "- [x] ".to_owned(),
                Some(false) => "- [ ] ".to_owned(),
                None => "- ".to_owned(),
            });
        }
        "orderedList" => {
            let start = node["attrs"]["start"].as_u64().unwrap_or(1);
            items(out, node, indent, depth, |_, at| format!("{}. ", start + at));
        }
        "horizontalRule" => line(out, indent, "---"),
        "text" => line(out, indent, &inline_node(node)),
        _ if children(node).any(|child| kind(child) == "text" || kind(child) == "hardBreak") => {
            line(out, indent, &inline(node));
        }
        _ => nested(out, node, indent, depth),
    }
}

fn nested(out: &mut String, node: &Value, indent: &str, depth: u32) {
    for child in children(node) {
        write_block(out, child, indent, depth - 1);
    }
}

fn items(
    out: &mut String,
    node: &Value,
    indent: &str,
    depth: u32,
    bullet: impl Fn(&Value, u64) -> String,
) {
    for (at, item) in children(node).enumerate() {
        let bullet = bullet(item, at as u64);
        let mut inner = String::new();
        nested(&mut inner, item, "", depth);
        let hang = " ".repeat(bullet.chars().count());
        for (number, text) in inner.trim_end().lines().enumerate() {
            let start = if number == 0 { bullet.as_str() } else { hang.as_str() };
            out.push_str(format!("{indent}{start}{text}").trim_end());
            out.push('\n');
        }
    }
    out.push('\n');
}

/// Writes a paragraph, each of its lines indented, and a blank line after it.
fn line(out: &mut String, indent: &str, text: &str) {
    for part in text.split('\n') {
        out.push_str(format!("{indent}{part}").trim_end_matches(' '));
        out.push('\n');
    }
    out.push_str(indent.trim_end());
    out.push('\n');
}

fn inline(node: &Value) -> String {
    children(node).map(inline_node).collect()
}

fn inline_node(node: &Value) -> String {
    if kind(node) == "hardBreak" {
        return "\\\n".to_owned();
    }
    let Some(text) = node["text"].as_str() else {
        return escaped(&crate::forms::plain_text(node));
    };
    let marks = node["marks"].as_array().map(Vec::as_slice).unwrap_or_default();
    marks.iter().rev().fold(escaped(text), |text, mark| match kind(mark) {
        "bold" => format!("**{text}**"),
        "italic" => format!("*{text}*"),
        "said" => format!("“{text}”"),
        _ => text,
    })
}

/// Keeps plain words from being read as Markdown.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn kind(node: &Value) -> &str {
    node["type"].as_str().unwrap_or_default()
}

fn children(node: &Value) -> impl Iterator<Item = &Value> {
    node["content"].as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(text: &str) -> Value {
        json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] })
    }

    #[test]
    fn blocks_lists_marks_and_unknown_nodes_become_markdown() {
        let document = json!({ "type": "doc", "content": [
            { "type": "heading", "attrs": { "level": 1 },
              "content": [{ "type": "text", "text": "Before" }] },
            { "type": "paragraph", "content": [
                { "type": "text", "text": "Then " },
                { "type": "text", "text": "I want", "marks": [{ "type": "said" }] },
                { "type": "hardBreak" },
                { "type": "text", "text": "loud*", "marks": [{ "type": "bold" }] }
            ] },
            { "type": "bulletList", "content": [
                { "type": "listItem", "content": [text("one"), text("more")] },
                { "type": "listItem", "content": [text("two")] } ] },
            { "type": "blockquote", "content": [text("quoted")] },
            { "type": "constellation", "content": [text("a star")] }
        ] });
        let wanted = "### Before\n\nThen “I want”\\\n**loud\\***\n\n- one\n\n  more\n- two\n\n\
                      > quoted\n>\na star";
        assert_eq!(markdown(&document), wanted);
    }
}
