//! Attached files: what is added is read again byte for byte, stays as long as an entry names it,
//! and is gone without a trace when it is erased.

use std::io::{self, Cursor, Read};

use rusqlite::{Connection, params};
use stillroom::exchange::health::{CheckRun, Health};
use stillroom::journal::{
    AttachRun, Attachment, AttachmentKind, Cleaned, Client, ClientStatus, EraseTarget, Journal,
    JournalError, MOST_BYTES,
};
use stillroom::store::StoreError;
use stillroom::testing::{Bench, NOON, days_later, entry, note, put_attachment};
use stillroom::vault::RecordId;
use tempfile::TempDir;

/// Bytes that do not repeat, so that a swapped piece is another one.
fn bytes(len: usize, seed: u64) -> Vec<u8> {
    let mut at = seed.wrapping_mul(2) + 1;
    let next = || {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (at >> 56) as u8
    };
    std::iter::repeat_with(next).take(len).collect()
}

fn attach(journal: &mut Journal, entry: RecordId, name: &str, content: &[u8]) -> Attachment {
    let source = Box::new(Cursor::new(content.to_vec()));
    journal.attach(entry, name, source, true, NOON).expect("it is added")
}

/// Saves an entry that names a file.
fn with_file(
    journal: &mut Journal,
    text: &str,
    name: &str,
    content: &[u8],
) -> (RecordId, Attachment) {
    let mut input = entry(journal, "free", text, NOON);
    let file = attach(journal, input.id, name, content);
    put_attachment(&mut input, file.id, "A caption.");
    journal.save_revision(&input, NOON).expect("it is saved");
    (input.id, file)
}

fn health(journal: &Journal) -> Health {
    CheckRun::default().run(journal, NOON, &mut |_| true).expect("it is checked")
}

fn erase(journal: &mut Journal, target: EraseTarget) -> Result<(), JournalError> {
    let plan = journal.plan_erase(target, NOON)?;
    journal.erase(target, &plan.stamp, "", NOON).map(drop)
}

fn raw(bench: &Bench) -> Connection {
    Connection::open(bench.folder.join("journal.db")).expect("a database")
}

fn rows(bench: &Bench) -> i64 {
    raw(bench).query_row("SELECT count(*) FROM chunk", [], |row| row.get(0)).expect("counted")
}

#[test]
fn what_is_added_is_read_again_whole_and_in_part_after_a_restart() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let mut kept = Vec::new();
    for (seed, len) in [0, 1, 262_139, 262_140, 262_141, 1_500_000].into_iter().enumerate() {
        let content = bytes(len, seed as u64);
        let (_, file) = with_file(&mut journal, "A heron.", "notes.dat", &content);
        assert_eq!((file.size, file.kind), (len as u64, AttachmentKind::Other));
        kept.push((file, content));
    }
    journal.lock().map(drop).expect("it locks");
    let journal = bench.unlock();
    for (file, content) in &kept {
        assert_eq!(journal.attachment(file.id).expect("it is there"), *file);
        assert_eq!(*journal.read_attachment(file.id).expect("it is read"), *content);
        let len = content.len();
        for (from, most) in [(0, 10), (len / 2, 300_000), (len.saturating_sub(3), 9), (len + 5, 9)]
        {
            let range = journal.read_attachment_range(file.id, from as u64, most);
            let wanted = content.get(from..(from + most).min(len)).unwrap_or_default();
            assert_eq!(*range.expect("it is read"), wanted, "{len} {from} {most}");
        }
    }
    assert_eq!(journal.snapshot(false).notices, []);
    assert!(health(&journal).is_whole());
}

#[test]
fn neither_content_nor_name_is_in_any_file() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let content = [&bytes(400_000, 1)[..], b"KESTRELCANARY in the content"].concat();
    let (_, file) = with_file(&mut journal, "A heron.", "KESTRELCANARY.dat", &content);
    journal.describe_attachment(file.id, "KESTRELCANARY on a post", NOON).expect("described");
    journal.lock().map(drop).expect("it locks");
    let mut open = vec![bench.folder.clone()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).expect("readable").flatten().map(|f| f.path()));
            continue;
        }
        let bytes = std::fs::read(&path).expect("readable");
        assert!(!bytes.windows(13).any(|w| w == b"KESTRELCANARY"), "{}", path.display());
    }
}

#[test]
fn a_name_loses_its_folders_and_a_description_stays() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (id, file) =
        with_file(&mut journal, "A heron.", "/home/robin/Clients/door.pdf", b"%PDF-1.7 x");
    assert_eq!((file.name.as_str(), file.kind), ("door.pdf", AttachmentKind::Pdf));
    let told = journal.describe_attachment(file.id, " A door in a field. ", NOON).expect("kept");
    assert_eq!(told.alt, "A door in a field.");
    journal.lock().map(drop).expect("it locks");
    let journal = bench.unlock();
    assert_eq!(journal.attachments_of(id), [told]);
    assert_eq!(*journal.read_attachment(file.id).expect("it is read"), *b"%PDF-1.7 x");
    assert!(health(&journal).is_whole());
}

/// A JPEG of one black square whose EXIF holds a place; only the segments matter here.
fn jpeg_with_place() -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        [&[0xFF, marker][..], &(content.len() as u16 + 2).to_be_bytes(), content].concat()
    };
    let exif = segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0CANARY 51.4779N");
    let scan = segment(0xDA, &[1, 1, 0, 0, 63, 0]);
    [&[0xFF, 0xD8][..], &exif, &scan, &[0x12, 0x34, 0xFF, 0xD9]].concat()
}

#[test]
fn a_picture_loses_its_place_unless_it_is_to_be_kept_as_it_is() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let id = entry(&journal, "free", "A door.", NOON).id;
    let picture = jpeg_with_place();
    let file = attach(&mut journal, id, "door.jpg", &picture);
    assert_eq!(file.cleaned, Cleaned::Removed);
    let kept = journal.read_attachment(file.id).expect("it is read");
    assert!(kept.starts_with(&[0xFF, 0xD8]) && !kept.windows(6).any(|w| w == b"CANARY"));
    let source = Box::new(Cursor::new(picture.clone()));
    let file = journal.attach(id, "door.jpg", source, false, NOON).expect("it is added");
    assert_eq!(file.cleaned, Cleaned::AsItWas);
    assert_eq!(*journal.read_attachment(file.id).expect("it is read"), picture);
}

#[test]
fn the_same_file_is_kept_once_and_stays_until_the_last_entry_that_names_it_is_erased() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let content = bytes(300_000, 7);
    let (first, file) = with_file(&mut journal, "A heron.", "one.dat", &content);
    let (second, same) = with_file(&mut journal, "A wren.", "two.dat", &content);
    assert_eq!(same.id, file.id);
    // A third one takes the node over with its text, as a paste does, in a draft.
    let mut third = entry(&journal, "free", "A tern.", NOON);
    put_attachment(&mut third, file.id, "");
    journal.save_draft(third.clone(), NOON).expect("it is kept");
    for (id, is_last) in [(first, false), (second, false), (third.id, true)] {
        if is_last {
            journal
                .save_revision(&journal.open_entry(id).expect("there").input, NOON)
                .expect("saved");
        }
        assert_eq!(*journal.read_attachment(file.id).expect("it is read"), content);
        journal.trash_entry(id, NOON).expect("it goes");
        erase(&mut journal, EraseTarget::Entry { id }).expect("it is erased");
    }
    assert!(matches!(journal.attachment(file.id), Err(JournalError::NoSuchAttachment)));
    assert!(health(&journal).is_whole());
    journal.lock().map(drop).expect("it locks");
    assert_eq!(rows(&bench), 0);
    let journal = bench.unlock();
    assert!(journal.attachments_of(third.id).is_empty());
    assert!(health(&journal).is_whole());
}

#[test]
fn erased_pieces_are_in_no_file_while_the_journal_is_open() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (id, file) = with_file(&mut journal, "A heron.", "notes.dat", &bytes(600_000, 3));
    journal.lock().map(drop).expect("it locks");
    let sealed: Vec<Vec<u8>> = {
        let raw = raw(&bench);
        let mut all = raw.prepare("SELECT sealed FROM chunk").expect("it is SQL");
        let all = all.query_map([], |row| row.get(0)).expect("it runs");
        all.collect::<Result<_, _>>().expect("readable")
    };
    assert_eq!(sealed.len(), 3);
    let mut journal = bench.unlock();
    journal.trash_entry(id, NOON).expect("it goes");
    erase(&mut journal, EraseTarget::Entry { id }).expect("it is erased");
    assert!(journal.read_attachment(file.id).is_err());
    for name in ["journal.db", "journal.db-wal"] {
        let held = std::fs::read(bench.folder.join(name)).unwrap_or_default();
        for piece in &sealed {
            // Long pieces lie on pages of their own: any 32 bytes of them would do.
            for at in [40, 5_000, 30_000] {
                assert!(!held.windows(32).any(|w| w == &piece[at..at + 32]), "{name}");
            }
        }
    }
}

#[test]
fn one_file_is_erased_alone_and_a_hold_keeps_it() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = Client {
        id: None,
        alias: "Wren".into(),
        glyph: "bird".into(),
        hue: "teal".into(),
        status: ClientStatus::Active,
        started: None,
        appointment: None,
    };
    let wren = journal.save_client(wren, NOON).expect("made").id.expect("it has an id");
    let mut input = note(&mut journal, wren, 1, 0);
    let file = attach(&mut journal, input.id, "notes.dat", b"what was drawn");
    put_attachment(&mut input, file.id, "");
    journal.save_revision(&input, NOON).expect("it is saved");
    let target = EraseTarget::Attachment { id: file.id };

    let hold = journal.put_hold(Some(wren), "a letter came", NOON).expect("it is put");
    assert_eq!(journal.plan_erase(target, NOON).expect("planned").held, 1);
    assert!(matches!(erase(&mut journal, target), Err(JournalError::OnHold)));
    assert_eq!(*journal.read_attachment(file.id).expect("it is read"), *b"what was drawn");
    journal.lift_hold(hold.id, NOON).expect("it is lifted");
    erase(&mut journal, target).expect("it is erased");
    assert!(matches!(journal.attachment(file.id), Err(JournalError::NoSuchAttachment)));
    assert!(journal.open_entry(input.id).is_ok(), "its text stays");
    assert!(matches!(erase(&mut journal, target), Err(JournalError::NoSuchAttachment)));
    assert!(health(&journal).is_whole());
}

#[test]
fn a_file_of_an_entry_that_was_never_kept_goes_after_thirty_days() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (_, kept) = with_file(&mut journal, "A heron.", "kept.dat", b"kept");
    let drafted = entry(&journal, "free", "Half a sentence.", NOON);
    let drafted_file = attach(&mut journal, drafted.id, "drafted.dat", b"drafted");
    journal.save_draft(drafted, NOON).expect("it is kept");
    let never = entry(&journal, "free", "", NOON).id;
    let gone = attach(&mut journal, never, "gone.dat", b"gone");
    journal.expire_trash(days_later(30)).expect("it runs");
    assert!(journal.attachment(gone.id).is_ok());
    journal.expire_trash(days_later(31)).expect("it runs");
    assert!(journal.attachment(gone.id).is_err());
    assert!(journal.attachment(kept.id).is_ok() && journal.attachment(drafted_file.id).is_ok());
}

/// Gives some bytes, then fails.
struct Failing(usize);

impl Read for Failing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let read = into.len().min(self.0);
        self.0 -= read;
        Ok(read)
    }
}

#[test]
fn limits_and_broken_sources_are_typed_errors_that_leave_nothing() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "A heron.", NOON);
    let large = || Box::new(io::repeat(7).take(MOST_BYTES + 1));
    let error = journal.attach(input.id, "large.dat", large(), true, NOON);
    assert!(matches!(error, Err(JournalError::AttachmentTooLarge)));
    let picture = Box::new(Cursor::new(b"\x89PNG\r\n\x1a\n").chain(io::repeat(7).take(MOST_BYTES)));
    let error = AttachRun::begin(input.id, "large.png", picture, true).map(drop);
    assert!(matches!(error, Err(JournalError::AttachmentTooLarge)));
    let error = journal.attach(input.id, "odd.dat", Box::new(Failing(3_000_000)), true, NOON);
    assert!(matches!(error, Err(JournalError::FileUnreadable(io::ErrorKind::PermissionDenied))));

    journal.save_revision(&input, NOON).expect("it is saved");
    journal.close_entry(input.id, NOON).expect("it closes");
    let error = journal.attach(input.id, "late.dat", Box::new(Failing(0)), true, NOON).map(drop);
    assert!(error.is_err());
    let small = || Box::new(Cursor::new(b"late".to_vec()));
    let error = journal.attach(input.id, "late.dat", small(), true, NOON);
    assert!(matches!(error, Err(JournalError::Closed)));
    assert_eq!(journal.attached_bytes(), 0);
    journal.lock().map(drop).expect("it locks");
    assert_eq!(rows(&bench), 0);
}

#[test]
fn a_run_that_was_cut_off_leaves_nothing_after_the_next_unlock() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (_, kept) = with_file(&mut journal, "A heron.", "kept.dat", &bytes(500_000, 9));
    let id = entry(&journal, "free", "A wren.", NOON).id;
    let source = Box::new(io::repeat(7).take(9_000_000));
    let mut run = AttachRun::begin(id, "cut.dat", source, true).expect("it begins");
    assert!(run.step(&mut journal, NOON).expect("it goes on").is_none());
    assert!(health(&journal).is_whole(), "what is being added is no damage");
    drop(run);
    journal.lock().map(drop).expect("it locks");
    assert!(rows(&bench) > 2);
    let journal = bench.unlock();
    assert_eq!(journal.snapshot(false).notices, []);
    assert!(journal.read_attachment(kept.id).is_ok());
    journal.lock().map(drop).expect("it locks");
    assert_eq!(rows(&bench), 2);
}

#[test]
fn a_full_disk_is_a_typed_error_and_what_was_there_stays() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (_, kept) = with_file(&mut journal, "A heron.", "kept.dat", &bytes(300_000, 9));
    journal.limit_size_for_tests(500);
    let id = entry(&journal, "free", "A wren.", NOON).id;
    let source = Box::new(io::repeat(7).take(9_000_000));
    let error = journal.attach(id, "cut.dat", source, true, NOON);
    assert!(matches!(error, Err(JournalError::Store(StoreError::DiskFull))), "{error:?}");
    journal.limit_size_for_tests(1_000_000);
    assert!(journal.read_attachment(kept.id).is_ok());
    assert!(health(&journal).is_whole());
}

/// Does something to the pieces of the first of two files; what was altered must be told, and the
/// other file must stay readable.
fn altered(name: &str, alter: impl Fn(&Connection, RecordId, RecordId)) {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (_, first) = with_file(&mut journal, "A heron.", "one.dat", &bytes(600_000, 1));
    let (_, second) = with_file(&mut journal, "A wren.", "two.dat", &bytes(600_000, 2));
    assert!(health(&journal).is_whole());
    journal.lock().map(drop).expect("it locks");
    alter(&raw(&bench), first.id, second.id);
    let journal = bench.unlock();
    let found = health(&journal);
    assert!(!found.is_whole() && found.records.damaged > 0, "{name}: {found:?}");
    assert!(journal.read_attachment(second.id).is_ok(), "{name}: the other one");
    if name != "extra" {
        assert!(journal.read_attachment(first.id).is_err(), "{name}");
    }
}

#[test]
fn a_damaged_missing_swapped_older_or_extra_piece_is_found() {
    let run = |raw: &Connection, sql: &str, id: RecordId| {
        assert!(raw.execute(sql, params![id.as_bytes()]).expect("it runs") > 0);
    };
    altered("damaged", |raw, first, _| {
        let sql =
            "UPDATE chunk SET sealed = zeroblob(length(sealed)) WHERE record = ?1 AND part = 1";
        run(raw, sql, first);
    });
    altered("missing", |raw, first, _| {
        run(raw, "DELETE FROM chunk WHERE record = ?1 AND part = 2", first);
    });
    altered("all missing", |raw, first, _| {
        run(raw, "DELETE FROM chunk WHERE record = ?1", first);
    });
    altered("swapped", |raw, first, _| {
        run(raw, "UPDATE chunk SET part = part + 9 WHERE record = ?1", first);
        run(raw, "UPDATE chunk SET part = 10 - part WHERE record = ?1 AND part < 11", first);
        run(raw, "UPDATE chunk SET part = 2 WHERE record = ?1 AND part = 11", first);
    });
    altered("of the other", |raw, first, second| {
        let sql = "UPDATE chunk SET sealed = (SELECT sealed FROM chunk AS other
                   WHERE other.record = ?2 AND other.part = 0) WHERE record = ?1 AND part = 0";
        raw.execute(sql, params![first.as_bytes(), second.as_bytes()]).expect("it runs");
    });
    altered("extra", |raw, first, _| {
        let sql = "INSERT INTO chunk SELECT record, 3, sealed FROM chunk
                   WHERE record = ?1 AND part = 0";
        run(raw, sql, first);
    });
    altered("cut", |raw, first, _| {
        let sql =
            "UPDATE chunk SET sealed = substr(sealed, 1, 1000) WHERE record = ?1 AND part = 1";
        run(raw, sql, first);
    });
}

#[test]
fn history_keeps_a_file_that_the_text_no_longer_names() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (id, file) = with_file(&mut journal, "A heron.", "notes.dat", b"drawn");
    let mut input = journal.open_entry(id).expect("it is there").input;
    input.answers = entry(&journal, "free", "A heron, and nothing else.", NOON).answers;
    journal.save_revision(&input, NOON).expect("it is saved");
    assert_eq!(*journal.read_attachment(file.id).expect("it is read"), *b"drawn");
    assert_eq!(journal.attachments_of(id).len(), 1);
}

#[test]
fn an_entry_of_nothing_but_a_file_is_saved() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (id, file) = with_file(&mut journal, "", "notes.dat", b"drawn");
    let answers = journal.open_entry(id).expect("it is there").input.answers;
    assert_eq!(stillroom::forms::attached(&answers), [file.id.to_string()]);
}
