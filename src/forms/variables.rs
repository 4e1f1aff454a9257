//! Variables in labels, prompts and defaults: `{{alias}}`, `{{session}}`, `{{date}}`.

use serde_json::Value;

/// What the variables stand for; one without a value stays as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variables {
    /// The client's alias.
    pub alias: Option<String>,
    /// The session's number.
    pub session: Option<u32>,
    /// The day, as `2026-03-01`.
    pub date: Option<String>,
}

impl Variables {
    /// Fills a text; what is unknown or has no value stays literal.
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            filled.push_str(before);
            let value =
                after.split_once("}}").and_then(|(name, rest)| Some((self.value(name)?, rest)));
            if let Some((value, left)) = value {
                filled.push_str(&value);
                rest = left;
            } else {
                filled.push_str("{{");
                rest = after;
            }
        }
        filled.push_str(rest);
        filled
    }

    /// Fills every text of a ProseMirror document, whatever nodes it has.
    pub fn fill_document(&self, document: &mut Value) {
        let mut open = vec![document];
        while let Some(node) = open.pop() {
            match node {
                Value::Object(fields) => {
                    if let Some(Value::String(text)) = fields.get_mut("text") {
                        *text = self.fill(text);
                    }
                    open.extend(fields.get_mut("content"));
                }
                Value::Array(nodes) => open.extend(nodes),
                _ => {}
            }
        }
    }

    fn value(&self, name: &str) -> Option<String> {
        match name.trim() {
            "alias" => self.alias.clone(),
            "session" => self.session.map(|session| session.to_string()),
            "date" => self.date.clone(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn wren() -> Variables {
        Variables { alias: Some("Wren".into()), session: Some(7), date: Some("2026-03-02".into()) }
    }

    #[test]
    fn known_variables_are_filled_and_unknown_ones_stay_literal() {
        let cases = [
            ("{{alias}}, session {{ session }} on {{date}}", "Wren, session 7 on 2026-03-02"),
            ("{{weather}} for {{alias}}", "{{weather}} for Wren"),
            ("{{{{alias}}}}", "{{Wren}}"),
            ("{{alias", "{{alias"),
            ("{alias}} {{", "{alias}} {{"),
        ];
        for (text, filled) in cases {
            assert_eq!(wren().fill(text), filled, "{text}");
        }
        assert_eq!(Variables::default().fill("{{alias}}"), "{{alias}}");
    }

    #[test]
    fn documents_are_filled_in_every_node() {
        let mut document = json!({ "type": "doc", "content": [{ "type": "blockquote", "content": [
            { "type": "paragraph", "content": [{ "type": "text", "text": "For {{alias}}." }] }] }] });
        wren().fill_document(&mut document);
        assert_eq!(crate::forms::plain_text(&document), "For Wren.");
    }

    proptest! {
        #[test]
        fn any_text_can_be_filled_and_one_without_braces_stays(text in "\\PC{0,60}|[{}a-z ]{0,40}") {
            let filled = wren().fill(&text);
            prop_assert!(text.contains("{{") || filled == text);
        }
    }
}
