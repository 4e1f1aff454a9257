//! What stands in a line: text with its marks, breaks, links, pictures and code.

use serde_json::{Value, json};

use super::{Block, Builder, Frame, Mark};
use crate::exchange::import::decode::tidied;
use crate::exchange::import::limits::PARAGRAPH;
use crate::exchange::import::text::target::Target;
use crate::exchange::import::trouble::Code;

impl Builder {
    /// Sets or removes a mark.
    pub(in crate::exchange::import) fn mark(&mut self, mark: Mark, set: bool) {
        let count = match mark {
            Mark::Bold => &mut self.bold,
            Mark::Italic => &mut self.italic,
            Mark::Struck => &mut self.struck,
        };
        *count = if set { *count + 1 } else { count.saturating_sub(1) };
        if mark == Mark::Struck && set && self.struck == 1 {
            self.says_struck = true;
        }
    }

    /// Adds text with those of the marks that are set.
    pub(in crate::exchange::import) fn marked_text(&mut self, text: &str, marks: &[(Mark, bool)]) {
        for (mark, _) in marks.iter().filter(|(_, set)| *set) {
            self.mark(*mark, true);
        }
        self.text(text);
        for (mark, _) in marks.iter().filter(|(_, set)| *set) {
            self.mark(*mark, false);
        }
    }

    /// Adds text where it stands; line ends in it become breaks unless white space collapses.
    pub(in crate::exchange::import) fn text(&mut self, text: &str) {
        let (text, _) = tidied(text);
        if self.collapses {
            self.collapsed(&text);
            return;
        }
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.line_break();
            }
            self.inline(line);
        }
    }

    fn collapsed(&mut self, text: &str) {
        let mut line = String::with_capacity(text.len());
        let mut gap = !self.has_text() || self.ends_with_gap();
        for c in text.chars() {
            let is_gap = matches!(c, ' ' | '\t' | '\n');
            if is_gap && gap {
                continue;
            }
            line.push(if is_gap { ' ' } else { c });
            gap = is_gap;
        }
        if line != " " || self.has_text() {
            self.inline(&line);
        }
    }

    fn ends_with_gap(&self) -> bool {
        let last = self.stack.last().and_then(|frame| frame.content.last());
        last.is_some_and(|node| match node["text"].as_str() {
            Some(text) => text.ends_with(' '),
            None => node["type"] == "hardBreak",
        })
    }

    fn inline(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.says_struck) {
            self.turn(Code::Struck);
            let struck = std::mem::take(&mut self.struck);
            self.plain("(struck) ");
            self.struck = struck;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let length = self.stack.last().filter(|f| f.block.is_inline()).map_or(0, |f| f.length);
            let room = PARAGRAPH.saturating_sub(length);
            if rest.len() <= room {
                self.plain(rest);
                return;
            }
            let cut = rest.floor_char_boundary(room);
            let cut = rest[..cut].rfind(' ').map_or(cut, |at| at + 1);
            if cut == 0 && length == 0 {
                self.plain(rest);
                return;
            }
            if cut > 0 {
                self.plain(&rest[..cut]);
            }
            self.turn(Code::LongParagraph);
            self.end_inline();
            rest = &rest[cut..];
        }
    }

    fn inline_frame(&mut self) -> &mut Frame {
        if !self.stack.last().is_some_and(|frame| frame.block.is_inline()) {
            self.open(Block::Paragraph);
            if !self.stack.last().is_some_and(|frame| frame.block.is_inline()) {
                // Paragraphs cost no depth, so that this is only reached through a bound of zero.
                self.stack.push(Frame { block: Block::Paragraph, content: Vec::new(), length: 0 });
            }
        }
        let at = self.stack.len() - 1;
        &mut self.stack[at]
    }

    fn plain(&mut self, text: &str) {
        let mut marks = Vec::new();
        if self.bold > 0 {
            marks.push(json!({ "type": "bold" }));
        }
        if self.italic > 0 {
            marks.push(json!({ "type": "italic" }));
        }
        let frame = self.inline_frame();
        frame.length += text.len();
        let of_last =
            |node: &Value| node.get("marks").and_then(Value::as_array).cloned().unwrap_or_default();
        if let Some(last) = frame.content.last_mut()
            && last["type"] == "text"
            && of_last(last) == marks
            && let Some(Value::String(before)) = last.get_mut("text")
        {
            before.push_str(text);
            return;
        }
        let mut node = json!({ "type": "text", "text": text });
        if !marks.is_empty() {
            node["marks"] = Value::Array(marks);
        }
        frame.content.push(node);
    }

    /// Breaks the line.
    pub(in crate::exchange::import) fn line_break(&mut self) {
        self.inline_frame().content.push(json!({ "type": "hardBreak" }));
    }

    /// Draws a rule.
    pub(in crate::exchange::import) fn rule(&mut self) {
        self.end_inline();
        if self.stack.last().is_some_and(|frame| frame.block.is_list()) {
            self.reopen_item();
        }
        self.push(json!({ "type": "horizontalRule" }));
    }

    /// Adds code as lines of plain text, indented as they were.
    pub(in crate::exchange::import) fn code(&mut self, text: &str) {
        self.turn(Code::CodeText);
        self.end_inline();
        let collapses = std::mem::replace(&mut self.collapses, false);
        for (at, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if at > 0 {
                self.line_break();
            }
            let body = line.trim_start_matches([' ', '\t']);
            let indent: String = line[..line.len() - body.len()].replace('\t', "    ");
            self.inline(&"\u{a0}".repeat(indent.len()));
            self.inline(body);
        }
        self.collapses = collapses;
        self.end_inline();
    }

    /// Adds a row of a table as one paragraph.
    pub(in crate::exchange::import) fn row(&mut self, cells: &[String], is_header: bool) {
        self.open(Block::Paragraph);
        if is_header {
            self.mark(Mark::Bold, true);
        }
        let row = cells.join(" · ");
        let collapses = std::mem::replace(&mut self.collapses, false);
        self.text(&row);
        self.collapses = collapses;
        if is_header {
            self.mark(Mark::Bold, false);
        }
        self.close(Block::Paragraph);
    }

    /// Ends a link whose text has been added: what it leads to follows, if that says more.
    pub(in crate::exchange::import) fn link(&mut self, address: &str, text: &str, target: Target) {
        match target {
            Target::Inner(names) => {
                self.turn(Code::Inner);
                self.built.links.push(names);
            }
            Target::Media(name) => self.media_known(&name, true),
            Target::Missing(name) => self.media_known(&name, false),
            Target::Address => {
                self.turn(Code::Address);
                if !address.is_empty() && !address.starts_with('#') && bare(address) != bare(text) {
                    self.inline(&format!(" ({})", tidied(address).0));
                }
            }
        }
    }

    /// Notes a picture or file; one that is there stands after the block that names it.
    pub(in crate::exchange::import) fn media_known(&mut self, name: &str, is_there: bool) {
        self.built.media.push((name.to_owned(), is_there));
        if is_there && !self.shown.contains(name) {
            self.shown.insert(name.to_owned());
            self.to_show.push(name.to_owned());
        }
    }

    /// Adds a picture or file where it stands.
    pub(in crate::exchange::import) fn media(&mut self, caption: &str, target: Target) {
        let (name, is_there) = match target {
            Target::Media(name) => (name, true),
            Target::Missing(name) => (name, false),
            Target::Inner(names) => {
                self.turn(Code::Embed);
                self.inline(caption);
                self.turn(Code::Inner);
                self.built.links.push(names);
                return;
            }
            Target::Address => {
                self.turn(Code::Address);
                self.inline(&format!("[{}]", tidied(caption).0));
                return;
            }
        };
        let shown = if caption.is_empty() { &name } else { caption };
        let words = if is_there { format!("[{shown}]") } else { format!("[missing: {shown}]") };
        self.inline(&tidied(&words).0);
        self.media_known(&name, is_there);
    }
}

/// Returns an address without its scheme and in small letters, for comparing it with its text.
fn bare(address: &str) -> String {
    const SCHEMES: [&str; 5] = ["https://", "http://", "mailto:", "tel:", "www."];
    let address = address.trim().trim_end_matches('/').to_lowercase();
    let rest = SCHEMES
        .iter()
        .fold(address.as_str(), |rest, scheme| rest.strip_prefix(scheme).unwrap_or(rest));
    rest.to_owned()
}
