//! Plain paragraphs as the documents that the editor writes.

use serde_json::{Value, json};

/// Makes a document: a blank line ends a paragraph, «guillemets» hold the client's own words.
///
/// The words become a marked stretch inside quotation marks, as the editor shows them.
pub(super) fn document(text: &str) -> Value {
    let paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    json!({ "type": "doc", "content": paragraphs.map(paragraph).collect::<Vec<_>>() })
}

fn paragraph(text: &str) -> Value {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut content = Vec::new();
    let mut rest = line.as_str();
    let mut opening = String::new();
    while let Some((before, after)) = rest.split_once('«') {
        let (said, after) = after.split_once('»').unwrap_or((after, ""));
        content.push(json!({ "type": "text", "text": format!("{opening}{before}“") }));
        content.push(json!({ "type": "text", "marks": [{ "type": "said" }], "text": said }));
        opening = "”".into();
        rest = after;
    }
    if !opening.is_empty() || !rest.is_empty() {
        content.push(json!({ "type": "text", "text": format!("{opening}{rest}") }));
    }
    json!({ "type": "paragraph", "content": content })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms;

    #[test]
    fn wrapped_lines_are_one_paragraph_and_their_words_are_marked() {
        let made = document("Then, late:\n«I want to hear it.» And\nagain: «Now.»\n\nShe slept.\n");
        let text = "Then, late: “I want to hear it.” And again: “Now.”\nShe slept.";
        assert_eq!(forms::plain_text(&made), text);
        assert_eq!(forms::said_text(&made), "I want to hear it.\nNow.");
    }
}
