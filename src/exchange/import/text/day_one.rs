//! The rich text of Day One: runs with attributes, and objects between them.

use serde_json::Value;

use super::builder::{Block, Builder, Built, Mark};
use super::target::{Resolve, Target};
use crate::exchange::import::trouble::Code;

/// Reads a rich text; none if it is not one. `media` names the objects of an entry.
pub(in crate::exchange::import) fn rich(text: &str, resolve: Resolve<'_>) -> Option<Built> {
    let value: Value = serde_json::from_str(text).ok()?;
    let contents = value.get("contents")?.as_array()?;
    let mut reader =
        Reader { builder: Builder::new(), lists: Vec::new(), line: Vec::new(), resolve };
    for run in contents {
        reader.run(run);
    }
    reader.end_line();
    reader.end_lists(0);
    Some(reader.builder.finish())
}

struct Reader<'a> {
    builder: Builder,
    /// The lists that are open, from the outermost.
    lists: Vec<Block>,
    /// The runs of the line that is being read.
    line: Vec<(String, Value)>,
    resolve: Resolve<'a>,
}

impl Reader<'_> {
    fn run(&mut self, run: &Value) {
        if let Some(objects) = run.get("embeddedObjects").and_then(Value::as_array) {
            self.end_line();
            for object in objects {
                self.object(object);
            }
            return;
        }
        let text = run["text"].as_str().unwrap_or_default();
        for (at, piece) in text.split('\n').enumerate() {
            if at > 0 {
                self.end_line();
            }
            if !piece.is_empty() {
                self.line.push((piece.replace('\u{200b}', ""), run["attributes"].clone()));
            }
        }
    }

    fn object(&mut self, object: &Value) {
        self.end_lists(0);
        let id = ["identifier", "entryID", "url"].iter().find_map(|key| object[key].as_str());
        let id = id.unwrap_or_default();
        match object["type"].as_str().unwrap_or_default() {
            "horizontalRuleLine" => self.builder.rule(),
            "renderableCodeBlock" => {
                let code = object["contents"].as_str().unwrap_or_default();
                self.builder.code(code);
            }
            "dayOneEntry" => {
                self.builder.open(Block::Paragraph);
                self.builder.media("→", Target::Inner(vec![format!("id:{id}")]));
                self.builder.close(Block::Paragraph);
            }
            "preview" | "externalVideo" | "externalAudio" => {
                self.builder.open(Block::Paragraph);
                self.builder.turn(Code::Special);
                self.builder.text(id);
                self.builder.close(Block::Paragraph);
            }
            _ => {
                self.builder.open(Block::Paragraph);
                let target = (self.resolve)(&format!("dayone-moment://{id}"));
                self.builder.media("", target);
                self.builder.close(Block::Paragraph);
            }
        }
    }

    fn end_line(&mut self) {
        let runs = std::mem::take(&mut self.line);
        let style =
            runs.iter().map(|(_, attributes)| &attributes["line"]).find(|line| line.is_object());
        let style = style.cloned().unwrap_or_default();
        if runs.is_empty() {
            self.end_lists(0);
            return;
        }
        let list = match style["listStyle"].as_str() {
            Some("numbered") => Some(Block::Numbers(style["listIndex"].as_u64().unwrap_or(1))),
            Some("checkbox") => Some(Block::Tasks),
            Some(_) => Some(Block::Bullets),
            None => None,
        };
        if let Some(list) = list {
            let level = style["indentLevel"].as_u64().unwrap_or(1).clamp(1, 20) as usize;
            self.enter_list(list, level);
            let done = style["checked"].as_bool().unwrap_or_default();
            self.builder.end_item();
            self.builder.open(if list == Block::Tasks { Block::Task(done) } else { Block::Item });
            self.runs(&runs);
            return;
        }
        self.end_lists(0);
        let is_quote = style["quote"].as_bool().unwrap_or_default();
        let header = style["header"].as_u64().unwrap_or_default();
        if style["codeBlock"].as_bool().unwrap_or_default() {
            let code: String = runs.iter().map(|(text, _)| text.as_str()).collect();
            self.builder.code(&code);
            return;
        }
        if is_quote {
            self.builder.open(Block::Quote);
        }
        let block = if header > 0 { Block::Heading(header as u8) } else { Block::Paragraph };
        self.builder.open(block);
        self.runs(&runs);
        self.builder.close(block);
        if is_quote {
            self.builder.close(Block::Quote);
        }
    }

    fn enter_list(&mut self, list: Block, level: usize) {
        self.end_lists(level);
        if self.lists.len() == level
            && self
                .lists
                .last()
                .is_some_and(|open| std::mem::discriminant(open) != std::mem::discriminant(&list))
        {
            self.end_lists(level - 1);
        }
        while self.lists.len() < level {
            self.builder.end_inline();
            self.builder.open(list);
            self.lists.push(list);
        }
    }

    fn end_lists(&mut self, level: usize) {
        while self.lists.len() > level {
            if let Some(list) = self.lists.pop() {
                self.builder.close(list);
            }
        }
    }

    fn runs(&mut self, runs: &[(String, Value)]) {
        for (text, attributes) in runs {
            let has = |key: &str| match &attributes[key] {
                Value::Bool(set) => *set,
                Value::String(value) => !value.is_empty(),
                _ => false,
            };
            if has("inlineCode") {
                self.builder.turn(Code::CodeText);
            }
            if has("highlightedColor") || has("underline") {
                self.builder.turn(Code::Style);
            }
            let marks = [
                (Mark::Bold, has("bold")),
                (Mark::Italic, has("italic")),
                (Mark::Struck, has("strikethrough")),
            ];
            self.builder.marked_text(text, &marks);
            if let Some(url) = attributes["linkURL"].as_str() {
                self.builder.link(url, text, (self.resolve)(url));
            }
        }
    }
}
