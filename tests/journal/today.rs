//! What Today shows, and the counts beside the list, which every save hands over.

use std::collections::BTreeMap;

use stillroom::exercises::ExerciseId;
use stillroom::forms::FormId;
use stillroom::journal::{
    Basket, Counts, EntryFilter, EntryInput, Flag, Journal, Raised, RunInput, TodayPage,
};
use stillroom::testing::{Bench, NOON, client, days_later, entry, minutes_later, note};
use stillroom::vault::RecordId;
use tempfile::TempDir;

fn counted(journal: &Journal) -> Counts {
    let all = |which: &EntryFilter| journal.list_entries(which, 0, u32::MAX);
    let mut forms: BTreeMap<FormId, u32> = BTreeMap::new();
    for row in all(&EntryFilter::default()).rows {
        *forms.entry(row.form).or_default() += 1;
    }
    let trash = all(&EntryFilter { trashed: true, ..EntryFilter::default() }).total;
    Counts {
        trash,
        basket: all(&EntryFilter { basket: true, ..EntryFilter::default() }).total,
        forms,
    }
}

fn ids(rows: &[stillroom::journal::EntryRow]) -> Vec<RecordId> {
    rows.iter().map(|row| row.id).collect()
}

#[test]
fn the_counts_in_every_answer_equal_those_of_the_lists() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    let first = note(&mut journal, wren, 1, 0);
    let mut free = entry(&journal, "free", "The kettle sang.", NOON);
    let draft = journal.save_draft(free.clone(), NOON).expect("it is saved");
    assert_eq!(draft.counts, counted(&journal));
    free.head.basket = Some(Basket { question: "Why now?".into(), asked: false });
    let settled = journal.save_revision(&free, minutes_later(1)).expect("it is saved");
    assert_eq!(settled.counts, counted(&journal));
    assert_eq!((settled.counts.basket, settled.counts.forms.len()), (1, 2));
    // The trash takes it out of the basket and of its form, and gives it back.
    journal.trash_entry(free.id, minutes_later(2)).expect("it goes");
    assert_eq!(journal.counts(), counted(&journal));
    assert_eq!(journal.counts().trash, 1);
    journal.restore_entry(free.id, minutes_later(3)).expect("it comes back");
    assert_eq!(journal.counts(), counted(&journal));
    let again = EntryInput { base: Some(first.base.expect("it has been saved")), ..first };
    let again = journal.save_draft(again, minutes_later(4)).expect("it is saved");
    assert_eq!(again.counts, counted(&journal));
    let before = journal.counts();
    journal.lock().map(drop).expect("it locks");
    let journal = bench.unlock();
    assert_eq!(journal.counts(), counted(&journal));
    assert_eq!(journal.snapshot(false).counts, before);
}

#[test]
fn today_shows_open_drafts_recent_entries_and_due_follow_ups() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    assert!(journal.today_page(NOON).is_empty);
    let wren = client(&mut journal, "Wren");
    let older = note(&mut journal, wren, 1, 0);
    let mut newer = note(&mut journal, wren, 2, 7);
    newer.head.flags = vec![Raised { flag: Flag("dark".into()), later: false }];
    newer.head.basket = Some(Basket { question: "Whose pace?".into(), asked: false });
    journal.save_revision(&newer, days_later(7)).expect("it is saved");
    let draft = entry(&journal, "free", "Not done yet.", days_later(8));
    journal.save_draft(draft.clone(), days_later(8)).expect("it is saved");
    let exercise = ExerciseId("two_true_stories".into());
    let begin = |journal: &mut Journal, at| {
        journal.start_run(&exercise, None, None, minutes_later(at)).expect("it begins").id
    };
    let (paused, aside) = (begin(&mut journal, 1), begin(&mut journal, 2));
    let at_second = RunInput { id: paused, step: 1, answers: BTreeMap::new() };
    journal.pause_run(at_second, minutes_later(3)).expect("it is saved");
    journal.set_run_aside(aside, true, minutes_later(4)).expect("it is put aside");

    let shown = |journal: &Journal| {
        let page: TodayPage = journal.today_page(days_later(9));
        assert!(!page.is_empty);
        assert_eq!(ids(&page.drafts), [draft.id]);
        assert_eq!(ids(&page.latest), [newer.id, older.id]);
        assert_eq!(ids(&page.last_with), [newer.id], "the newest about each client");
        assert_eq!(ids(&page.basket), [newer.id]);
        assert_eq!(page.follow_ups, journal.list_follow_ups(None, days_later(9)));
        assert_eq!(page.follow_ups.len(), 1);
        let waits: Vec<_> = page.paused.iter().map(|run| (run.id, run.step)).collect();
        assert_eq!(waits, [(paused, 1)]);
        assert!(page.paused[0].steps > 1);
        assert_eq!(page.path, None);
    };
    shown(&journal);
    // After an unlock a draft has become a revision; all else stands as it was.
    journal.lock().map(drop).expect("it locks");
    let journal = bench.unlock();
    let page = journal.today_page(days_later(9));
    assert_eq!(page.drafts, []);
    assert_eq!(ids(&page.latest), [draft.id, newer.id, older.id]);
    assert_eq!(journal.snapshot(false).today.latest, page.latest);
}
