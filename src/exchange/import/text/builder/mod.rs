//! Builds a document of the editor from a stream of blocks, marks and texts.

mod inline;
mod nodes;

use std::collections::{BTreeMap, BTreeSet};

pub(in crate::exchange::import) use nodes::document;
use nodes::{closed, is_blank};
use serde_json::Value;

use crate::exchange::import::limits::NESTING;
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
    /// The pictures and files that are shown, and those that the block under way names.
    shown: BTreeSet<String>,
    to_show: Vec<String>,
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
            shown: BTreeSet::new(),
            to_show: Vec::new(),
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
        if self.stack.is_empty() {
            self.show_files();
        }
    }

    /// Puts the files that the block before names after it. Their names stand for them until the
    /// files are added.
    fn show_files(&mut self) {
        let files = self.to_show.drain(..);
        self.root.extend(files.map(|name| crate::forms::attached_node(&name, "")));
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
        self.show_files();
        while self.root.last().is_some_and(is_blank) {
            self.root.pop();
        }
        let blank = self.root.iter().take_while(|node| is_blank(node)).count();
        self.root.drain(..blank);
        self.built.document = document(self.root);
        self.built
    }
}
