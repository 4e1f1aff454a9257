//! Tables: CSV and TSV, one entry a row.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::super::dates::{When, any, leading, order_of, time};
use super::super::item::{Context, Flow, Item};
use super::super::limits::ROW;
use super::super::text::{Block, Builder, Mark, plain};
use super::super::tree::Tree;
use super::super::trouble::Code;
use super::shared::any_text;

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

/// Reads a table.
pub(super) fn read(tree: &mut Tree, index: usize, cx: &mut Context<'_>) -> Flow {
    let name = tree.members[index].name.clone();
    let Some(text) = any_text(tree, index, cx) else { return cx.flow() };
    let separator = separator(&text);
    if text.matches('"').count() % 2 == 1 {
        cx.tell(Code::OpenQuote, &format!("{name}, {}", open_quote(&text)));
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    for record in reader.records() {
        let Ok(record) = record else { continue };
        let line = record.position().map_or(0, csv::Position::line);
        if record.as_slice().len() > ROW {
            cx.tell(Code::TooLarge, &format!("{name}, row at line {line}"));
            break;
        }
        rows.push((line, record.iter().map(ToOwned::to_owned).collect()));
    }
    if rows.is_empty() {
        cx.tell(Code::NothingFound, &name);
        return cx.flow();
    }
    let (_, header) = rows.remove(0);
    let mut columns: Vec<Column> = header.iter().map(|name| column(name)).collect();
    if !columns.contains(&Column::Text) {
        // The column with the longest cells is the text.
        let length = |at: usize| {
            rows.iter().filter_map(|(_, row)| row.get(at)).map(String::len).sum::<usize>()
        };
        let longest = (0..columns.len())
            .filter(|at| columns[*at] == Column::Extra)
            .max_by_key(|at| length(*at));
        if let Some(at) = longest {
            columns[at] = Column::Text;
        }
    }
    let days = columns.iter().position(|column| *column == Column::Day);
    let stamps = || rows.iter().filter_map(|(_, row)| row.get(days?).map(String::as_str));
    let (found, is_open) = order_of(stamps());
    let order = cx.choices.order.or(found);
    if is_open && order.is_none() {
        cx.tell(Code::OrderAsked, &name);
    }
    let several = columns.iter().filter(|column| **column == Column::Text).count() > 1;
    for (line, row) in rows {
        let place = format!("{name}, row at line {line}");
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if row.len() != header.len() {
            cx.tell(Code::RaggedRow, &place);
        }
        let mut cells: BTreeMap<usize, &str> = BTreeMap::new();
        for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            cells.insert(at, cell);
        }
        let mut item = Item { place: place.clone(), ..Item::default() };
        let (mut day, mut clock) = (None, None);
        let mut texts: Vec<(&str, &str)> = Vec::new();
        for (at, cell) in &cells {
            let label = header.get(*at).map_or("", String::as_str).trim();
            match columns.get(*at).copied().unwrap_or(Column::Extra) {
                Column::Day => day = Some(*cell),
                Column::Time => clock = Some(*cell),
                Column::Client => {
                    item.people.push((*cell).to_owned());
                    item.groups.push((*cell).to_owned());
                    item.extra.push((label.to_owned(), (*cell).to_owned()));
                }
                Column::Session | Column::Extra => {
                    item.extra.push((label.to_owned(), (*cell).to_owned()));
                }
                Column::Title => item.title = (*cell).trim().to_owned(),
                Column::Tags => {
                    let mark = if cell.contains([',', ';']) { &[',', ';'][..] } else { &[' '][..] };
                    item.tags.extend(
                        cell.split(mark)
                            .map(|tag| tag.trim().to_owned())
                            .filter(|tag| !tag.is_empty()),
                    );
                }
                Column::Text => texts.push((label, cell)),
            }
        }
        if let Some(day) = day {
            item.when = when(day, clock, order, &place, cx);
        }
        item.text = texts.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n\n");
        item.built = if several { headed(&texts) } else { plain(&item.text) };
        if texts.is_empty() {
            cx.tell(Code::NoText, &place);
            if item.title.is_empty() {
                // The row is kept: a day with a client says something too.
                item.built.document =
                    json!({ "type": "doc", "content": [{ "type": "paragraph" }] });
            }
        }
        cx.item(item)?;
    }
    cx.flow()
}

/// Makes a text of several columns, each below its heading.
fn headed(texts: &[(&str, &str)]) -> super::super::text::Built {
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

fn when(
    day: &str,
    clock: Option<&str>,
    order: Option<super::super::dates::Order>,
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

/// Finds the separator: the one that stands equally often in the first rows, quotes respected.
fn separator(text: &str) -> u8 {
    let count = |separator: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let lengths: Vec<usize> =
            reader.records().take(SAMPLE).flatten().map(|row| row.len()).collect();
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
