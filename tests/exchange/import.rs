//! What other programs wrote, in sources that the tests make themselves. All people are fictional.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use stillroom::exchange::import::{Choices, Code, ImportReport, Kind, Prepared, Zone, dry_run};
use stillroom::forms::plain_text;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

fn choices() -> Choices {
    Choices { zone: Zone::read("Europe/Dublin").expect("a zone"), ..Choices::default() }
}

fn read(path: &Path, choices: &Choices) -> (ImportReport, Vec<Prepared>) {
    let mut entries = Vec::new();
    let report = dry_run(path, choices, &[], &mut |entry| entries.push(entry));
    (report, entries)
}

/// Makes a zip of names and contents.
fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file begins");
        writer.write_all(text.as_bytes()).expect("it is written");
    }
    writer.finish().expect("it ends").into_inner()
}

fn put(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
    fs::write(&path, bytes).expect("it is written");
    path
}

fn text(entry: &Prepared) -> String {
    plain_text(&entry.document)
}

/// Makes a Word document of the paragraphs of its body.
fn word(body: &str) -> Vec<u8> {
    let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let main =
        format!("<?xml version=\"1.0\"?><w:document {w}><w:body>{body}</w:body></w:document>");
    let relation = "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let styles = format!(
        "<w:styles {w}><w:style w:type=\"paragraph\" w:styleId=\"Kopf\"><w:name w:val=\"heading 1\"/></w:style></w:styles>"
    );
    let relations = "<Relationships><Relationship Id=\"r2\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", relation),
        ("word/document.xml", &main),
        ("word/_rels/document.xml.rels", relations),
        ("word/styles.xml", &styles),
    ])
}

fn heading(text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"Kopf\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn a_word_file_of_many_hours_splits_at_its_dated_headings() {
    let folder = TempDir::new().expect("a folder");
    let hours = ["Session 1, 6 May 2024", "Session 2, 13 May 2024", "20.05.2024"];
    let body: String =
        hours.iter().map(|hour| heading(hour) + &paragraph("The kettle sang.")).collect();
    let body = paragraph("About the heron.")
        + &body
        + &paragraph("<w:bogus/>7 May 2024 was a Tuesday, he said.");
    let path = put(&folder, "heron.docx", word(&body));
    let (whole, entries) = read(&path, &choices());
    assert_eq!((whole.kind, whole.found), (Some(Kind::Word), 1));
    assert_eq!((whole.told(Code::SplitAsked), whole.told(Code::Undated)), (1, 1));
    assert!(entries.is_empty());
    let (split, entries) = read(&path, &Choices { split: true, ..choices() });
    // What stands before the first date is a part of its own, and has no date.
    assert_eq!((split.come_in, split.undated), (3, 1));
    let days: Vec<String> = entries
        .iter()
        .filter_map(|e| e.happened)
        .map(stillroom::journal::Moment::to_local_string)
        .collect();
    assert_eq!(days, ["2024-05-06 12:00", "2024-05-13 12:00", "2024-05-20 12:00"]);
    assert!(text(&entries[2]).contains("was a Tuesday"));
}

#[test]
fn tracked_changes_are_accepted_and_reported() {
    let folder = TempDir::new().expect("a folder");
    let body = heading("6 May 2024")
        + "<w:p><w:ins><w:r><w:t>In. </w:t></w:r></w:ins><w:del><w:r><w:delText>Out. </w:delText></w:r></w:del>\
           <w:r><w:rPr><w:strike/></w:rPr><w:t>Struck.</w:t></w:r></w:p>";
    let (report, entries) = read(&put(&folder, "a.docx", word(&body)), &choices());
    assert!(text(&entries[0]).ends_with("In. (struck) Struck."), "{}", text(&entries[0]));
    for code in [Code::InsertedText, Code::DeletedText, Code::Struck] {
        assert_eq!(report.told(code), 1, "{code:?}");
    }
}

#[test]
fn day_one_entries_keep_their_local_time_and_a_bad_entry_is_skipped() {
    let folder = TempDir::new().expect("a folder");
    let journal = r#"{"metadata":{"version":"1.0"},"entries":[
        {"uuid":"A1","creationDate":"2024-05-06T21:30:00Z","timeZone":"Europe/Zurich","text":"A note\\.","tags":["Ease"]},
        {"uuid":"A2","creationDate":"2024-05-06T21:30:00Z","text":7},
        {"uuid":"A3","creationDate":"2024-05-07T05:00:00Z","timeZone":"Asia/Kathmandu","richText":"{\"contents\":[{\"text\":\"Only rich\\n\",\"attributes\":{\"bold\":true}}]}"}]}"#;
    let path = put(&folder, "export.zip", zipped(&[("Journal.json", journal)]));
    let (report, entries) = read(&path, &choices());
    assert_eq!(
        (report.kind, report.come_in, report.told(Code::BadItem)),
        (Some(Kind::DayOne), 2, 1)
    );
    let first = entries[0].happened.expect("a moment");
    assert_eq!((first.to_local_string().as_str(), first.offset_min), ("2024-05-06 23:30", 120));
    assert_eq!(
        (text(&entries[0]).as_str(), entries[0].tags.as_slice()),
        ("A note.", &["ease".to_owned()][..])
    );
    assert_eq!(text(&entries[1]), "Only rich");
    assert_eq!(
        entries[1].happened.map(stillroom::journal::Moment::to_local_string).as_deref(),
        Some("2024-05-07 10:45")
    );
}

#[test]
fn the_same_notes_have_the_same_keys_in_both_forms_of_joplin() {
    let folder = TempDir::new().expect("a folder");
    let id = "0123456789abcdef0123456789abcdef";
    let note = format!(
        "Title\n\nid: a line of the text\n\nid: {id}\nparent_id: \ncreated_time: 2024-05-06T19:30:00.000Z\ntype_: 1"
    );
    put(&folder, &format!("raw/{id}.md"), &note);
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(note.len() as u64);
    header.set_mode(0o600);
    tar.append_data(&mut header, format!("{id}.md"), note.as_bytes()).expect("it is added");
    let jex = put(&folder, "a.jex", tar.into_inner().expect("it ends"));
    let (_, raw) = read(&folder.path().join("raw"), &choices());
    let (_, jex) = read(&jex, &choices());
    assert_eq!((raw.len(), jex.len()), (1, 1));
    assert_eq!((raw[0].key, raw[0].digest), (jex[0].key, jex[0].digest));
    assert_eq!(text(&raw[0]), "Title\nid: a line of the text");
}

#[test]
fn text_that_only_looks_like_front_matter_stays_in_the_text() {
    let folder = TempDir::new().expect("a folder");
    put(&folder, "2024-05-06.md", "---\ntitle: a: b\n\tc: d\n---\nThe text.");
    put(
        &folder,
        "2024-05-07.md",
        "---\nmood: 3\ntags: [Ease, '#rain']\n---\nSee [[2024-05-06]] and #late but not `#code`.",
    );
    let (report, entries) = read(folder.path(), &choices());
    assert_eq!((report.come_in, report.told(Code::BadFrontMatter)), (2, 1));
    assert!(text(&entries[0]).contains("title: a: b"));
    assert_eq!(entries[1].tags, ["ease", "rain", "late"]);
    assert_eq!(entries[1].links, [["path:2024-05-06".to_owned()]]);
    assert!(entries[1].appendix.as_ref().is_some_and(|appendix| plain_text(appendix) == "mood: 3"));
}

#[test]
fn a_table_finds_its_columns_and_which_number_is_the_month() {
    let folder = TempDir::new().expect("a folder");
    let table = "Date,Client,Note\n5/6/2024,Heron,\"Said \"\"no\"\",\nand stayed\"\n5/13/2024,Heron,\n,Tarn,Undated\n";
    let (report, entries) = read(&put(&folder, "a.csv", table), &choices());
    assert_eq!((report.found, report.come_in, report.undated), (3, 2, 1));
    assert_eq!((report.told(Code::NoText), report.told(Code::OrderAsked)), (1, 0));
    assert_eq!(entries[0].happened.map(|at| at.date().to_string()).as_deref(), Some("2024-05-06"));
    assert_eq!(text(&entries[0]), "Said \"no\",\nand stayed");
}

#[test]
fn evernote_finds_its_pictures_by_their_hash_and_expands_no_entity() {
    let folder = TempDir::new().expect("a folder");
    let note = "<?xml version=\"1.0\"?><!DOCTYPE en-export [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><en-export>\
        <note><title>Rain &x;</title><content><![CDATA[<en-note><div>One<br/>two</div><en-todo checked=\"true\"/>water\
        <div><en-media hash=\"900150983cd24fb0d6963f7d28e17f72\"/></div></en-note>]]></content>\
        <created>20240506T193000Z</created><resource><data encoding=\"base64\">YWJj</data></resource></note></en-export>";
    let (report, entries) = read(&put(&folder, "a.enex", note), &choices());
    assert_eq!((report.come_in, report.media, report.missing), (1, 1, 0));
    assert_eq!(report.told(Code::UnknownEntity), 1);
    assert!(text(&entries[0]).starts_with("Rain &x;\nOne\ntwo\nwater"), "{}", text(&entries[0]));
}

#[test]
fn archives_with_false_sizes_are_reported_and_read_within_bounds() {
    let folder = TempDir::new().expect("a folder");
    let entry = r#"{"metadata":{},"entries":[{"uuid":"A","creationDate":"2024-05-06T19:30:00Z","text":"Honest"}]}"#;
    let zeros = "\0".repeat(4 << 20);
    let inner = String::from("not read");
    let files = [
        ("Journal.json", entry),
        ("../up.json", entry),
        ("photos/a.png", &zeros),
        ("inner.zip", &inner),
    ];
    let whole = zipped(&files);
    let (report, _) = read(&put(&folder, "a.zip", &whole), &choices());
    assert_eq!(report.come_in, 1);
    for code in [Code::UnsafeName, Code::TooPacked, Code::ArchiveInside] {
        assert_eq!(report.told(code), 1, "{code:?}");
    }
    // Wherever it is cut or changed: a report, and no panic.
    for at in (0..whole.len()).step_by(97) {
        let mut changed = whole.clone();
        changed[at] ^= 0x55;
        read(&put(&folder, "b.zip", &changed), &choices());
        read(&put(&folder, "c.zip", &whole[..at]), &choices());
    }
}

#[test]
fn nothing_is_written_and_links_are_not_followed() {
    let folder = TempDir::new().expect("a folder");
    put(&folder, "notes/2024-05-06.md", "A note.");
    let outside = put(&folder, "outside.md", "Not chosen.");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&outside, folder.path().join("notes/link.md")).expect("a link");
    let before = super::files(&folder.path().join("notes"));
    let (report, entries) = read(&folder.path().join("notes"), &choices());
    assert_eq!((entries.len(), report.told(Code::Link)), (1, u64::from(cfg!(unix))));
    assert_eq!(super::files(&folder.path().join("notes")), before);
    assert_eq!(fs::read_to_string(outside).expect("it is there"), "Not chosen.");
}
