//! Tables: CSV and TSV, one entry a row.

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::super::dates::{Order, When, any, leading, order_of, time};
use super::super::item::{Context, Flow, Item};
use super::super::limits::ROW;
use super::super::text::{Block, Builder, Built, Mark, plain};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::shared::{any_text, listed};

/// How many rows tell the separator.
const SAMPLE: usize = 20;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Day,
    Time,
    Client,
    Session,
    Title,
    Text,
    Tags,
    Extra,
}

/// Finds what a column holds by its header.
fn column(header: &str) -> Column {
    let name = header.trim().to_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| name == *word);
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if is(&[
        "date",
        "datum",
        "day",
        "tag",
        "fecha",
        "data",
        "date/time",
        "datetime",
        "created",
        "created at",
        "when",
    ]) || has(&["session date", "entry date"])
    {
        Column::Day
    } else if is(&["time", "uhrzeit", "zeit", "start", "hora", "heure"]) || has(&["start time"]) {
        Column::Time
    } else if has(&["client", "klient", "patient", "cliente"]) || is(&["name", "person", "wer"]) {
        Column::Client
    } else if has(&["session", "sitzung", "stunde"]) || is(&["#", "no", "nr"]) {
        Column::Session
    } else if is(&["title", "titel", "subject", "betreff", "heading", "topic", "thema"]) {
        Column::Title
    } else if has(&["tags", "schlagwort", "keyword", "label"]) {
        Column::Tags
    } else if has(&[
        "note",
        "notiz",
        "text",
        "content",
        "body",
        "inhalt",
        "entry",
        "eintrag",
        "comment",
        "bemerkung",
        "protokoll",
        "description",
        "summary",
        "reflection",
    ]) {
        Column::Text
    } else {
        Column::Extra
    }
}

/// A table: what its columns hold, and its rows below the header.
struct Table {
    header: Vec<String>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// Whether the day or the month stands first in its dates.
    order: Option<Order>,
}

/// A row.
struct Row {
    /// The line of the file at which it begins.
    line: u64,
    cells: Vec<String>,
}

/// Reads a table.
pub(super) fn read(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    let name = tree.members[index].name.clone();
    let Some(text) = any_text(tree, index, cx) else { return cx.flow() };
    if text.matches('"').count() % 2 == 1 {
        cx.tell(Code::OpenQuote, &format!("{name}, {}", open_quote(&text)));
    }
    let mut rows = rows(&text, &name, cx);
    if rows.is_empty() {
        cx.tell(Code::NothingFound, &name);
        return cx.flow();
    }
    let header = rows.remove(0).cells;
    let columns = columns(&header, &rows);
    let days = columns.iter().position(|column| *column == Column::Day);
    let (found, is_open) =
        order_of(rows.iter().filter_map(|row| row.cells.get(days?).map(String::as_str)));
    let order = cx.choices.order.or(found);
    if is_open && order.is_none() {
        cx.tell(Code::OrderAsked, &name);
    }
    let table = Table { header, columns, rows, order };
    for row in &table.rows {
        if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
            let item = table.item(row, &name, cx);
            cx.item(item)?;
        }
    }
    cx.flow()
}

/// Reads the rows of a file, its header among them.
fn rows(text: &str, name: &str, cx: &mut Context<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for record in records(text, separator(text)).records() {
        let Ok(record) = record else { continue };
        let line = record.position().map_or(0, csv::Position::line);
        if record.as_slice().len() > ROW {
            cx.tell(Code::TooLarge, &format!("{name}, row at line {line}"));
            break;
        }
        rows.push(Row { line, cells: record.iter().map(ToOwned::to_owned).collect() });
    }
    rows
}

/// Finds what each column holds; where no header names the text, the column with the longest cells
/// is it.
fn columns(header: &[String], rows: &[Row]) -> Vec<Column> {
    let mut columns: Vec<Column> = header.iter().map(|name| column(name)).collect();
    if !columns.contains(&Column::Text) {
        let length = |at: usize| {
            rows.iter().filter_map(|row| row.cells.get(at)).map(String::len).sum::<usize>()
        };
        let longest = (0..columns.len())
            .filter(|at| columns[*at] == Column::Extra)
            .max_by_key(|at| length(*at));
        if let Some(at) = longest {
            columns[at] = Column::Text;
        }
    }
    columns
}

impl Table {
    /// Makes an item of a row that says something.
    fn item(&self, row: &Row, name: &str, cx: &mut Context<'_>) -> Item {
        let place = format!("{name}, row at line {}", row.line);
        if row.cells.len() != self.header.len() {
            cx.tell(Code::RaggedRow, &place);
        }
        let mut item = Item { place, ..Item::default() };
        let (mut day, mut clock) = (None, None);
        let mut texts: Vec<(&str, &str)> = Vec::new();
        for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            let label = self.header.get(at).map_or("", String::as_str).trim();
            match self.columns.get(at).copied().unwrap_or(Column::Extra) {
                Column::Day => day = Some(cell.as_str()),
                Column::Time => clock = Some(cell.as_str()),
                Column::Client => {
                    item.people.push(cell.clone());
                    item.groups.push(cell.clone());
                    item.extra.push((label.to_owned(), cell.clone()));
                }
                Column::Session | Column::Extra => {
                    item.extra.push((label.to_owned(), cell.clone()));
                }
                Column::Title => cell.trim().clone_into(&mut item.title),
                Column::Tags => {
                    let by_sign = cell.contains([',', ';']);
                    let separates = |c| if by_sign { matches!(c, ',' | ';') } else { c == ' ' };
                    item.tags.extend(listed(cell, separates));
                }
                Column::Text => texts.push((label, cell)),
            }
        }
        if let Some(day) = day {
            item.when = when(day, clock, self.order, &item.place, cx);
        }
        item.text = texts.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n\n");
        let several = self.columns.iter().filter(|column| **column == Column::Text).count() > 1;
        item.built = if several { headed(&texts) } else { plain(&item.text) };
        if texts.is_empty() {
            cx.tell(Code::NoText, &item.place);
            if item.title.is_empty() {
                // The row is kept: a day with a client says something too.
                item.built.document =
                    json!({ "type": "doc", "content": [{ "type": "paragraph" }] });
            }
        }
        item
    }
}

/// Makes a text of several columns, each below its heading.
fn headed(texts: &[(&str, &str)]) -> Built {
    let mut builder = Builder::new();
    for (label, text) in texts {
        builder.open(Block::Paragraph);
        builder.mark(Mark::Bold, true);
        builder.text(label);
        builder.mark(Mark::Bold, false);
        builder.close(Block::Paragraph);
        if let Some(blocks) = plain(text).document["content"].as_array() {
            builder.blocks(blocks.clone());
        }
    }
    builder.finish()
}

/// Reads when a row happened from its day and, where there is one, its time.
fn when(
    day: &str,
    clock: Option<&str>,
    order: Option<Order>,
    place: &str,
    cx: &mut Context<'_>,
) -> When {
    if let Ok(number) = day.trim().parse::<f64>()
        && (20_000.0..80_000.0).contains(&number)
    {
        cx.tell(Code::ExcelDate, place);
        let first = NaiveDate::from_ymd_opt(1899, 12, 30);
        let date = first.and_then(|first| first.checked_add_days(Days::new(number as u64)));
        return date.map_or(When::Unknown, |date| When::local(date, None));
    }
    let Some((found, open)) = any(day, order).or_else(|| {
        leading(day, order).map(|found| (When::local(found.date, found.time), found.open))
    }) else {
        cx.tell(Code::BadDate, place);
        return When::Unknown;
    };
    if open && order.is_none() {
        cx.tell(Code::OrderAsked, place);
    }
    match (found, clock.and_then(time)) {
        (When::Local { date, time: None, zone }, Some((time, _))) => {
            When::Local { date, time: Some(time), zone }
        }
        (found, _) => found,
    }
}

/// Opens a table whose rows may differ in length; its header is a row like the others.
fn records(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
}

/// Finds the separator: the one that stands equally often in the first rows, quotes respected.
fn separator(text: &str) -> u8 {
    let count = |separator: u8| {
        let lengths: Vec<usize> = records(text, separator)
            .records()
            .take(SAMPLE)
            .flatten()
            .map(|row| row.len())
            .collect();
        let first = lengths.first().copied().unwrap_or_default();
        let same = lengths.iter().filter(|length| **length == first).count();
        if first < 2 { (0, 0) } else { (same * 100 / lengths.len(), first) }
    };
    [b',', b';', b'\t', b'|']
        .into_iter()
        .rev()
        .max_by_key(|separator| count(*separator))
        .unwrap_or(b',')
}

/// Says where the quotation mark stands that is never closed.
fn open_quote(text: &str) -> String {
    let at = text.rfind('"').unwrap_or_default();
    format!("line {}", text[..at].matches('\n').count() + 1)
}
