//! What the importers make of samples of other programs' exports: every line of their expectations.

use std::path::{Path, PathBuf};
use std::time::Instant;

use stillroom::exchange::import::{Choices, Code, ImportReport, Prepared, Zone, dry_run};
use stillroom::forms::plain_text;

use crate::figure::Figure;
use crate::run::Run;

/// What a source gives.
struct Got {
    report: ImportReport,
    entries: Vec<Prepared>,
    took: f64,
}

impl Got {
    fn at(&self, index: usize) -> String {
        let at = self.entries.get(index).and_then(|entry| entry.happened);
        at.map_or_else(|| "none".into(), |at| format!("{} {}", at.to_local_string(), at.offset_min))
    }

    fn text(&self, index: usize) -> String {
        self.entries.get(index).map(|entry| plain_text(&entry.document)).unwrap_or_default()
    }

    fn json(&self, index: usize) -> String {
        self.entries.get(index).map(|entry| entry.document.to_string()).unwrap_or_default()
    }

    fn appendix(&self, index: usize) -> String {
        let appendix = self.entries.get(index).and_then(|entry| entry.appendix.as_ref());
        appendix.map(plain_text).unwrap_or_default()
    }

    fn tags(&self, index: usize) -> Vec<&str> {
        let tags = self.entries.get(index).map(|entry| &entry.tags);
        tags.into_iter().flatten().map(String::as_str).collect()
    }

    fn told(&self, code: Code) -> u64 {
        self.report.told(code)
    }

    /// How many come in now or once a date is given.
    fn all(&self) -> u64 {
        self.report.come_in + self.report.undated
    }
}

/// The checks, and where the samples lie.
struct Table {
    root: PathBuf,
    figures: Vec<Figure>,
    slowest: f64,
}

impl Table {
    fn read(&mut self, path: &str, choices: &Choices) -> Got {
        let start = Instant::now();
        let mut entries = Vec::new();
        let report = dry_run(&self.root.join(path), choices, &[], &mut |entry| entries.push(entry));
        let took = start.elapsed().as_secs_f64();
        self.slowest = self.slowest.max(took);
        Got { report, entries, took }
    }

    fn see(&mut self, path: &str) -> Got {
        self.read(path, &choices())
    }

    /// Adds a line of the table.
    fn line(&mut self, what: &str, facts: &[(&str, bool)]) {
        let missed: Vec<&str> =
            facts.iter().filter(|(_, holds)| !holds).map(|(fact, _)| *fact).collect();
        self.figures.push(Figure {
            number: 17,
            what: what.to_owned(),
            bar: format!("{} facts", facts.len()),
            result: if missed.is_empty() {
                "all".to_owned()
            } else {
                format!("not: {}", missed.join("; "))
            },
            holds: missed.is_empty(),
        });
    }
}

fn choices() -> Choices {
    Choices { zone: Zone::read("Europe/Zurich").expect("a zone"), ..Choices::default() }
}

/// Reads all samples. Without a folder of samples there is nothing to prove.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let Some(root) = run.samples.clone().filter(|root| root.is_dir()) else {
        println!("no samples: give their folder with --samples");
        return Vec::new();
    };
    let mut table = Table { root, figures: Vec::new(), slowest: 0.0 };
    day_one(&mut table);
    day_one_dates(&mut table);
    jrnl(&mut table);
    joplin(&mut table);
    standard_notes(&mut table);
    diaries(&mut table);
    markdown(&mut table);
    others(&mut table);
    tables_and_texts(&mut table);
    word(&mut table);
    hostile(&mut table);
    everything(&mut table);
    table.figures
}

fn day_one(table: &mut Table) {
    let got = table.see("dayone/fictional-two-journals.zip");
    let groups = &got.report.groups;
    let s4 = got
        .entries
        .iter()
        .position(|entry| entry.groups == ["Journal"] && entry.place.ends_with("entry 4"));
    let journal = |n: usize| {
        got.entries
            .iter()
            .position(|entry| entry.place == format!("Journal.json, entry {n}"))
            .unwrap_or(99)
    };
    let inner = |n: usize| {
        got.entries
            .iter()
            .position(|entry| entry.place == format!("Inner work.json, entry {n}"))
            .unwrap_or(99)
    };
    let links = got.entries.get(journal(5)).map_or(0, |entry| entry.links.len());
    let appendix = (0..got.entries.len()).map(|at| got.appendix(at)).collect::<Vec<_>>().join("\n");
    table.line(
        "dayone/fictional-two-journals.zip",
        &[
            ("8 entries", got.report.come_in == 8),
            ("6 and 2", groups.get("Journal") == Some(&6) && groups.get("Inner work") == Some(&2)),
            ("3 files", got.report.media == 3 && got.report.missing == 0),
            ("s1 at 23:30", got.at(journal(1)) == "2024-05-06 23:30 120"),
            ("s2 all day", got.at(journal(2)) == "2024-07-10 12:00 120"),
            ("s3 at 20:15", got.at(journal(3)) == "2024-07-09 20:15 -420"),
            ("s4 from rich text", s4.is_some_and(|at| !got.text(at).is_empty())),
            ("s5 links two", links == 2),
            ("s6 asked", got.told(Code::ZoneAsked) == 1),
            (
                "Kathmandu",
                got.at(inner(1)) == "2023-01-02 13:45 345"
                    && got.at(inner(2)) == "2023-01-02 13:45 345",
            ),
            (
                "appendix",
                ["Starred", "Pinned", "Weather", "Activity", "Place"]
                    .iter()
                    .all(|label| appendix.contains(label)),
            ),
            ("no escapes", !got.text(journal(1)).contains("\\.")),
        ],
    );
    let got = table.see("dayone/duplicate-ids.json");
    table.line(
        "dayone/duplicate-ids.json",
        &[
            ("4 come in", got.report.come_in == 4),
            ("x told", got.told(Code::RepeatedId) == 1),
            ("y and z told", got.told(Code::Alike) == 1),
        ],
    );
    let got = table.see("dayone/bom-crlf.json");
    let paragraphs = got
        .entries
        .first()
        .map_or(0, |entry| entry.document["content"].as_array().map_or(0, Vec::len));
    table.line(
        "dayone/bom-crlf.json",
        &[
            ("1 entry", got.report.come_in == 1),
            ("2 paragraphs", paragraphs == 2),
            ("3 lines", got.json(0).matches("hardBreak").count() + 2 == 3),
        ],
    );
    let got = table.see("dayone/export.txt");
    table.line(
        "dayone/export.txt",
        &[
            ("2 entries", got.report.come_in == 2),
            ("21:30", got.at(0) == "2024-05-06 21:30 120"),
            ("7 May", got.at(1).starts_with("2024-05-07")),
        ],
    );
    let got = table.see("dayone/dev-journal/Dev Journal.json");
    table.line(
        "dayone/dev-journal",
        &[
            ("5 entries", got.report.come_in == 5),
            ("media missing", got.report.media == 0 && got.report.missing > 0),
        ],
    );
    let got = table.see("dayone/invalid-entry/Dev Journal One Invalid.json");
    table.line(
        "dayone/invalid-entry",
        &[("5 come in", got.report.come_in == 5), ("1 told", got.told(Code::BadItem) == 1)],
    );
    let got = table.see("dayone-classic");
    table.line("dayone-classic", &[("3 entries", got.report.come_in == 3)]);
}

fn day_one_dates(table: &mut Table) {
    let got = table.see("dayone/dates.json");
    let expected = [
        "1970-01-01 00:00 0",
        "2100-03-01 00:00 0",
        "2024-03-31 03:30 120",
        "2024-10-27 02:30 120",
        "2024-10-27 02:30 60",
        "2024-01-02 00:30 840",
        "2023-12-31 19:30 -570",
        "05:00 -420",
        "08:00 -240",
        "14:00 120",
        "",
        "14:00 120",
        "14:00 120",
    ];
    let wrong: Vec<usize> =
        (0..expected.len()).filter(|at| !got.at(*at).ends_with(expected[*at])).collect();
    for at in &wrong {
        println!("dates.json, entry {}: {}", at + 1, got.at(*at));
    }
    let milli = got.entries.get(11).and_then(|entry| entry.happened).map(|at| at.utc_ms % 1_000);
    table.line(
        "dayone/dates.json",
        &[
            ("13 moments", wrong.is_empty() && got.entries.len() == 13),
            ("zone asked", got.told(Code::ZoneAsked) >= 1),
            ("123 ms", milli == Some(123)),
            ("no date told", got.told(Code::Undated) == 1 && got.report.undated == 1),
            ("odd told", got.told(Code::OddDate) >= 2),
        ],
    );
}

fn jrnl(table: &mut Table) {
    for (file, count) in [
        ("basic_onefile", 3),
        ("simple", 2),
        ("multiline-tags", 1),
        ("mostlyreadabledates", 3),
        ("crlf-bom", 2),
    ] {
        let got = table.see(&format!("jrnl/{file}.journal"));
        let mut facts = vec![("count", got.all() == count)];
        if file == "mostlyreadabledates" {
            facts.push(("third told", got.told(Code::BadHeader) == 1));
        }
        if file == "crlf-bom" {
            facts.push(("starred", got.appendix(0).contains("Starred")));
            facts.push(("tags", got.tags(0) == ["integration", "wren"]));
        }
        table.line(&format!("jrnl/{file}"), &facts);
    }
    let got = table.see("jrnl/no-entries.journal");
    table.line(
        "jrnl/no-entries",
        &[
            ("none", got.all() == 0),
            ("told", got.told(Code::NothingFound) >= 1 && got.told(Code::PlainAsked) == 1),
        ],
    );
    let got = table.see("jrnl/twelve-hour.journal");
    table.line(
        "jrnl/twelve-hour",
        &[("day first", got.entries.len() == 2 && got.at(0)[..7] == got.at(1)[..7])],
    );
    let got = table.see("jrnl/folder");
    table.line(
        "jrnl/folder",
        &[("3 files", got.report.come_in == 3), ("3 ignored", got.told(Code::Ignored) == 3)],
    );
    let got = table.see("jrnl/jrnl-sample.json");
    table.line("jrnl/jrnl-sample.json", &[("3 entries", got.report.come_in == 3)]);
}

fn joplin(table: &mut Table) {
    for path in ["joplin/fictional.jex", "joplin/raw"] {
        let got = table.see(path);
        let n1 = got
            .entries
            .iter()
            .position(|entry| entry.tags.contains(&"integration".to_owned()))
            .unwrap_or(99);
        table.line(
            path,
            &[
                ("7 found", got.report.found == 7),
                ("5 come in", got.report.come_in == 5),
                ("bin and conflict", got.told(Code::Trashed) == 1 && got.told(Code::Conflict) == 1),
                ("notebook missing", got.told(Code::MissingParent) == 1),
                ("media", got.report.media == 1 && got.told(Code::MissingMedia) == 1),
                ("tags of n1", got.tags(n1).contains(&"über mut")),
                ("tagging told", got.told(Code::BadTag) == 1),
                ("n1 at 08:00 UTC", got.at(n1) == "2024-05-01 10:00 120"),
                ("body stays", got.text(n1).contains("id: this line")),
                ("link", got.entries.get(n1).is_some_and(|entry| !entry.links.is_empty())),
            ],
        );
    }
    let mut first: Vec<_> = table
        .see("joplin/fictional.jex")
        .entries
        .iter()
        .map(|entry| (entry.key, entry.digest))
        .collect();
    let mut second: Vec<_> =
        table.see("joplin/raw").entries.iter().map(|entry| (entry.key, entry.digest)).collect();
    first.sort_unstable();
    second.sort_unstable();
    table
        .line("joplin/raw after the JEX", &[("nothing new", first == second && !first.is_empty())]);
    let got = table.see("joplin/md-frontmatter");
    let links: usize = got.entries.iter().map(|entry| entry.links.len()).sum();
    table.line(
        "joplin/md-frontmatter",
        &[("3 notes", got.all() == 3), ("1 picture", got.report.media == 1), ("link", links >= 1)],
    );
    let got = table.see("joplin/joplintest.jex");
    table.line(
        "joplin/joplintest.jex",
        &[("4 notes", got.all() == 4), ("1 file", got.report.media + got.report.missing == 1)],
    );
}

fn standard_notes(table: &mut Table) {
    let got = table.see("standardnotes/fictional-super.zip");
    let uu1 = got
        .entries
        .iter()
        .position(|entry| entry.tags.iter().any(|tag| tag.contains("wren")))
        .unwrap_or(99);
    table.line(
        "standardnotes/fictional-super.zip",
        &[
            ("4 come in", got.report.come_in == 4),
            ("empty told", got.told(Code::Empty) == 1),
            ("bin told", got.told(Code::Trashed) == 1),
            ("codes never", got.told(Code::Secret) == 1),
            ("deleted not", got.told(Code::Deleted) == 1),
            ("file missing", got.told(Code::MissingMedia) >= 1),
            ("19:00 UTC", got.at(uu1) == "2024-05-06 21:00 120"),
            ("no JSON in text", !got.text(uu1).contains("\"root\"")),
        ],
    );
    let got = table.see("standardnotes/encrypted.txt");
    table.line(
        "standardnotes/encrypted.txt",
        &[("refused", got.told(Code::Sealed) == 1 && got.all() == 0)],
    );
    let got = table.see("standardnotes/demo");
    table.line("standardnotes/demo", &[("28 notes", got.report.found == 28)]);
}

fn diaries(table: &mut Table) {
    for (file, count) in
        [("array-with-tags", 2), ("array-0.4", 1), ("object-by-date", 1), ("minidiary", 1)]
    {
        let got = table.see(&format!("minidiarium/{file}.json"));
        let mut facts = vec![("count", got.report.come_in == count)];
        match file {
            "array-with-tags" => {
                facts.push(("picture", got.report.media == 1));
                facts.push(("task", got.json(1).contains("\"checked\":true")));
                facts.push(("same day", got.at(0) == got.at(1)));
            }
            "array-0.4" => facts.push(("sign stays", got.text(0).contains("< a sign"))),
            "minidiary" => {
                facts.push(("bold", got.json(0).contains("\"bold\"")));
                facts.push(("leap day", got.at(0).starts_with("2020-02-29")));
            }
            _ => {}
        }
        table.line(&format!("minidiarium/{file}"), &facts);
    }
    let got = table.see("minidiarium/dayone-sample.txt");
    table.line("minidiarium/dayone-sample.txt", &[("3 entries", got.report.come_in == 3)]);
}

fn markdown(table: &mut Table) {
    let got = table.see("obsidian/fictional");
    let first =
        got.entries.iter().position(|entry| entry.place.ends_with("2024-05-06.md")).unwrap_or(99);
    let tags = got.tags(first);
    table.line(
        "obsidian/fictional",
        &[
            ("3 entries", got.report.come_in == 3),
            ("template off", got.told(Code::Template) == 1),
            ("21:30", got.at(first) == "2024-05-06 21:30 120"),
            (
                "tags",
                ["clients/wren", "integration", "boundary/first-no"]
                    .iter()
                    .all(|tag| tags.contains(tag))
                    && tags.len() == 3,
            ),
            ("links", got.entries.get(first).is_some_and(|entry| entry.links.len() >= 2)),
            ("picture", got.report.media == 1),
            ("embed", got.told(Code::Embed) == 1),
            ("mood", got.appendix(first).contains("mood: 3")),
            (
                "comment",
                got.text(first).contains("a comment that is not shown")
                    && got.told(Code::Comment) == 1,
            ),
            (
                "states",
                got.told(Code::TaskState) == 1 && got.json(first).contains("\"checked\":true"),
            ),
            ("block name cut", !got.text(first).contains("^block1")),
            ("callout", got.told(Code::Callout) == 1),
        ],
    );
    let got = table.see("markdown/broken-front-matter.md");
    table.line(
        "markdown/broken-front-matter",
        &[
            (
                "text whole",
                got.report.samples.iter().any(|sample| sample.becomes.contains("tabbed: yes")),
            ),
            ("told", got.told(Code::BadFrontMatter) == 1),
        ],
    );
    let got = table.see("markdown/yaml-types.md");
    let appendix = got.appendix(0);
    table.line(
        "markdown/yaml-types",
        &[
            ("title no", got.text(0).starts_with("no\n")),
            ("1.10", appendix.contains("version: 1.10")),
            ("0123", appendix.contains("id: 0123")),
            ("21:30", got.at(0) == "2024-05-06 21:30 120" && got.told(Code::ZoneAsked) == 1),
            ("tags", got.tags(0) == ["wren", "integration"]),
        ],
    );
    let got = table.see("markdown/crlf-bom.md");
    table.line(
        "markdown/crlf-bom",
        &[
            ("1 entry", got.all() == 1),
            ("a line break", got.json(0).contains("hardBreak") || got.entries.is_empty()),
        ],
    );
}

fn others(table: &mut Table) {
    let got = table.see("notesnook/fictional-md-frontmatter.zip");
    let links: usize = got.entries.iter().map(|entry| entry.links.len()).sum();
    table.line(
        "notesnook/fictional-md-frontmatter.zip",
        &[
            ("3 notes", got.report.come_in == 3),
            ("1 picture", got.report.media == 1),
            ("1 link", links == 1),
            ("zone asked", got.told(Code::ZoneAsked) == 3),
        ],
    );
    let got = table.see("notesnook/snapshot");
    table.line(
        "notesnook/snapshot",
        &[("dates asked", got.report.undated == 3 && got.told(Code::Undated) == 3)],
    );
    let got = table.see("evernote/fictional.enex");
    let json = got.json(0);
    table.line(
        "evernote/fictional.enex",
        &[
            ("2 notes", got.report.come_in == 2),
            ("1 picture", got.report.media == 1 && got.report.missing == 0),
            ("nested", json.matches("bulletList").count() == 2),
            ("tasks", json.matches("taskItem").count() == 2 && json.contains("\"checked\":true")),
            (
                "encrypted told",
                got.told(Code::EncryptedPart) == 1
                    && got.text(0).contains("[encrypted in Evernote]"),
            ),
            (
                "link",
                got.entries
                    .first()
                    .is_some_and(|entry| entry.links == [["title:other".to_owned()]]),
            ),
            ("a]]>b", got.text(0).contains("a]]>b")),
            (
                "bold by style",
                json.contains("bold by style") && json.matches("\"bold\"").count() >= 2,
            ),
        ],
    );
    for file in ["joplin-empty_resource", "joplin-empty_content", "joplin-invalid_date"] {
        let got = table.see(&format!("evernote/{file}.enex"));
        let told = got.told(Code::NoText) + got.told(Code::BadDate) + got.told(Code::MissingMedia);
        table.line(
            &format!("evernote/{file}"),
            &[("comes in", got.all() == 1), ("told", told >= 1)],
        );
    }
    let got = table.see("journey/journey-multiple-1.zip");
    table.line(
        "journey/journey-multiple-1.zip",
        &[
            ("2 entries", got.report.come_in == 2),
            ("pictures", got.report.media == 1 && got.report.missing == 1),
            ("mood", got.appendix(0).contains("Mood: 4")),
            (
                "no place",
                !got.appendix(1).contains("e308") && !got.appendix(1).contains("Position"),
            ),
        ],
    );
    let got = table.see("applejournal");
    table.line(
        "applejournal",
        &[
            ("1 entry", got.report.come_in == 1),
            ("3 November", got.at(0).starts_with("2024-11-03")),
            ("missing", got.report.missing >= 2 && got.report.media == 0),
            ("contact", got.told(Code::MarkedName) >= 1),
            (
                "text",
                got.text(0).contains("Paragraph one.") && got.text(0).contains("Paragraph two."),
            ),
        ],
    );
}

fn tables_and_texts(table: &mut Table) {
    let got = table.see("csv/sessions-semicolon-bom.csv");
    table.line(
        "csv/sessions-semicolon-bom",
        &[
            ("3 rows", got.all() == 3),
            ("2 lines and quotes", got.text(0).contains("\"nein\" und blieb.\nZweite Zeile.")),
            ("names", got.told(Code::MarkedName) == 3),
            ("no text", got.told(Code::NoText) == 1),
            ("no date", got.told(Code::Undated) == 1),
        ],
    );
    let got = table.see("csv/sessions-comma.csv");
    table.line(
        "csv/sessions-comma",
        &[
            (
                "month first",
                got.at(0) == "2024-05-06 21:30 120" && got.at(1) == "2024-05-13 21:30 120",
            ),
            ("ISO", got.at(2) == "2024-05-20 21:30 120"),
            ("formula", got.text(1).contains("=HYPERLINK(\"http://example.org\")")),
        ],
    );
    let became = |got: &Got| {
        got.report.samples.first().map(|sample| sample.becomes.clone()).unwrap_or_default()
    };
    let got = table.see("txt/windows-1252.txt");
    table.line(
        "txt/windows-1252",
        &[(
            "reads",
            became(&got).contains("„nein“ – und blieb. Grüße")
                || became(&got).contains("“nein” – und blieb. Grüße"),
        )],
    );
    let got = table.see("txt/utf16le-bom.txt");
    table.line(
        "txt/utf16le-bom",
        &[("reads", !became(&got).is_empty() && got.told(Code::Replaced) == 0)],
    );
    let got = table.see("txt/bad-utf8.txt");
    table.line(
        "txt/bad-utf8",
        &[("comes in", got.all() == 1), ("about 4", (3..=5).contains(&got.told(Code::Replaced)))],
    );
    let got = table.see("txt/cr-only.txt");
    table.line("txt/cr-only", &[("3 lines", became(&got).lines().count() == 3)]);
    let got = table.see("txt/empty.txt");
    table.line("txt/empty", &[("left out", got.all() == 0), ("told", got.told(Code::Empty) == 1)]);
    let got = table.see("txt/2024-05-06 Wren session 3.txt");
    table.line(
        "txt/2024-05-06 Wren session 3",
        &[
            ("6 May", got.at(0).starts_with("2024-05-06")),
            ("name", got.told(Code::MarkedName) + got.told(Code::NameInFile) >= 1),
        ],
    );
    let got = table.see("txt/notes-2024.txt");
    let split = table.read("txt/notes-2024.txt", &Choices { split: true, ..choices() });
    table.line(
        "txt/notes-2024",
        &[
            ("asked", got.told(Code::SplitAsked) == 1 && got.all() == 1),
            (
                "2 parts",
                split.report.come_in == 2
                    && split.at(0).starts_with("2024-05-06")
                    && split.at(1).starts_with("2024-05-13"),
            ),
        ],
    );
}

fn word(table: &mut Table) {
    let path = "docx/fictional-session-notes.docx";
    let got = table.see(path);
    let split = table.read(path, &Choices { split: true, ..choices() });
    let (text, json) = (got.text(0), got.json(0));
    table.line(
        path,
        &[
            ("one entry", got.report.come_in == 1 && got.told(Code::SplitAsked) == 1),
            (
                "two if split",
                split.report.come_in == 2
                    && split.at(0).starts_with("2024-05-06")
                    && split.at(1).starts_with("2024-05-13"),
            ),
            ("inserted", text.contains("Inserted. Kept.")),
            ("deleted", !text.contains("Deleted.") && got.told(Code::DeletedText) >= 1),
            ("moved once", text.matches("Moved.").count() == 1),
            ("box once", text.matches("In a text box.").count() == 1),
            ("hidden told", !text.contains(" hidden") && got.told(Code::Hidden) == 1),
            (
                "comment and note",
                text.contains("A thought in the margin.") && text.contains("A note below."),
            ),
            ("starts at 3", json.contains("\"start\":3")),
            ("picture", got.report.media == 1 && text.contains("Rain on the window")),
            (
                "bold",
                json.contains("strong by style")
                    && !json.contains("\"marks\":[{\"type\":\"bold\"}],\"text\":\", not bold"),
            ),
            ("no field code", text.contains("6.5.2024") && !text.contains("DATE")),
            ("control", text.contains("In a content control.")),
        ],
    );
    let got = table.see("docx");
    table.line(
        "docx, the whole folder",
        &[
            ("RTF by name", got.told(Code::Rtf) == 1),
            ("old Word by name", got.told(Code::OldWord) == 1),
            ("the others go on", got.all() >= 12),
        ],
    );
    let got = table.see("docx/pandoc-track_changes_insertion.docx");
    table.line(
        "docx/pandoc-track_changes_insertion",
        &[("told", got.told(Code::InsertedText) >= 1), ("comes in", got.all() == 1)],
    );
    let got = table.see("docx/mammoth-strikethrough.docx");
    table.line(
        "docx/mammoth-strikethrough",
        &[("told", got.told(Code::Struck) == 1), ("comes in", got.all() == 1)],
    );
}

fn hostile(table: &mut Table) {
    for (file, refused) in [
        ("zip-slip.zip", Code::UnsafeName),
        ("zip-symlink.zip", Code::Link),
        ("tar-slip.jex", Code::UnsafeName),
    ] {
        let got = table.see(&format!("hostile/{file}"));
        table.line(
            &format!("hostile/{file}"),
            &[("one entry", got.report.come_in == 1), ("others told", got.told(refused) >= 1)],
        );
    }
    let got = table.see("hostile/zip-bomb-200-mib.zip");
    table.line(
        "hostile/zip-bomb-200-mib",
        &[("the entry", got.report.come_in == 1), ("ratio", got.told(Code::TooPacked) >= 1)],
    );
    let got = table.see("hostile/one-string-of-80-mib.zip");
    table.line(
        "hostile/one-string-of-80-mib",
        &[("refused", got.told(Code::TooLarge) + got.told(Code::TooPacked) >= 1 && got.all() == 0)],
    );
    let got = table.see("hostile/zip-in-zip.zip");
    table.line(
        "hostile/zip-in-zip",
        &[("the entry", got.report.come_in == 1), ("told", got.told(Code::ArchiveInside) == 1)],
    );
    for (file, code) in [
        ("zip-same-name-twice.zip", Code::SameName),
        ("not-a-zip.zip", Code::NotWhole),
        ("zip-truncated.zip", Code::NotWhole),
        ("truncated.json", Code::NotWhole),
        ("tar-claims-1-tib.jex", Code::NotWhole),
    ] {
        let got = table.see(&format!("hostile/{file}"));
        table.line(&format!("hostile/{file}"), &[("told", got.told(code) >= 1)]);
    }
    let got = table.see("hostile/billion-laughs.enex");
    let all = got
        .report
        .samples
        .iter()
        .map(|sample| sample.becomes.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    table.line(
        "hostile/billion-laughs",
        &[
            ("both", got.all() == 2),
            ("Honest", all.contains("Honest")),
            ("told", got.told(Code::UnknownEntity) >= 1),
            ("not expanded", !all.contains("lollol")),
        ],
    );
    let got = table.see("hostile/external-entity.enex");
    let all = got
        .report
        .samples
        .iter()
        .map(|sample| sample.becomes.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    table.line("hostile/external-entity", &[("no file", !all.contains("root:"))]);
    let got = table.see("hostile/deep-html.enex");
    table.line(
        "hostile/deep-html",
        &[("text", got.report.samples.iter().any(|sample| sample.becomes.contains("deep")))],
    );
    let got = table.see("hostile/deep.json");
    table.line(
        "hostile/deep.json",
        &[(
            "in or told",
            got.report.come_in == 1 || got.told(Code::TooDeep) + got.told(Code::BadItem) >= 1,
        )],
    );
    let got = table.see("hostile/duplicate-keys.json");
    table.line("hostile/duplicate-keys", &[("told", got.told(Code::RepeatedKey) >= 1)]);
    let got = table.see("hostile/bad-utf8.json");
    table.line(
        "hostile/bad-utf8.json",
        &[("3 entries", got.report.come_in == 3), ("2 repaired", got.told(Code::Replaced) == 2)],
    );
}

/// Every file and folder once more: none takes long, none brings a canary's panic.
fn everything(table: &mut Table) {
    let mut paths = vec![];
    let mut open = vec![table.root.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path.clone());
            }
            paths.push(path);
        }
    }
    let count = paths.len();
    for path in &paths {
        let name =
            path.strip_prefix(&table.root).unwrap_or(Path::new("")).to_string_lossy().into_owned();
        let got = table.see(&name);
        if got.took > 2.0 {
            println!("{name}: {:.1} s", got.took);
        }
    }
    let slowest = table.slowest;
    table.figures.push(Figure {
        number: 17,
        what: format!("{count} files and folders, each read: the slowest"),
        bar: "<= 2 s".to_owned(),
        result: format!("{slowest:.2} s"),
        holds: slowest <= 2.0 && count > 0,
    });
}
