//! Supervisors: what was agreed, and what was brought to whom and when.

use stillroom::journal::{
    Journal, JournalError, SheetFormat, SupervisionSetting, Supervisor, SupervisorPage,
};
use stillroom::testing::{Bench, NOON, days_later, entry};
use stillroom::vault::RecordId;
use tempfile::TempDir;

const DAY: &str = "2026-11-18";

fn somebody(alias: &str) -> Supervisor {
    Supervisor {
        id: None,
        alias: alias.to_owned(),
        setting: Some(SupervisionSetting::Individual),
        limits: "Danger to anyone; a court's order.\nNothing else leaves the room.".to_owned(),
        archived: false,
    }
}

fn add(journal: &mut Journal, alias: &str) -> RecordId {
    journal.save_supervisor(somebody(alias), NOON).expect("they are kept").id.expect("an id")
}

fn page(journal: &Journal, id: RecordId) -> SupervisorPage {
    journal.supervisor_page(id).expect("there is a page")
}

#[test]
fn what_was_agreed_with_a_supervisor_is_the_same_after_a_restart() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let id = add(&mut journal, "  Slate   and  co ");
    let mut changed = somebody("Slate");
    changed.id = Some(id);
    changed.setting = Some(SupervisionSetting::Peer);
    let saved = journal.save_supervisor(changed, days_later(1)).expect("it is changed");
    drop(journal);
    let journal = bench.unlock();
    assert_eq!(journal.list_supervisors(), std::slice::from_ref(&saved));
    assert_eq!(page(&journal, id).supervisor, saved);
}

#[test]
fn a_supervisor_without_a_name_of_their_own_is_refused() {
    let root = TempDir::new().expect("a temporary folder");
    let mut journal = Bench::make(root.path()).unlock();
    add(&mut journal, "Slate");
    let try_one = |journal: &mut Journal, one: Supervisor| journal.save_supervisor(one, NOON);
    let same = try_one(&mut journal, somebody("slàte"));
    assert!(matches!(same, Err(JournalError::NameTaken)), "{same:?}");
    let nobody = try_one(&mut journal, somebody(" · "));
    assert!(matches!(nobody, Err(JournalError::NameEmpty)), "{nobody:?}");
    let mut unknown = somebody("Flint");
    unknown.id = Some(RecordId::make());
    let unknown = try_one(&mut journal, unknown);
    assert!(matches!(unknown, Err(JournalError::NoSuchRecord)), "{unknown:?}");
    let long = Supervisor { limits: "x".repeat(4_001), ..somebody("Flint") };
    let long = try_one(&mut journal, long);
    assert!(matches!(long, Err(JournalError::TooLarge)), "{long:?}");
    assert_eq!(journal.list_supervisors().len(), 1);
    let gone = journal.supervisor_page(RecordId::make());
    assert!(matches!(gone, Err(JournalError::NoSuchRecord)), "{gone:?}");
}

#[test]
fn a_supervisors_page_says_what_was_brought_and_when_it_left() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let input = entry(&journal, "free", "an hour", NOON);
    let source = input.id;
    journal.save_revision(&input, NOON).expect("it is saved");
    let new = |journal: &Journal| {
        journal.new_sheet(SheetFormat::OneQuestion, vec![source], DAY).expect("a page").input
    };
    assert_eq!(new(&journal).supervisor, None, "there is nobody yet");
    let slate = add(&mut journal, "Slate");
    // The only one is meant.
    let first = new(&journal);
    assert_eq!(first.supervisor, Some(slate));
    let flint = add(&mut journal, "Flint");
    assert_eq!(new(&journal).supervisor, None, "either may be meant");
    journal.save_sheet(first.clone(), days_later(1)).expect("it is saved");
    let mut second = new(&journal);
    assert_eq!(second.supervisor, Some(slate), "the one of the latest page");
    second.supervisor = Some(flint);
    second.on = "2026-12-02".to_owned();
    journal.save_sheet(second.clone(), days_later(2)).expect("it is saved");
    for day in [3, 4] {
        journal.export_sheet(first.clone(), days_later(day)).expect("it leaves");
    }
    drop(journal);
    let mut journal = bench.unlock();
    let brought = page(&journal, slate).brought;
    let [one] = brought.as_slice() else { panic!("one page: {brought:?}") };
    assert_eq!((one.sheet.id, one.entries), (first.id, 1));
    assert_eq!(one.left, [days_later(3), days_later(4)]);
    let brought = page(&journal, flint).brought;
    assert_eq!(brought.len(), 1);
    assert_eq!((brought[0].sheet.on.as_str(), brought[0].left.len()), ("2026-12-02", 0));

    // Nobody is proposed once they are archived; what was brought stays.
    let mut away = page(&journal, flint).supervisor;
    away.archived = true;
    journal.save_supervisor(away, days_later(5)).expect("it is changed");
    assert_eq!(new(&journal).supervisor, Some(slate));
    assert_eq!(page(&journal, flint).brought.len(), 1);
    let mut nobody = first;
    nobody.supervisor = Some(RecordId::make());
    let refused = journal.save_sheet(nobody, NOON);
    assert!(matches!(refused, Err(JournalError::NoSuchRecord)), "{refused:?}");
}
