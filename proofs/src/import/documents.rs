//! Files that no journal wrote: Markdown, tables, plain text, documents of Word.

use stillroom::exchange::import::{Choices, Code};

use super::fact::Fact;
use super::samples::{Samples, choices};

pub(super) fn expect(samples: &mut Samples) {
    markdown(samples);
    tables(samples);
    texts(samples);
    word(samples);
}

fn markdown(samples: &mut Samples) {
    samples.expect(
        "markdown/broken-front-matter.md",
        &[
            Fact::Sample("title: Session: hour three"),
            Fact::Sample("tabbed: yes"),
            Fact::Told(Code::BadFrontMatter, 1),
        ],
    );
    let note = "yaml-types.md";
    samples.expect(
        "markdown/yaml-types.md",
        &[
            Fact::Text(note, "no\nBody."),
            Fact::Appendix(note, "version: 1.10"),
            Fact::Appendix(note, "id: 0123"),
            Fact::At(note, "2024-05-06 21:30 120"),
            Fact::Told(Code::ZoneAsked, 1),
            Fact::Tags(note, &["wren", "integration"]),
        ],
    );
    samples.expect(
        "markdown/crlf-bom.md",
        &[
            Fact::ComeIn(1),
            Fact::Pieces("crlf-bom.md", "\"paragraph\"", 1),
            Fact::Pieces("crlf-bom.md", "\"hardBreak\"", 1),
        ],
    );
}

fn tables(samples: &mut Samples) {
    samples.expect(
        "csv/sessions-semicolon-bom.csv",
        &[
            Fact::Found(3),
            Fact::ComeIn(2),
            Fact::Text("row at line 2", "Sie sagte: \"nein\" und blieb.\nZweite Zeile."),
            Fact::Told(Code::MarkedName, 3),
            Fact::ToldAt(Code::MarkedName, "Marguerite Holloway"),
            Fact::ToldAt(Code::MarkedName, "M.H."),
            Fact::Told(Code::NoText, 1),
            Fact::ToldAt(Code::NoText, "row at line 4"),
            Fact::Told(Code::Undated, 1),
            Fact::ToldAt(Code::Undated, "row at line 5"),
        ],
    );
    samples.expect(
        "csv/sessions-comma.csv",
        &[
            Fact::ComeIn(3),
            Fact::At("row at line 2", "2024-05-06 21:30 120"),
            Fact::At("row at line 3", "2024-05-13 21:30 120"),
            Fact::At("row at line 4", "2024-05-20 21:30 120"),
            Fact::Text("row at line 3", "=HYPERLINK(\"http://example.org\")"),
        ],
    );
}

/// Plain texts have no date of their own, so that most are seen in samples.
fn texts(samples: &mut Samples) {
    samples.expect(
        "txt/windows-1252.txt",
        &[
            Fact::Found(1),
            Fact::Sample("“nein” – und blieb. Grüße"),
            Fact::Told(Code::GuessedEncoding, 1),
        ],
    );
    samples.expect(
        "txt/utf16le-bom.txt",
        &[
            Fact::Found(1),
            Fact::Sample("UTF-16, as Notepad wrote it. שלום"),
            Fact::Told(Code::Replaced, 0),
        ],
    );
    samples.expect(
        "txt/bad-utf8.txt",
        &[Fact::Found(1), Fact::Undated(1), Fact::Told(Code::Replaced, 4)],
    );
    samples.expect("txt/cr-only.txt", &[Fact::Found(1), Fact::SampleLines(3)]);
    samples
        .expect("txt/empty.txt", &[Fact::ComeIn(0), Fact::Undated(0), Fact::Told(Code::Empty, 1)]);
    let file = "2024-05-06 Wren session 3.txt";
    samples.expect(
        "txt/2024-05-06 Wren session 3.txt",
        &[
            Fact::At(file, "2024-05-06 12:00 120"),
            Fact::Told(Code::MarkedName, 1),
            Fact::ToldAt(Code::MarkedName, "session 3.txt: Wren"),
        ],
    );
    let path = "txt/notes-2024.txt";
    samples.expect(path, &[Fact::Found(1), Fact::Told(Code::SplitAsked, 1)]);
    samples.expect_with(path, &split(), &[Fact::ComeIn(2), PARTS[0], PARTS[1]]);
}

fn split() -> Choices {
    Choices { split: true, ..choices() }
}

/// The days of a text that is split.
const PARTS: [Fact<'_>; 2] =
    [Fact::At("part 1", "2024-05-06 12:00 120"), Fact::At("part 2", "2024-05-13 12:00 120")];

fn word(samples: &mut Samples) {
    let path = "docx/fictional-session-notes.docx";
    let file = "fictional-session-notes.docx";
    samples.expect(
        path,
        &[
            Fact::ComeIn(1),
            Fact::Told(Code::SplitAsked, 1),
            Fact::Text(file, "Inserted. Kept."),
            Fact::NoText(file, "Deleted."),
            Fact::Told(Code::DeletedText, 1),
            Fact::Pieces(file, "Moved.", 1),
            Fact::Pieces(file, "In a text box.", 1),
            Fact::NoText(file, " hidden"),
            Fact::Told(Code::Hidden, 1),
            Fact::Text(file, "A thought in the margin."),
            Fact::Text(file, "A note below."),
            Fact::Pieces(file, "\"start\":3", 1),
            Fact::Media(1),
            Fact::Text(file, "Rain on the window"),
            Fact::Text(file, "strong by style"),
            Fact::Pieces(file, "\"marks\":[{\"type\":\"bold\"}],\"text\":\", not bold", 0),
            Fact::Text(file, "6.5.2024"),
            Fact::NoText(file, "DATE"),
            Fact::Text(file, "In a content control."),
        ],
    );
    samples.expect_with(path, &split(), &[Fact::ComeIn(2), PARTS[0], PARTS[1]]);
    samples.expect(
        "docx",
        &[
            Fact::Told(Code::Rtf, 1),
            Fact::ToldAt(Code::Rtf, "not-really.docx"),
            Fact::Told(Code::OldWord, 1),
            Fact::ToldAt(Code::OldWord, "old-or-encrypted.docx"),
            Fact::ComeIn(13),
        ],
    );
    samples.expect(
        "docx/pandoc-track_changes_insertion.docx",
        &[Fact::ComeIn(1), Fact::Told(Code::InsertedText, 1)],
    );
    samples
        .expect("docx/mammoth-strikethrough.docx", &[Fact::ComeIn(1), Fact::Told(Code::Struck, 1)]);
}
