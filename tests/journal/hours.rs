//! Hours are proposed from what was written, kept by a person, and reckoned under a scheme.

use stillroom::forms::Answer;
use stillroom::journal::{
    HoursPaper, HoursRow, Journal, JournalError, Moment, Phase, Placement, RowState, SchemeSaved,
};
use stillroom::schemes::{HourKind, PracticeStatus};
use stillroom::testing::{Bench, NOON, client, days_later, entry, note};
use stillroom::vault::RecordId;
use tempfile::TempDir;

// 2 March 2026, the day of `NOON`, is a Monday.
const MONDAY: &str = "2026-03-02";

fn placement(journal: &mut Journal, alias: &str, scheme: &str) -> RecordId {
    let wanted = Placement {
        id: None,
        alias: alias.into(),
        setting: String::new(),
        from: "2026-01-05".into(),
        to: None,
        minutes: 50,
        supervisors: vec!["Flint".into()],
        scheme: scheme.into(),
        status: PracticeStatus::Trainee,
    };
    journal.save_placement(wanted, NOON).expect("it is made").id.expect("it has an id")
}

fn reflection(journal: &mut Journal, format: &str, minutes: u32, people: Option<f64>, day: i64) {
    let mut input = entry(journal, "supervision", "It became clearer.", days_later(day));
    let choice = Answer::Choice { key: Some(format.into()), own: None, text: None };
    input.answers.insert("format".into(), choice);
    input.answers.insert("minutes".into(), Answer::Minutes(minutes));
    input.answers.extend(people.map(|people| ("group_size".to_owned(), Answer::Number(people))));
    journal.save_revision(&input, days_later(day)).expect("it is saved");
}

fn inner(journal: &mut Journal, work: &str, minutes: u32, day: i64) {
    let mut input = entry(journal, "inner", "An hour.", days_later(day));
    let choice = Answer::Choice { key: Some(work.into()), own: None, text: None };
    input.answers.insert("work".into(), choice);
    input.answers.insert("minutes".into(), Answer::Minutes(minutes));
    journal.save_revision(&input, days_later(day)).expect("it is saved");
}

fn row(day: &str, minutes: u32, kind: HourKind, placement: Option<RecordId>) -> HoursRow {
    HoursRow {
        id: None,
        day: day.into(),
        minutes,
        kind,
        placement,
        supervisor: String::new(),
        people: None,
        sources: Vec::new(),
        from: String::new(),
        note: String::new(),
        state: RowState::Kept,
    }
}

fn week(journal: &Journal, place: RecordId) -> Vec<(String, u32, HourKind, RowState)> {
    let week = journal.hours_week(MONDAY, Some(place), NOON).expect("it is a week");
    let said = |row: HoursRow| (row.day, row.minutes, row.kind, row.state);
    week.rows.into_iter().map(said).collect()
}

#[test]
fn hours_are_proposed_from_what_was_written_and_kept_by_a_person_alone() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let wren = client(&mut journal, "Wren");
    note(&mut journal, wren, 5, 0);
    // A second entry tells the same hour; one between two hours tells none.
    let mut second = entry(&journal, "boundary", "She moved the chair.", NOON);
    (second.head.client, second.head.session) = (Some(wren), Some(5));
    journal.save_revision(&second, NOON).expect("it is saved");
    let mut between = entry(&journal, "integration", "A call.", days_later(1));
    (between.head.client, between.head.session) = (Some(wren), Some(6));
    between.head.phase = Some(Phase::Between);
    journal.save_revision(&between, days_later(1)).expect("it is saved");
    reflection(&mut journal, "group", 120, Some(4.0), 1);
    inner(&mut journal, "own_therapy", 50, 2);
    inner(&mut journal, "meditation", 20, 2);
    note(&mut journal, wren, 7, 7);
    let without = journal.hours_week(MONDAY, None, NOON).expect("it is a week").rows;
    let kinds: Vec<HourKind> = without.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [HourKind::SupervisionGroup, HourKind::OwnTherapy], "no placement yet");
    let larch = placement(&mut journal, "Larch", "bacp-accreditation");
    let proposed = week(&journal, larch);
    let wanted = [
        (MONDAY, 50, HourKind::Direct),
        ("2026-03-03", 120, HourKind::SupervisionGroup),
        ("2026-03-04", 50, HourKind::OwnTherapy),
    ];
    let wanted =
        wanted.map(|(day, minutes, kind)| (day.to_owned(), minutes, kind, RowState::Proposed));
    assert_eq!(proposed, wanted);
    let shown = journal.hours_week(MONDAY, Some(larch), NOON).expect("it is a week");
    assert_eq!((shown.written, shown.counts), (0, 0), "nothing is kept by itself");
    // Own therapy has no place in the scheme; two hours of four people count as one.
    assert_eq!(shown.if_kept, Some((220, 110)));
    assert_eq!(shown.rows[0].from, "session 5; 2 entries tell this hour");
    assert_eq!((shown.rows[1].people, shown.rows[1].supervisor.as_str()), (Some(4), "Flint"));
    assert!(!format!("{:?}", shown.rows).contains("Wren"), "no row names a client");

    let [hour, group, own] = <[HoursRow; 3]>::try_from(shown.rows).expect("three");
    let keep = |row: &HoursRow| HoursRow { state: RowState::Kept, ..row.clone() };
    let strike = HoursRow { state: RowState::Struck, ..own };
    let longer = HoursRow { minutes: 60, ..keep(&hour) };
    journal.put_hours(vec![longer.clone(), keep(&group), strike], NOON).expect("they are kept");
    // The same key once more, before the window has heard of the first.
    journal.put_hours(vec![longer], NOON).expect("it is kept");
    let check = |journal: &Journal| {
        let shown = journal.hours_week(MONDAY, Some(larch), NOON).expect("it is a week");
        let states: Vec<RowState> = shown.rows.iter().map(|row| row.state).collect();
        assert_eq!(states, [RowState::Kept, RowState::Kept, RowState::Struck]);
        assert_eq!((shown.written, shown.counts, shown.if_kept), (180, 120, None));
        assert_eq!(shown.lost.len(), 1);
        assert_eq!((shown.lost[0].minutes, shown.lost[0].rows.as_slice()), (60, [1].as_slice()));
    };
    check(&journal);
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    check(&journal);

    // What is written about the same hour later proposes it no second time.
    let mut third = entry(&journal, "music", "We heard it twice.", NOON);
    (third.head.client, third.head.session) = (Some(wren), Some(5));
    journal.save_revision(&third, NOON).expect("it is saved");
    check(&journal);
    // A row may move to another week; it is in one only.
    let moved = journal.hours_week(MONDAY, Some(larch), NOON).expect("it is a week").rows.remove(0);
    let moved = HoursRow { day: "2026-03-10".into(), ..moved };
    journal.put_hours(vec![moved], NOON).expect("it is kept");
    assert_eq!(week(&journal, larch).iter().filter(|row| row.3 == RowState::Kept).count(), 1);
    let next = journal.hours_week("2026-03-12", Some(larch), NOON).expect("it is a week");
    assert_eq!((next.monday.as_str(), next.written), ("2026-03-09", 60));
}

#[test]
fn a_client_is_proposed_where_their_last_hour_was() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let larch = placement(&mut journal, "Larch", "generic");
    let rowan = placement(&mut journal, "Rowan", "generic");
    let wren = client(&mut journal, "Wren");
    note(&mut journal, wren, 1, 0);
    let guess = |journal: &Journal, day: &str| {
        let week = journal.hours_week(day, None, NOON).expect("it is a week");
        week.rows.into_iter().next().expect("there is one")
    };
    let first = guess(&journal, MONDAY);
    let other = if first.placement == Some(larch) { rowan } else { larch };
    let kept = HoursRow { placement: Some(other), state: RowState::Kept, ..first };
    journal.put_hours(vec![kept], NOON).expect("it is kept");
    note(&mut journal, wren, 2, 7);
    assert_eq!(guess(&journal, "2026-03-09").placement, Some(other));
}

#[test]
fn bad_rows_and_placements_are_refused_and_change_nothing() {
    let root = TempDir::new().expect("a temporary folder");
    let mut journal = Bench::make(root.path()).unlock();
    let larch = placement(&mut journal, "Larch", "generic");
    let good = row(MONDAY, 50, HourKind::Direct, Some(larch));
    let refused = |journal: &mut Journal, row: HoursRow| {
        journal.put_hours(vec![row], NOON).expect_err("it is bad")
    };
    for bad in [
        HoursRow { minutes: 0, ..good.clone() },
        HoursRow { minutes: 10_081, ..good.clone() },
        HoursRow { note: "a".repeat(81), ..good.clone() },
        HoursRow { people: Some(0), ..good.clone() },
        HoursRow { state: RowState::Proposed, ..good.clone() },
    ] {
        assert!(matches!(refused(&mut journal, bad), JournalError::BadHours));
    }
    let no_day = HoursRow { day: "2026-02-30".into(), ..good.clone() };
    assert!(matches!(refused(&mut journal, no_day), JournalError::NoSuchDay));
    let nowhere = HoursRow { placement: Some(RecordId::make()), ..good.clone() };
    assert!(matches!(refused(&mut journal, nowhere), JournalError::NoSuchRecord));
    let unknown = HoursRow { id: Some(RecordId::make()), ..good.clone() };
    assert!(matches!(refused(&mut journal, unknown), JournalError::NoSuchRecord));
    assert!(week(&journal, larch).is_empty());

    let known = journal.list_placements().remove(0);
    let mut save = |change: &dyn Fn(&mut Placement)| {
        let mut wanted = Placement { id: None, ..known.clone() };
        change(&mut wanted);
        journal.save_placement(wanted, NOON).expect_err("it is bad")
    };
    assert!(matches!(save(&|it| it.alias = " ".into()), JournalError::NameEmpty));
    assert!(matches!(save(&|it| it.alias = "larch".into()), JournalError::NameTaken));
    assert!(matches!(save(&|it| (it.alias, it.minutes) = ("B".into(), 0)), JournalError::BadHours));
    let before = |it: &mut Placement| (it.alias, it.to) = ("B".into(), Some("2025-01-01".into()));
    assert!(matches!(save(&before), JournalError::NoSuchDay));
    let scheme = |it: &mut Placement| (it.alias, it.scheme) = ("B".into(), "none".into());
    assert!(matches!(save(&scheme), JournalError::NoSuchRecord));
}

#[test]
fn a_change_after_signing_is_said_until_it_is_taken_back() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let larch = placement(&mut journal, "Larch", "generic");
    let (from, to) = (MONDAY, "2026-03-08");
    let empty =
        journal.sign_hours(larch, from, to, to, NOON).expect_err("there is nothing to sign");
    assert!(matches!(empty, JournalError::BadHours));
    journal.put_hours(vec![row(MONDAY, 50, HourKind::Direct, Some(larch))], NOON).expect("kept");
    let signed = journal.sign_hours(larch, from, to, to, NOON).expect("it is signed");
    assert!(!signed.changed);
    assert_eq!(signed.digest.len(), 19);
    // A row of another week, or one that is struck, changes nothing that was signed.
    let struck =
        HoursRow { state: RowState::Struck, ..row(MONDAY, 50, HourKind::Direct, Some(larch)) };
    let later = row("2026-03-10", 50, HourKind::Direct, Some(larch));
    journal.put_hours(vec![struck, later], NOON).expect("kept");
    assert!(!journal.list_signed_hours()[0].changed);
    let mut kept = journal.hours_week(MONDAY, Some(larch), NOON).expect("a week").rows.remove(0);
    kept.minutes = 60;
    journal.put_hours(vec![kept.clone()], NOON).expect("kept");
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    let said = journal.hours_week(MONDAY, Some(larch), NOON).expect("a week").signed;
    assert!(said[0].changed);
    let page = journal.hours_page(HoursPaper::Signature, larch, from, to, NOON).expect("a page");
    let lines = page.sheet.lines();
    let wanted = format!("Changed after signing on 8 March 2026, digest then {}.", signed.digest);
    let american =
        format!("Changed after signing on March 8, 2026, digest then {}.", signed.digest);
    assert!(lines.contains(&wanted) || lines.contains(&american), "{lines:?}");
    // As it was when it was signed, it is as it was signed.
    kept.minutes = 50;
    journal.put_hours(vec![kept], NOON).expect("kept");
    assert!(!journal.list_signed_hours()[0].changed);
    journal.unsign_hours(signed.id, NOON).expect("it is taken back");
    assert!(journal.list_signed_hours().is_empty());
}

#[test]
fn what_leaves_holds_the_rows_and_names_nobody() {
    let root = TempDir::new().expect("a temporary folder");
    let mut journal = Bench::make(root.path()).unlock();
    let larch = placement(&mut journal, "Larch", "bacp-accreditation");
    let group = HoursRow {
        people: Some(4),
        note: "with \"Marguerite Hollis\", and cake".into(),
        supervisor: "Flint".into(),
        ..row("2026-03-03", 120, HourKind::SupervisionGroup, Some(larch))
    };
    let direct = row(MONDAY, 60, HourKind::Direct, Some(larch));
    let struck = HoursRow { state: RowState::Struck, ..direct.clone() };
    journal.put_hours(vec![direct, struck, group], NOON).expect("kept");
    let csv = journal.hours_csv(larch, MONDAY, "2026-03-08").expect("it is written");
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(lines.len(), 4, "a head, two rows and the end");
    assert_eq!(
        lines[1],
        "2026-03-02,2026-03-02,60,1.00,direct,Larch,,,trainee,bacp-accreditation,"
    );
    assert_eq!(
        lines[2],
        "2026-03-03,2026-03-02,120,2.00,supervision_group,Larch,Flint,4,trainee,bacp-accreditation,\
         \"with \"\"Marguerite Hollis\"\", and cake\""
    );
    let page = journal.hours_page(HoursPaper::Signature, larch, MONDAY, "2026-03-08", NOON);
    let page = page.expect("it is made");
    let said = page.sheet.lines().join("|");
    // One direct hour, two in a group, three in all, two would count.
    assert!(said.contains("|1.0|–|2.0|–|3.0|2.0|"), "{said}");
    assert!(said.contains("Of group supervision, an hour counts as 30 min. (−1.0)"), "{said}");
    assert!(!said.contains("Marguerite"), "notes stand in no record");
    assert!(page.found.iter().any(|word| word.contains("Marguerite")), "{:?}", page.found);
    assert!(page.sheet.foot.contains(&"Rows hold no client".to_owned()));
    let transfer = journal.hours_page(HoursPaper::Transfer, larch, MONDAY, "2026-03-08", NOON);
    let said = transfer.expect("it is made").sheet.lines().join("|");
    assert!(said.contains("Larch, Flint") && said.contains("Larch, no supervisor named"), "{said}");
}

#[test]
fn an_own_scheme_is_data_and_a_mistake_in_it_is_told_with_its_line() {
    let root = TempDir::new().expect("a temporary folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let shipped = journal.list_schemes(NOON);
    assert_eq!(shipped[0].key, "generic");
    let own =
        shipped[0].text.replace("\"generic\"", "\"mine\"").replace("Own targets", "My institute");
    let own =
        own.replace("rules = [", "rules = [\n  { kind = \"total\", of = [\"client\"], min = 2 },");
    let SchemeSaved::Yes { scheme } = journal.save_scheme(None, &own, NOON).expect("it is saved")
    else {
        panic!("it has no mistake")
    };
    let larch = placement(&mut journal, "Larch", "mine");
    journal.put_hours(vec![row(MONDAY, 90, HourKind::Direct, Some(larch))], NOON).expect("kept");
    journal.lock().map(drop).expect("it locks");
    let mut journal = bench.unlock();
    let standing = journal.hours_standing("mine", NOON).expect("it is there");
    assert_eq!(standing.reckoning.checks[0].missing.as_deref(), Some("30 min"));
    assert_eq!(standing.days, [MONDAY]);
    let wrong = own.replace("\"total\"", "\"sum\"");
    let saved = journal.save_scheme(scheme.own, &wrong, NOON).expect("it is read");
    let SchemeSaved::No { mistake } = saved else { panic!("there is no such rule") };
    let line = wrong.lines().position(|line| line.contains("\"sum\"")).expect("it is there") + 1;
    assert_eq!(mistake.line as usize, line);
    let taken = journal.save_scheme(None, &own, NOON).expect_err("the id is taken");
    assert!(matches!(taken, JournalError::NameTaken));
    let id = scheme.own.expect("it has a record");
    assert!(matches!(journal.remove_scheme(id, NOON), Err(JournalError::SchemeUsed)));
    let mut place = journal.list_placements().remove(0);
    place.scheme = "generic".into();
    journal.save_placement(place, NOON).expect("it is changed");
    journal.remove_scheme(id, NOON).expect("nothing counts under it");
    assert_eq!(journal.list_schemes(NOON).len(), shipped.len());
    assert!(matches!(journal.hours_standing("mine", NOON), Err(JournalError::NoSuchRecord)));
}

#[test]
fn the_date_of_a_scheme_is_told_apart_after_a_year() {
    let root = TempDir::new().expect("a temporary folder");
    let journal = Bench::make(root.path()).unlock();
    let old = |now: Moment| journal.list_schemes(now).iter().any(|scheme| scheme.old);
    assert!(!old(days_later(365)));
    assert!(old(days_later(640)));
}
