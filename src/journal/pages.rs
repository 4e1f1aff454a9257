//! What the pages of clients, courses, threads, symbols and pieces are made of.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::journal::Journal;
use crate::journal::catalog::{EntryRow, Found, One, row};
use crate::journal::record::{Moment, Phase, Symbol, Thread};
use crate::vault::RecordId;

/// The most entries that a page shows one by one.
const MOST_SHOWN: usize = 300;

/// Counts over the entries of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Tally {
    /// Entries.
    pub entries: u32,
    /// Different sessions, over all clients.
    pub sessions: u32,
    /// Different clients.
    pub clients: u32,
    /// Words.
    pub words: u32,
    /// Entries by form, in the order of the forms' keys.
    pub forms: BTreeMap<String, u32>,
    /// When the first of them happened.
    pub first: Option<Moment>,
    /// When the last of them happened.
    pub last: Option<Moment>,
}

/// The entries about one session, or about a time between sessions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Session {
    /// Which session; none between sessions.
    pub session: Option<u32>,
    /// The phase that most of its entries name first.
    pub phase: Option<Phase>,
    /// When the first of its entries happened.
    pub happened: Moment,
    /// Its entries in time order.
    pub rows: Vec<EntryRow>,
}

/// A thread as a line on another page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ThreadLine {
    /// The thread.
    pub thread: Thread,
    /// How many entries of the page belong to it.
    pub entries: u32,
}

/// A symbol as a line on another page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SymbolLine {
    /// The symbol.
    pub symbol: Symbol,
    /// In how many entries of the page it appears.
    pub entries: u32,
}

impl Tally {
    /// Counts.
    pub(crate) fn of(found: &Found<'_>) -> Self {
        let (mut sessions, mut clients) = (HashSet::new(), HashSet::new());
        let mut tally = Self { entries: found.len() as u32, ..Self::default() };
        for (_, state) in found {
            let known = state.summary();
            tally.words += known.words;
            match tally.forms.get_mut(&known.form().0) {
                Some(count) => *count += 1,
                None => drop(tally.forms.insert(known.form().0.clone(), 1)),
            }
            clients.extend(known.client);
            sessions.extend(known.client.zip(known.session));
        }
        (tally.sessions, tally.clients) = (sessions.len() as u32, clients.len() as u32);
        tally.first = found.first().map(|(_, state)| state.summary().happened);
        tally.last = found.last().map(|(_, state)| state.summary().happened);
        tally
    }
}

/// Returns the newest of them, as many as a page shows; the list beside it has all.
pub(crate) fn newest<'a, 'b>(found: &'b [One<'a>]) -> &'b [One<'a>] {
    &found[found.len().saturating_sub(MOST_SHOWN)..]
}

/// Returns a test for whether an entry is among them.
pub(crate) fn among(found: &Found<'_>) -> impl Fn(RecordId) -> bool + use<> {
    let ids: HashSet<RecordId> = found.iter().map(|(id, _)| *id).collect();
    move |entry| ids.contains(&entry)
}

/// Shows entries as lists do.
pub(crate) fn rows(found: &[One<'_>]) -> Vec<EntryRow> {
    found.iter().map(|(id, state)| row(*id, state)).collect()
}

/// Groups the entries of one client by session; those without one stand between, by time.
pub(crate) fn by_session(found: &[One<'_>]) -> Vec<Session> {
    let mut sessions: Vec<Session> = Vec::new();
    let mut known: HashMap<u32, usize> = HashMap::new();
    for (id, state) in found {
        let head = state.summary();
        let at = match head.session {
            Some(number) => known.get(&number).copied(),
            None => sessions.len().checked_sub(1).filter(|at| sessions[*at].session.is_none()),
        };
        let at = at.unwrap_or_else(|| {
            known.extend(head.session.map(|number| (number, sessions.len())));
            sessions.push(Session {
                session: head.session,
                phase: None,
                happened: head.happened,
                rows: Vec::new(),
            });
            sessions.len() - 1
        });
        sessions[at].phase = sessions[at].phase.or(head.phase);
        sessions[at].rows.push(row(*id, state));
    }
    sessions
}

impl Journal {
    /// Counts the threads that entries belong to; the most frequent first.
    pub(crate) fn thread_lines(&self, found: &Found<'_>) -> Vec<ThreadLine> {
        let counts = self.catalog.count_mentions(found);
        let lines = counts.into_iter().filter_map(|(id, entries)| {
            Some(ThreadLine { thread: self.catalog.threads.get(&id)?.clone(), entries })
        });
        lines.collect()
    }

    /// Counts the symbols that appear in entries; the most frequent first.
    pub(crate) fn symbol_lines(&self, found: &Found<'_>) -> Vec<SymbolLine> {
        let counts = self.catalog.count_mentions(found);
        let lines = counts.into_iter().filter_map(|(id, entries)| {
            Some(SymbolLine { symbol: self.catalog.symbols.get(&id)?.clone(), entries })
        });
        lines.collect()
    }
}
