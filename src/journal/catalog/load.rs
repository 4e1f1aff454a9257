//! The catalog filled at unlock: while one core reads rows, the other opens those already read.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::Catalog;
use super::entry_state::LatestRevision;
use super::named::NamedRecord;
use super::states::{AddendumAt, AttachmentState, RunState, SheetState};
use crate::journal::JournalError;
use crate::journal::record::{
    AddendumMeta, FollowUp, Meta, Payload, SavedSearch, Sealer, Supervisor,
};
use crate::store::{HeadMeta, Heads, Store, StoreError};
use crate::vault::{RecordId, Seq};

/// How many rows go from one core to the other at once.
const BATCH: usize = 256;

/// Heads that the catalog could not take.
#[derive(Default)]
pub(crate) struct Failed {
    pub(crate) unreadable: u32,
    pub(crate) from_newer: u32,
}

/// A head's meta, opened. Entries, of which there are the most, are packed beside the reading too.
enum Opened {
    Entry(RecordId, LatestRevision),
    Other(RecordId, Seq, Box<Meta>),
    Failed(JournalError),
}

/// Rows, or what was made of them, with their place among all batches.
type Batch<T> = (usize, Vec<T>);

/// What the catalog could take, and how much it could not.
type Filled = (Catalog, Failed);

/// Opens every head's meta on both cores; `meanwhile` is done by the one that reads, before it
/// helps the other.
pub(crate) fn fill_catalog<T>(
    store: &Store,
    sealer: &Sealer,
    heads: Heads,
    meanwhile: impl FnOnce() -> Result<T, StoreError>,
) -> Result<(Filled, T), JournalError> {
    let (sender, queue) = channel();
    let queue = Mutex::new(queue);
    let opened: Result<_, JournalError> = thread::scope(|scope| {
        let beside = scope.spawn(|| open_all(sealer, &queue));
        let done = read(store, heads, sender).and_then(|()| meanwhile());
        let mut opened = open_all(sealer, &queue);
        opened.extend(beside.join().expect("opening a meta does not panic"));
        Ok((opened, done?))
    });
    let (mut opened, done) = opened?;
    // In their order, as if one core had opened them.
    opened.sort_by_key(|(number, _)| *number);
    let (mut catalog, mut failed) = (Catalog::default(), Failed::default());
    let mut entries = Vec::with_capacity(BATCH * opened.len());
    for one in opened.into_iter().flat_map(|(_, batch)| batch) {
        match one {
            Opened::Entry(record, latest) => entries.push((record, latest)),
            Opened::Other(record, seq, meta) => admit(&mut catalog, record, seq, *meta),
            Opened::Failed(JournalError::FromNewer) => failed.from_newer += 1,
            Opened::Failed(_) => failed.unreadable += 1,
        }
    }
    catalog.put_revisions(entries);
    Ok(((catalog, failed), done))
}

/// Reads all heads and hands them over; that the sender is gone then says that there are no more.
fn read(store: &Store, heads: Heads, sender: Sender<Batch<HeadMeta>>) -> Result<(), StoreError> {
    let mut number = 0;
    // The sender goes with it, when all has been read or reading has failed.
    let mut hand_over = move |batch: Vec<HeadMeta>| {
        // Whoever opens them goes on for as long as there is a sender.
        let _ = sender.send((number, batch));
        number += 1;
    };
    let mut batch = Vec::with_capacity(BATCH);
    store.each_head_meta(heads, |head| {
        batch.push(head);
        if batch.len() == BATCH {
            hand_over(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)));
        }
    })?;
    hand_over(batch);
    Ok(())
}

/// Opens what is handed over until there is no more.
fn open_all(sealer: &Sealer, queue: &Mutex<Receiver<Batch<HeadMeta>>>) -> Vec<Batch<Opened>> {
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
    let opened = std::iter::from_fn(next)
        .map(|(number, batch)| (number, batch.iter().map(|head| open(sealer, head)).collect()));
    opened.collect()
}

fn open(sealer: &Sealer, head: &HeadMeta) -> Opened {
    let HeadMeta { record, seq, digest, sealed } = head;
    match sealer.open_chained_meta(*record, *seq, digest, sealed) {
        Ok(Meta { written, body, payload: Payload::Entry(meta), .. }) => {
            Opened::Entry(*record, LatestRevision::of(*seq, written, &meta, body))
        }
        Ok(meta) => Opened::Other(*record, *seq, Box::new(meta)),
        Err(error) => Opened::Failed(error),
    }
}

fn admit(catalog: &mut Catalog, record: RecordId, seq: Seq, meta: Meta) {
    let Meta { written, parent, body, payload } = meta;
    match payload {
        Payload::Entry(_) => unreachable!("entries are packed by whoever opens them"),
        Payload::Client(client) => {
            if let Some(into) = client.merged {
                catalog.note_merge(record, into);
            }
            catalog.clients.insert(record, client);
        }
        Payload::Form(form) => {
            catalog.forms.insert((form.id, form.version), record);
        }
        Payload::Settings(settings) => catalog.settings = Some((record, settings)),
        Payload::SavedSearch(search) if search.removed => {}
        Payload::SavedSearch(search) => {
            let search = SavedSearch { id: Some(record), ..search };
            catalog.searches.insert(record, search);
        }
        Payload::ReturnPoint(point) => catalog.return_point = Some((record, point)),
        Payload::LexiconTerm(term) => {
            catalog.terms.insert(record, term);
        }
        Payload::CustomForm(meta) => catalog.custom_to_open.push((record, meta, body)),
        Payload::CustomPrompt(prompt) => {
            catalog.prompts.insert(record, prompt);
        }
        Payload::Course(course) => admit_named(catalog, record, course),
        Payload::Thread(thread) => admit_named(catalog, record, thread),
        Payload::Symbol(symbol) => admit_named(catalog, record, symbol),
        Payload::Piece(piece) => admit_named(catalog, record, piece),
        Payload::FollowUp(card) => {
            catalog.follow_ups.insert(record, FollowUp { id: Some(record), ..card });
        }
        Payload::Addendum(AddendumMeta { entry }) => {
            catalog.addenda.insert(record, AddendumAt { entry, seq, written, body });
        }
        Payload::Basket(order) => catalog.basket = Some((record, order)),
        Payload::Tombstone(_)
        | Payload::Hold(_)
        | Payload::Will
        | Payload::BackupPlaces(_)
        | Payload::Exports(_) => {
            catalog.retention.admit(record, seq, Meta { written, parent, body, payload });
        }
        Payload::Jotting(jotting) => {
            catalog.jottings.insert(record, jotting);
        }
        Payload::Placement(_)
        | Payload::HoursWeek(_)
        | Payload::SignedHours(_)
        | Payload::OwnScheme(_) => catalog.hours.admit(record, payload),
        Payload::Attachment(meta) => {
            // One without the digests of its pieces was never written whole.
            if let Some(body) = body {
                catalog.attachments.insert(record, AttachmentState { meta, body });
            }
        }
        Payload::Import(import) => {
            catalog.imports.insert(record, import);
        }
        Payload::ImportReport(report) => {
            catalog.import_reports.insert(record, (report, body));
        }
        Payload::Sheet(meta) => {
            catalog.sheets.insert(record, SheetState { meta, body });
        }
        Payload::Supervisor(one) => {
            catalog.supervisors.insert(record, Supervisor { id: Some(record), ..one });
        }
        Payload::AliasMap(meta) => {
            catalog.alias_maps.insert(record, meta);
        }
        Payload::IdentifierWords => catalog.identifier_words = body.map(|body| (record, body)),
        Payload::ExerciseRun(meta) => {
            catalog.runs.insert(record, RunState { meta, body });
        }
    }
}

fn admit_named<T: NamedRecord>(catalog: &mut Catalog, record: RecordId, mut one: T) {
    *one.parts().id = Some(record);
    if let Some(into) = one.merged() {
        catalog.note_merge(record, into);
    }
    T::table_mut(catalog).insert(record, one);
}
