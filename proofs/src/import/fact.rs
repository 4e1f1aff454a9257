//! The facts that are expected of a source, and how each is looked for in what a dry run gives.

use std::fmt::Debug;

use stillroom::exchange::import::{Code, ImportReport, Prepared};
use stillroom::forms::plain_text;

/// What is expected. The first text of a fact on an entry is the end of that entry's place, by
/// which exactly one entry is found. Entries without a date are seen in samples only.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fact<'a> {
    /// Entries of the source.
    Found(u64),
    /// Entries that come in.
    ComeIn(u64),
    /// Entries that wait for a date.
    Undated(u64),
    /// Pictures and files that are there.
    Media(u64),
    /// Pictures and files that are missing.
    Missing(u64),
    /// Links between entries.
    Links(u64),
    /// A journal, notebook or folder, with its entries.
    Group(&'a str, u64),
    /// How often a code is told.
    Told(Code, u64),
    /// A code is told of a place with these words.
    ToldAt(Code, &'a str),
    /// The local time and its offset in minutes.
    At(&'a str, &'a str),
    /// The text has these words.
    Text(&'a str, &'a str),
    /// The text has not these words.
    NoText(&'a str, &'a str),
    /// The document, as JSON, has a piece so many times.
    Pieces(&'a str, &'a str, usize),
    /// The appendix has these words.
    Appendix(&'a str, &'a str),
    /// The appendix has not these words.
    NoAppendix(&'a str, &'a str),
    /// The tags are these, in order.
    Tags(&'a str, &'a [&'a str]),
    /// The pictures and files are these, in order.
    Files(&'a str, &'a [&'a str]),
    /// The link of this number may lead to an entry of this name.
    Link(&'a str, usize, &'a str),
    /// A sample of the report begins its text with these words.
    Sample(&'a str),
    /// The first sample has so many lines.
    SampleLines(usize),
    /// No entry, no place and no sample has these words.
    Nowhere(&'a str),
}

/// What a dry run gives of a source.
pub(super) struct Got {
    pub(super) report: ImportReport,
    pub(super) entries: Vec<Prepared>,
    pub(super) seconds: f64,
}

impl Got {
    /// Returns the facts that do not hold, each with what is there instead.
    pub(super) fn missed(&self, facts: &[Fact<'_>]) -> Vec<String> {
        facts.iter().filter_map(|fact| Some(format!("{fact:?}: {}", self.instead(fact)?))).collect()
    }

    /// Returns what is there instead of a fact; none if it holds.
    fn instead(&self, fact: &Fact<'_>) -> Option<String> {
        let report = &self.report;
        match *fact {
            Fact::Found(count) => differs(report.found, count),
            Fact::ComeIn(count) => {
                differs((report.come_in, self.entries.len() as u64), (count, count))
            }
            Fact::Undated(count) => differs(report.undated, count),
            Fact::Media(count) => differs(report.media, count),
            Fact::Missing(count) => differs(report.missing, count),
            Fact::Links(count) => differs(report.links, count),
            Fact::Group(group, count) => {
                differs(report.groups.get(group).copied().unwrap_or_default(), count)
            }
            Fact::Told(code, count) => differs(report.told(code), count),
            Fact::ToldAt(code, words) => {
                let told = report.told.iter().filter(|told| told.code == code);
                let places: Vec<&str> =
                    told.flat_map(|told| told.places.iter().map(String::as_str)).collect();
                has(&places.join("\n"), words)
            }
            Fact::At(entry, at) => self.of(entry, |entry| {
                let moment = entry.happened;
                let local = moment.map(|at| format!("{} {}", at.to_local_string(), at.offset_min));
                differs(local.as_deref(), Some(at))
            }),
            Fact::Text(entry, words) => self.of(entry, |entry| has(&text(entry), words)),
            Fact::NoText(entry, words) => self.of(entry, |entry| has_not(&text(entry), words)),
            Fact::Pieces(entry, piece, count) => self.of(entry, |entry| {
                differs(entry.document.to_string().matches(piece).count(), count)
            }),
            Fact::Appendix(entry, words) => self.of(entry, |entry| has(&appendix(entry), words)),
            Fact::NoAppendix(entry, words) => {
                self.of(entry, |entry| has_not(&appendix(entry), words))
            }
            Fact::Tags(entry, tags) => self.of(entry, |entry| {
                let mut found: Vec<&str> = entry.tags.iter().map(String::as_str).collect();
                let mut tags = tags.to_vec();
                found.sort_unstable();
                tags.sort_unstable();
                differs(&found, &tags)
            }),
            Fact::Files(entry, names) => self.of(entry, |entry| {
                let files: Vec<&str> = entry.media.iter().map(|file| file.name.as_str()).collect();
                differs(&files[..], names)
            }),
            Fact::Link(entry, at, name) => self.of(entry, |entry| {
                let link = entry.links.get(at).cloned().unwrap_or_default();
                has(&link.join("\n"), name)
            }),
            Fact::Sample(words) => {
                let samples: Vec<&str> =
                    report.samples.iter().map(|sample| sample.becomes.as_str()).collect();
                has(&samples.join("\n"), words)
            }
            Fact::SampleLines(count) => {
                let lines = report.samples.first().map(|sample| sample.becomes.lines().count());
                differs(lines, Some(count))
            }
            Fact::Nowhere(words) => has_not(&self.everything(), words),
        }
    }

    /// Looks at the one entry whose place ends so.
    fn of(&self, entry: &str, look: impl Fn(&Prepared) -> Option<String>) -> Option<String> {
        let mut entries = self.entries.iter().filter(|known| known.place.ends_with(entry));
        let Some(one) = entries.next() else { return Some("no such entry".to_owned()) };
        match entries.next() {
            Some(_) => Some("several such entries".to_owned()),
            None => look(one),
        }
    }

    /// Returns everything that a writer would see.
    fn everything(&self) -> String {
        let entries = self.entries.iter().map(|entry| {
            format!("{}\n{}\n{}\n{:?}", entry.place, text(entry), appendix(entry), entry.tags)
        });
        let report = &self.report;
        let places = report.told.iter().flat_map(|told| told.places.iter().cloned());
        let samples =
            report.samples.iter().map(|sample| format!("{}\n{}", sample.was, sample.becomes));
        entries.chain(places).chain(samples).collect::<Vec<_>>().join("\n")
    }
}

fn text(entry: &Prepared) -> String {
    plain_text(&entry.document)
}

fn appendix(entry: &Prepared) -> String {
    entry.appendix.as_ref().map(plain_text).unwrap_or_default()
}

fn differs<T: Copy + Debug + PartialEq>(found: T, expected: T) -> Option<String> {
    (found != expected).then(|| format!("{found:?}"))
}

fn has(text: &str, words: &str) -> Option<String> {
    (!text.contains(words)).then(|| format!("{text:?}"))
}

fn has_not(text: &str, words: &str) -> Option<String> {
    text.contains(words).then(|| format!("{text:?}"))
}
