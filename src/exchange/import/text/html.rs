//! HTML and ENML: the tokens of `html5ever`, walked once into the editor's schema. No tree is
//! built, so that no nesting can cost more than its length.

use std::cell::RefCell;

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::builder::{Block, Builder, Built, Mark};
use super::target::{Resolve, Target};
use crate::exchange::import::trouble::Code;

/// How many elements are remembered to be closed again.
const OPEN: usize = 256;

/// Elements that are dropped with all that is in them.
const DROPPED: &[&str] = &[
    "script", "style", "iframe", "object", "embed", "head", "form", "template", "noscript",
    "applet", "math", "canvas", "select", "textarea",
];

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "figure",
    "figcaption",
    "address",
    "center",
    "dl",
    "dt",
    "dd",
    "details",
    "nav",
    "aside",
    "body",
    "html",
    "en-note",
    "fieldset",
    "caption",
    "hgroup",
];

/// Elements whose look is not kept.
const STYLES: &[&str] = &["u", "ins", "mark", "sub", "sup", "font", "small", "big"];

/// Reads HTML.
pub(in crate::exchange::import) fn html(text: &str, resolve: Resolve<'_>) -> Built {
    read(text, false, resolve)
}

/// Reads ENML, the text of Evernote: XML, so that an element may close itself.
pub(in crate::exchange::import) fn enml(text: &str, resolve: Resolve<'_>) -> Built {
    read(text, true, resolve)
}

fn read(text: &str, is_xml: bool, resolve: Resolve<'_>) -> Built {
    let mut builder = Builder::new();
    builder.collapses = true;
    let mut reader = Html::new(is_xml);
    reader.feed(&mut builder, text, resolve);
    reader.end(&mut builder);
    builder.finish()
}

/// Returns whether a text is HTML: it has a tag that is known.
pub(in crate::exchange::import) fn is_html(text: &str) -> bool {
    const KNOWN: [&str; 16] = [
        "p",
        "div",
        "br",
        "ul",
        "ol",
        "li",
        "b",
        "i",
        "strong",
        "em",
        "h1",
        "h2",
        "h3",
        "span",
        "blockquote",
        "img",
    ];
    text.match_indices('<').any(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        KNOWN.contains(&name.as_str()) && rest[end..].starts_with(['>', ' ', '/', '\n', '\t'])
    })
}

/// Where the reading of HTML is; goes on over several pieces.
#[derive(Default)]
pub(in crate::exchange::import) struct Html {
    is_xml: bool,
    /// The dropped element that is open, and how often.
    dropped: Option<(String, u32)>,
    open: Vec<Open>,
    pre: u32,
    link: Option<(String, String)>,
    row: Option<Vec<String>>,
    cell: Option<String>,
    is_header: bool,
    task: Option<bool>,
    crypt: u32,
}

/// An element that is open, and what its end undoes.
struct Open {
    name: String,
    marks: Vec<Mark>,
    blocks: Vec<Block>,
}

struct Sink<'a>(RefCell<(&'a mut Html, &'a mut Builder, Resolve<'a>)>);

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        let (html, builder, resolve) = &mut *state;
        match token {
            Token::TagToken(tag) => {
                let is_start = tag.kind == TagKind::StartTag;
                let name = tag.name.to_string();
                html.tag(builder, &tag, &name, *resolve);
                if is_start && !tag.self_closing && !html.is_xml {
                    match name.as_str() {
                        "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                        "style" | "iframe" | "noscript" | "xmp" => {
                            return TokenSinkResult::RawData(RawKind::Rawtext);
                        }
                        "title" | "textarea" => return TokenSinkResult::RawData(RawKind::Rcdata),
                        _ => {}
                    }
                }
            }
            Token::CharacterTokens(text) => html.text(builder, &text),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        // Sections of character data are read as such.
        true
    }
}

impl Html {
    pub(in crate::exchange::import) fn new(is_xml: bool) -> Self {
        Self { is_xml, ..Self::default() }
    }

    /// Reads a piece.
    pub(in crate::exchange::import) fn feed(
        &mut self,
        builder: &mut Builder,
        text: &str,
        resolve: Resolve<'_>,
    ) {
        let collapses = builder.collapses;
        {
            let sink = Sink(RefCell::new((self, builder, resolve)));
            let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
            let input = BufferQueue::default();
            input.push_back(StrTendril::from_slice(text));
            while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
            tokenizer.end();
        }
        builder.collapses = collapses;
    }

    /// Ends what is open.
    pub(in crate::exchange::import) fn end(&mut self, builder: &mut Builder) {
        self.end_cell(builder);
        self.end_row(builder);
        builder.end_inline();
    }

    fn text(&mut self, builder: &mut Builder, text: &str) {
        if self.dropped.is_some() || self.crypt > 0 {
            return;
        }
        if let Some((_, shown)) = &mut self.link {
            shown.push_str(text);
        }
        if let Some(cell) = &mut self.cell {
            cell.push_str(text);
            return;
        }
        if let Some(done) = self.task.take() {
            if text.trim().is_empty() {
                self.task = Some(done);
                return;
            }
            builder.open(Block::Tasks);
            builder.open(Block::Task(done));
        }
        if self.pre > 0 {
            let collapses = std::mem::replace(&mut builder.collapses, false);
            builder.text(text);
            builder.collapses = collapses;
        } else {
            builder.text(text);
        }
    }

    fn tag(&mut self, builder: &mut Builder, tag: &Tag, name: &str, resolve: Resolve<'_>) {
        let is_start = tag.kind == TagKind::StartTag;
        if let Some((dropped, depth)) = &mut self.dropped {
            if dropped == name {
                if is_start && !tag.self_closing {
                    *depth += 1;
                } else if !is_start {
                    *depth -= 1;
                }
                if *depth == 0 {
                    self.dropped = None;
                }
            } else if dropped == "head" && name == "body" {
                self.dropped = None;
            }
            return;
        }
        if is_start {
            self.start(builder, tag, name, resolve);
            if tag.self_closing && self.is_xml {
                self.finish(builder, name, resolve);
            }
        } else {
            self.finish(builder, name, resolve);
        }
    }

    fn start(&mut self, builder: &mut Builder, tag: &Tag, name: &str, resolve: Resolve<'_>) {
        let attr = |key: &str| {
            tag.attrs
                .iter()
                .find(|attr| &*attr.name.local == key)
                .map(|attr| attr.value.to_string())
        };
        if DROPPED.contains(&name) {
            if !(tag.self_closing && self.is_xml) {
                self.dropped = Some((name.to_owned(), 1));
            }
            builder.turn(Code::Markup);
            return;
        }
        if self.cell.is_some()
            && !matches!(name, "td" | "th" | "tr" | "table" | "img" | "en-media" | "a")
        {
            // A cell is one line of text.
            if let Some(cell) = &mut self.cell
                && (name == "br" || BLOCKS.contains(&name))
                && !cell.is_empty()
            {
                cell.push(' ');
            }
            return;
        }
        let mut open = Open { name: name.to_owned(), marks: Vec::new(), blocks: Vec::new() };
        match name {
            "br" => {
                if self.cell.is_none() {
                    builder.line_break();
                }
                return;
            }
            "hr" => return builder.rule(),
            "img" => {
                let src = attr("src").unwrap_or_default();
                let caption = attr("alt").unwrap_or_default();
                let target = media_target(&src, &caption, resolve);
                return builder.media(&caption, target);
            }
            "en-media" => {
                let hash = attr("hash").unwrap_or_default();
                let target = resolve(&format!("hash:{hash}"));
                let caption = attr("alt").unwrap_or_default();
                return builder.media(&caption, target);
            }
            "video" | "audio" | "source" => {
                if let Some(src) = attr("src") {
                    let target = media_target(&src, "", resolve);
                    builder.media("", target);
                }
                return;
            }
            "en-todo" => {
                let done = attr("checked").is_some_and(|set| set == "true");
                builder.end_inline();
                if builder.is_open(Block::Item) {
                    builder.make_task(done);
                } else {
                    builder.close(Block::Tasks);
                    self.task = Some(done);
                }
                return;
            }
            "en-crypt" => {
                self.crypt += 1;
                builder.turn(Code::EncryptedPart);
                builder.text("[encrypted in Evernote]");
                return;
            }
            "input" => {
                if attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"))
                    && !builder.has_text()
                    && builder.is_open(Block::Item)
                {
                    builder.make_task(tag.attrs.iter().any(|attr| &*attr.name.local == "checked"));
                }
                return;
            }
            "a" => {
                if let Some(href) = attr("href") {
                    self.link = Some((href, String::new()));
                }
                open.name = "a".into();
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
                let is_tasks = attr("data-type").is_some_and(|kind| kind == "taskList")
                    || attr("class").is_some_and(|class| {
                        class.contains("checklist") || class.contains("task-list")
                    })
                    || attr("style").is_some_and(|style| style.contains("--en-todo"));
                let list = match name {
                    "ol" => Block::Numbers(
                        attr("start").and_then(|start| start.parse().ok()).unwrap_or(1),
                    ),
                    _ if is_tasks => Block::Tasks,
                    _ => Block::Bullets,
                };
                builder.open(list);
                open.blocks.push(list);
            }
            "li" => {
                // The end of an item may be left out.
                if self.open.iter().rposition(|o| o.name == "li")
                    > self
                        .open
                        .iter()
                        .rposition(|o| matches!(o.name.as_str(), "ul" | "ol" | "menu"))
                {
                    self.finish(builder, "li", resolve);
                }
                let style = attr("style").unwrap_or_default();
                let class = attr("class").unwrap_or_default();
                let done = attr("data-checked")
                    .map(|set| set == "true")
                    .or_else(|| {
                        style.contains("--en-checked").then(|| style.contains("--en-checked:true"))
                    })
                    .or_else(|| class.contains("checked").then_some(true));
                let in_tasks = self.open.last().is_some_and(|o| o.blocks.contains(&Block::Tasks));
                let item = match done {
                    Some(done) => Block::Task(done),
                    None if in_tasks => Block::Task(false),
                    None => Block::Item,
                };
                builder.end_inline();
                builder.open(item);
                open.blocks.push(item);
            }
            "blockquote" => {
                builder.open(Block::Quote);
                open.blocks.push(Block::Quote);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let heading = Block::Heading(name.as_bytes()[1] - b'0');
                builder.open(heading);
                open.blocks.push(heading);
            }
            "summary" => {
                builder.turn(Code::Callout);
                builder.open(Block::Paragraph);
                open.blocks.push(Block::Paragraph);
                open.marks.push(Mark::Bold);
            }
            "table" => {
                self.end_cell(builder);
                self.end_row(builder);
                builder.end_inline();
                builder.turn(Code::Table);
            }
            "tr" => {
                self.end_cell(builder);
                self.end_row(builder);
                self.row = Some(Vec::new());
                self.is_header = true;
                return;
            }
            "td" | "th" => {
                self.end_cell(builder);
                self.row.get_or_insert_with(Vec::new);
                self.is_header &= name == "th";
                self.cell = Some(String::new());
                return;
            }
            "title" | "meta" | "link" | "base" | "wbr" | "col" | "colgroup" | "thead" | "tbody"
            | "tfoot" => {
                return;
            }
            _ if BLOCKS.contains(&name) => {
                builder.end_inline();
                self.task = None;
                let empty = matches!(name, "p" | "div");
                if empty {
                    builder.open(Block::Paragraph);
                }
            }
            _ if STYLES.contains(&name) => builder.turn(Code::Style),
            "span" | "label" | "abbr" | "q" | "time" | "bdi" | "bdo" => {}
            _ => builder.turn(Code::Markup),
        }
        if let Some(style) = attr("style") {
            let style = style.to_ascii_lowercase().replace(' ', "");
            let weight = style.split("font-weight:").nth(1).map(|rest| rest.trim_end_matches(';'));
            if weight.is_some_and(|w| w.starts_with("bold") || w.starts_with(['6', '7', '8', '9']))
            {
                open.marks.push(Mark::Bold);
            }
            if style.contains("font-style:italic") {
                open.marks.push(Mark::Italic);
            }
            if style.contains("line-through") {
                open.marks.push(Mark::Struck);
            }
            if ["color:", "underline", "text-align", "font-size", "font-family"]
                .iter()
                .any(|look| style.contains(look))
            {
                builder.turn(Code::Style);
            }
        }
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

    fn finish(&mut self, builder: &mut Builder, name: &str, resolve: Resolve<'_>) {
        match name {
            "br" if !self.is_xml => return builder.line_break(),
            "td" | "th" => return self.end_cell(builder),
            "tr" => {
                self.end_cell(builder);
                return self.end_row(builder);
            }
            "table" => {
                self.end_cell(builder);
                self.end_row(builder);
            }
            "en-crypt" => {
                self.crypt = self.crypt.saturating_sub(1);
                return;
            }
            "pre" => {
                self.pre = self.pre.saturating_sub(1);
                builder.end_inline();
            }
            "a" => {
                if let Some((href, shown)) = self.link.take() {
                    if let Some(cell) = &mut self.cell {
                        if !shown.contains(&href) {
                            cell.push_str(&format!(" ({href})"));
                        }
                    } else {
                        builder.link(&href, &shown, resolve(&href));
                    }
                }
            }
            _ => {}
        }
        let is_block = BLOCKS.contains(&name);
        if is_block {
            builder.end_inline();
            if self.task.is_some() || name == "div" || name == "p" {
                self.task = None;
                if !self.open.iter().any(|open| matches!(open.name.as_str(), "ul" | "ol" | "menu"))
                {
                    builder.close(Block::Tasks);
                }
            }
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        // What is open within a list or a table is not closed by an end tag from outside of it.
        let wall = ["li", "td", "blockquote"];
        let is_inline =
            !is_block && !matches!(name, "ul" | "ol" | "menu" | "li" | "blockquote" | "table");
        if is_inline && self.open[at..].iter().any(|open| wall.contains(&open.name.as_str())) {
            return;
        }
        for open in self.open.drain(at..).rev() {
            for mark in open.marks {
                builder.mark(mark, false);
            }
            for block in open.blocks {
                builder.close(block);
            }
        }
    }

    fn end_cell(&mut self, _builder: &mut Builder) {
        if let (Some(cell), Some(row)) = (self.cell.take(), &mut self.row) {
            row.push(cell.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    fn end_row(&mut self, builder: &mut Builder) {
        if let Some(row) = self.row.take()
            && row.iter().any(|cell| !cell.is_empty())
        {
            builder.row(&row, self.is_header);
        }
    }
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
