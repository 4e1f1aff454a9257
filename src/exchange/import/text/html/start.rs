//! Starts of elements.

use html5ever::tokenizer::Tag;

use super::{BLOCKS, Html, Open, is_list};
use crate::exchange::import::text::builder::{Block, Builder, Mark};
use crate::exchange::import::text::target::{Resolve, Target};
use crate::exchange::import::trouble::Code;

/// How many elements are remembered to be closed again.
const OPEN: usize = 256;

/// Elements that are dropped with all that is in them.
const DROPPED: &[&str] = &[
    "script", "style", "iframe", "object", "embed", "head", "form", "template", "noscript",
    "applet", "math", "canvas", "select", "textarea",
];

/// Elements whose look is not kept.
const STYLES: &[&str] = &["u", "ins", "mark", "sub", "sup", "font", "small", "big"];

impl Html {
    /// Reads a start tag.
    pub(super) fn start(
        &mut self,
        builder: &mut Builder,
        tag: &Tag,
        name: &str,
        resolve: Resolve<'_>,
    ) {
        if DROPPED.contains(&name) {
            if !(tag.self_closing && self.is_xml) {
                self.dropped = Some((name.to_owned(), 1));
            }
            builder.turn(Code::Markup);
            return;
        }
        if self.stays_in_cell(name) || self.leaf(builder, tag, name, resolve) {
            return;
        }
        let mut open = Open { name: name.to_owned(), marks: Vec::new(), blocks: Vec::new() };
        match name {
            "a" => {
                if let Some(href) = attr(tag, "href") {
                    self.link = Some((href.to_owned(), String::new()));
                }
            }
            "b" | "strong" => open.marks.push(Mark::Bold),
            "i" | "em" | "cite" | "dfn" | "var" => open.marks.push(Mark::Italic),
            "s" | "del" | "strike" => open.marks.push(Mark::Struck),
            "code" | "kbd" | "samp" | "tt" if self.pre == 0 => builder.turn(Code::CodeText),
            "pre" => {
                builder.end_inline();
                builder.turn(Code::CodeText);
                self.pre += 1;
            }
            "ul" | "ol" | "menu" => {
                self.task = None;
                open.open(builder, list(tag, name));
            }
            "li" => {
                let item = self.item(builder, tag, resolve);
                builder.end_inline();
                open.open(builder, item);
            }
            "blockquote" => open.open(builder, Block::Quote),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                open.open(builder, Block::Heading(name.as_bytes()[1] - b'0'));
            }
            "summary" => {
                builder.turn(Code::Callout);
                open.open(builder, Block::Paragraph);
                open.marks.push(Mark::Bold);
            }
            "table" => {
                self.end_row(builder);
                builder.end_inline();
                builder.turn(Code::Table);
            }
            _ if BLOCKS.contains(&name) => {
                builder.end_inline();
                self.task = None;
                if matches!(name, "p" | "div") {
                    builder.open(Block::Paragraph);
                }
            }
            _ if STYLES.contains(&name) => builder.turn(Code::Style),
            "span" | "label" | "abbr" | "q" | "time" | "bdi" | "bdo" => {}
            _ => builder.turn(Code::Markup),
        }
        if let Some(style) = attr(tag, "style") {
            open.style(builder, style);
        }
        self.remember(builder, open);
    }

    /// Returns whether an element is left out because a cell, which is one line of text, is open.
    fn stays_in_cell(&mut self, name: &str) -> bool {
        let Some(cell) = &mut self.cell else { return false };
        if matches!(name, "td" | "th" | "tr" | "table" | "img" | "en-media" | "a") {
            return false;
        }
        if (name == "br" || BLOCKS.contains(&name)) && !cell.is_empty() {
            cell.push(' ');
        }
        true
    }

    /// Reads an element whose end undoes nothing. Returns false for every other element.
    fn leaf(&mut self, builder: &mut Builder, tag: &Tag, name: &str, resolve: Resolve<'_>) -> bool {
        match name {
            "br" => builder.line_break(),
            "hr" => builder.rule(),
            "img" => {
                let caption = attr(tag, "alt").unwrap_or_default();
                let address = attr(tag, "src").unwrap_or_default();
                builder.media(caption, media_target(address, caption, resolve));
            }
            "en-media" => {
                let hash = attr(tag, "hash").unwrap_or_default();
                let caption = attr(tag, "alt").unwrap_or_default();
                builder.media(caption, resolve(&format!("hash:{hash}")));
            }
            "video" | "audio" | "source" => {
                if let Some(address) = attr(tag, "src") {
                    builder.media("", media_target(address, "", resolve));
                }
            }
            "en-todo" => {
                let done = attr(tag, "checked") == Some("true");
                builder.end_inline();
                if builder.is_open(Block::Item) {
                    builder.make_task(done);
                } else {
                    builder.close(Block::Tasks);
                    self.task = Some(done);
                }
            }
            "en-crypt" => {
                self.crypt += 1;
                builder.turn(Code::EncryptedPart);
                builder.text("[encrypted in Evernote]");
            }
            "input" => {
                let kind = attr(tag, "type").unwrap_or_default();
                if kind.eq_ignore_ascii_case("checkbox")
                    && !builder.has_text()
                    && builder.is_open(Block::Item)
                {
                    builder.make_task(attr(tag, "checked").is_some());
                }
            }
            "tr" => {
                self.end_row(builder);
                self.row = Some(Vec::new());
                self.is_header = true;
            }
            "td" | "th" => {
                self.end_cell();
                self.row.get_or_insert_with(Vec::new);
                self.is_header &= name == "th";
                self.cell = Some(String::new());
            }
            "title" | "meta" | "link" | "base" | "wbr" | "col" | "colgroup" | "thead" | "tbody"
            | "tfoot" => {}
            _ => return false,
        }
        true
    }

    /// Returns the block of a list item: a task where it is one, or where its list is of tasks.
    fn item(&mut self, builder: &mut Builder, tag: &Tag, resolve: Resolve<'_>) -> Block {
        // The end of an item may be left out.
        let last = |fits: fn(&str) -> bool| self.open.iter().rposition(|open| fits(&open.name));
        if last(|name| name == "li") > last(is_list) {
            self.finish(builder, "li", resolve);
        }
        let style = attr(tag, "style").unwrap_or_default();
        let class = attr(tag, "class").unwrap_or_default();
        let done = attr(tag, "data-checked")
            .map(|set| set == "true")
            .or_else(|| style.contains("--en-checked").then(|| style.contains("--en-checked:true")))
            .or_else(|| class.contains("checked").then_some(true));
        let in_tasks = self.open.last().is_some_and(|open| open.blocks.contains(&Block::Tasks));
        match done {
            Some(done) => Block::Task(done),
            None if in_tasks => Block::Task(false),
            None => Block::Item,
        }
    }

    /// Sets the marks of an element and remembers it, to be undone at its end.
    fn remember(&mut self, builder: &mut Builder, open: Open) {
        for mark in &open.marks {
            builder.mark(*mark, true);
        }
        if self.open.len() < OPEN {
            self.open.push(open);
        } else {
            for mark in &open.marks {
                builder.mark(*mark, false);
            }
        }
    }
}

impl Open {
    fn open(&mut self, builder: &mut Builder, block: Block) {
        builder.open(block);
        self.blocks.push(block);
    }

    /// Takes marks from the style of an element; the rest of the look is not kept.
    fn style(&mut self, builder: &mut Builder, style: &str) {
        const LOOKS: [&str; 5] = ["color:", "underline", "text-align", "font-size", "font-family"];
        let style = style.to_ascii_lowercase().replace(' ', "");
        let weight = style.split("font-weight:").nth(1).unwrap_or_default();
        if weight.starts_with("bold") || weight.starts_with(['6', '7', '8', '9']) {
            self.marks.push(Mark::Bold);
        }
        if style.contains("font-style:italic") {
            self.marks.push(Mark::Italic);
        }
        if style.contains("line-through") {
            self.marks.push(Mark::Struck);
        }
        if LOOKS.iter().any(|look| style.contains(look)) {
            builder.turn(Code::Style);
        }
    }
}

/// Returns the value of an attribute.
fn attr<'a>(tag: &'a Tag, key: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attr| &*attr.name.local == key).map(|attr| &*attr.value)
}

/// Returns the list that an element begins.
fn list(tag: &Tag, name: &str) -> Block {
    if name == "ol" {
        let start = attr(tag, "start").and_then(|start| start.parse().ok());
        return Block::Numbers(start.unwrap_or(1));
    }
    let has = |key: &str, word: &str| attr(tag, key).is_some_and(|value| value.contains(word));
    let is_tasks = attr(tag, "data-type") == Some("taskList")
        || has("class", "checklist")
        || has("class", "task-list")
        || has("style", "--en-todo");
    if is_tasks { Block::Tasks } else { Block::Bullets }
}

/// Returns what a picture's address leads to. Pictures that stand in the address are there.
fn media_target(src: &str, caption: &str, resolve: Resolve<'_>) -> Target {
    if let Some(data) = src.strip_prefix("data:") {
        let kind = data.split([';', ',']).next().unwrap_or_default();
        let name = if caption.is_empty() { kind } else { caption };
        return Target::Media(name.to_owned());
    }
    if src.starts_with("image-id:") {
        return Target::Missing(if caption.is_empty() { "picture" } else { caption }.to_owned());
    }
    resolve(src)
}
