//! Records that answers make: an image that a note names becomes a symbol, a title a piece.
//!
//! The words stay in the answer, so that an entry reads as it was written whatever becomes of the
//! record. What has the same name, or had it once, is linked; anything else is made, in the
//! transaction of the revision that names it first.

use crate::forms::{Answer, Answers, Form, Makes};
use crate::journal::record::{Head, Moment, Payload, Piece, Symbol, folded, tidied};
use crate::journal::{Journal, JournalError};
use crate::vault::RecordId;

/// What answers name: the records to link, and those of them that are new.
#[derive(Default)]
pub(crate) struct ImpliedRecords {
    pub(crate) links: Vec<RecordId>,
    pub(crate) new: Vec<(RecordId, Payload)>,
}

impl Journal {
    /// Finds or makes the records that an entry's answers name.
    pub(crate) fn implied_records(
        &self,
        head: &Head,
        form: &Form,
        answers: &Answers,
    ) -> ImpliedRecords {
        let mut implied = ImpliedRecords::default();
        for field in &form.fields {
            match (field.makes, answers.get(&field.id)) {
                (Some(Makes::Symbol), Some(Answer::Rows(rows))) => {
                    for row in rows {
                        self.make_symbol(head, row, &mut implied);
                    }
                }
                (Some(Makes::Piece), Some(Answer::Line(title))) => {
                    self.make_piece(title, answers, &mut implied);
                }
                // A row says a title alone; the fields beside it are about the first piece.
                (Some(Makes::Piece), Some(Answer::Rows(rows))) => {
                    for title in rows.iter().filter_map(|row| line(row, "title")) {
                        self.make_piece(&title, &Answers::new(), &mut implied);
                    }
                }
                _ => {}
            }
        }
        implied
    }

    fn make_symbol(&self, head: &Head, row: &Answers, implied: &mut ImpliedRecords) {
        let client = head.client.map(|id| self.catalog.resolve(id));
        let Some(name) = line(row, "name") else { return };
        let known = self.catalog.symbols.iter().find(|(_, symbol)| {
            symbol.client.map(|id| self.catalog.resolve(id)) == client
                && (symbol.was.iter().chain([&symbol.name])).any(|one| folded(one) == folded(&name))
        });
        let is_same = |payload: &Payload| matches!(payload, Payload::Symbol(one) if folded(&one.name) == folded(&name));
        if let Some((id, _)) = known {
            implied.link(self.catalog.resolve(*id));
        } else if !implied.new.iter().any(|(_, payload)| is_same(payload)) {
            let sort = choice(row, "sort");
            implied.make(|id| {
                let id = Some(id);
                Payload::Symbol(Symbol {
                    id,
                    name,
                    sort,
                    client,
                    archived: false,
                    merged: None,
                    was: Vec::new(),
                })
            });
        }
    }

    fn make_piece(&self, title: &str, answers: &Answers, implied: &mut ImpliedRecords) {
        let (title, maker) = (tidied(title), line(answers, "maker"));
        if title.is_empty() {
            return;
        }
        let known = self.catalog.pieces.iter().find(|(_, piece)| {
            let by = maker.as_ref().is_none_or(|maker| folded(maker) == folded(&piece.maker));
            by && (piece.was.iter().chain([&piece.title])).any(|one| folded(one) == folded(&title))
        });
        if let Some((id, _)) = known {
            implied.link(self.catalog.resolve(*id));
            return;
        }
        let is_same = |payload: &Payload| matches!(payload, Payload::Piece(one) if folded(&one.title) == folded(&title));
        if implied.new.iter().any(|(_, payload)| is_same(payload)) {
            return;
        }
        let minutes = match answers.get("length") {
            Some(Answer::Minutes(minutes)) => Some(*minutes),
            _ => None,
        };
        implied.make(|id| {
            Payload::Piece(Piece {
                id: Some(id),
                title,
                maker: maker.unwrap_or_default(),
                seconds: minutes.and_then(|minutes| minutes.checked_mul(60)),
                vocals: choice(answers, "vocals"),
                instruments: line(answers, "instruments").unwrap_or_default(),
                movement: choice(answers, "movement"),
                shape: choice(answers, "shape"),
                brightness: brightness(answers),
                ..Piece::default()
            })
        });
    }

    /// Has the cards of the pieces that an entry names take over what it answers of them.
    pub(crate) fn update_pieces(
        &mut self,
        entry: RecordId,
        answers: &Answers,
        now: Moment,
    ) -> Result<(), JournalError> {
        let Some(state) = self.catalog.entry(entry) else { return Ok(()) };
        let named: Vec<RecordId> = self.catalog.resolved(state.summary().references()).collect();
        for id in named {
            let Some(before) = self.catalog.pieces.get(&id) else { continue };
            let piece = Piece {
                movement: choice(answers, "movement").or(before.movement),
                shape: choice(answers, "shape").or(before.shape),
                brightness: brightness(answers).or(before.brightness),
                ..before.clone()
            };
            if piece != *before {
                self.put_named(id, &piece, now)?;
            }
        }
        Ok(())
    }

    /// Takes what a revision has made into the catalog.
    pub(crate) fn admit_implied(&mut self, new: Vec<(RecordId, Payload)>) {
        for (id, payload) in new {
            match payload {
                Payload::Symbol(symbol) => drop(self.catalog.symbols.insert(id, symbol)),
                Payload::Piece(piece) => drop(self.catalog.pieces.insert(id, piece)),
                Payload::FollowUp(card) => self.catalog.follow_ups.insert(id, card),
                _ => {}
            }
        }
    }
}

impl ImpliedRecords {
    fn link(&mut self, id: RecordId) {
        if !self.links.contains(&id) {
            self.links.push(id);
        }
    }

    fn make(&mut self, payload: impl FnOnce(RecordId) -> Payload) {
        let id = RecordId::make();
        self.new.push((id, payload(id)));
        self.link(id);
    }
}

fn line(answers: &Answers, field: &str) -> Option<String> {
    let Some(Answer::Line(text)) = answers.get(field) else { return None };
    Some(tidied(text)).filter(|text| !text.is_empty())
}

fn brightness(answers: &Answers) -> Option<i8> {
    let Some(Answer::Scale(value)) = answers.get("brightness") else { return None };
    i8::try_from(*value).ok()
}

/// Reads a choice whose keys are a record's own.
fn choice<T: serde::de::DeserializeOwned>(answers: &Answers, field: &str) -> Option<T> {
    let Some(Answer::Choice { key: Some(key), .. }) = answers.get(field) else { return None };
    serde_json::from_value(serde_json::Value::String(key.clone())).ok()
}
