//! Programs for diaries: jrnl, Mini Diarium, Mini Diary, Journey, Apple Journal.

use stillroom::exchange::import::Code;

use super::fact::Fact;
use super::samples::Samples;

pub(super) fn expect(samples: &mut Samples) {
    jrnl(samples);
    mini(samples);
    let (first, second) =
        ("1715023800000-3feab00000000001.json", "1715110200000-3feab00000000002.json");
    samples.expect(
        "journey/journey-multiple-1.zip",
        &[
            Fact::ComeIn(2),
            Fact::Media(1),
            Fact::Missing(1),
            Fact::ToldAt(Code::MissingMedia, "1715110200000-3feab00000000002-missing.jpg"),
            Fact::Appendix(first, "Mood: 4"),
            Fact::Appendix(first, "Place: Harbour Street 3"),
            Fact::NoAppendix(first, "47"),
            Fact::NoAppendix(second, "Position"),
            Fact::NoAppendix(second, "Weather"),
            Fact::NoAppendix(second, "e308"),
            Fact::NoAppendix(second, "E308"),
            Fact::Told(Code::Place, 1),
            Fact::ToldAt(Code::Place, first),
        ],
    );
    let entry = "entry-with-assets.html";
    samples.expect(
        "applejournal",
        &[
            Fact::ComeIn(1),
            Fact::At(entry, "2024-11-03 12:00 60"),
            Fact::Text(entry, "Paragraph one.\nParagraph two."),
            Fact::Media(0),
            Fact::Missing(3),
            Fact::Told(Code::MissingMedia, 3),
            Fact::Told(Code::MarkedName, 1),
            Fact::ToldAt(Code::MarkedName, "entry-with-assets.html: Mom"),
            Fact::NoAppendix(entry, "Mom"),
        ],
    );
}

fn jrnl(samples: &mut Samples) {
    samples.expect("jrnl/basic_onefile.journal", &[Fact::ComeIn(3), Fact::Undated(0)]);
    samples.expect("jrnl/simple.journal", &[Fact::ComeIn(2), Fact::Undated(0)]);
    samples.expect("jrnl/multiline-tags.journal", &[Fact::ComeIn(1), Fact::Undated(0)]);
    samples.expect(
        "jrnl/mostlyreadabledates.journal",
        &[Fact::ComeIn(2), Fact::Undated(1), Fact::Told(Code::BadHeader, 1)],
    );
    samples.expect(
        "jrnl/crlf-bom.journal",
        &[
            Fact::ComeIn(2),
            Fact::Appendix("entry 1", "Starred: yes"),
            Fact::Tags("entry 1", &["integration", "wren"]),
        ],
    );
    samples.expect(
        "jrnl/no-entries.journal",
        &[
            Fact::Found(0),
            Fact::ToldAt(Code::NothingFound, "no-entries.journal"),
            Fact::Told(Code::PlainAsked, 1),
        ],
    );
    samples.expect(
        "jrnl/twelve-hour.journal",
        &[
            Fact::ComeIn(2),
            Fact::At("entry 1", "2024-05-06 21:30 120"),
            Fact::At("entry 2", "2024-05-13 07:00 120"),
        ],
    );
    samples.expect("jrnl/folder", &[Fact::ComeIn(3), Fact::Told(Code::Ignored, 3)]);
    samples.expect("jrnl/jrnl-sample.json", &[Fact::ComeIn(3)]);
}

fn mini(samples: &mut Samples) {
    samples.expect(
        "minidiarium/array-with-tags.json",
        &[
            Fact::ComeIn(2),
            Fact::At("entry 1", "2024-05-06 12:00 120"),
            Fact::At("entry 2", "2024-05-06 12:00 120"),
            Fact::Tags("entry 1", &["integration", "wren"]),
            Fact::Media(1),
            Fact::Pieces("entry 2", "\"checked\":true", 1),
        ],
    );
    samples.expect(
        "minidiarium/array-0.4.json",
        &[Fact::ComeIn(1), Fact::Text("entry 1", "two lines\nand < a sign")],
    );
    samples.expect("minidiarium/object-by-date.json", &[Fact::ComeIn(1)]);
    samples.expect(
        "minidiarium/minidiary.json",
        &[
            Fact::ComeIn(1),
            Fact::Pieces("entry 1", "\"type\":\"bold\"", 1),
            Fact::At("entry 1", "2020-02-29 12:00 60"),
        ],
    );
    samples.expect("minidiarium/dayone-sample.txt", &[Fact::ComeIn(3)]);
}
