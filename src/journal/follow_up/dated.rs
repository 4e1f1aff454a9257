//! Cards that dates in answers raise: a day to look again, a day by which something was agreed.

use crate::forms::{self, Answer, Answers, Field, FieldKind, Form};
use crate::journal::Journal;
use crate::journal::record::{Due, FollowUp, tidied};
use crate::vault::RecordId;

/// The longest question that is taken from an answer, in characters.
const QUESTION_CHARS: usize = 200;
/// The key of a tick beside a date that says that nothing is left to ask.
const DONE: &str = "done";

/// A date that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Dated {
    /// The key of the answer that it stands in.
    field: String,
    question: String,
    day: String,
}

/// Whether a card is taken for the one that a date asks with.
type Fits = fn(&FollowUp, &Dated) -> bool;

impl Journal {
    /// Returns the cards that an entry's dates change: new ones without an id, and known ones that
    /// move to another day, ask something else, are withdrawn or ask again.
    ///
    /// What was answered or skipped stays as it is; a later day for the same asks anew.
    pub(crate) fn cards_of_dates(
        &self,
        entry: RecordId,
        form: &Form,
        answers: &Answers,
    ) -> Vec<FollowUp> {
        let of_entry = self.catalog.follow_ups.of(entry);
        let known = of_entry.filter(|(_, card)| card.field.is_some());
        changes(entry, known.map(|(_, card)| card.clone()).collect(), dated(form, answers))
    }
}

/// Compares the cards of an entry with the dates that ask.
fn changes(entry: RecordId, mut known: Vec<FollowUp>, mut wanted: Vec<Dated>) -> Vec<FollowUp> {
    let mut changed = Vec::new();
    // Cards that ask now come before those that were withdrawn.
    known.sort_by_key(|card| card.withdrawn);
    let in_turn: [Fits; 3] = [
        |card, date| card.question == date.question && is_on(card, date),
        |card, date| card.question == date.question && card.outcome.is_none(),
        |card, date| is_on(card, date) && !card.withdrawn,
    ];
    for fits in in_turn {
        wanted.retain(|date| {
            let of_date = |card: &FollowUp| card.field.as_ref() == Some(&date.field);
            let at = known.iter().position(|card| of_date(card) && fits(card, date));
            let Some(card) = at.map(|at| known.remove(at)) else { return true };
            let now = FollowUp {
                due: Due::On(date.day.clone()),
                question: date.question.clone(),
                withdrawn: false,
                ..card.clone()
            };
            if card.outcome.is_none() && now != card {
                changed.push(now);
            }
            false
        });
    }
    let gone = known.into_iter().filter(|card| card.outcome.is_none() && !card.withdrawn);
    changed.extend(gone.map(|card| FollowUp { withdrawn: true, ..card }));
    changed.extend(wanted.into_iter().map(|date| FollowUp {
        question: date.question,
        field: Some(date.field),
        ..FollowUp::on(entry, Due::On(date.day))
    }));
    changed
}

fn is_on(card: &FollowUp, date: &Dated) -> bool {
    card.due == Due::On(date.day.clone())
}

/// Returns the dates that ask, in the order of the form; none once the answer is given that closes
/// the entry.
fn dated(form: &Form, answers: &Answers) -> Vec<Dated> {
    let mut found = Vec::new();
    let closing = form.closes_with.as_ref().and_then(|field| answers.get(field));
    if closing.is_some_and(|answer| !forms::is_empty(answer)) {
        return found;
    }
    for field in &form.fields {
        collect(field, &field.id, answers, &mut found);
    }
    found
}

fn collect(field: &Field, within: &str, answers: &Answers, found: &mut Vec<Dated>) {
    match (&field.kind, answers.get(&field.id)) {
        (FieldKind::Date { asks: true }, Some(Answer::Date(day))) if !day.trim().is_empty() => {
            let question = first_line(answers).unwrap_or_else(|| field.label.clone());
            let question = if within == field.id { field.label.clone() } else { question };
            found.push(Dated { field: within.to_owned(), question, day: day.trim().to_owned() });
        }
        (FieldKind::Block { fields }, Some(Answer::Block(block))) => {
            for field in fields {
                collect(field, within, block, found);
            }
        }
        (FieldKind::Rows { fields }, Some(Answer::Rows(rows))) => {
            let open =
                rows.iter().filter(|row| !matches!(row.get(DONE), Some(Answer::Check(true))));
            for row in open {
                for field in fields {
                    collect(field, within, row, found);
                }
            }
        }
        _ => {}
    }
}

/// Returns what stands beside a date in its row.
fn first_line(row: &Answers) -> Option<String> {
    let mut texts = row.values().filter_map(|answer| match answer {
        Answer::Line(text) => Some(text.clone()),
        Answer::Text(document) => Some(forms::plain_text(document)),
        _ => None,
    });
    let text = tidied(&texts.find(|text| !text.trim().is_empty())?);
    Some(text.chars().take(QUESTION_CHARS).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::record::{Moment, Outcome};

    const AT: Moment = Moment { utc_ms: 1_772_460_300_000, offset_min: 0 };

    fn date(question: &str, day: &str) -> Dated {
        Dated { field: "agreed".into(), question: question.into(), day: day.into() }
    }

    fn card(question: &str, day: &str) -> FollowUp {
        FollowUp {
            id: Some(RecordId::make()),
            question: question.into(),
            field: Some("agreed".into()),
            ..FollowUp::on(RecordId::NONE, Due::On(day.into()))
        }
    }

    fn done(card: FollowUp) -> FollowUp {
        FollowUp { outcome: Some(Outcome { answer: "Rang.".into(), at: AT }), ..card }
    }

    #[test]
    fn an_unchanged_date_changes_no_follow_up() {
        let known = vec![card("Ring", "2026-04-01"), done(card("Ask", "2026-04-02"))];
        let wanted = vec![date("Ask", "2026-04-02"), date("Ring", "2026-04-01")];
        assert!(changes(RecordId::NONE, known, wanted).is_empty());
    }

    #[test]
    fn changing_a_date_moves_its_follow_up_in_any_order_of_rows() {
        let known = vec![card("Ring", "2026-04-01"), card("Ask", "2026-04-02")];
        let id = known[0].id;
        let wanted = vec![date("Ask", "2026-04-02"), date("Ring", "2026-04-09")];
        let changed = changes(RecordId::NONE, known, wanted);
        assert_eq!(changed.len(), 1);
        assert_eq!((changed[0].id, &changed[0].due), (id, &Due::On("2026-04-09".into())));
    }

    #[test]
    fn removing_a_date_withdraws_its_follow_up_and_adding_it_again_raises_it() {
        let known = card("Ring", "2026-04-01");
        let gone = changes(RecordId::NONE, vec![known.clone()], Vec::new()).remove(0);
        assert_eq!((gone.id, gone.withdrawn), (known.id, true));
        let back = changes(RecordId::NONE, vec![gone.clone()], vec![date("Ring", "2026-05-01")]);
        assert_eq!((back[0].id, back[0].withdrawn), (known.id, false));
        assert!(changes(RecordId::NONE, vec![gone], Vec::new()).is_empty());
    }

    #[test]
    fn an_answered_follow_up_stays_and_a_later_date_raises_another() {
        let known = done(card("Ring", "2026-04-01"));
        assert!(changes(RecordId::NONE, vec![known.clone()], Vec::new()).is_empty());
        let again = changes(RecordId::NONE, vec![known], vec![date("Ring", "2026-05-01")]);
        assert_eq!((again.len(), again[0].id), (1, None));
    }

    #[test]
    fn correcting_the_wording_keeps_the_follow_up() {
        let known = card("Rinh", "2026-04-01");
        let changed =
            changes(RecordId::NONE, vec![known.clone()], vec![date("Ring", "2026-04-01")]);
        assert_eq!((changed[0].id, changed[0].question.as_str()), (known.id, "Ring"));
    }
}
