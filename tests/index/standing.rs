//! Where an index stands when it is opened again, and what answers while it is filled anew.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use stillroom::index::{Batch, Change, Document, Index, Page, Reason, Standing};
use stillroom::testing::index::{Keys, Notes, fill, mark};
use tempfile::TempDir;

struct Place {
    root: TempDir,
    keys: Keys,
    notes: Notes,
    documents: Vec<Arc<Document>>,
}

impl Place {
    /// Makes an index of twenty notes that has followed the store up to revision 5.
    fn make() -> Self {
        let root = TempDir::new().expect("a temporary folder");
        let mut notes = Notes::new(11);
        let records: Vec<_> = (0..20).map(|_| notes.record()).collect();
        let documents = records.into_iter().map(|record| notes.document(record)).collect();
        let place = Self { root, keys: Keys::make(), notes, documents };
        let (index, standing) = place.open(0);
        assert_eq!(standing, Standing::Rebuild(Reason::Missing));
        fill(&index, &place.documents, 5).expect("there is room");
        index.close().expect("there is room");
        place
    }

    fn open(&self, seq: u64) -> (Index, Standing) {
        self.keys.open(self.root.path(), seq).expect("it opens or starts anew")
    }

    fn found(&self, index: &Index, text: &str) -> u32 {
        let page =
            Page { by_date: false, offset: 0, limit: 100, counted: true, now_ms: Notes::NOW_MS };
        index
            .search(&self.notes.parse(text).query, &page)
            .expect("nothing is damaged")
            .total
            .expect("it is counted")
    }

    /// Returns the folder of the only side.
    fn side(&self) -> std::path::PathBuf {
        let sides = fs::read_dir(self.root.path()).expect("it is there");
        let mut sides: Vec<_> = sides.map(|side| side.expect("readable").path()).collect();
        assert_eq!(sides.len(), 1, "one side is left");
        sides.remove(0)
    }
}

fn batch(changes: Vec<Change>, seq: u64, whole: bool) -> Batch {
    Batch { changes, mark: mark(seq), whole, announced: 0 }
}

fn each_file(folder: &Path, mut change: impl FnMut(&Path)) {
    for file in fs::read_dir(folder).expect("it is there") {
        change(&file.expect("readable").path());
    }
}

#[test]
fn an_intact_index_continues_where_it_was() {
    let place = Place::make();
    let (index, standing) = place.open(5);
    assert_eq!(standing, Standing::Whole(mark(5)));
    assert_eq!(place.found(&index, ""), 20);
    drop(index);
    // Behind: the store has gone on, and only the rest is replayed.
    assert_eq!(place.open(9).1, Standing::Whole(mark(5)));
}

#[test]
fn an_index_ahead_of_the_journal_answers_until_the_new_one_is_complete() {
    let place = Place::make();
    let (index, standing) = place.open(4);
    assert_eq!(standing, Standing::Rebuild(Reason::Other));
    assert_eq!(place.found(&index, ""), 20, "the old one answers");
    let halves = place.documents.split_at(10);
    let put = |documents: &[Arc<Document>]| documents.iter().cloned().map(Change::Put).collect();
    index.apply(batch(put(halves.0), 2, false)).expect("there is room");
    assert_eq!(place.found(&index, ""), 20, "it still does");
    index.apply(batch(put(&halves.1[..5]), 4, true)).expect("there is room");
    assert_eq!(place.found(&index, ""), 15, "now the new one does");
    drop(index);
    place.side();
    assert_eq!(place.open(4).1, Standing::Whole(mark(4)));
}

#[test]
fn an_interrupted_rebuild_continues_where_it_stopped() {
    let place = Place::make();
    let (index, _) = place.open(4);
    let first = place.documents[..10].iter().cloned().map(Change::Put).collect();
    index.apply(batch(first, 2, false)).expect("there is room");
    drop(index);
    let (index, standing) = place.open(4);
    assert_eq!(standing, Standing::Filling(mark(2)));
    assert_eq!(place.found(&index, ""), 20, "the old one still answers");
    let rest = place.documents[10..].iter().cloned().map(Change::Put).collect();
    index.apply(batch(rest, 4, true)).expect("there is room");
    assert_eq!(place.found(&index, ""), 20);
    assert_eq!(index.len(), 20);
}

#[test]
fn an_index_under_another_key_or_with_a_cut_file_starts_empty() {
    let mut place = Place::make();
    let first = place.side();
    each_file(&first, |path| {
        let bytes = fs::read(path).expect("readable");
        fs::write(path, &bytes[..bytes.len() / 2]).expect("writable");
    });
    let (index, standing) = place.open(5);
    assert_eq!(standing, Standing::Rebuild(Reason::Damaged));
    assert!(index.is_empty());
    fill(&index, &place.documents, 5).expect("there is room");
    drop(index);
    place.keys = Keys::make();
    let (index, standing) = place.open(5);
    assert_eq!(standing, Standing::Rebuild(Reason::Damaged));
    assert_eq!(place.found(&index, ""), 0);
}

#[test]
fn a_pending_document_is_found_at_once_and_the_one_it_replaces_is_not() {
    let mut place = Place::make();
    let (index, _) = place.open(5);
    let record = place.documents[0].record;
    let with = |text: &str, place: &mut Place| {
        let mut document = (*place.notes.document(record)).clone();
        document.texts = vec![("text".to_owned(), text.to_owned())];
        Change::Put(Arc::new(document))
    };
    let ophelia = with("ophelia", &mut place);
    index.announce(std::slice::from_ref(&ophelia));
    assert_eq!((place.found(&index, "ophelia"), place.found(&index, "")), (1, 20));
    let hamlet = with("hamlet", &mut place);
    let second = index.announce(std::slice::from_ref(&hamlet));
    assert_eq!((place.found(&index, "ophelia"), place.found(&index, "hamlet")), (0, 1));
    // The older of the two is applied, and the newer one is still what is found.
    let older = Batch { announced: second - 1, ..batch(vec![ophelia], 6, true) };
    index.apply(older).expect("there is room");
    assert_eq!((place.found(&index, "ophelia"), place.found(&index, "hamlet")), (0, 1));
    let newer = Batch { announced: second, ..batch(vec![hamlet], 7, true) };
    index.apply(newer).expect("there is room");
    assert_eq!((place.found(&index, "ophelia"), place.found(&index, "hamlet")), (0, 1));
    index.announce(&[Change::Forget(record)]);
    assert_eq!((place.found(&index, "hamlet"), place.found(&index, "")), (0, 19));
}

#[test]
fn similar_spellings_are_offered_for_words_phrases_and_prefixes() {
    let mut place = Place::make();
    let (index, _) = place.open(5);
    let mut document = (*place.documents[0]).clone();
    document.record = place.notes.record();
    document.texts = vec![("text".into(), "An attachment to the countertransference".into())];
    index.apply(batch(vec![Change::Put(Arc::new(document))], 6, true)).expect("there is room");
    let near = |text: &str| {
        let query = place.notes.parse(text).query;
        index.fallback(&query).expect("nothing is damaged").map(|near| near.shown)
    };
    assert_eq!(near("atachment "), Some("attachment".into()));
    assert_eq!(near("attachemnt "), Some("attachment".into()));
    assert_eq!(near("countertansf"), Some("countertransference".into()));
    assert_eq!(near("\"the atachment\" "), Some("“the attachment”".into()));
    assert_eq!(near("attachment "), None, "it is written");
    assert_eq!(near("attach"), None, "something written begins so");
    assert_eq!(near("zzzzzzzz "), None);
    assert_eq!(near("cat "), None, "too short to guess at");
}
