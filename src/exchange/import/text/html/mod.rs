//! HTML and ENML: the tokens of `html5ever`, walked once into the editor's schema. No tree is
//! built, so that no nesting can cost more than its length.

mod end;
mod start;

use std::cell::RefCell;

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::builder::{Block, Builder, Built, Mark};
use super::target::Resolve;

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
    /// How many `pre` are open.
    pre: u32,
    /// The link that is open: its address, and its text so far.
    link: Option<(String, String)>,
    /// The cells of the table row that is open, without the last.
    row: Option<Vec<String>>,
    /// The last cell, as one line of text.
    cell: Option<String>,
    /// Whether all cells of the row are headers.
    is_header: bool,
    /// A checkbox that waits for its text, and whether it is checked.
    task: Option<bool>,
    /// How many encrypted parts are open.
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
        let sink = Sink(RefCell::new((self, builder, resolve)));
        let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(text));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.end();
    }

    /// Ends what is open.
    pub(in crate::exchange::import) fn end(&mut self, builder: &mut Builder) {
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
}

/// Returns whether an element is a list.
fn is_list(name: &str) -> bool {
    matches!(name, "ul" | "ol" | "menu")
}
