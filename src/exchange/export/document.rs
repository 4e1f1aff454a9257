//! A ProseMirror document as Markdown that renders to exactly the text that was written.

use serde_json::Value;

use super::inline::{Piece, heading_line, heading_text, paragraph, pieces, source};

/// Deeper than any text a person writes; what lies deeper comes out as plain text.
const DEPTH: u32 = 40;

/// The largest number that `CommonMark` takes for a list item.
const LARGEST: u64 = 999_999_999;

/// The lines of one block.
type Lines = Vec<String>;

/// Returns a document as Markdown, blocks separated by blank lines.
pub(super) fn markdown(document: &Value) -> String {
    joined(&blocks(document, DEPTH)).join("\n")
}

/// Returns a list of plain texts.
pub(super) fn list(texts: impl Iterator<Item = String>) -> String {
    let items = texts.map(|text| item("- ", paragraph(&text)));
    items.flatten().collect::<Vec<_>>().join("\n")
}

/// Returns plain texts as the paragraphs of one quotation.
pub(super) fn quotation<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    let paragraphs = texts.map(|text| paragraph(text)).filter(|lines| !lines.is_empty());
    quoted(&joined(&paragraphs.collect::<Vec<_>>())).join("\n")
}

/// Returns plain text as one paragraph.
pub(super) fn plain(text: &str) -> String {
    paragraph(text).join("\n")
}

/// Returns text as it is, in a fence of backticks longer than any in it.
pub(super) fn code(text: &str) -> String {
    let runs = text.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default() + 1);
    // One blank on each side is not part of the text, and keeps backticks at its ends apart.
    format!("{fence} {text} {fence}")
}

/// Returns the blocks of a node that say something.
fn blocks(node: &Value, depth: u32) -> Vec<Lines> {
    let mut found = Vec::new();
    let mut before = Before::Other;
    for child in children(node) {
        let marker = before.marker(child);
        let written = block(child, marker, depth);
        if written.iter().any(|lines| !lines.is_empty()) {
            before = Before::of(child, marker);
        }
        found.extend(written.into_iter().filter(|lines| !lines.is_empty()));
    }
    found
}

fn block(node: &Value, marker: char, depth: u32) -> Vec<Lines> {
    if depth == 0 {
        return vec![paragraph(&crate::forms::plain_text(node))];
    }
    match kind(node) {
        "heading" => {
            let level = node["attrs"]["level"].as_u64().unwrap_or(1).clamp(1, 6) as usize;
            let text = heading_line(&pieces(node));
            // An answer stands below a heading of its own, so its headings go down by two.
            let line = format!("{} {text}", "#".repeat((level + 2).min(6)));
            if text.is_empty() { Vec::new() } else { vec![vec![line]] }
        }
        "blockquote" => vec![quoted(&joined(&blocks(node, depth - 1)))],
        "bulletList" | "taskList" => vec![bullets(node, marker, depth)],
        "orderedList" => vec![numbered(node, marker, depth)],
        "horizontalRule" => vec![vec!["***".to_owned()]],
        "attached" => attached(node).into_iter().map(|line| vec![line]).collect(),
        "text" => vec![source(&[Piece::of(node)])],
        _ if children(node).any(|child| matches!(kind(child), "text" | "hardBreak")) => {
            vec![source(&pieces(node))]
        }
        _ => blocks(node, depth - 1),
    }
}

/// Writes an attached file as a picture or a link on a line of its own. Where it was exported stands
/// in its attributes; one that was not is shown by its caption.
fn attached(node: &Value) -> Option<String> {
    let caption = crate::forms::plain_text(node);
    let name = node["attrs"]["name"].as_str().unwrap_or_default();
    let shown = if caption.is_empty() { name } else { &caption };
    let words = heading_text(shown);
    match node["attrs"]["path"].as_str() {
        Some(path) if node["attrs"]["picture"] == true => Some(format!("![{words}]({path})")),
        Some(path) => Some(format!("[{words}]({path})")),
        None => Some(words).filter(|words| !words.is_empty()),
    }
}

fn bullets(node: &Value, marker: char, depth: u32) -> Lines {
    let marker = format!("{marker} ");
    let items = children(node).flat_map(|child| {
        let mut lines = content(child, depth);
        if let Some(checked) = child["attrs"]["checked"].as_bool() {
            let mark = if checked { "[x]" } else { "[ ]" };
            let is_text = lines.first().is_some_and(|first| !begins_a_block(first));
            if is_text {
                lines[0] = format!("{mark} {}", lines[0]);
            } else {
                // A mark needs a text of its own to be one.
                let blank = lines.first().is_some_and(|first| !first.is_empty());
                let before = [format!("{mark} &#32;")].into_iter().chain(blank.then(String::new));
                lines.splice(0..0, before);
            }
        }
        item(&marker, lines)
    });
    items.collect()
}

fn numbered(node: &Value, marker: char, depth: u32) -> Lines {
    let count = children(node).count() as u64;
    let start = node["attrs"]["start"].as_u64().unwrap_or(1);
    let start = start.min(LARGEST.saturating_sub(count));
    let items = children(node)
        .zip(start..)
        .flat_map(|(child, number)| item(&format!("{number}{marker} "), content(child, depth)));
    items.collect()
}

/// Returns the lines of a list item.
fn content(node: &Value, depth: u32) -> Lines {
    let first = children(node).find(|child| !block(child, '-', depth - 1).concat().is_empty());
    let mut lines = joined(&blocks(node, depth - 1));
    if first.is_some_and(|first| kind(first).ends_with("List")) {
        // On the marker's own line, markers alone could be taken for a rule.
        lines.insert(0, String::new());
    }
    lines
}

/// Returns whether a line of a list item begins another block than a paragraph.
fn begins_a_block(line: &str) -> bool {
    line.is_empty() || line == "***" || line.starts_with('#') || line.starts_with('>')
}

fn item(marker: &str, lines: Lines) -> Lines {
    if lines.is_empty() {
        return vec![marker.trim_end().to_owned()];
    }
    let hang = " ".repeat(marker.len());
    let lines = lines.into_iter().enumerate();
    let hung = lines.map(|(at, line)| match (at, line.as_str()) {
        (0, "") => marker.trim_end().to_owned(),
        (_, "") => line,
        (0, _) => format!("{marker}{line}"),
        _ => format!("{hang}{line}"),
    });
    hung.collect()
}

fn quoted(lines: &[String]) -> Lines {
    let quote = |line: &String| if line.is_empty() { ">".into() } else { format!("> {line}") };
    lines.iter().map(quote).collect()
}

/// Puts a blank line between any two blocks.
fn joined(blocks: &[Lines]) -> Lines {
    blocks.join(&String::new())
}

/// What stands before a block: two lists in a row need different markers to be two.
enum Before {
    Bullets(char),
    Numbers(char),
    Other,
}

impl Before {
    fn of(node: &Value, marker: char) -> Self {
        match kind(node) {
            "bulletList" | "taskList" => Self::Bullets(marker),
            "orderedList" => Self::Numbers(marker),
            _ => Self::Other,
        }
    }

    fn marker(&self, node: &Value) -> char {
        match (kind(node), self) {
            ("orderedList", Self::Numbers('.')) => ')',
            ("orderedList", _) => '.',
            (_, Self::Bullets('-')) => '+',
            _ => '-',
        }
    }
}

pub(super) fn kind(node: &Value) -> &str {
    node["type"].as_str().unwrap_or_default()
}

pub(super) fn children(node: &Value) -> impl Iterator<Item = &Value> {
    node["content"].as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests;
