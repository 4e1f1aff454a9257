//! A page as a Word file: the same blocks, head rows that repeat, and no properties of the file.

use std::io::Cursor;

use docx_rust::Docx;
use docx_rust::document::{Paragraph, Run, Table, TableCell, TableRow, TextSpace};
use docx_rust::formatting::{
    Bidi, BorderStyle, BottomBorder, CharacterProperty, InsideHorizonBorder, InsideVerticalBorder,
    Lang, LeftBorder, OnOffOnlyType, PageMargin, PageSize, ParagraphProperty, RightBorder,
    RightToLeftText, SectionProperty, TableBorders, TableCellProperty, TableProperty,
    TableRowProperty, TopBorder,
};
use docx_rust::styles::{DefaultStyle, Style, StyleType};
use stillroom_sheet::{Block, Column, Paper, Sheet};

use crate::PaperError;
use crate::glyphs::clean;
use crate::shape::is_rtl;

/// A twentieth of a point, of which a millimetre has 56.7.
const TWIPS_PER_MM: f32 = 56.7;

/// Writes a page as a Word file.
///
/// # Errors
/// [`PaperError::Word`] when its parts cannot be put together.
pub fn write_word(sheet: &Sheet) -> Result<Vec<u8>, PaperError> {
    let sheet = clean(sheet);
    let mut docx = Docx::default();
    let language = if sheet.language == "en" { "en-GB" } else { sheet.language.as_str() };
    let plain = CharacterProperty {
        lang: Some(Lang { val: Some(language.to_owned().into()), ..Lang::default() }),
        ..CharacterProperty::default().size(21isize)
    };
    docx.styles.default(DefaultStyle::default().character(plain));
    let levels = [
        ("Heading1", "heading 1", 28isize),
        ("Heading2", "heading 2", 20),
        ("Heading3", "heading 3", 18),
    ];
    for (id, name, size) in levels {
        docx.styles.push(
            Style::new(StyleType::Paragraph, id)
                .name(name)
                .character(CharacterProperty::default().bold(true).size(size)),
        );
    }
    let (width, height) = sheet.paper.size_mm();
    let margin = match sheet.paper {
        Paper::A4 => 20.0,
        Paper::A4Across => 16.0,
        Paper::A5 => 14.0,
        Paper::A6Across => 9.0,
    };
    let body = &mut docx.document.body;
    // What belongs to a part stands one level below it.
    let mut boxes = "Heading2";
    body.push(heading(&sheet.title, "Heading1"));
    body.push(paragraph(&sheet.header));
    for block in &sheet.blocks {
        match block {
            Block::Part { title, line } => {
                body.push(heading(title, "Heading2"));
                body.push(paragraph(line));
                boxes = "Heading3";
            }
            Block::Box { label, text, pen } => {
                body.push(heading(label, boxes));
                for line in text {
                    body.push(paragraph(line));
                }
                let free = if text.is_empty() { (*pen).max(1) } else { *pen };
                for _ in 0..free {
                    body.push(Paragraph::default());
                }
            }
            Block::Ticks { label, options } => {
                body.push(heading(label, boxes));
                for option in options {
                    body.push(paragraph(&option.line()));
                }
            }
            Block::Table { caption, columns, rows } => {
                body.push(heading(caption, boxes));
                body.push(table(columns, rows, width - 2.0 * margin));
                body.push(Paragraph::default());
            }
            Block::Signatures { lines } => {
                for line in lines {
                    body.push(Paragraph::default());
                    body.push(Paragraph::default());
                    body.push(paragraph(line));
                }
            }
        }
    }
    body.push(paragraph(&sheet.foot.join(". ")));
    let twips = |mm: f32| (mm * TWIPS_PER_MM).round() as isize;
    body.push(SectionProperty {
        page_size: Some(PageSize { weight: twips(width), height: twips(height) }),
        page_margin: Some(PageMargin {
            top: Some(twips(margin)),
            bottom: Some(twips(margin)),
            left: Some(twips(margin)),
            right: Some(twips(margin)),
            ..PageMargin::default()
        }),
        ..SectionProperty::default()
    });
    let file = docx.write(Cursor::new(Vec::new()));
    file.map(Cursor::into_inner).map_err(|error| PaperError::Word(format!("{error:?}")))
}

fn run(text: &str, property: CharacterProperty<'static>) -> Run<'static> {
    let rtl = is_rtl(text).then_some(RightToLeftText { value: Some(true) });
    let property = CharacterProperty { rtl, ..property };
    Run::default().property(property).push_text((text.to_owned(), TextSpace::Preserve))
}

fn paragraph(text: &str) -> Paragraph<'static> {
    set(text, ParagraphProperty::default(), CharacterProperty::default())
}

fn heading(text: &str, style: &'static str) -> Paragraph<'static> {
    set(text, ParagraphProperty::default().style_id(style), CharacterProperty::default())
}

/// A paragraph that runs from right to left where its text does.
fn set(
    text: &str,
    property: ParagraphProperty<'static>,
    letters: CharacterProperty<'static>,
) -> Paragraph<'static> {
    let bidi = is_rtl(text).then_some(Bidi { value: Some(true) });
    let property = ParagraphProperty { bidi, ..property };
    Paragraph::default().property(property).push(run(text, letters))
}

fn table(columns: &[Column], rows: &[Vec<String>], width_mm: f32) -> Table<'static> {
    let shares: f32 = columns.iter().map(|column| column.share).sum();
    let widths: Vec<isize> = columns
        .iter()
        .map(|column| (column.share / shares * width_mm * TWIPS_PER_MM).round() as isize)
        .collect();
    macro_rules! line {
        ($side:ident) => {
            Some($side { style: BorderStyle::Single, size: Some(4), ..$side::default() })
        };
    }
    let borders = TableBorders {
        top: line!(TopBorder),
        left: line!(LeftBorder),
        bottom: line!(BottomBorder),
        right: line!(RightBorder),
        inside_horizon: line!(InsideHorizonBorder),
        inside_vertical: line!(InsideVerticalBorder),
    };
    let mut table = Table {
        property: TableProperty::default().borders(borders),
        grids: widths.clone().into(),
        rows: Vec::new(),
    };
    let head = columns.iter().fold(TableRow::default(), |row, column| {
        let bold = CharacterProperty::default().bold(true);
        row.push_cell(set(&column.head, ParagraphProperty::default(), bold))
    });
    let repeats = TableRowProperty::default().table_header(OnOffOnlyType::On);
    table = table.push_row(head.property(repeats));
    for cells in rows {
        let row = cells.iter().fold(TableRow::default(), |row, cell| {
            let lines = cell.lines().chain(cell.is_empty().then_some(""));
            row.push_cell(TableCell {
                property: TableCellProperty::default(),
                content: lines.map(|line| paragraph(line).into()).collect(),
            })
        });
        table = table.push_row(row);
    }
    table
}
