//! What is erased is gone from every file; the chain stays whole; holds are kept.

use std::path::Path;

use stillroom::exchange::backup::{list, make, still_holding};
use stillroom::exchange::health::CheckRun;
use stillroom::journal::{
    Client, ClientStatus, EntryFilter, EraseTarget, Journal, JournalError, Moment, SearchRequest,
};
use stillroom::testing::{Bench, NOON, entry, minutes_later};
use stillroom::vault::RecordId;
use tempfile::TempDir;

const DAY: i64 = 24 * 60;

fn client(journal: &mut Journal, alias: &str) -> RecordId {
    let client = Client {
        id: None,
        alias: alias.into(),
        glyph: "bird".into(),
        hue: "teal".into(),
        status: ClientStatus::Active,
        started: None,
        appointment: None,
    };
    journal.save_client(client, NOON).expect("it is made").id.expect("it has an id")
}

fn write(journal: &mut Journal, about: Option<RecordId>, text: &str) -> RecordId {
    let mut input = entry(journal, "free", text, NOON);
    input.head.client = about;
    journal.save_revision(&input, NOON).expect("it is saved");
    input.id
}

fn erase(journal: &mut Journal, target: EraseTarget) -> stillroom::journal::Receipt {
    let plan = journal.plan_erase(target, NOON).expect("it is planned");
    journal.erase(target, &plan.stamp, "asked for", minutes_later(9)).expect("it is erased")
}

/// All sealed bytes of a record, read from the closed database.
fn sealed(bench: &Bench, record: RecordId) -> Vec<Vec<u8>> {
    let raw = rusqlite::Connection::open(bench.folder.join("journal.db")).expect("a database");
    let sql = "SELECT sealed FROM meta JOIN chain USING (seq) WHERE record = ?1
               UNION ALL SELECT sealed FROM body JOIN chain USING (seq) WHERE record = ?1
               UNION ALL SELECT sealed FROM draft WHERE record = ?1";
    let mut statement = raw.prepare(sql).expect("it is SQL");
    let rows = statement.query_map([record.as_bytes()], |row| row.get(0)).expect("it runs");
    rows.collect::<Result<_, _>>().expect("readable")
}

/// Whether any file of the journal holds a piece of sealed bytes. The index is tidied meanwhile,
/// so a file of it may be gone before it is read.
fn is_somewhere(folder: &Path, sealed: &[u8]) -> bool {
    let piece = &sealed[30..62];
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).expect("readable").flatten().map(|f| f.path()));
            continue;
        }
        match std::fs::read(&path) {
            Ok(bytes) if bytes.windows(32).any(|window| window == piece) => return true,
            Ok(_) => {}
            Err(error) => {
                assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{}", path.display());
            }
        }
    }
    false
}

fn found(journal: &Journal, text: &str) -> u32 {
    let request =
        SearchRequest { text: text.into(), by_date: false, offset: 0, limit: 5, counted: true };
    let answer = journal.search(&request, NOON).expect("it is answered");
    if answer.instead.is_some() { 0 } else { answer.total.expect("it is counted") }
}

#[test]
fn erased_bytes_are_gone_from_database_and_log_while_it_is_open_and_the_chain_is_whole() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let kept = write(&mut journal, None, "a kingfisher, kept");
    let id = write(&mut journal, None, "a heron over the weir");
    let mut input = journal.open_entry(id).expect("it is there").input;
    input.head.tags.push("river".into());
    journal.save_draft(input, NOON).expect("it is saved");
    journal.lock().map(drop).expect("it locks");
    let pieces = sealed(&bench, id);
    assert_eq!(pieces.len(), 3, "a meta, a body and a draft");
    assert!(pieces.iter().all(|sealed| is_somewhere(&bench.folder, sealed)));

    let mut journal = bench.unlock();
    journal.trash_entry(id, NOON).expect("it goes");
    let receipt = erase(&mut journal, EraseTarget::Entry { id });
    assert_eq!((receipt.entries, receipt.revisions), (1, 3));
    assert!(matches!(journal.open_entry(id), Err(JournalError::NoSuchEntry)));
    assert_eq!((found(&journal, "heron"), found(&journal, "kingfisher")), (0, 1));
    // The journal is still open, so the log is as the erase left it.
    assert!(!pieces.iter().any(|sealed| is_somewhere(&bench.folder, sealed)));

    journal.lock().map(drop).expect("it locks");
    let journal = bench.unlock();
    assert_eq!(journal.snapshot(false).notices, []);
    assert!(journal.open_entry(kept).is_ok());
    assert_eq!(journal.receipts(), [receipt]);
    assert_eq!(found(&journal, "heron"), 0);
    let health = CheckRun::default().run(&journal, NOON, &mut |_| true).expect("it is checked");
    assert!(health.is_whole() && health.index_agrees(), "{health:?}");
}

#[test]
fn erasing_a_client_takes_all_entries_about_them_and_lists_mentions_elsewhere() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, lark) = (client(&mut journal, "Wren"), client(&mut journal, "Lark"));
    let about: Vec<_> = (0..4).map(|n| write(&mut journal, Some(wren), &format!("{n}"))).collect();
    let mut draft = entry(&journal, "free", "unsaved", NOON);
    draft.head.client = Some(wren);
    journal.save_draft(draft.clone(), NOON).expect("it is saved");
    let other = write(&mut journal, Some(lark), "She reminds me of wren.");
    let target = EraseTarget::Client { id: wren };
    let plan = journal.plan_erase(target, NOON).expect("it is planned");
    assert_eq!((plan.entries, plan.held), (5, 0));
    assert_eq!(plan.mentions.iter().map(|row| row.id).collect::<Vec<_>>(), [other]);
    let receipt = journal.erase(target, &plan.stamp, "", NOON).expect("it is erased");
    assert_eq!((receipt.entries, receipt.clients), (5, 1));
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    assert_eq!(journal.list_clients().len(), 1);
    assert_eq!(journal.list_entries(&EntryFilter::default(), 0, 9).total, 1);
    for id in about {
        assert!(matches!(journal.open_entry(id), Err(JournalError::NoSuchEntry)));
    }
    let back = journal.save_draft(draft, NOON);
    assert!(matches!(back, Err(JournalError::NoSuchEntry)), "an open page brings nothing back");
}

#[test]
fn an_erasure_covers_only_the_shown_plan_and_only_the_trash() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let id = write(&mut journal, None, "a heron");
    let target = EraseTarget::Entry { id };
    assert!(matches!(journal.plan_erase(target, NOON), Err(JournalError::NotInTrash)));
    journal.trash_entry(id, NOON).expect("it goes");
    let plan = journal.plan_erase(EraseTarget::Trash, NOON).expect("it is planned");
    let more = write(&mut journal, None, "another");
    journal.trash_entry(more, NOON).expect("it goes");
    let erased = journal.erase(EraseTarget::Trash, &plan.stamp, "", NOON);
    assert!(matches!(erased, Err(JournalError::PlanChanged)));
    assert_eq!(
        journal.list_entries(&EntryFilter { trashed: true, ..EntryFilter::default() }, 0, 9).total,
        2
    );
}

#[test]
fn a_hold_stops_erase_expiry_and_the_emptying_of_the_trash() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, lark) = (client(&mut journal, "Wren"), client(&mut journal, "Lark"));
    let held = write(&mut journal, Some(wren), "of Wren");
    let free = write(&mut journal, Some(lark), "of Lark");
    for id in [held, free] {
        journal.trash_entry(id, NOON).expect("it goes");
    }
    let hold = journal.put_hold(Some(wren), "a letter came", NOON).expect("it is put");
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    assert_eq!(journal.holds(), std::slice::from_ref(&hold));
    for target in [EraseTarget::Entry { id: held }, EraseTarget::Client { id: wren }] {
        let plan = journal.plan_erase(target, NOON).expect("it is planned");
        assert_eq!(plan.held, 1);
        let erased = journal.erase(target, &plan.stamp, "", NOON);
        assert!(matches!(erased, Err(JournalError::OnHold)));
    }
    let expired = journal.expire_trash(minutes_later(31 * DAY)).expect("it runs");
    assert_eq!(expired.map(|receipt| receipt.entries), Some(1), "that of Lark");
    assert!(journal.open_entry(held).is_ok());
    let receipt = erase(&mut journal, EraseTarget::Trash);
    assert_eq!(receipt.entries, 0, "the trash is emptied around what is held");
    journal.lift_hold(hold.id, NOON).expect("it is lifted");
    assert_eq!(erase(&mut journal, EraseTarget::Trash).entries, 1);
    let whole = journal.put_hold(None, "", NOON).expect("it is put");
    let plan = journal.plan_erase(EraseTarget::Client { id: lark }, NOON).expect("planned");
    let erased = journal.erase(plan.target, &plan.stamp, "", NOON);
    assert!(matches!(erased, Err(JournalError::OnHold)), "{whole:?}");
}

#[test]
fn the_trash_expires_after_thirty_days_and_not_by_a_clock_that_is_wrong() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let id = write(&mut journal, None, "a heron");
    journal.trash_entry(id, NOON).expect("it goes");
    let mut expire = |minutes: i64| journal.expire_trash(minutes_later(minutes)).expect("it runs");
    assert_eq!(expire(29 * DAY), None);
    assert_eq!(expire(-400 * DAY), None, "the clock is behind");
    assert_eq!(expire(4000 * DAY), None, "the clock is years ahead");
    assert_eq!(expire(31 * DAY).map(|receipt| receipt.entries), Some(1));
}

#[test]
fn backups_that_still_hold_what_was_erased_are_named() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let back_up = |journal: &mut Journal, now: Moment| {
        make(journal, now, &mut |_| true).expect("it is backed up").path
    };
    write(&mut journal, None, "a kingfisher");
    back_up(&mut journal, minutes_later(-2 * DAY));
    let id = write(&mut journal, None, "a heron");
    let holding = back_up(&mut journal, minutes_later(-DAY));
    journal.trash_entry(id, NOON).expect("it goes");
    let receipt = erase(&mut journal, EraseTarget::Entry { id });
    back_up(&mut journal, NOON);
    let backups = list(&journal).expect("it lists");
    let named = still_holding(&journal, &backups, &receipt);
    assert_eq!(named.iter().map(|backup| &backup.path).collect::<Vec<_>>(), [&holding]);
}

#[test]
fn a_meta_that_is_missing_without_a_tombstone_is_not_taken_for_erased() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let gone = write(&mut journal, None, "a heron");
    journal.trash_entry(gone, NOON).expect("it goes");
    erase(&mut journal, EraseTarget::Trash);
    let other = write(&mut journal, None, "a kingfisher");
    journal.lock().map(drop).expect("it locks");
    let raw = rusqlite::Connection::open(bench.folder.join("journal.db")).expect("a database");
    let sql = "DELETE FROM meta WHERE seq IN (SELECT seq FROM chain WHERE record = ?1)";
    raw.execute(sql, [other.as_bytes()]).expect("it runs");
    drop(raw);
    let journal = bench.unlock();
    let health = CheckRun::default().run(&journal, NOON, &mut |_| true).expect("it is checked");
    assert_eq!((health.records.missing, health.records.erased), (1, 2));
}

#[test]
fn erasing_a_client_erases_all_their_records() {
    use stillroom::journal::Course;
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, lark) = (client(&mut journal, "Wren"), client(&mut journal, "Lark"));
    for (of, name) in [(wren, "the autumn run"), (lark, "the spring run")] {
        let course = serde_json::json!({ "name": name, "client": of, "from": 1 });
        let course: Course = serde_json::from_value(course).expect("a course");
        journal.save_course(course, NOON).expect("it is saved");
    }
    let id = write(&mut journal, Some(wren), "closed");
    journal.close_entry(id, NOON).expect("it is closed");
    let text = stillroom::testing::document("A later thought.");
    journal.add_addendum(id, text, minutes_later(5)).expect("it is added");
    let text = stillroom::testing::document("A thought under way.");
    journal.save_addendum_draft(id, Some(text), minutes_later(6)).expect("it is saved");
    let hold = journal.put_hold(Some(wren), "a letter came", NOON).expect("it is put");
    journal.lift_hold(hold.id, NOON).expect("it is lifted");
    let receipt = erase(&mut journal, EraseTarget::Client { id: wren });
    assert_eq!((receipt.entries, receipt.clients, receipt.linked), (1, 1, 3));
    assert_eq!(journal.holds(), []);
    for _ in 0..2 {
        let courses = journal.list_courses();
        assert_eq!(
            courses.iter().map(|course| course.name.as_str()).collect::<Vec<_>>(),
            ["the spring run"]
        );
        assert_eq!(journal.addenda_of(id), []);
        journal.lock().map(drop).expect("it locks");
        journal = bench.unlock();
    }
}

#[test]
fn a_hold_on_an_alias_still_holds_after_it_was_merged_into_another() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, lark) = (client(&mut journal, "Wren"), client(&mut journal, "Lark"));
    let id = write(&mut journal, Some(wren), "of Wren");
    journal.trash_entry(id, NOON).expect("it goes");
    journal.put_hold(Some(wren), "", NOON).expect("it is put");
    journal.merge_clients(wren, lark, NOON).expect("they are one");
    for target in [EraseTarget::Entry { id }, EraseTarget::Client { id: lark }] {
        let plan = journal.plan_erase(target, NOON).expect("it is planned");
        let erased = journal.erase(target, &plan.stamp, "", NOON);
        assert!(matches!(erased, Err(JournalError::OnHold)));
    }
}

/// Every way of erasing what is held, tried at once; nothing of `held` goes.
fn resists(journal: &mut Journal, held: &[RecordId], client: Option<RecordId>) {
    let later = minutes_later(45 * DAY);
    journal.expire_trash(later).expect("what is held stays");
    let mut targets: Vec<EraseTarget> =
        held.iter().map(|id| EraseTarget::Entry { id: *id }).chain([EraseTarget::Trash]).collect();
    targets.extend(client.map(|id| EraseTarget::Client { id }));
    for target in targets {
        let Ok(plan) = journal.plan_erase(target, later) else { continue };
        match journal.erase(target, &plan.stamp, "", later) {
            Ok(_) | Err(JournalError::OnHold) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    for id in held {
        assert!(journal.open_entry(*id).is_ok(), "a hold covers it");
        assert!(!journal.history(*id).expect("it is there").revisions.is_empty());
    }
}

#[test]
fn a_hold_covers_what_any_revision_names_whatever_the_client_is_now() {
    for to_another in [false, true] {
        let root = TempDir::new().expect("a temporary folder");
        let bench = Bench::make(root.path());
        let mut journal = bench.unlock();
        let (wren, finch) = (client(&mut journal, "Wren"), client(&mut journal, "Finch"));
        let mut input = entry(&journal, "free", "what was said", NOON);
        input.head.client = Some(wren);
        input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
        let before = journal.put_hold(Some(wren), "a letter came", NOON).expect("it is put");
        input.head.client = to_another.then_some(finch);
        input.base = journal.save_revision(&input, minutes_later(1)).expect("it is saved").base;
        let free = write(&mut journal, Some(finch), "not held");
        journal.trash_entry(input.id, minutes_later(2)).expect("it goes there");
        journal.trash_entry(free, minutes_later(2)).expect("it goes there");
        let plan = journal.plan_erase(EraseTarget::Trash, NOON).expect("it is planned");
        assert_eq!((plan.entries, plan.held), (1, 1));
        resists(&mut journal, &[input.id], Some(finch));
        journal.lock().map(drop).expect("it locks");
        let mut journal = bench.unlock();
        resists(&mut journal, &[input.id], Some(finch));
        journal.lift_hold(before.id, minutes_later(3)).expect("it is lifted");
        erase(&mut journal, EraseTarget::Entry { id: input.id });
        assert!(journal.open_entry(input.id).is_err());
    }
}

#[test]
fn a_hold_covers_drafts_and_other_records_of_the_client() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let (wren, finch) = (client(&mut journal, "Wren"), client(&mut journal, "Finch"));
    let thread = stillroom::journal::Thread {
        id: None,
        question: "what the door meant".into(),
        client: Some(wren),
        state: stillroom::journal::ThreadState::Open,
        archived: false,
        merged: None,
    };
    let thread = journal.save_thread(thread, NOON).expect("it is made");
    journal.put_hold(Some(wren), "", NOON).expect("it is put");
    let given = stillroom::journal::Thread { client: Some(finch), ..thread };
    journal.save_thread(given.clone(), NOON).expect("it is given to another");
    let plan = journal.plan_erase(EraseTarget::Client { id: finch }, NOON).expect("it is planned");
    assert_eq!(plan.held, 1, "an earlier revision of the thread names a held client");
    let refused = journal.erase(plan.target, &plan.stamp, "", NOON);
    assert!(matches!(refused, Err(JournalError::OnHold)));
    let mut input = entry(&journal, "free", "about nobody yet", NOON);
    input.base = journal.save_revision(&input, NOON).expect("it is saved").base;
    journal.trash_entry(input.id, NOON).expect("it goes there");
    input.base = journal.open_entry(input.id).expect("it is there").input.base;
    input.head.client = Some(wren);
    journal.save_draft(input.clone(), NOON).expect("it is saved");
    resists(&mut journal, &[input.id], None);
}
