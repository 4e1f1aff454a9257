//! A page built from an input and the sources as they are now.

use stillroom_sheet::{Block, Column, Sheet, Tick};

use super::format::{BoxSpec, FormatSpec, Part, Pull};
use super::pull::Sources;
use super::tables::{clock_table, exchange_table, phase_words};
use super::{SheetBox, SheetInput, SheetOption, SheetPage, SheetQuestion, day_of};
use crate::journal::record::{SheetBody, SheetFormat};
use crate::journal::{Journal, JournalError};

/// A table with a margin has at least so many rows, for the pen.
const FEWEST_ROWS: usize = 3;
/// How many words of one's own stand beside a client in a caseload round.
const ROUND_BUDGET: u32 = 8;
/// What becomes of a client in a caseload round.
const ROUND_OPTIONS: &[(&str, &str)] =
    &[("bring", "bring"), ("fine", "fine"), ("not_sure", "not sure")];
/// The language of the names of boxes and columns.
const LANGUAGE: &str = "en";

impl Journal {
    pub(super) fn build_sheet(
        &self,
        input: SheetInput,
        saved: Option<&SheetBody>,
    ) -> Result<SheetPage, JournalError> {
        let spec = input.format.spec();
        let on = day_of(&input.on)?;
        if spec.most_filled.is_some_and(|most| input.filled.len() > most) {
            return Err(JournalError::TooManyFilled);
        }
        let in_full = input.format == SheetFormat::Entries;
        let sources = self.sheet_sources(&input.sources, in_full && input.print_mine_alone)?;
        let mut boxes: Vec<SheetBox> =
            spec.boxes().map(|one| shown_box(one, &sources, &input, saved)).collect();
        if input.format == SheetFormat::CaseloadRound {
            boxes.extend(self.round_boxes(&input));
        }
        let text_of =
            |id: &str| boxes.iter().find(|one| one.id == id).map_or("", |one| one.text.as_str());
        let mut blocks = Vec::new();
        for part in spec.parts {
            let block = match part {
                Part::Box(one) => boxed(one, &spec, &input, text_of(one.id)),
                Part::Ticks { id, label, options } => ticks(id, label, options, &input),
                Part::Margin(rows) => margin(rows, text_of),
                Part::Anchors => self.anchor_table(&sources)?,
                Part::Phases => self.phase_table(on),
                Part::Needs => self.needs_table(on)?,
                Part::Minutes => self.minutes_table(on),
                Part::UnopenedWindows => self.unopened_table()?,
                Part::Caseload => self.caseload_table(
                    &|id| input.boxes.get(id).cloned().unwrap_or_default(),
                    &|id| input.ticks.get(id).cloned(),
                ),
                Part::Course => self.course_table(&sources),
                Part::Exchanges => exchange_table(&sources),
                Part::Clock => clock_table(),
                Part::Entries => {
                    blocks.extend(self.entries_in_full(&sources, input.print_mine_alone));
                    continue;
                }
                Part::Signatures(lines) => Block::Signatures {
                    lines: lines.iter().map(|line| (*line).to_owned()).collect(),
                },
            };
            // Where no scale was answered there are no words of scales to print.
            let is_empty = matches!(&block, Block::Table { rows, .. } if rows.is_empty());
            if !(is_empty && matches!(part, Part::Anchors)) {
                blocks.push(block);
            }
        }
        if input.print_left_out && !input.left_out.trim().is_empty() {
            blocks.push(Block::Box {
                label: "What was not on this page".to_owned(),
                text: paragraphs(&input.left_out),
                pen: 0,
            });
        }
        let sheet = Sheet {
            letter: spec.letter,
            paper: spec.paper,
            language: LANGUAGE.to_owned(),
            title: spec.name.to_owned(),
            header: match input.format {
                SheetFormat::Entries => self.header_of_entries(&sources),
                _ => self.header(&sources, &input.on)?,
            },
            foot: vec![input.purpose.trim().to_owned()],
            blocks,
        };
        let is_there = |id: &&crate::vault::RecordId| {
            self.catalog.entry(**id).is_some_and(|state| !state.summary().trashed)
        };
        let gone = input.sources.iter().filter(|id| !is_there(id)).copied().collect();
        let now = self.source_revisions(&input.sources);
        let revised = saved.into_iter().flat_map(|body| &body.revisions);
        let revised = revised.filter(|(id, seq)| now.get(id).is_some_and(|newer| newer != *seq));
        Ok(SheetPage {
            letter: spec.letter,
            questions: self.questions(&spec, &input),
            most_filled: spec.most_filled.map(|most| most as u32),
            revised: revised.map(|(id, _)| *id).collect(),
            gone,
            boxes,
            sheet,
            input,
        })
    }

    /// Alias, session, week, phase of the newest source about a client; the day of the supervision.
    fn header(&self, sources: &Sources, on: &str) -> Result<String, JournalError> {
        let mut said = Vec::new();
        let newest = sources.entries.iter().find(|entry| entry.input.head.client.is_some());
        if let Some(entry) = newest {
            let head = &entry.input.head;
            let client = head.client.map(|id| self.catalog.resolve(id));
            said.extend(
                client.and_then(|id| self.catalog.client(id)).map(|meta| meta.alias.clone()),
            );
            said.extend(head.session.map(|session| format!("session {session}")));
            let found = self.catalog.oldest_first(|known| {
                known.client == client && !known.trashed && known.session.is_some()
            });
            if let Some((_, first)) = found.first() {
                let days = head.happened.date() - first.summary().happened.date();
                if days.num_days() >= 0 {
                    said.push(format!("week {}", days.num_days() / 7 + 1));
                }
            }
            said.extend(head.phase.map(|phase| phase_words(phase).to_owned()));
        }
        said.push(self.day_in_words(day_of(on)?));
        Ok(said.join(" · "))
    }

    /// The questions of a format; in a caseload round one for each client.
    fn questions(&self, spec: &FormatSpec, input: &SheetInput) -> Vec<SheetQuestion> {
        let question = |id: &str, label: &str, options: &[(&str, &str)]| SheetQuestion {
            id: id.to_owned(),
            label: label.to_owned(),
            options: options.iter().map(|(key, label)| option(key, label)).collect(),
            ticked: input.ticks.get(id).cloned(),
        };
        let of_format = spec.parts.iter().filter_map(|part| match part {
            Part::Ticks { id, label, options } => Some(question(id, label, options)),
            _ => None,
        });
        let mut questions: Vec<SheetQuestion> = of_format.collect();
        if input.format == SheetFormat::CaseloadRound {
            let clients = self.list_clients();
            questions.extend(clients.iter().filter_map(|client| {
                let id = format!("round_{}", client.id?);
                Some(question(&id, &client.alias, ROUND_OPTIONS))
            }));
        }
        questions
    }

    fn round_boxes(&self, input: &SheetInput) -> Vec<SheetBox> {
        let clients = self.list_clients();
        let boxes = clients.into_iter().filter_map(|client| {
            let id = format!("round_{}", client.id?);
            let text = input.boxes.get(&id).cloned().unwrap_or_default();
            Some(SheetBox {
                label: client.alias,
                budget: ROUND_BUDGET,
                words: words(&text),
                edited: !text.is_empty(),
                text,
                pulled: String::new(),
                changed_beneath: false,
                blank: false,
                id,
            })
        });
        boxes.collect()
    }
}

fn option(key: &str, label: &str) -> SheetOption {
    SheetOption { key: key.to_owned(), label: label.to_owned() }
}

fn shown_box(
    one: &BoxSpec,
    sources: &Sources,
    input: &SheetInput,
    saved: Option<&SheetBody>,
) -> SheetBox {
    let pulled = sources.pull(one.pull).join("\n");
    let edited = input.boxes.get(one.id);
    let text = edited.cloned().unwrap_or_else(|| pulled.clone());
    let before = saved.and_then(|body| body.boxes.get(one.id));
    SheetBox {
        id: one.id.to_owned(),
        label: one.label.to_owned(),
        budget: u32::from(one.budget),
        words: words(&text),
        changed_beneath: edited.is_some() && before.is_some_and(|before| before.pulled != pulled),
        edited: edited.is_some(),
        blank: is_blank(one),
        text,
        pulled,
    }
}

fn is_blank(one: &BoxSpec) -> bool {
    one.pen > 0 && matches!(one.pull, Pull::Typed)
}

fn boxed(one: &BoxSpec, spec: &FormatSpec, input: &SheetInput, text: &str) -> Block {
    let is_frame = spec.most_filled.is_some() && !input.filled.contains(one.id);
    let text = if is_frame || is_blank(one) { Vec::new() } else { paragraphs(text) };
    Block::Box { label: one.label.to_owned(), text, pen: one.pen }
}

fn ticks(id: &str, label: &str, options: &[(&str, &str)], input: &SheetInput) -> Block {
    let ticked = input.ticks.get(id);
    let options = options.iter().map(|(key, label)| Tick {
        label: (*label).to_owned(),
        ticked: ticked.is_some_and(|ticked| ticked == key),
    });
    Block::Ticks { label: label.to_owned(), options: options.collect() }
}

fn margin<'t>(boxes: &[BoxSpec], text_of: impl Fn(&str) -> &'t str) -> Block {
    let texts: Vec<&str> = boxes.iter().map(|one| text_of(one.id)).collect();
    let last = texts.iter().rposition(|text| !text.trim().is_empty()).map_or(0, |at| at + 1);
    let rows = texts.iter().take(last.max(FEWEST_ROWS)).enumerate();
    let rows = rows
        .map(|(at, text)| vec![(at + 1).to_string(), paragraphs(text).join("\n"), String::new()]);
    Block::Table {
        caption: "Pauses".to_owned(),
        columns: vec![
            Column::new("No.", 0.3),
            Column::new("What happened in me", 5.5),
            Column::blank("In supervision", 4.5),
        ],
        rows: rows.collect(),
    }
}

pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

fn words(text: &str) -> u32 {
    text.split_whitespace().count() as u32
}
