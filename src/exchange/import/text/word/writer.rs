//! Writes paragraphs that are over as blocks of the editor: headings, items, quotations.

use super::numbering::{Kind, Numbering};
use super::paragraph::{Format, Paragraph, Run};
use super::styles::{ListLevel, Styles};
use crate::exchange::import::text::builder::{Block, Builder, Mark};
use crate::exchange::import::text::target::Target;
use crate::exchange::import::trouble::Code;

/// Writes paragraphs.
pub(super) struct Writer<'a> {
    pub(super) builder: Builder,
    pub(super) styles: &'a Styles,
    numbering: Numbering,
    /// The lists that are open, from the outermost.
    lists: Vec<(ListLevel, Block)>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: Numbering) -> Self {
        Self { builder: Builder::new(), styles, numbering, lists: Vec::new() }
    }

    /// Writes a paragraph.
    pub(super) fn paragraph(&mut self, paragraph: Paragraph) {
        if !paragraph.says_something() {
            self.end_lists(0);
            return;
        }
        let outline = self.outline(&paragraph.style);
        if outline.is_none()
            && let Some(list) = self.list(&paragraph)
        {
            self.enter_list(list);
            self.builder.end_item();
            self.builder.open(Block::Item);
            self.runs(paragraph, false);
            return;
        }
        self.end_lists(0);
        let name = self.styles.name(&paragraph.style);
        let is_quote = name.contains("quote") || name.contains("zitat");
        let block = outline.map_or(Block::Paragraph, |level| Block::Heading(level + 1));
        if is_quote {
            self.builder.open(Block::Quote);
        }
        self.builder.open(block);
        self.runs(paragraph, outline.is_some());
        self.builder.close(block);
        if is_quote {
            self.builder.close(Block::Quote);
        }
    }

    /// Returns the level of a heading, from 0, by its style; none for what is no heading.
    fn outline(&self, style: &str) -> Option<u8> {
        let name = self.styles.name(style);
        let named = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok());
        let named = named.or((name == "title").then_some(1)).map(|level| level.saturating_sub(1));
        let outline = self.styles.find(style, |style| style.outline).or(named);
        outline.filter(|level| *level < 9)
    }

    /// Returns the list of a paragraph, its own or that of its style.
    fn list(&self, paragraph: &Paragraph) -> Option<ListLevel> {
        let of_style = || self.styles.find(&paragraph.style, |style| style.list.clone());
        let list = paragraph.list.clone().or_else(of_style)?;
        let is_list = !list.id.is_empty()
            && list.id != "0"
            && self.numbering.kind(&list.id, list.level) != Kind::Plain;
        is_list.then_some(list)
    }

    fn enter_list(&mut self, list: ListLevel) {
        let is_left = |open: &ListLevel| {
            open.level > list.level || (open.level == list.level && open.id != list.id)
        };
        while self.lists.last().is_some_and(|(open, _)| is_left(open)) {
            self.end_lists(self.lists.len() - 1);
        }
        let number = self.numbering.next(&list.id, list.level);
        if self.lists.last().is_none_or(|(open, _)| open.level < list.level) {
            let block = match self.numbering.kind(&list.id, list.level) {
                Kind::Numbers => Block::Numbers(number),
                Kind::Bullets | Kind::Plain => Block::Bullets,
            };
            self.builder.end_inline();
            self.builder.open(block);
            self.lists.push((list, block));
        }
    }

    /// Ends lists until so many are open.
    pub(super) fn end_lists(&mut self, left: usize) {
        while self.lists.len() > left {
            if let Some((_, block)) = self.lists.pop() {
                self.builder.close(block);
            }
        }
    }

    fn runs(&mut self, paragraph: Paragraph, is_heading: bool) {
        let is_bold = !is_heading && self.styles.is_set(&paragraph.style, |style| style.bold);
        let is_italic = self.styles.is_set(&paragraph.style, |style| style.italic);
        let mut shown = String::new();
        for run in paragraph.runs {
            match run {
                Run::Text(text, format) => {
                    let bold = (format.bold && !is_heading) || is_bold;
                    let italic = format.italic || is_italic;
                    self.text(&text, Format { bold, italic, ..format });
                    shown.push_str(&text);
                }
                Run::Break => self.builder.line_break(),
                Run::Media { name, is_there, caption } => {
                    let target = if is_there { Target::Media } else { Target::Missing };
                    self.builder.media(&caption, target(name));
                }
                Run::LinkStart => shown.clear(),
                Run::LinkEnd(address) => {
                    let shown = std::mem::take(&mut shown);
                    self.builder.link(&address, &shown, Target::Address);
                }
            }
        }
    }

    fn text(&mut self, text: &str, format: Format) {
        if format.styled {
            self.builder.turn(Code::Style);
        }
        let marks = [
            (Mark::Bold, format.bold),
            (Mark::Italic, format.italic),
            (Mark::Struck, format.struck),
        ];
        self.builder.marked_text(text, &marks);
    }
}
