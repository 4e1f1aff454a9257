//! A journal to be looked at.

use std::path::{Path, PathBuf};

use stillroom::journal::Moment;
use stillroom::testing::{Bench, Corpus, NOON, client, entry};

/// Clients that the entries are about, in turn.
const ALIASES: [&str; 6] = ["Wren", "Lark", "Heron", "Plover", "Finch", "Dunlin"];
/// The words of the longest entry, which is the newest one.
const LONG: usize = 3_000;

/// Makes a journal of so many entries, an hour between any two, and returns its folder.
pub(crate) fn fill(journals: &Path, entries: usize) -> PathBuf {
    let bench = Bench::make(journals);
    let mut journal = bench.unlock();
    let clients = ALIASES.map(|alias| client(&mut journal, alias));
    let forms = ["integration", "boundary", "supervision", "free"];
    let mut corpus = Corpus::new(7);
    for at in 0..=entries {
        let now = Moment { utc_ms: NOON.utc_ms - (entries - at) as i64 * 3_600_000, ..NOON };
        let text = if at == entries { corpus.text(LONG) } else { corpus.note() };
        let form = if at == entries { "free" } else { forms[at % forms.len()] };
        let mut input = entry(&journal, form, &text, now);
        input.head.client = (form != "free").then_some(clients[at % clients.len()]);
        journal.save_revision(&input, now).expect("it is saved");
    }
    while journal.index_some(500).expect("it is indexed").is_some() {}
    journal.lock().map(drop).expect("it locks");
    bench.folder
}
