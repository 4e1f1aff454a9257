//! Compares a journal with what it must hold, to the letter.

use serde_json::Value;
use stillroom::forms::{Answer, Answers};
use stillroom::journal::{EntryFilter, Head, Journal, SearchAnswer, SearchRequest};
use stillroom::testing::{NOON, Revision, document, open_everything};
use stillroom::vault::RecordId;

use crate::act::Page;
use crate::expected::ExpectedState;
use crate::writer::happened;

/// More than any script writes.
pub(crate) const ALL: u32 = 100_000;

/// What is not as it must be. It names no text, only what kind of thing went wrong.
pub(crate) type Wrong = String;

/// Checks that a journal holds what was acknowledged, or that and the act that was under way.
pub(crate) fn check(
    journal: &Journal,
    before: &ExpectedState,
    after: &ExpectedState,
) -> Result<(), Wrong> {
    quiet(journal)?;
    if let Err(wrong) = holds(journal, before) {
        holds(journal, after).map_err(|other| format!("{wrong}; or else {other}"))?;
    }
    revisions(journal, before)
}

/// Checks that the journal has nothing to say about its own state.
pub(crate) fn quiet(journal: &Journal) -> Result<(), Wrong> {
    let notices = journal.snapshot(false).notices;
    if notices.is_empty() { Ok(()) } else { Err(format!("it says {notices:?}")) }
}

/// Checks every entry and client against the model.
pub(crate) fn holds(journal: &Journal, expected: &ExpectedState) -> Result<(), Wrong> {
    let lists = [false, true].map(|trashed| EntryFilter { trashed, ..EntryFilter::default() });
    for (which, trashed) in lists.iter().zip([false, true]) {
        let mut found: Vec<RecordId> =
            journal.list_entries(which, 0, ALL).rows.iter().map(|row| row.id).collect();
        found.sort();
        let wanted: Vec<RecordId> = expected
            .entries
            .iter()
            .filter(|(_, entry)| entry.trashed == trashed)
            .map(|(id, _)| *id)
            .collect();
        if found != wanted {
            return Err(format!("{} entries for {} (trash {trashed})", found.len(), wanted.len()));
        }
    }
    expected.entries.iter().try_for_each(|(id, entry)| says(journal, *id, &entry.page))?;
    let mut found: Vec<String> = journal.list_clients().into_iter().map(|c| c.alias).collect();
    let mut wanted = expected.clients.clone();
    found.sort();
    wanted.sort();
    if found == wanted { Ok(()) } else { Err("the clients differ".to_owned()) }
}

/// Checks that an entry says what it must, to the letter.
pub(crate) fn says(journal: &Journal, id: RecordId, page: &Page) -> Result<(), Wrong> {
    let opened = journal.open_entry(id).map_err(|error| format!("an entry: {error}"))?;
    let wanted = Answers::from([(opened.definition.leads.clone(), answer(&page.text))]);
    if opened.input.answers != wanted {
        return Err("an entry says something else".to_owned());
    }
    let head = Head::at(happened(page));
    if opened.input.head == head { Ok(()) } else { Err("a head differs".to_owned()) }
}

/// Checks that search finds every entry by a word that only it has, once the index is complete.
pub(crate) fn found_by_search(journal: &mut Journal) -> Result<(), Wrong> {
    let rows = journal.list_entries(&EntryFilter::default(), 0, ALL).rows;
    for row in rows {
        let word = row.excerpt.split(' ').next().unwrap_or_default().to_owned();
        let request =
            SearchRequest { text: word, by_date: false, offset: 0, limit: 200, counted: true };
        let answer = complete_answer(journal, &request)?;
        if answer.instead.is_some() || !answer.hits.iter().any(|hit| hit.row.id == row.id) {
            return Err("search misses an entry".to_owned());
        }
    }
    Ok(())
}

/// Searches as the window does: an index that turns out to be damaged is filled anew.
fn complete_answer(journal: &mut Journal, request: &SearchRequest) -> Result<SearchAnswer, Wrong> {
    for _ in 0..100 {
        while journal.index_some(200).map_err(|error| error.to_string())?.is_some() {}
        match journal.search(request, NOON) {
            Ok(answer) if !answer.completing => return Ok(answer),
            Ok(_) | Err(_) => {}
        }
    }
    Err("search is never complete".to_owned())
}

/// Checks that every saved text is still there in its order, whatever else may be.
pub(crate) fn revisions(journal: &Journal, expected: &ExpectedState) -> Result<(), Wrong> {
    let all = open_everything(journal).map_err(|error| format!("a revision: {error}"))?;
    for (id, entry) in &expected.entries {
        let mut found = all.iter().filter(|revision| revision.record == *id);
        if !entry.revisions.iter().all(|text| found.any(|revision| body_says(revision, text))) {
            return Err("an older revision is gone or says something else".to_owned());
        }
    }
    Ok(())
}

fn body_says(revision: &Revision, text: &str) -> bool {
    let Some(body) = &revision.body else { return false };
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return false };
    let wanted = serde_json::to_value(answer(text)).expect("an answer is JSON");
    body["answers"].as_object().is_some_and(|answers| answers.values().eq([&wanted]))
}

fn answer(text: &str) -> Answer {
    Answer::Text(document(text))
}
