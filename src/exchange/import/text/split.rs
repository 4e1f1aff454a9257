//! Splits a document at its dated headings: one file a client, one heading an hour.

use serde_json::Value;

use super::builder::document;
use crate::exchange::import::dates::When;
use crate::exchange::import::dates::{Leading, Order, leading, within};
use crate::forms::plain_text;

/// The longest line that is taken for a heading.
const LINE: usize = 120;
/// How many words may stand beside the date of a line that is no heading.
const BESIDE: usize = 4;

/// A part of a document, and the date of its heading.
#[derive(Debug)]
pub(in crate::exchange::import) struct Part {
    /// None for what stands before the first date.
    pub(in crate::exchange::import) when: Option<When>,
    pub(in crate::exchange::import) document: Value,
    /// Whether day and month of its date may be the other way round.
    pub(in crate::exchange::import) open: bool,
    pub(in crate::exchange::import) short_year: bool,
}

/// Finds the parts of a document; one or none if it has no dated headings.
pub(in crate::exchange::import) fn parts(whole: &Value, order: Option<Order>) -> Vec<Part> {
    let mut parts: Vec<(Option<Heading>, Vec<Value>)> = vec![(None, Vec::new())];
    let lines = by_lines(whole);
    // Where headings bear dates, a date that stands alone in the text is no heading.
    let rank = lines.iter().filter_map(|block| Some(heading(block, order)?.rank)).max();
    for block in lines {
        if let Some(heading) = heading(&block, order).filter(|heading| Some(heading.rank) == rank) {
            parts.push((Some(heading), vec![block]));
        } else if let Some((_, blocks)) = parts.last_mut() {
            blocks.push(block);
        }
    }
    if parts
        .first()
        .is_some_and(|(_, blocks)| blocks.iter().all(|block| plain_text(block).is_empty()))
    {
        parts.remove(0);
    }
    let made = parts.into_iter().map(|(heading, blocks)| {
        let (when, open, short_year) = match heading {
            Some(found) => (Some(found.when), found.open, found.short_year),
            None => (None, false, false),
        };
        Part { when, document: document(blocks), open, short_year }
    });
    made.collect()
}

/// Returns the blocks of a document, a dated first line of a paragraph apart from the rest.
fn by_lines(whole: &Value) -> Vec<Value> {
    let mut blocks = Vec::new();
    for block in whole["content"].as_array().into_iter().flatten() {
        let content = block["content"].as_array();
        let (Some("paragraph"), Some(content)) = (block["type"].as_str(), content) else {
            blocks.push(block.clone());
            continue;
        };
        let mut line: Vec<Value> = Vec::new();
        let mut open: Vec<Vec<Value>> = Vec::new();
        for node in content {
            if node["type"] == "hardBreak" {
                open.push(std::mem::take(&mut line));
            } else {
                line.push(node.clone());
            }
        }
        open.push(line);
        let paragraph =
            |content: Vec<Value>| serde_json::json!({ "type": "paragraph", "content": content });
        let mut rest: Vec<Value> = Vec::new();
        for line in open {
            let alone = paragraph(line.clone());
            if heading(&alone, None).is_some() {
                if !rest.is_empty() {
                    blocks.push(paragraph(std::mem::take(&mut rest)));
                }
                blocks.push(alone);
            } else {
                if !rest.is_empty() {
                    rest.push(serde_json::json!({ "type": "hardBreak" }));
                }
                rest.extend(line);
            }
        }
        if !rest.is_empty() {
            blocks.push(paragraph(rest));
        }
    }
    blocks
}

struct Heading {
    /// How much it stands out: a line, a bold one, a heading.
    rank: u8,
    when: When,
    open: bool,
    short_year: bool,
}

/// Returns the date of a block that is a dated heading: a heading, bold, or alone on its line.
fn heading(block: &Value, order: Option<Order>) -> Option<Heading> {
    let kind = block["type"].as_str()?;
    let text = plain_text(block);
    let text = text.trim();
    if text.is_empty()
        || text.len() > LINE
        || text.contains('\n')
        || !matches!(kind, "heading" | "paragraph")
    {
        return None;
    }
    let nodes = block["content"].as_array()?;
    let is_bold = |node: &Value| {
        let marks = node["marks"].as_array();
        node["type"] != "text"
            || node["text"].as_str().is_some_and(|text| text.trim().is_empty())
            || marks.is_some_and(|marks| marks.iter().any(|mark| mark["type"] == "bold"))
    };
    let rank = if kind == "heading" { 2 } else { u8::from(nodes.iter().all(is_bold)) };
    let (at, found) = match leading(text, order) {
        Some(found) => (0, found),
        None => within(text, order)?,
    };
    // A line that does not stand out is a heading only if it is little but a date.
    let is_sentence = text.ends_with(['.', ',', ';', '!', '?']);
    let is_little = words(found.rest) <= BESIDE && is_label(&text[..at]) && !is_sentence;
    if rank == 0 && !is_little {
        return None;
    }
    let Leading { date, time, open, short_year, .. } = found;
    Some(Heading { rank, when: When::local(date, time), open, short_year })
}

/// Returns whether what stands before a date is only a label and a number: `Session 3,`.
fn is_label(text: &str) -> bool {
    const LABELS: [&str; 12] = [
        "session",
        "sitzung",
        "stunde",
        "hour",
        "date",
        "datum",
        "termin",
        "appointment",
        "visit",
        "entry",
        "no",
        "nr",
    ];
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| LABELS.contains(&word.to_lowercase().as_str()) || word.parse::<u32>().is_ok())
}

fn words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}
