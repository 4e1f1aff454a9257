//! Markdown with the additions of Obsidian, Joplin, Day One and Notesnook.

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream,
};

use super::builder::{Block, Builder, Built, Mark};
use super::html::Html;
use super::target::{Resolve, Target};
use crate::exchange::import::trouble::Code;

/// How a program reads Markdown.
#[derive(Debug, Clone, Copy)]
pub(in crate::exchange::import) struct MarkdownLike {
    /// Whether a single line end breaks the line.
    pub(in crate::exchange::import) breaks: bool,
    /// Whether `[[links]]`, `#tags`, `%%comments%%` and callouts are known.
    pub(in crate::exchange::import) vault: bool,
}

/// Reads Markdown.
pub(in crate::exchange::import) fn markdown(
    text: &str,
    like: MarkdownLike,
    resolve: Resolve<'_>,
) -> Built {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES;
    if like.vault {
        options |= Options::ENABLE_WIKILINKS;
    }
    let mut reader = Reader {
        builder: Builder::new(),
        html: Html::new(false),
        like,
        resolve,
        lists: Vec::new(),
        links: Vec::new(),
        code: None,
        row: None,
        cell: None,
        is_header: false,
        starts_quote: false,
        callout: false,
        starts_item: false,
        in_heading: false,
        notes: Vec::new(),
        note: None,
    };
    for event in TextMergeStream::new(Parser::new_ext(text, options)) {
        reader.event(event);
    }
    reader.finish()
}

struct Link {
    address: String,
    shown: String,
    /// Whether its text is the address and not a text of its own.
    bare: bool,
    is_media: bool,
    is_wiki: bool,
}

struct Reader<'a> {
    builder: Builder,
    html: Html,
    like: MarkdownLike,
    resolve: Resolve<'a>,
    lists: Vec<Block>,
    links: Vec<Link>,
    code: Option<(String, String)>,
    row: Option<Vec<String>>,
    cell: Option<String>,
    is_header: bool,
    starts_quote: bool,
    /// Whether the title of a callout is being read.
    callout: bool,
    starts_item: bool,
    in_heading: bool,
    /// Footnotes, in the order of their first mention.
    notes: Vec<(String, Option<Built>)>,
    /// The footnote that is being read, and the text around it.
    note: Option<(String, Builder)>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.builder.turn(Code::CodeText);
                self.raw(&text);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.builder.turn(Code::Special);
                self.raw(&text);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                if self.cell.is_some() || html.trim_start().starts_with("<!--") {
                    self.builder.turn(Code::Markup);
                    return;
                }
                self.builder.collapses = true;
                self.html.feed(&mut self.builder, &html, self.resolve);
                self.builder.collapses = false;
            }
            Event::FootnoteReference(name) => {
                self.builder.turn(Code::Footnote);
                let number = self.note_number(&name);
                self.raw(&format!("[{number}]"));
            }
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => {
                if let Some(cell) = &mut self.cell {
                    cell.push(' ');
                } else {
                    self.builder.line_break();
                }
            }
            Event::Rule => self.builder.rule(),
            Event::TaskListMarker(done) => {
                self.builder.make_task(done);
                self.starts_item = false;
            }
        }
    }

    fn note_number(&mut self, name: &str) -> usize {
        let at = self.notes.iter().position(|(known, _)| known == name);
        at.unwrap_or_else(|| {
            self.notes.push((name.to_owned(), None));
            self.notes.len() - 1
        }) + 1
    }

    fn soft_break(&mut self) {
        if self.callout {
            self.callout = false;
            self.builder.mark(Mark::Bold, false);
            self.builder.end_inline();
            return;
        }
        if let Some(cell) = &mut self.cell {
            cell.push(' ');
        } else if self.like.breaks {
            self.builder.line_break();
        } else {
            self.builder.text(" ");
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.builder.open(Block::Paragraph),
            Tag::Heading { level, .. } => {
                self.in_heading = true;
                self.builder.open(Block::Heading(level as u8));
            }
            Tag::BlockQuote(_) => {
                self.builder.open(Block::Quote);
                self.starts_quote = true;
            }
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::List(start) => {
                let list = start.map_or(Block::Bullets, Block::Numbers);
                self.builder.open(list);
                self.lists.push(list);
            }
            Tag::Item => {
                self.builder.end_inline();
                self.builder.open(Block::Item);
                self.starts_item = true;
            }
            Tag::FootnoteDefinition(name) => {
                self.builder.end_inline();
                let outer = std::mem::replace(&mut self.builder, Builder::new());
                self.note = Some((name.to_string(), outer));
            }
            Tag::Table(_) => {
                self.builder.end_inline();
                self.builder.turn(Code::Table);
            }
            Tag::TableHead => {
                self.is_header = true;
                self.row = Some(Vec::new());
            }
            Tag::TableRow => self.row = Some(Vec::new()),
            Tag::TableCell => self.cell = Some(String::new()),
            Tag::Emphasis => self.builder.mark(Mark::Italic, true),
            Tag::Strong => self.builder.mark(Mark::Bold, true),
            Tag::Strikethrough => self.builder.mark(Mark::Struck, true),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, dest_url, false),
            Tag::Image { link_type, dest_url, .. } => self.link(link_type, dest_url, true),
            _ => {}
        }
    }

    fn link(&mut self, kind: LinkType, address: CowStr<'_>, is_media: bool) {
        let is_wiki = matches!(kind, LinkType::WikiLink { .. });
        let bare = matches!(
            kind,
            LinkType::WikiLink { has_pothole: false } | LinkType::Autolink | LinkType::Email
        );
        let address = if is_wiki { address.trim().to_owned() } else { address.into_string() };
        self.links.push(Link { address, shown: String::new(), bare, is_media, is_wiki });
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                if std::mem::take(&mut self.callout) {
                    self.builder.mark(Mark::Bold, false);
                }
                self.builder.end_inline();
            }
            TagEnd::Heading(_) => {
                self.in_heading = false;
                self.builder.end_inline();
            }
            TagEnd::BlockQuote(_) => self.builder.close(Block::Quote),
            TagEnd::CodeBlock => {
                if let Some((language, code)) = self.code.take() {
                    if matches!(language.as_str(), "dataview" | "dataviewjs" | "mermaid" | "query")
                    {
                        self.builder.turn(Code::Special);
                    }
                    self.builder.code(&code);
                }
            }
            TagEnd::List(_) => {
                if let Some(list) = self.lists.pop() {
                    self.builder.close(list);
                }
            }
            TagEnd::Item => self.builder.close(Block::Item),
            TagEnd::FootnoteDefinition => {
                if let Some((name, outer)) = self.note.take() {
                    let note = std::mem::replace(&mut self.builder, outer).finish();
                    let at = self.note_number(&name) - 1;
                    self.notes[at].1 = Some(note);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(row) = self.row.take() {
                    self.builder.row(&row, self.is_header);
                }
                self.is_header = false;
            }
            TagEnd::TableCell => {
                if let (Some(cell), Some(row)) = (self.cell.take(), &mut self.row) {
                    row.push(cell.trim().to_owned());
                }
            }
            TagEnd::Emphasis => self.builder.mark(Mark::Italic, false),
            TagEnd::Strong => self.builder.mark(Mark::Bold, false),
            TagEnd::Strikethrough => self.builder.mark(Mark::Struck, false),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        let target = (self.resolve)(&link.address);
        if link.is_media {
            let size = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == 'x');
            let caption = if link.bare || size(&link.shown) { String::new() } else { link.shown };
            let caption = match &target {
                Target::Inner(_) | Target::Address if caption.is_empty() => link.address,
                _ => caption,
            };
            if let Some(cell) = &mut self.cell {
                cell.extend(["[", &caption, "]"]);
                return;
            }
            self.builder.media(&caption, target);
            return;
        }
        if let Some(cell) = &mut self.cell {
            if link.shown != link.address && target == Target::Address {
                cell.extend([" (", &link.address, ")"]);
            }
            return;
        }
        let target = match target {
            Target::Address if link.is_wiki => {
                self.builder.turn(Code::UnresolvedLink);
                return;
            }
            other => other,
        };
        self.builder.link(&link.address, &link.shown, target);
    }

    /// Adds text that is taken letter by letter.
    fn raw(&mut self, text: &str) {
        if let Some(link) = self.links.last_mut() {
            link.shown.push_str(text);
            if link.is_media {
                return;
            }
        }
        match &mut self.cell {
            Some(cell) => cell.push_str(text),
            None => self.builder.text(text),
        }
        self.starts_item = false;
        self.starts_quote = false;
    }

    fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
            return;
        }
        if !self.links.is_empty() {
            return self.raw(text);
        }
        let mut text = text;
        if std::mem::take(&mut self.starts_quote)
            && let Some(rest) = text.strip_prefix("[!")
            && let Some((kind, title)) = rest.split_once(']')
        {
            self.builder.turn(Code::Callout);
            let title = title.trim_start_matches(['+', '-']).trim();
            self.builder.mark(Mark::Bold, true);
            self.callout = true;
            return self.raw(if title.is_empty() { kind } else { title });
        }
        if std::mem::take(&mut self.starts_item)
            && let Some(rest) = text.strip_prefix('[')
            && let Some((state, rest)) = rest.split_once("] ")
            && state.chars().count() == 1
        {
            self.builder.turn(Code::TaskState);
            self.builder.make_task(false);
            text = rest;
        }
        if !self.like.vault || self.cell.is_some() {
            return self.raw(text);
        }
        if !self.in_heading {
            self.builder.built.tags.extend(tags(text));
        }
        let comments = text.matches("%%").count().div_ceil(2);
        for _ in 0..comments {
            self.builder.turn(Code::Comment);
        }
        let mut text = text.to_owned();
        if text.matches("==").count() > 1 {
            self.builder.turn(Code::Style);
            text = text.replace("==", "");
        }
        // The name of a block, which links may lead to.
        if let Some(at) = text.rfind('^')
            && at + 1 < text.len()
            && (at == 0 || text[..at].ends_with(' '))
            && text[at + 1..].chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        {
            text.truncate(text[..at].trim_end().len());
        }
        self.raw(&text);
    }

    fn finish(mut self) -> Built {
        self.html.end(&mut self.builder);
        let notes = std::mem::take(&mut self.notes);
        if notes.iter().any(|(_, note)| note.is_some()) {
            self.builder.rule();
        }
        for (at, (_, note)) in notes.into_iter().enumerate() {
            let Some(note) = note else { continue };
            self.builder.open(Block::Paragraph);
            self.builder.text(&format!("[{}]", at + 1));
            self.builder.close(Block::Paragraph);
            for (code, count) in &note.turns {
                *self.builder.built.turns.entry(*code).or_default() += count;
            }
            self.builder.built.links.extend(note.links);
            self.builder.built.media.extend(note.media);
            if let Some(blocks) = note.document["content"].as_array() {
                self.builder.blocks(blocks.clone());
            }
        }
        self.builder.finish()
    }
}

/// Finds `#tags`: they begin a word, go on to the next blank or sign, and have more than digits.
fn tags(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('#') {
        let begins = text[..at]
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ','));
        let rest = &text[at + 1..];
        let in_tag = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
        let end = rest.find(|c| !in_tag(c)).unwrap_or(rest.len());
        let tag = rest[..end].trim_end_matches('/');
        let after = rest[end..].chars().next();
        if begins && after != Some('#') && tag.chars().any(|c| !c.is_ascii_digit() && c != '/') {
            found.push(tag.to_owned());
        }
    }
    found
}
