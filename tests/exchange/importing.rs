//! Importing into a journal: nothing twice, taken back in one act, gone on with after a kill at any
//! step. All people are fictional.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use stillroom::exchange::ExchangeError;
use stillroom::exchange::import::{
    Choices, Code, Held, ImportReport, ImportRun, Imported, Rule, Survey, TakeBackRun, TakenBack,
    Zone,
};
use stillroom::exchange::{Cancel, export};
use stillroom::forms::{Answer, FormId, plain_text};
use stillroom::journal::{
    EntryFilter, EntryRow, EraseTarget, ImportState, Journal, JournalError, Moment, SearchRequest,
};
use stillroom::testing::{Bench, NOON, entry};
use stillroom::vault::RecordId;
use tempfile::TempDir;

use super::{client, fill, on};

fn choices() -> Choices {
    Choices { zone: Zone::read("Europe/Dublin").expect("a zone"), ..Choices::default() }
}

fn survey(journal: &Journal, source: &Path, choices: &Choices) -> Survey {
    let held = Held::of(journal);
    Survey::of(source, choices, &held, &Cancel::default(), &mut |_| {}).expect("it is read")
}

fn begin(journal: &mut Journal, source: &Path, choices: &Choices) -> ImportRun {
    let survey = survey(journal, source, choices);
    ImportRun::begin(journal, source, choices.clone(), &survey, NOON).expect("it begins")
}

fn import(journal: &mut Journal, source: &Path, choices: &Choices) -> Imported {
    begin(journal, source, choices).run(journal, &mut on).expect("it comes in")
}

fn take_back(journal: &mut Journal, id: RecordId, edited: bool) -> TakenBack {
    let run = TakeBackRun::begin(journal, id, edited, NOON).expect("it begins");
    run.run(journal, &mut on).expect("it is taken back")
}

fn rows(journal: &Journal, trashed: bool) -> Vec<EntryRow> {
    journal.list_entries(&EntryFilter { trashed, ..EntryFilter::default() }, 0, 10_000).rows
}

fn text(journal: &Journal, id: RecordId) -> String {
    let opened = journal.open_entry(id).expect("it opens");
    let Some(Answer::Text(document)) = opened.input.answers.get("text").cloned() else {
        panic!("an entry without a text");
    };
    plain_text(&document)
}

/// Puts a folder of notes there: `count` dated notes in two folders, each linking to the next.
fn notes(root: &TempDir, count: usize) -> PathBuf {
    let folder = root.path().join("notes");
    for at in 0..count {
        let place = folder.join(if at % 2 == 0 { "Heron" } else { "Wren" });
        fs::create_dir_all(&place).expect("it is made");
        let mut note = format!("---\ndate: 2024-05-{:02} 09:30\ntags: [Ease]\n", at % 28 + 1);
        let _ = write!(
            note,
            "mood: calm\n---\nThe kettle sang for note {at}.\n\nSee [[note {}]].\n",
            at + 1
        );
        fs::write(place.join(format!("note {at}.md")), note).expect("it is written");
    }
    folder
}

/// Puts an export of Day One there, of ids, days and texts.
fn day_one(root: &TempDir, entries: &[(&str, u32, &str)]) -> PathBuf {
    let entry = |(id, day, text): &(&str, u32, &str)| {
        format!(
            r#"{{"uuid":"{id}","creationDate":"2024-05-{day:02}T09:30:00Z","timeZone":"Europe/Dublin","text":"{text}"}}"#
        )
    };
    let entries: Vec<String> = entries.iter().map(entry).collect();
    let json = format!(r#"{{"metadata":{{"version":"1.0"}},"entries":[{}]}}"#, entries.join(","));
    let path = root.path().join("Journal.json");
    fs::write(&path, json).expect("it is written");
    path
}

#[test]
fn pictures_and_files_come_in_where_they_stand_once_and_are_counted() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    let source = root.path().join("notes");
    fs::create_dir_all(source.join("files")).expect("it is made");
    let letter = [b"%PDF-1.7 ", &super::noise(400_000, 3)[..]].concat();
    fs::write(source.join("files/letter.pdf"), &letter).expect("it is written");
    fs::write(source.join("files/sound.mp3"), b"ID3 a recording").expect("it is written");
    let note = "---\ndate: 2024-05-06 09:30\n---\nBefore ![the letter](files/letter.pdf) it.\n\n\
                After.\n\n![[sound.mp3]]\n\n![gone](files/gone.png)\n";
    fs::write(source.join("one.md"), note).expect("it is written");
    let again = "---\ndate: 2024-05-07 09:30\n---\nThe same ![letter](files/letter.pdf).\n";
    fs::write(source.join("two.md"), again).expect("it is written");
    let Imported { id, report } = import(&mut journal, &source, &choices());
    assert_eq!((report.come_in, report.media, report.missing, report.attached), (2, 2, 1, 3));
    assert_eq!((report.told(Code::MissingMedia), report.told(Code::MediaWaits)), (1, 0));

    let rows = rows(&journal, false);
    let first = journal.open_entry(rows[1].id).expect("it opens").input;
    let Some(Answer::Text(document)) = first.answers.get("text") else { panic!("a text") };
    let kinds: Vec<_> =
        document["content"].as_array().expect("blocks").iter().map(|b| &b["type"]).collect();
    // The name of the file is the heading.
    assert_eq!(
        kinds,
        ["heading", "paragraph", "attached", "paragraph", "paragraph", "attached", "paragraph"]
    );
    let files = journal.attachments_of(first.id);
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["letter.pdf", "sound.mp3"]);
    let named = stillroom::forms::attached(&first.answers);
    assert_eq!(named, [files[0].id.to_string(), files[1].id.to_string()]);
    assert_eq!(*journal.read_attachment(files[0].id).expect("it is read"), letter);
    // Kept once, and named by both.
    assert_eq!(journal.attachments_of(rows[0].id)[0].id, files[0].id);

    let Imported { report, .. } = import(&mut journal, &source, &choices());
    assert_eq!((report.come_in, report.already, report.attached), (0, 2, 0));
    take_back(&mut journal, id, false);
    let plan = journal.plan_erase(EraseTarget::Trash, NOON).expect("it is planned");
    journal.erase(plan.target, &plan.stamp, "", NOON).expect("it is erased");
    assert_eq!(journal.attached_bytes(), 0);
}

#[test]
fn files_come_out_of_an_archive() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    let source = root.path().join("notes.tar");
    let mut tar = tar::Builder::new(fs::File::create(&source).expect("it is made"));
    let letter = super::noise(300_000, 3);
    let note = b"---\ndate: 2024-05-06 09:30\n---\nSee ![it](letter.pdf).\n";
    for (name, content) in [("letter.pdf", &letter[..]), ("one.md", note)] {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        tar.append_data(&mut header, name, content).expect("it is written");
    }
    tar.finish().expect("it is written");
    let Imported { report, .. } = import(&mut journal, &source, &choices());
    assert_eq!((report.come_in, report.attached), (1, 1));
    let id = rows(&journal, false)[0].id;
    let file = &journal.attachments_of(id)[0];
    assert_eq!(*journal.read_attachment(file.id).expect("it is read"), letter);
}

#[test]
fn entries_come_in_with_their_day_tags_form_and_client() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    let heron = client(&mut journal, "Heron");
    let source = notes(&root, 3);
    let rule = Rule { client: Some(heron), tag: true, ..Rule::default() };
    let leave = Rule { take: false, ..Rule::default() };
    let rules = [("Heron".to_owned(), rule), ("Wren".to_owned(), leave)];
    let chosen = Choices { rules: rules.into(), ..choices() };
    let Imported { id, report } = import(&mut journal, &source, &chosen);
    assert_eq!((report.come_in, report.left_out, report.told(Code::NotChosen)), (2, 1, 1));
    let rows = rows(&journal, false);
    assert_eq!(rows.len(), 2);
    for row in &rows {
        assert_eq!((row.head.client, &row.form), (Some(heron), &FormId("free".into())));
        assert_eq!(row.head.tags, ["ease", "heron"]);
    }
    assert_eq!(rows[0].head.happened.to_local_string(), "2024-05-03 09:30");
    // When it was first written is what the source says, so that nothing looks written late.
    assert_eq!(rows[0].written.to_local_string(), "2024-05-03 09:30");
    // No client was made of a folder's name.
    assert_eq!(journal.list_clients().len(), 1);
    let opened = journal.open_entry(rows[0].id).expect("it opens");
    let Some(Answer::Text(rest)) = opened.input.answers.get("from_elsewhere") else {
        panic!("what has no place is not kept")
    };
    assert!(plain_text(rest).contains("mood: calm"), "{}", plain_text(rest));
    // It is searched and not counted.
    assert!(rows[0].words < 12, "{}", rows[0].words);
    let request =
        SearchRequest { text: "mood".into(), by_date: false, offset: 0, limit: 9, counted: true };
    assert_eq!(journal.search(&request, NOON).expect("it searches").total, Some(2));
    let kept = ImportReport::open(&journal, id).expect("it opens").expect("it is saved");
    assert_eq!(kept, report);
    assert_eq!(journal.imports()[0].brought, 2);
}

#[test]
fn entries_link_to_each_other_once_both_are_in() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    let source = notes(&root, 5);
    import(&mut journal, &source, &choices());
    let all = rows(&journal, false);
    let of = |at: usize| {
        let found = all.iter().find(|row| row.excerpt.contains(&format!("note {at}.")));
        found.expect("it is there")
    };
    for at in 0..4 {
        assert_eq!(of(at).head.links, [of(at + 1).id], "note {at}");
    }
    assert!(of(4).head.links.is_empty());
    assert_eq!(journal.imports()[0].untouched, 5, "a link is no change by the writer");
}

#[test]
fn the_same_source_again_adds_nothing() {
    let root = TempDir::new().expect("a folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let source = notes(&root, 7);
    import(&mut journal, &source, &choices());
    let before = (rows(&journal, false), journal.counts());
    // After an unlock, too: what is known comes from the sealed records.
    drop(journal.lock().expect("it locks"));
    let mut journal = bench.unlock();
    let looked = survey(&journal, &source, &choices());
    assert_eq!((looked.report.come_in, looked.report.already), (0, 7));
    let again = import(&mut journal, &source, &choices());
    assert_eq!((again.report.come_in, again.report.already), (0, 7));
    assert_eq!((rows(&journal, false), journal.counts()), before);
    // A newer export brings what is new alone.
    fs::write(source.join("Wren/later.md"), "---\ndate: 2024-06-01\n---\nOne more.\n")
        .expect("written");
    let newer = import(&mut journal, &source, &choices());
    assert_eq!((newer.report.come_in, newer.report.already), (1, 7));
}

#[test]
fn taking_back_gives_the_lists_of_before_and_lets_it_come_in_again() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    fill(&mut journal, 4);
    let before = (rows(&journal, false), journal.counts(), journal.list_clients());
    let source = notes(&root, 120);
    let Imported { id, .. } = import(&mut journal, &source, &choices());
    assert_eq!(take_back(&mut journal, id, false), TakenBack { gone: 120, kept: 0 });
    let mut counts = journal.counts();
    assert_eq!(counts.trash, 120);
    counts.trash = before.1.trash;
    assert_eq!((rows(&journal, false), counts, journal.list_clients()), before);
    assert_eq!(journal.imports()[0].state, ImportState::TakenBack);
    let again = import(&mut journal, &source, &choices());
    assert_eq!(again.report.come_in, 120);
    // Erased for good, its report goes with it.
    let plan = journal.plan_erase(EraseTarget::Trash, NOON).expect("it is planned");
    journal.erase(EraseTarget::Trash, &plan.stamp, "", NOON).expect("it is erased");
    assert_eq!(ImportReport::open(&journal, id).expect("it answers"), None);
    assert!(ImportReport::open(&journal, again.id).expect("it answers").is_some());
    assert_eq!(rows(&journal, false).len(), 124);
}

#[test]
fn what_was_changed_here_stays_when_an_import_is_taken_back() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    let source = notes(&root, 3);
    let Imported { id, .. } = import(&mut journal, &source, &choices());
    let edited = rows(&journal, false)[0].id;
    let opened = journal.open_entry(edited).expect("it opens");
    let mut input = opened.input;
    input.head.tags.push("mine".into());
    journal.save_revision(&input, NOON).expect("it is saved");
    assert_eq!(journal.imports()[0].edited, 1);
    assert_eq!(take_back(&mut journal, id, false), TakenBack { gone: 2, kept: 1 });
    let left: Vec<RecordId> = rows(&journal, false).iter().map(|row| row.id).collect();
    assert_eq!(left, [edited]);
    // It is still known: the source does not bring it a second time.
    let again = import(&mut journal, &source, &choices());
    assert_eq!((again.report.come_in, again.report.already), (2, 1));
    assert_eq!(take_back(&mut journal, id, true), TakenBack { gone: 1, kept: 0 });
}

#[test]
fn a_newer_export_brings_up_to_date_what_nobody_changed_and_that_is_taken_back() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    let source = day_one(&root, &[("A1", 1, "First."), ("A2", 2, "Second."), ("A3", 3, "Third.")]);
    import(&mut journal, &source, &choices());
    let before = rows(&journal, false);
    let mine = before.iter().find(|row| row.excerpt == "Second.").expect("it is there").id;
    let mut input = journal.open_entry(mine).expect("it opens").input;
    input.head.tags.push("mine".into());
    journal.save_revision(&input, NOON).expect("it is saved");
    let newer =
        [("A1", 1, "First, and more."), ("A2", 2, "Second, and more."), ("A3", 3, "Third.")];
    let source = day_one(&root, &newer);
    let Imported { id, report } = import(&mut journal, &source, &choices());
    assert_eq!((report.come_in, report.changed, report.already), (0, 1, 2));
    assert_eq!(report.told(Code::Newer), 1);
    let first = before.iter().find(|row| row.excerpt == "First.").expect("it is there").id;
    assert_eq!(text(&journal, first), "First, and more.");
    assert_eq!(text(&journal, mine), "Second.");
    assert_eq!(take_back(&mut journal, id, false), TakenBack { gone: 1, kept: 0 });
    assert_eq!(text(&journal, first), "First.");
    assert_eq!(rows(&journal, false).len(), 3);
    // It is again as the first import wrote it, and can be brought up to date once more.
    assert_eq!(import(&mut journal, &source, &choices()).report.changed, 1);
}

#[test]
fn one_id_with_two_texts_is_two_entries() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    let source = day_one(&root, &[("A1", 1, "One."), ("A1", 1, "Another.")]);
    let report = import(&mut journal, &source, &choices()).report;
    assert_eq!((report.come_in, report.told(Code::RepeatedId)), (2, 1));
    assert_eq!(import(&mut journal, &source, &choices()).report.come_in, 0);
}

#[test]
fn what_lies_in_the_trash_by_hand_stays_there() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    let source = notes(&root, 2);
    import(&mut journal, &source, &choices());
    journal.trash_entry(rows(&journal, false)[0].id, NOON).expect("it goes");
    let again = import(&mut journal, &source, &choices()).report;
    assert_eq!((again.come_in, again.already, again.told(Code::InTrash)), (0, 2, 1));
    assert_eq!(rows(&journal, false).len(), 1);
}

#[test]
fn a_run_that_is_cut_off_after_any_step_is_gone_on_with_to_the_same_end() {
    let root = TempDir::new().expect("a folder");
    let source = notes(&root, 130);
    let whole = {
        let other = TempDir::new().expect("a folder");
        let mut journal = Bench::make(other.path()).unlock();
        (import(&mut journal, &source, &choices()).report, rows(&journal, false).len())
    };
    let mut steps = 0;
    loop {
        let place = TempDir::new().expect("a folder");
        let bench = Bench::make(place.path());
        let mut journal = bench.unlock();
        let mut run = begin(&mut journal, &source, &choices());
        let mut is_over = false;
        for _ in 0..steps {
            is_over |= run.step(&mut journal).expect("it goes on").is_none();
        }
        // As a kill leaves it: nothing is locked or ended.
        drop(run);
        drop(journal);
        let mut journal = bench.unlock();
        assert_eq!(journal.imports()[0].state, ImportState::Running);
        let resumed = import(&mut journal, &source, &choices());
        assert_eq!((resumed.report.come_in, resumed.report.already), (130, 0), "step {steps}");
        assert_eq!((resumed.report, rows(&journal, false).len()), whole.clone(), "step {steps}");
        assert_eq!(journal.imports().len(), 1);
        let linked = rows(&journal, false).iter().filter(|row| !row.head.links.is_empty()).count();
        assert_eq!(linked, 129, "step {steps}");
        if is_over {
            break;
        }
        steps += 1;
    }
    assert!(steps > 5, "{steps}");
}

#[test]
fn what_was_cut_off_can_be_kept_or_taken_back_and_that_gone_on_with() {
    let root = TempDir::new().expect("a folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    let source = notes(&root, 130);
    let mut run = begin(&mut journal, &source, &choices());
    while rows(&journal, false).is_empty() {
        run.step(&mut journal).expect("it goes on");
    }
    run.cancel().cancel();
    assert!(matches!(run.step(&mut journal), Err(ExchangeError::Cancelled)));
    drop(run);
    let came = journal.imports()[0].clone();
    assert_eq!((came.state, came.brought), (ImportState::Running, came.untouched));
    journal.keep_import(came.id, NOON).expect("it is saved");
    assert_eq!(journal.imports()[0].state, ImportState::Done);
    assert!(matches!(journal.keep_import(came.id, NOON), Err(JournalError::NoSuchRecord)));
    // The rest comes in as another import.
    let rest = import(&mut journal, &source, &choices());
    assert_eq!((rest.report.come_in, rest.report.already), (130 - came.brought, came.brought));
    // Taking back is cut off after its first step and gone on with.
    let mut run = TakeBackRun::begin(&mut journal, rest.id, false, NOON).expect("it begins");
    run.step(&mut journal).expect("it goes on");
    drop((run, journal));
    let mut journal = bench.unlock();
    let half = journal.imports().into_iter().find(|row| row.id == rest.id).expect("it is listed");
    assert_eq!(half.state, ImportState::TakingBack);
    take_back(&mut journal, rest.id, false);
    assert_eq!(rows(&journal, false).len() as u64, came.brought);
}

#[test]
fn a_source_that_changed_since_the_survey_is_not_brought_in() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    let source = notes(&root, 2);
    let looked = survey(&journal, &source, &choices());
    fs::write(source.join("Heron/note 0.md"), "---\ndate: 2024-05-01\n---\nOther.\n")
        .expect("written");
    let begun = ImportRun::begin(&mut journal, &source, choices(), &looked, NOON);
    assert!(matches!(begun, Err(ExchangeError::SourceChanged)));
    assert!(journal.imports().is_empty());
    let nothing = root.path().join("nothing.txt");
    fs::write(&nothing, "").expect("written");
    let looked = survey(&journal, &nothing, &choices());
    let begun = ImportRun::begin(&mut journal, &nothing, choices(), &looked, NOON);
    assert!(matches!(begun, Err(ExchangeError::NothingToBringIn)));
}

#[test]
fn a_rule_names_only_what_is_there() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    let source = notes(&root, 2);
    let looked = survey(&journal, &source, &choices());
    let stranger = Rule { client: Some(RecordId::make()), ..Rule::default() };
    let form = Rule { form: FormId("tide".into()), ..Rule::default() };
    for otherwise in [stranger, form] {
        let chosen = Choices { otherwise, ..choices() };
        assert!(ImportRun::begin(&mut journal, &source, chosen, &looked, NOON).is_err());
    }
    assert!(journal.imports().is_empty());
}

#[test]
fn an_entry_without_a_date_comes_in_once_a_day_is_given() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    let source = root.path().join("hour.txt");
    fs::write(&source, "The heron stood still.").expect("written");
    let looked = survey(&journal, &source, &choices());
    assert_eq!(
        (looked.report.undated, &looked.report.undated_places[..]),
        (1, &["hour.txt".to_owned()][..])
    );
    let day = chrono::NaiveDate::from_ymd_opt(2024, 5, 6).expect("a day");
    let chosen = Choices { days: [("hour.txt".to_owned(), day)].into(), ..choices() };
    assert_eq!(import(&mut journal, &source, &chosen).report.come_in, 1);
    assert_eq!(rows(&journal, false)[0].head.happened.to_local_string(), "2024-05-06 12:00");
}

#[test]
fn every_form_takes_an_imported_text() {
    let root = TempDir::new().expect("a folder");
    let mut journal = Bench::make(root.path()).unlock();
    let source = notes(&root, 1);
    for form in journal.forms() {
        let otherwise = Rule { form: form.id.clone(), ..Rule::default() };
        let Imported { id, report } =
            import(&mut journal, &source, &Choices { otherwise, ..choices() });
        assert_eq!(report.come_in, 1, "{:?}: {:?}", form.id, report.told);
        assert_eq!(rows(&journal, false)[0].form, form.id);
        take_back(&mut journal, id, false);
    }
}

#[test]
fn an_imported_entry_is_written_on_and_exported_like_any_other() {
    let root = TempDir::new().expect("a folder");
    let bench = Bench::make(root.path());
    let mut journal = bench.unlock();
    import(&mut journal, &notes(&root, 2), &choices());
    let own = entry(&journal, "free", "My own.", NOON);
    journal.save_revision(&own, NOON).expect("it is saved");
    let what = export::ExportWhat::Journal;
    let form = export::ExportAs { json: true, markdown: true, mine_alone: false };
    let into = root.path().join("export");
    let run = export::ExportRun::begin(&mut journal, what, form, &into, Moment::now());
    let exported = run.expect("it begins").run(&mut journal, &mut on).expect("it is written");
    assert_eq!((exported.entries, exported.damaged), (3, 0));
}
