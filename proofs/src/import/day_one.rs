//! Day One and Day One Classic.

use stillroom::exchange::import::Code;

use super::fact::Fact;
use super::samples::{Samples, choices};

const FIRST: &str = "Journal.json, entry 1";

pub(super) fn expect(samples: &mut Samples) {
    samples.expect(
        "dayone/fictional-two-journals.zip",
        &[
            Fact::Found(8),
            Fact::ComeIn(8),
            Fact::Group("Journal", 6),
            Fact::Group("Inner work", 2),
            Fact::Media(3),
            Fact::Missing(0),
            Fact::At(FIRST, "2024-05-06 23:30 120"),
            Fact::NoText(FIRST, "\\."),
            Fact::Appendix(FIRST, "Starred: yes"),
            Fact::Appendix(FIRST, "Weather: 11 °C, Rain"),
            Fact::Appendix(FIRST, "Place: Harbour Street 3, Exampleton, Nowhere"),
            Fact::Appendix(FIRST, "Activity: Stationary"),
            Fact::NoAppendix(FIRST, "47"),
            Fact::NoAppendix(FIRST, "Position"),
            Fact::ToldAt(Code::Place, FIRST),
            Fact::Told(Code::Place, 1),
            Fact::Tags(FIRST, &["integration", "wren", "session notes"]),
            Fact::Files(FIRST, &["picture fc170935.jpeg", "picture 21b2639e.png"]),
            Fact::At("Journal.json, entry 2", "2024-07-10 12:00 120"),
            Fact::At("Journal.json, entry 3", "2024-07-09 20:15 -420"),
            Fact::Text("Journal.json, entry 4", "Only rich text here, no text key."),
            Fact::Link("Journal.json, entry 5", 0, "id:8ddf878039b70767c4a5bcf4f0c4f65e"),
            Fact::Link("Journal.json, entry 5", 1, "id:7e7cb6814b74d6596098fc80127569a5"),
            Fact::Files("Journal.json, entry 5", &["Consent form.pdf", "picture fc170935.jpeg"]),
            Fact::Told(Code::ZoneAsked, 1),
            Fact::ToldAt(Code::ZoneAsked, "Journal.json, entry 6"),
            Fact::At("Inner work.json, entry 1", "2023-01-02 13:45 345"),
            Fact::At("Inner work.json, entry 2", "2023-01-02 13:45 345"),
            Fact::Appendix("Inner work.json, entry 1", "Pinned: yes"),
        ],
    );
    dates(samples);
    samples.expect(
        "dayone/duplicate-ids.json",
        &[Fact::ComeIn(4), Fact::Told(Code::RepeatedId, 1), Fact::Told(Code::Alike, 1)],
    );
    samples.expect(
        "dayone/bom-crlf.json",
        &[
            Fact::ComeIn(1),
            Fact::Pieces("entry 1", "\"paragraph\"", 2),
            Fact::Pieces("entry 1", "\"hardBreak\"", 1),
        ],
    );
    samples.expect(
        "dayone/export.txt",
        &[
            Fact::ComeIn(2),
            Fact::At("entry 1", "2024-05-06 21:30 120"),
            Fact::At("entry 2", "2024-05-07 12:00 120"),
        ],
    );
    samples.expect(
        "dayone/dev-journal/Dev Journal.json",
        &[Fact::ComeIn(5), Fact::Media(0), Fact::Missing(5), Fact::Told(Code::MissingMedia, 5)],
    );
    samples.expect(
        "dayone/invalid-entry/Dev Journal One Invalid.json",
        &[Fact::Found(5), Fact::ComeIn(5), Fact::Told(Code::BadItem, 1)],
    );
    samples.expect("dayone-classic", &[Fact::Found(3), Fact::ComeIn(3)]);
}

/// The moments of the entries, in order.
const MOMENTS: [&str; 13] = [
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

fn dates(samples: &mut Samples) {
    let path = "dayone/dates.json";
    let got = samples.read(path, &choices());
    let mut missed = got.missed(&[
        Fact::ComeIn(13),
        Fact::Undated(1),
        Fact::Told(Code::ZoneAsked, 1),
        Fact::ToldAt(Code::ZoneAsked, "entry 11"),
        Fact::Told(Code::Undated, 1),
        Fact::ToldAt(Code::Undated, "entry 14"),
        Fact::Told(Code::OddDate, 2),
    ]);
    for (entry, end) in got.entries.iter().zip(MOMENTS) {
        let moment = entry.happened.map(|at| format!("{} {}", at.to_local_string(), at.offset_min));
        if !moment.as_ref().is_some_and(|moment| moment.ends_with(end)) {
            missed.push(format!("{}: {moment:?}", entry.place));
        }
    }
    let milliseconds =
        got.entries.get(11).and_then(|entry| entry.happened).map(|at| at.utc_ms % 1_000);
    if milliseconds != Some(123) {
        missed.push(format!("entry 12: {milliseconds:?} ms"));
    }
    samples.line(path, "21 facts".to_owned(), &missed);
}
