//! Programs for notes: Joplin, Standard Notes, Evernote, Notesnook, Obsidian.

use std::collections::BTreeSet;

use stillroom::exchange::import::{Choices, Code};

use super::fact::Fact;
use super::samples::{Samples, choices};

pub(super) fn expect(samples: &mut Samples) {
    joplin(samples);
    standard_notes(samples);
    evernote(samples);
    notesnook(samples);
    obsidian(samples);
}

fn joplin(samples: &mut Samples) {
    let hour = "be80a6d0a5975fb680160d049cd40f59.md";
    let [untitled, call, html, orphan] = [
        "0dd56dd00b8534a5357de17bd0776f27.md",
        "89850fc8c9b5e4be9685b38a5588a86d.md",
        "b22348a6843e5dd46d16ed1096941de9.md",
        "3cbefa3d4b68c5479c1bcc6e9e4dfb14.md",
    ];
    for path in ["joplin/fictional.jex", "joplin/raw"] {
        samples.expect(
            path,
            &[
                Fact::Found(7),
                Fact::ComeIn(5),
                Fact::Group("Clients/Wren", 1),
                Fact::Group("Own", 3),
                Fact::Text(untitled, "A note without a title."),
                Fact::Text(call, "Due soon."),
                Fact::Text(html, "Written as HTML."),
                Fact::NoText(html, "<b>"),
                Fact::Text(orphan, "Its notebook is not in the archive."),
                Fact::Told(Code::MissingParent, 1),
                Fact::ToldAt(Code::MissingParent, orphan),
                Fact::Told(Code::Trashed, 1),
                Fact::ToldAt(Code::Trashed, "ec887f573082e99e15ebf7d1d46daafa.md"),
                Fact::Told(Code::Conflict, 1),
                Fact::ToldAt(Code::Conflict, "7b5491997eb323eaec2e00fd028249ca.md"),
                Fact::Media(1),
                Fact::Told(Code::MissingMedia, 1),
                Fact::ToldAt(Code::MissingMedia, "voice memo"),
                Fact::Tags(hour, &["integration", "über mut"]),
                Fact::Told(Code::BadTag, 1),
                Fact::At(hour, "2024-05-01 10:00 120"),
                Fact::Text(hour, "id: this line is body, not a property"),
                Fact::Link(hour, 0, "id:0dd56dd00b8534a5357de17bd0776f27"),
                Fact::Links(1),
                // A place of 0, 0 is one that was never set.
                Fact::Told(Code::Place, 0),
                Fact::NoAppendix(hour, "Position"),
            ],
        );
    }
    let chosen = Choices { trashed: true, conflicts: true, ..choices() };
    samples.expect_with(
        "joplin/fictional.jex",
        &chosen,
        &[Fact::ComeIn(7), Fact::Told(Code::Trashed, 0), Fact::Told(Code::Conflict, 0)],
    );
    let known = |path: &str| -> BTreeSet<_> {
        let entries = samples.read(path, &chosen).entries;
        entries.iter().map(|entry| (entry.key, entry.digest)).collect()
    };
    let (archive, raw) = (known("joplin/fictional.jex"), known("joplin/raw"));
    let missed = if archive == raw && raw.len() == 7 {
        Vec::new()
    } else {
        vec![format!("{} and {} that differ", archive.len(), raw.len())]
    };
    samples.line("joplin/raw after the archive", "the same 7".to_owned(), &missed);
    let hour = "Hour three.md";
    samples.expect(
        "joplin/md-frontmatter",
        &[
            Fact::ComeIn(3),
            Fact::Media(1),
            Fact::Links(1),
            Fact::Link(hour, 0, "path:own/untitled"),
        ],
    );
    samples.expect("joplin/joplintest.jex", &[Fact::ComeIn(4), Fact::Media(1), Fact::Missing(0)]);
}

fn standard_notes(samples: &mut Samples) {
    samples.expect(
        "standardnotes/fictional-super.zip",
        &[
            Fact::Found(6),
            Fact::ComeIn(4),
            Fact::Tags("item 1", &["clients/wren"]),
            Fact::At("item 1", "2024-05-06 21:00 120"),
            Fact::NoText("item 1", "\"root\""),
            Fact::Text("item 2", "Just words.\nSecond line."),
            Fact::Text("item 3", "Head"),
            Fact::Text("item 7", "No title key"),
            Fact::Told(Code::Empty, 1),
            Fact::ToldAt(Code::Empty, "item 5"),
            Fact::Told(Code::Trashed, 1),
            Fact::ToldAt(Code::Trashed, "item 4"),
            Fact::Told(Code::Secret, 1),
            Fact::ToldAt(Code::Secret, "item 6"),
            Fact::Nowhere("AAAA"),
            Fact::Told(Code::Deleted, 1),
            Fact::ToldAt(Code::Deleted, "item 8"),
            Fact::ToldAt(Code::MissingMedia, "photo.png"),
        ],
    );
    samples.expect(
        "standardnotes/encrypted.txt",
        &[Fact::Found(0), Fact::Told(Code::Sealed, 1), Fact::ToldAt(Code::Sealed, "encrypted.txt")],
    );
    let path = "standardnotes/demo";
    let got = samples.read(path, &choices());
    let mut missed = got.missed(&[Fact::Found(28), Fact::ComeIn(27), Fact::Told(Code::Empty, 1)]);
    // The notes of 9 of its 26 tags are not in the file.
    let tags: BTreeSet<&String> = got.entries.iter().flat_map(|entry| &entry.tags).collect();
    let tagged: usize = got.entries.iter().map(|entry| entry.tags.len()).sum();
    if (tags.len(), tagged) != (17, 32) {
        missed.push(format!("{} tags {tagged} times", tags.len()));
    }
    samples.line(path, "4 facts".to_owned(), &missed);
}

fn evernote(samples: &mut Samples) {
    let note = "fictional.enex, note 1";
    samples.expect(
        "evernote/fictional.enex",
        &[
            Fact::ComeIn(2),
            Fact::Media(1),
            Fact::Missing(0),
            Fact::Files(note, &["rain.png"]),
            Fact::Tags(note, &["integration", "wren"]),
            Fact::Pieces(note, "\"bulletList\"", 2),
            Fact::Text(note, "nested beside, as Evernote writes it"),
            Fact::Pieces(note, "\"taskItem\"", 2),
            Fact::Pieces(note, "\"checked\":true", 1),
            Fact::Told(Code::EncryptedPart, 1),
            Fact::Text(note, "[encrypted in Evernote]"),
            Fact::NoText(note, "RU5DMAAA"),
            Fact::Link(note, 0, "title:other"),
            Fact::Links(1),
            Fact::Text(note, "a]]>b"),
            Fact::Pieces(note, "\"bold\"", 2),
            Fact::Text("note 2", "Two\nlines"),
        ],
    );
    for (file, code) in [
        ("joplin-empty_resource", Code::MissingMedia),
        ("joplin-empty_content", Code::NoText),
        ("joplin-invalid_date", Code::BadDate),
    ] {
        samples.expect(
            &format!("evernote/{file}.enex"),
            &[Fact::Found(1), Fact::ComeIn(1), Fact::Told(code, 1)],
        );
    }
}

fn notesnook(samples: &mut Samples) {
    samples.expect(
        "notesnook/fictional-md-frontmatter.zip",
        &[
            Fact::ComeIn(3),
            Fact::Group("_archive", 1),
            Fact::Media(1),
            Fact::Links(1),
            Fact::Told(Code::ZoneAsked, 3),
        ],
    );
    samples.expect(
        "notesnook/snapshot",
        &[Fact::Found(3), Fact::Undated(3), Fact::Told(Code::Undated, 3)],
    );
}

fn obsidian(samples: &mut Samples) {
    let first = "Daily/2024-05-06.md";
    samples.expect(
        "obsidian/fictional",
        &[
            Fact::Found(4),
            Fact::ComeIn(3),
            Fact::Group("Daily", 2),
            Fact::Group("Clients", 1),
            Fact::Told(Code::Template, 1),
            Fact::ToldAt(Code::Template, "Templates/Session.md"),
            Fact::Nowhere("thrown away"),
            Fact::Nowhere(".obsidian"),
            Fact::At(first, "2024-05-06 21:30 120"),
            Fact::Tags(first, &["clients/wren", "integration", "boundary/first-no"]),
            Fact::Link(first, 0, "path:clients/wren"),
            Fact::Link(first, 1, "path:daily/2024-05-07"),
            Fact::Link(first, 2, "path:clients/wren"),
            Fact::Media(1),
            Fact::Told(Code::Embed, 1),
            Fact::Appendix(first, "mood: 3"),
            Fact::Text(first, "a comment that is not shown"),
            Fact::Told(Code::Comment, 1),
            Fact::Told(Code::TaskState, 1),
            Fact::Pieces(first, "\"checked\":true", 1),
            Fact::NoText(first, "^block1"),
            Fact::Told(Code::Callout, 1),
        ],
    );
    let chosen = Choices { templates: true, file_time: true, ..choices() };
    samples.expect_with("obsidian/fictional", &chosen, &[Fact::ComeIn(4)]);
}
