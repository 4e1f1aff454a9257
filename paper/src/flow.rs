//! From blocks to pages: what stands where, in points from the top left corner.
//!
//! Text and lines are laid out first and drawn later, since the foot says how many pages there are.

use std::ops::Range;
use std::rc::Rc;

use stillroom_sheet::{Block, Column, Paper, Sheet, Tick};

use crate::fonts::Face;
use crate::shape::Shaped;
use crate::tags::{GroupId, Is, Tags};

const MM: f32 = 72.0 / 25.4;
const HAIR: f32 = 0.4;
const RULE: f32 = 0.75;
/// Greys: text, soft text, an edge, a hairline.
const INK: u8 = 24;
const SOFT: u8 = 84;
const EDGE: u8 = 136;
const FAINT: u8 = 200;
/// How far apart lines for the pen stand.
const PEN: f32 = 8.0 * MM;
/// A column has room for a short word at least.
const NARROWEST: f32 = 9.0 * MM;
/// Fewer lines for the pen than this go to the next page.
const FEWEST_PEN_LINES: u8 = 2;

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) face: Face,
    pub(crate) size: f32,
    /// How far apart the base lines of two lines are.
    pub(crate) leading: f32,
    pub(crate) grey: u8,
}

/// Something on a page.
pub(crate) enum Item {
    /// A line of text. Without a group it is no part of the text, such as the foot.
    Text {
        x: f32,
        base: f32,
        text: Rc<Shaped>,
        line: Range<usize>,
        style: Style,
        group: Option<GroupId>,
    },
    /// A straight line, upright or across.
    Line { from: (f32, f32), to: (f32, f32), width: f32, grey: u8, dotted: bool },
}

/// All pages of a document.
pub(crate) struct Laid {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) pages: Vec<Vec<Item>>,
    pub(crate) tags: Tags,
}

/// The measures of a paper.
struct Measures {
    width: f32,
    height: f32,
    side: f32,
    top: f32,
    bottom: f32,
    /// The column of the labels, and the gap after it.
    labels: f32,
    title: Style,
    header: Style,
    label: Style,
    text: Style,
    small: Style,
    foot: Style,
}

impl Measures {
    fn of(paper: Paper) -> Self {
        let style = |face, size: f32, leading, grey| Style { face, size, leading, grey };
        let (width, height) = paper.size_mm();
        let (side, top, bottom, labels) = match paper {
            Paper::A4 => (20.0, 18.0, 20.0, 34.0),
            Paper::A4Across => (16.0, 14.0, 17.0, 40.0),
            Paper::A5 => (13.0, 11.0, 16.0, 25.0),
            Paper::A6Across => (9.0, 8.0, 12.0, 22.0),
        };
        // Sizes and leadings of the title, of what is written and of cells.
        let (title, text, small): ((f32, f32), (f32, f32), (f32, f32)) = match paper {
            Paper::A4 | Paper::A4Across => ((19.0, 24.0), (10.5, 15.0), (9.5, 13.0)),
            Paper::A5 => ((17.0, 22.0), (10.0, 14.0), (8.5, 11.0)),
            Paper::A6Across => ((12.0, 15.0), (8.5, 11.5), (8.0, 10.5)),
        };
        Self {
            width: width * MM,
            height: height * MM,
            side: side * MM,
            top: top * MM,
            bottom: bottom * MM,
            labels: labels * MM,
            title: style(Face::Serif, title.0, title.1, INK),
            header: style(Face::Sans, 8.0, 12.0, SOFT),
            label: style(Face::Sans, 8.0, text.1.min(12.0), SOFT),
            text: style(Face::Serif, text.0, text.1, INK),
            small: style(Face::Serif, small.0, small.1, INK),
            foot: style(Face::Sans, 6.6, 9.0, SOFT),
        }
    }
}

/// Lays out a page of any format.
pub(crate) fn lay_out(sheet: &Sheet) -> Laid {
    let mut flow = Flow::new(sheet);
    let title = flow.tags.add(None, Is::Heading(1, sheet.title.clone()));
    let (title_style, header_style) = (flow.measures.title, flow.measures.header);
    flow.paragraph(&sheet.title, flow.left(), flow.inner(), title_style, title);
    flow.y += 1.0;
    let header = flow.tags.add(None, Is::Paragraph);
    flow.paragraph(&sheet.header, flow.left(), flow.inner(), header_style, header);
    flow.y += 2.0 * MM;
    flow.across(flow.left(), flow.right(), RULE, INK, false);
    flow.y += 4.0 * MM;
    for block in &sheet.blocks {
        match block {
            Block::Part { title, line } => flow.part(title, line),
            Block::Box { label, text, pen } => flow.boxed(label, text, *pen),
            Block::Ticks { label, options } => flow.ticks(label, options),
            Block::Table { caption, columns, rows } => flow.table(caption, columns, rows),
            Block::Signatures { lines } => flow.signatures(lines),
        }
    }
    flow.finish()
}

/// A cell of a table, shaped and broken into lines.
struct Cell {
    lines: Vec<(Rc<Shaped>, Range<usize>)>,
    x: f32,
    width: f32,
}

struct Flow {
    measures: Measures,
    pages: Vec<Vec<Item>>,
    page: Vec<Item>,
    tags: Tags,
    y: f32,
    /// Where the foot begins.
    end: f32,
    foot: Vec<(Rc<Shaped>, Range<usize>)>,
    /// The level of the headings of boxes and tables.
    level: u16,
}

impl Flow {
    fn new(sheet: &Sheet) -> Self {
        let measures = Measures::of(sheet.paper);
        let room = measures.width - 2.0 * measures.side - 24.0 * MM;
        let foot = broken(&sheet.foot.join(". "), measures.foot, room);
        let more = foot.len().saturating_sub(1) as f32 * measures.foot.leading;
        Self {
            y: measures.top,
            end: measures.height - measures.bottom - more,
            pages: Vec::new(),
            page: Vec::new(),
            tags: Tags::default(),
            foot,
            level: 2,
            measures,
        }
    }

    fn left(&self) -> f32 {
        self.measures.side
    }

    fn right(&self) -> f32 {
        self.measures.width - self.measures.side
    }

    fn inner(&self) -> f32 {
        self.right() - self.left()
    }

    /// Whether something so high has room on the page.
    fn fits(&self, height: f32) -> bool {
        self.y + height <= self.end
    }

    /// Begins a page where something so high has no room; one that is higher than any page stays.
    fn need(&mut self, height: f32) {
        if !self.fits(height) && self.y > self.measures.top {
            self.turn();
        }
    }

    fn turn(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.y = self.measures.top;
    }

    fn across(&mut self, from: f32, to: f32, width: f32, grey: u8, dotted: bool) {
        let y = self.y;
        self.page.push(Item::Line { from: (from, y), to: (to, y), width, grey, dotted });
    }

    /// Sets a text line by line, over as many pages as it takes.
    fn paragraph(&mut self, text: &str, x: f32, width: f32, style: Style, group: GroupId) {
        for (shaped, line) in broken(text, style, width) {
            self.need(style.leading);
            self.line(shaped, line, x, width, style, Some(group));
            self.y += style.leading;
        }
    }

    /// Sets one line at the present height. What runs from right to left stands at the right.
    fn line(
        &mut self,
        text: Rc<Shaped>,
        line: Range<usize>,
        x: f32,
        width: f32,
        style: Style,
        group: Option<GroupId>,
    ) {
        let free = width - text.width(&line) as f32 * style.size;
        let x = if text.is_rtl { x + free.max(0.0) } else { x };
        let base = self.y + style.leading / 2.0 + style.size * 0.34;
        self.page.push(Item::Text { x, base, text, line, style, group });
    }

    /// Sets a label in its column and returns the height below it; the text beside it goes on at
    /// the height where the label began.
    fn label(&mut self, label: &str, room: f32) -> (usize, f32) {
        let style = self.measures.label;
        let lines = broken(label, style, self.measures.labels - 3.0 * MM);
        self.need((lines.len() as f32 * style.leading).max(room));
        let top = self.y;
        let group = self.tags.add(None, Is::Heading(self.level, label.to_owned()));
        // The first base line is that of the text beside it.
        self.y += (self.measures.text.leading - style.leading) / 2.0 + style.size * 0.1;
        for (shaped, line) in lines {
            self.line(shaped, line, self.left(), self.measures.labels, style, Some(group));
            self.y += style.leading;
        }
        let below = self.y;
        self.y = top;
        (self.pages.len(), below)
    }

    /// Ends a part that has a label: below the text and below the label.
    fn below(&mut self, (page, label): (usize, f32), gap: f32) {
        if page == self.pages.len() {
            self.y = self.y.max(label);
        }
        self.y += gap;
    }

    /// Begins a part: its heading and its line stay with the first line of what follows.
    fn part(&mut self, title: &str, line: &str) {
        let (style, small) =
            (Style { face: Face::SansBold, ..self.measures.text }, self.measures.header);
        if self.y > self.measures.top {
            self.y += 4.0 * MM;
        }
        self.need(style.leading * 2.0 + small.leading + self.measures.text.leading);
        let group = self.tags.add(None, Is::Heading(2, title.to_owned()));
        self.paragraph(title, self.left(), self.inner(), style, group);
        if !line.is_empty() {
            let group = self.tags.add(None, Is::Paragraph);
            self.paragraph(line, self.left(), self.inner(), small, group);
        }
        self.y += 1.0 * MM;
        self.across(self.left(), self.right(), HAIR, EDGE, false);
        self.y += 3.0 * MM;
        self.level = 3;
    }

    fn boxed(&mut self, label: &str, text: &[String], pen: u8) {
        let style = self.measures.text;
        let x = self.left() + self.measures.labels;
        let width = self.right() - x;
        if pen > 0 && text.is_empty() {
            return self.pen(label, pen);
        }
        let is_empty = text.is_empty();
        let at = self.label(label, if is_empty { PEN } else { style.leading });
        if is_empty {
            self.y += PEN - 2.0 * MM;
            self.across(x, self.right(), RULE, EDGE, true);
            self.y += 2.0 * MM;
        }
        for (count, text) in text.iter().enumerate() {
            if count > 0 {
                self.y += style.leading * 0.25;
            }
            let group = self.tags.add(None, Is::Paragraph);
            self.paragraph(text, x, width, style, group);
        }
        self.below(at, 3.2 * MM);
        if pen > 0 {
            self.pen_lines(pen);
        }
    }

    /// Sets a label over lines for the pen: as many as there is room for, two at least.
    fn pen(&mut self, label: &str, count: u8) {
        let style = self.measures.label;
        self.y += 2.0 * MM;
        self.need(style.leading + f32::from(count.min(FEWEST_PEN_LINES)) * PEN);
        let group = self.tags.add(None, Is::Heading(self.level, label.to_owned()));
        self.paragraph(label, self.left(), self.inner(), style, group);
        self.pen_lines(count);
    }

    fn pen_lines(&mut self, count: u8) {
        for drawn in 0..count {
            if !self.fits(PEN) {
                if drawn >= FEWEST_PEN_LINES {
                    break;
                }
                self.turn();
            }
            self.y += PEN;
            self.across(self.left(), self.right(), HAIR, EDGE, false);
        }
        self.y += 3.2 * MM;
    }

    fn ticks(&mut self, label: &str, options: &[Tick]) {
        let leading = self.measures.text.leading;
        let at = self.label(label, leading);
        let x = self.left() + self.measures.labels;
        let room = self.right() - x;
        let list = self.tags.add(None, Is::List);
        let mut along = x;
        for option in options {
            let (face, grey) =
                if option.ticked { (Face::SansBold, INK) } else { (Face::Sans, SOFT) };
            let style = Style { face, size: 8.5, leading, grey };
            let item = self.tags.add(Some(list), Is::Item);
            let group = self.tags.add(Some(item), Is::ItemBody);
            let lines = broken(&option.line(), style, room);
            let wide = lines.iter().map(|(text, line)| text.width(line) as f32 * style.size);
            let wide = wide.fold(0.0, f32::max);
            if along > x && along + wide > self.right() {
                along = x;
                self.y += leading;
                self.need(leading);
            }
            for (at, (shaped, line)) in lines.into_iter().enumerate() {
                if at > 0 {
                    self.y += leading;
                    self.need(leading);
                }
                self.line(shaped, line, along, room, style, Some(group));
            }
            along += wide + 4.0 * MM;
        }
        self.y += leading;
        self.below(at, 3.2 * MM);
    }

    fn signatures(&mut self, lines: &[String]) {
        let style = self.measures.label;
        for wanted in lines {
            self.need(14.0 * MM + style.leading);
            self.y += 14.0 * MM;
            self.across(self.left(), self.left() + self.inner() * 0.6, 0.5, INK, false);
            self.y += 1.0;
            let group = self.tags.add(None, Is::Paragraph);
            self.paragraph(wanted, self.left(), self.inner(), style, group);
        }
    }

    fn finish(mut self) -> Laid {
        self.pages.push(std::mem::take(&mut self.page));
        let count = self.pages.len();
        let style = self.measures.foot;
        let top = self.end + (self.measures.height - self.end) * 0.42;
        for at in 0..count {
            self.page = std::mem::take(&mut self.pages[at]);
            self.y = top;
            for (text, line) in self.foot.clone() {
                self.line(text, line, self.left(), self.inner(), style, None);
                self.y += style.leading;
            }
            self.y = top;
            let number = Rc::new(Shaped::new(style.face, &format!("Page {} of {count}", at + 1)));
            let line = 0..number.text.len();
            let wide = number.width(&line) as f32 * style.size;
            self.line(number, line, self.right() - wide, wide, style, None);
            self.pages[at] = std::mem::take(&mut self.page);
        }
        Laid {
            width: self.measures.width,
            height: self.measures.height,
            pages: self.pages,
            tags: self.tags,
        }
    }
}

/// Tables: a row stays on one page if any page has room for it; the head stands on every page.
impl Flow {
    fn table(&mut self, caption: &str, columns: &[Column], rows: &[Vec<String>]) {
        let label = self.measures.label;
        let label = Style { face: Face::SansBold, grey: INK, ..label };
        let cell = self.measures.small;
        self.y += 1.6 * MM;
        self.need(label.leading * 3.0 + cell.leading * 2.0);
        let group = self.tags.add(None, Is::Heading(self.level, caption.to_owned()));
        self.paragraph(caption, self.left(), self.inner(), label, group);
        self.y += 1.0 * MM;
        let table = self.tags.add(None, Is::Table);
        let head = self.tags.add(Some(table), Is::Head);
        let head = self.tags.add(Some(head), Is::Row);
        let groups: Vec<GroupId> =
            columns.iter().map(|_| self.tags.add(Some(head), Is::HeadCell)).collect();
        self.head(columns, Some(&groups));
        let body = self.tags.add(Some(table), Is::Body);
        for row in rows {
            let group = self.tags.add(Some(body), Is::Row);
            self.row(columns, row, group);
        }
        self.y += 4.0 * MM;
    }

    /// Where each column begins, and how wide its text may be.
    fn spread(&self, columns: &[Column]) -> Vec<(f32, f32)> {
        let shares: f32 = columns.iter().map(|column| column.share).sum();
        let wanted = |column: &Column| (self.inner() * column.share / shares).max(NARROWEST);
        // What the narrowest have more than their share, all others have less.
        let more = columns.iter().map(wanted).sum::<f32>() / self.inner();
        let mut x = self.left();
        let mut spread = Vec::new();
        for column in columns {
            let width = wanted(column) / more;
            let inset = if column.blank { 2.0 * MM } else { 0.0 };
            spread.push((x + inset, (width - inset - 2.0 * MM).max(6.0)));
            x += width;
        }
        spread
    }

    fn cells(&self, columns: &[Column], texts: &[&str], style: Style) -> Vec<Cell> {
        let cells = self.spread(columns).into_iter().zip(texts).map(|((x, width), text)| {
            // A cell without a word has a blank, so that its row has as many cells as the head.
            let text = if text.trim().is_empty() { " " } else { text };
            let lines = text.split('\n').flat_map(|line| broken(line, style, width));
            Cell { lines: lines.collect(), x, width }
        });
        cells.collect()
    }

    /// Sets the head. Where it is repeated it is no part of the text.
    fn head(&mut self, columns: &[Column], groups: Option<&[GroupId]>) {
        let style = Style { face: Face::Sans, size: 7.5, leading: 10.0, grey: SOFT };
        let heads: Vec<&str> = columns.iter().map(|column| column.head.as_str()).collect();
        let cells = self.cells(columns, &heads, style);
        let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
        let height = most as f32 * style.leading + 1.4 * MM;
        let top = self.y;
        for (at, cell) in cells.into_iter().enumerate() {
            // Heads stand on the rule, whatever their height.
            self.y = top + (most - cell.lines.len()) as f32 * style.leading;
            for (text, line) in cell.lines {
                let group = groups.and_then(|groups| groups.get(at).copied());
                self.line(text, line, cell.x, cell.width, style, group);
                self.y += style.leading;
            }
        }
        self.bars(columns, top, top + height);
        self.y = top + height;
        self.across(self.left(), self.right(), RULE, INK, false);
    }

    /// Draws the edges before the columns that are left free for the pen.
    fn bars(&mut self, columns: &[Column], top: f32, bottom: f32) {
        for ((x, _), column) in self.spread(columns).into_iter().zip(columns) {
            if column.blank {
                let x = x - 2.0 * MM;
                let (from, to) = ((x, top), (x, bottom));
                self.page.push(Item::Line { from, to, width: RULE, grey: INK, dotted: false });
            }
        }
    }

    fn row(&mut self, columns: &[Column], row: &[String], group: GroupId) {
        let style = self.measures.small;
        let (above, below) = (1.2 * MM, 1.4 * MM);
        let texts: Vec<&str> = columns
            .iter()
            .enumerate()
            .map(|(at, _)| row.get(at).map_or("", String::as_str))
            .collect();
        let mut cells = self.cells(columns, &texts, style);
        let groups: Vec<GroupId> =
            cells.iter().map(|_| self.tags.add(Some(group), Is::Cell)).collect();
        let least = if columns.iter().any(|column| column.blank) { PEN } else { 0.0 };
        loop {
            let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
            let height = (most as f32 * style.leading + above + below).max(least);
            let page = self.end - self.measures.top - 14.0 * MM;
            if !self.fits(height) && (height <= page || !self.fits(3.0 * style.leading + above)) {
                self.turn();
                self.head(columns, None);
            }
            let room = ((self.end - self.y - above - below) / style.leading).max(1.0);
            let now = most.min(room as usize);
            let top = self.y;
            for (cell, group) in cells.iter_mut().zip(&groups) {
                self.y = top + above;
                let rest = cell.lines.split_off(now.min(cell.lines.len()));
                for (text, line) in std::mem::replace(&mut cell.lines, rest) {
                    self.line(text, line, cell.x, cell.width, style, Some(*group));
                    self.y += style.leading;
                }
            }
            let bottom = top + (now as f32 * style.leading + above + below).max(least);
            self.bars(columns, top, bottom);
            self.y = bottom;
            if cells.iter().all(|cell| cell.lines.is_empty()) {
                self.across(self.left(), self.right(), HAIR, FAINT, false);
                break;
            }
            self.turn();
            self.head(columns, None);
        }
    }
}

fn broken(text: &str, style: Style, width: f32) -> Vec<(Rc<Shaped>, Range<usize>)> {
    let shaped = Rc::new(Shaped::new(style.face, text));
    let lines = shaped.lines(f64::from(width / style.size));
    lines.into_iter().map(|line| (Rc::clone(&shaped), line)).collect()
}
