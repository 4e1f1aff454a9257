//! Builds a document of the editor from a stream of blocks, marks and texts.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::target::Target;
use crate::exchange::import::decode::tidied;
use crate::exchange::import::limits::{NESTING, PARAGRAPH};
use crate::exchange::import::trouble::Code;

/// A document, and what was turned or told on the way.
#[derive(Debug, Clone, Default)]
pub struct Built {
    /// The document, as the editor has it.
    pub document: Value,
    /// How often something was turned into something else, or is to be told.
    pub turns: BTreeMap<Code, u64>,
    /// Links to other items: what each may be known by.
    pub links: Vec<Vec<String>>,
    /// Names of pictures and files that stand in the text, in order, and whether they are there.
    pub media: Vec<(String, bool)>,
    /// Tags that stand in the text.
    pub tags: Vec<String>,
}

/// A block of the editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange::import) enum Block {
    Paragraph,
    Heading(u8),
    Quote,
    Bullets,
    Numbers(u64),
    Tasks,
    Item,
    Task(bool),
}

/// A mark on text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange::import) enum Mark {
    Bold,
    Italic,
    Struck,
}

impl Block {
    fn is_inline(self) -> bool {
        matches!(self, Self::Paragraph | Self::Heading(_))
    }

    fn is_list(self) -> bool {
        matches!(self, Self::Bullets | Self::Numbers(_) | Self::Tasks)
    }

    fn is_item(self) -> bool {
        matches!(self, Self::Item | Self::Task(_))
    }

    /// Returns what it costs of the nesting that a text may have.
    fn depth(self) -> usize {
        usize::from(matches!(self, Self::Quote) || self.is_list() || self.is_item())
    }

    fn same_sort(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
            || (self.is_item() && other.is_item())
            || (self.is_list() && other.is_list())
    }
}

struct Frame {
    block: Block,
    content: Vec<Value>,
    /// Bytes of text in it.
    length: usize,
}

/// Builds a document. Whatever order the calls come in, what comes out fits the schema.
pub(in crate::exchange::import) struct Builder {
    root: Vec<Value>,
    stack: Vec<Frame>,
    depth: usize,
    /// Blocks that were opened below the bound and have no frame.
    skipped: Vec<Block>,
    bold: u32,
    italic: u32,
    struck: u32,
    says_struck: bool,
    /// Whether white space is collapsed as a browser does.
    pub(in crate::exchange::import) collapses: bool,
    pub(in crate::exchange::import) built: Built,
}

impl Builder {
    pub(in crate::exchange::import) fn new() -> Self {
        Self {
            root: Vec::new(),
            stack: Vec::new(),
            depth: 0,
            skipped: Vec::new(),
            bold: 0,
            italic: 0,
            struck: 0,
            says_struck: false,
            collapses: false,
            built: Built::default(),
        }
    }

    /// Counts a turn.
    pub(in crate::exchange::import) fn turn(&mut self, code: Code) {
        *self.built.turns.entry(code).or_default() += 1;
    }

    /// Opens a block.
    pub(in crate::exchange::import) fn open(&mut self, block: Block) {
        self.end_inline();
        let block = match block {
            Block::Heading(level) if level > 3 => {
                self.turn(Code::DeepHeading);
                Block::Heading(3)
            }
            // A heading in a list item would not be its first paragraph; it stays a heading.
            other => other,
        };
        let top = self.stack.last().map(|frame| frame.block);
        if block.is_item() && !top.is_some_and(Block::is_list) {
            let list = if matches!(block, Block::Task(_)) { Block::Tasks } else { Block::Bullets };
            self.open(list);
        } else if !block.is_item() && top.is_some_and(Block::is_list) {
            // What stands beside the items belongs to the last of them.
            self.reopen_item();
        }
        if self.depth + block.depth() > NESTING {
            self.skipped.push(block);
            if self.skipped.len() == 1 {
                self.turn(Code::TooDeep);
            }
            return;
        }
        self.depth += block.depth();
        self.stack.push(Frame { block, content: Vec::new(), length: 0 });
    }

    fn reopen_item(&mut self) {
        let last = self.stack.last_mut().and_then(|list| list.content.pop());
        let (block, content) = match last {
            Some(Value::Object(mut item)) => {
                let block = match item.get("attrs").and_then(|attrs| attrs.get("checked")) {
                    Some(checked) => Block::Task(checked.as_bool().unwrap_or_default()),
                    None => Block::Item,
                };
                let content = match item.remove("content") {
                    Some(Value::Array(content)) => content,
                    _ => Vec::new(),
                };
                (block, content)
            }
            _ => match self.stack.last().map(|frame| frame.block) {
                Some(Block::Tasks) => (Block::Task(false), Vec::new()),
                _ => (Block::Item, Vec::new()),
            },
        };
        self.depth += block.depth();
        self.stack.push(Frame { block, content, length: 0 });
    }

    /// Closes the innermost open block of that sort, and all within it. Without one, nothing is
    /// done.
    pub(in crate::exchange::import) fn close(&mut self, block: Block) {
        if let Some(at) = self.skipped.iter().rposition(|open| open.same_sort(block)) {
            self.end_inline();
            self.skipped.truncate(at);
            return;
        }
        let Some(at) = self.stack.iter().rposition(|frame| frame.block.same_sort(block)) else {
            return;
        };
        while self.stack.len() > at {
            self.pop();
        }
    }

    /// Returns whether such a block is open.
    pub(in crate::exchange::import) fn is_open(&self, block: Block) -> bool {
        self.stack.iter().any(|frame| frame.block.same_sort(block))
    }

    /// Closes an open item of the innermost list.
    pub(in crate::exchange::import) fn end_item(&mut self) {
        self.end_inline();
        let open = self.stack.iter().rposition(|frame| frame.block.is_list());
        if let Some(at) = open {
            while self.stack.len() > at + 1 {
                self.pop();
            }
        }
    }

    /// Ends a paragraph or heading that is open.
    pub(in crate::exchange::import) fn end_inline(&mut self) {
        if self.stack.last().is_some_and(|frame| frame.block.is_inline()) {
            self.pop();
        }
    }

    /// Returns whether text would go on in a paragraph or heading that has some.
    pub(in crate::exchange::import) fn has_text(&self) -> bool {
        self.stack.last().is_some_and(|frame| frame.block.is_inline() && !frame.content.is_empty())
    }

    /// Turns the innermost item into a task.
    pub(in crate::exchange::import) fn make_task(&mut self, done: bool) {
        if let Some(frame) = self.stack.iter_mut().rev().find(|frame| frame.block.is_item()) {
            frame.block = Block::Task(done);
        }
    }

    fn pop(&mut self) {
        let Some(frame) = self.stack.pop() else { return };
        self.depth -= frame.block.depth();
        for node in closed(frame) {
            self.push(node);
        }
    }

    fn push(&mut self, node: Value) {
        let siblings = self.stack.last_mut().map_or(&mut self.root, |frame| &mut frame.content);
        let is_blank = |node: &Value| node["type"] == "paragraph" && node.get("content").is_none();
        match siblings.last_mut() {
            Some(last) if is_blank(last) && is_blank(&node) => {}
            // Tasks that came one by one are one list.
            Some(last) if last["type"] == "taskList" && node["type"] == "taskList" => {
                if let (Some(list), Some(items)) =
                    (last["content"].as_array_mut(), node["content"].as_array())
                {
                    list.extend(items.iter().cloned());
                }
            }
            _ => siblings.push(node),
        }
    }

    /// Sets or takes away a mark.
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
                let plain = |text: &str| {
                    let text = text.trim().trim_end_matches('/').to_lowercase();
                    let bare = ["https://", "http://", "mailto:", "tel:", "www."];
                    bare.iter().fold(text, |text, head| {
                        text.strip_prefix(head).unwrap_or(&text).to_owned()
                    })
                };
                self.turn(Code::Address);
                if !address.is_empty() && !address.starts_with('#') && plain(address) != plain(text)
                {
                    self.inline(&format!(" ({})", tidied(address).0));
                }
            }
        }
    }

    fn media_known(&mut self, name: &str, is_there: bool) {
        self.built.media.push((name.to_owned(), is_there));
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

    /// Adds blocks that are already built.
    pub(in crate::exchange::import) fn blocks(&mut self, blocks: Vec<Value>) {
        self.end_inline();
        for block in blocks {
            self.push(block);
        }
    }

    /// Ends the document.
    pub(in crate::exchange::import) fn finish(mut self) -> Built {
        while !self.stack.is_empty() {
            self.pop();
        }
        let is_blank = |node: &Value| node["type"] == "paragraph" && node.get("content").is_none();
        while self.root.last().is_some_and(is_blank) {
            self.root.pop();
        }
        let blank = self.root.iter().take_while(|node| is_blank(node)).count();
        self.root.drain(..blank);
        self.built.document = document(self.root);
        self.built
    }
}

/// Makes a document of blocks.
pub(in crate::exchange::import) fn document(mut blocks: Vec<Value>) -> Value {
    if blocks.is_empty() {
        blocks.push(json!({ "type": "paragraph" }));
    }
    json!({ "type": "doc", "content": blocks })
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
fn closed(frame: Frame) -> Vec<Value> {
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
