//! Small generated notes with every kind of word, and queries that fit them.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate};

use crate::index::{self, Document, Facet, Parsed, Vocabulary};
use crate::journal::{Certainty, Phase, Weight};
use crate::testing::Chance;
use crate::vault::RecordId;

const WORDS: &[&str] = &[
    "room",
    "rooms",
    "walk",
    "walking",
    "walked",
    "silence",
    "silent",
    "café",
    "cafe",
    "Cafés",
    "naïve",
    "headphones",
    "well-being",
    "being",
    "well",
    "F41.1",
    "f41",
    "静けさ",
    "静",
    "部屋",
    "静けさの部屋",
    "東京都",
    "she",
    "no",
    "boundary",
    "boundaries",
    "hold",
    "held",
    "holding",
    "heron",
    "herons",
    "weir",
    "Straße",
    "strasse",
    "O’Brien",
    "don't",
    "don’t",
    "a",
    "ab",
    "abc",
    "mother",
    "grief",
    "griefs",
    "grieving",
    "freeze",
    "shutdown",
    "collapse",
    "not-yet",
    "one",
    "two",
    "three",
    "ΣΊΣΥΦΟΣ",
    "e\u{301}té",
    "🕯️",
    "no-one",
    "x",
    "I",
    "it's",
    "3.5",
    "Île",
    "inte\u{ad}gration",
    "integration",
    "counter\u{200b}transference",
    "vul\u{200c}ner\u{feff}able",
    "\u{202b}heron\u{202c}",
    "O'Brien",
    "OʼBrien-Smith",
    "brien",
    "D’Angelo",
    "rock'n'roll",
    "roll",
    "L'enfant",
    "enfant",
    "mother's",
    "120mg",
    "120 mg",
    "120",
    "0.5",
    "1,5",
    "0,5mg",
    "mg",
    "🕊️",
    "🕊",
    "😊",
    "👍🏽",
    "👍",
    "👩\u{200d}⚕\u{fe0f}",
    "👩",
    "🇩🇪",
    "Ｗｒｅｎ",
    "がぎ",
    "か\u{3099}き\u{3099}",
    "ｶﾞｷ",
    "ガキ",
    "한국",
    "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}",
    "İstanbul",
    "istanbul",
];
const JOINTS: &[&str] = &[" ", " ", " ", " ", ". ", ", ", "\n", "-", " — ", "/", "  "];
const KINDS: &[&str] = &["integration", "boundary", "free"];
const ALIASES: &[&str] = &["Wren", "Otter", "Café Noir", "Île"];
const PHASES: &[&str] = &["medicine", "between", "integration_early"];
const TAGS: &[&str] = &["door", "firsts", "not-yet"];
const FILTERS: &[&str] = &[
    "kind:boundary",
    "kind:free",
    "client:wren",
    "client:\"café noir\"",
    "phase:medicine",
    "phase:integration",
    "weight:heavy",
    "tag:door",
    "tag:not-yet",
    "session:3..5",
    "session:2",
    "ladder:>=4",
    "ladder:<2",
    "ladder:5..3",
    "dark:-2",
    "dark:..0",
    "dim:talk",
    "dim:\"near or far\"",
    "sup:unasked",
    "before:2026-02",
    "after:2025",
    "on:2026-01",
    "on:2026-01-15",
    "on:2026-02-28",
    "before:2026-02-14",
    "after:2026-02-10",
    "on:yesterday",
    "on:today",
    "on:last month",
    "verbatim:no",
    "verbatim:\"no one\"",
    "laddr:3",
    "ladder:high",
    "said:",
    "gap:>1",
    "minutes:>=1200",
];
const MARKS: &[&str] = &[
    "\"", "-", ":", "OR", "AND", "NOT", "“", "((", ")", "*", "\u{0}", "-\"", "kind:", "\u{301}",
    "\u{feff}",
];
/// Minutes east of UTC at the places where notes are written.
const OFFSETS: &[i64] = &[-600, -300, 0, 60, 60, 120, 345, 840];

/// A minute in ms.
const MINUTE_MS: i64 = 60_000;

/// A source of small notes; the same seed gives the same ones.
pub struct Notes {
    chance: Chance,
    clients: Vec<(RecordId, String)>,
}

impl Notes {
    /// The present of the generated notes: 2026-03-02 14:05 UTC.
    pub const NOW_MS: i64 = 1_772_460_300_000;

    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        let client = |(at, alias): (usize, &&str)| {
            (RecordId::from_bytes([at as u8 + 1; 16]), (*alias).to_owned())
        };
        let clients = ALIASES.iter().enumerate().map(client).collect();
        Self { chance: Chance::new(seed), clients }
    }

    /// Returns the source of chance.
    pub fn chance(&mut self) -> &mut Chance {
        &mut self.chance
    }

    /// Returns a record id of its own.
    pub fn record(&mut self) -> RecordId {
        let mut bytes = [0; 16];
        bytes.fill_with(|| self.chance.below(256) as u8);
        RecordId::from_bytes(bytes)
    }

    /// Returns a note.
    pub fn document(&mut self, record: RecordId) -> Arc<Document> {
        // Mostly of the last weeks, at every hour of the day there.
        let span = if self.maybe(3) { 60 } else { 500 };
        let minutes = self.chance.below(span * 24 * 60) as i64;
        let happened_ms = Self::NOW_MS - minutes * MINUTE_MS;
        let offset = OFFSETS[self.chance.below(OFFSETS.len() as u64) as usize];
        let there = DateTime::from_timestamp_millis(happened_ms + offset * MINUTE_MS);
        let client = self.maybe(3).then(|| self.chance.below(4) as usize);
        let client = client.map(|at| self.clients[at].clone());
        let some = |word: &str, of: &str| (word.to_owned(), of.to_owned());
        let mut texts = vec![("text".to_owned(), self.text(40))];
        if self.maybe(2) {
            texts.push(("more".to_owned(), self.text(12)));
        }
        let mut numbers = Vec::new();
        if self.maybe(2) {
            numbers.push(("ladder".to_owned(), self.chance.below(8) as i64));
            numbers.push(("dark".to_owned(), self.chance.below(5) as i64 - 2));
        }
        if self.chance.once_in(6) {
            numbers.push(("minutes".to_owned(), self.chance.below(2_000) as i64));
        }
        let phase = self.maybe(2).then(|| self.chance.of(PHASES).to_owned());
        let weight = self.maybe(2).then(|| self.chance.of(&["light", "heavy"]).to_owned());
        let dim = self.maybe(2).then(|| some("dim", self.chance.of(&["talk_silence", "near_far"])));
        let lines = self.chance.below(3);
        Arc::new(Document {
            record,
            happened_ms,
            day: there.map(|there| there.date_naive()).unwrap_or_default(),
            kind: self.chance.of(KINDS).to_owned(),
            client: client.as_ref().map(|(id, _)| *id),
            alias: client.map(|(_, alias)| alias),
            session: self.maybe(2).then(|| 1 + self.chance.below(9) as u32),
            phase,
            weight,
            tags: if self.maybe(3) { vec![self.chance.of(TAGS).to_owned()] } else { Vec::new() },
            texts,
            verbatim: (0..lines).map(|_| self.text(5)).collect::<Vec<_>>().join("\n"),
            numbers,
            keys: dim.into_iter().collect(),
            flags: if self.maybe(4) { vec!["sup=unasked".to_owned()] } else { Vec::new() },
        })
    }

    /// Returns what a writer could type, and much that none would.
    pub fn query(&mut self, documents: &[Arc<Document>]) -> String {
        let mut query = Vec::new();
        for _ in 0..=self.chance.below(3) {
            let term = match self.chance.below(16) {
                0 => self.chance.of(FILTERS).to_owned(),
                1 => format!("-{}", self.chance.of(FILTERS)),
                2 => format!("-{}", self.chance.of(WORDS)),
                3 => format!("{} OR {}", self.chance.of(WORDS), self.chance.of(WORDS)),
                4 => format!("\"{}\"", self.piece(documents)),
                5 => format!("\"{} {}\"", self.chance.of(WORDS), self.chance.of(WORDS)),
                6 => self.beginning(),
                7 => self.chance.of(MARKS).to_owned(),
                8 => self.piece(documents),
                9 => format!("{} AND {}", self.chance.of(WORDS), self.chance.of(WORDS)),
                10 => format!("NOT {}", self.chance.of(WORDS)),
                11 => {
                    let [one, two, three] = std::array::from_fn(|_| self.chance.of(WORDS));
                    let not = self.chance.of(&["", "-", "NOT ", "OR "]);
                    format!("{not}({one} {two} OR {three})")
                }
                _ => self.chance.of(WORDS).to_owned(),
            };
            query.push(term);
        }
        let mut query = query.join(" ");
        if self.maybe(2) {
            query.push(' ');
        }
        query
    }

    /// Reads a query as the journal would.
    pub fn parse(&self, query: &str) -> Parsed {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        index::parse(query, &self.vocabulary(), today)
    }

    fn vocabulary(&self) -> Vocabulary {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let number = |word: &str| Facet {
            word: word.to_owned(),
            label: word.to_owned(),
            numeric: true,
            keys: Vec::new(),
        };
        let dim = Facet {
            numeric: false,
            keys: vec![pair("talk_silence", "talk or silence"), pair("near_far", "near or far")],
            ..number("dim")
        };
        let ring = ["freeze", "shutdown", "no one"].map(str::to_owned).to_vec();
        Vocabulary {
            kinds: KINDS.iter().map(|kind| pair(kind, kind)).collect(),
            clients: self.clients.clone(),
            phases: Phase::ALL.map(Phase::key).into(),
            certainties: Certainty::ALL.map(Certainty::key).into(),
            weights: Weight::ALL.map(Weight::key).into(),
            facets: vec![number("ladder"), number("dark"), number("minutes"), dim],
            synonyms: vec![ring],
            english: None,
        }
    }

    fn maybe(&mut self, times: u64) -> bool {
        !self.chance.once_in(times)
    }

    fn text(&mut self, most: u64) -> String {
        let mut text = String::new();
        for _ in 0..=self.chance.below(most) {
            text.push_str(self.chance.of(WORDS));
            text.push_str(self.chance.of(JOINTS));
        }
        text
    }

    /// Returns one to four words in a row out of some note.
    fn piece(&mut self, documents: &[Arc<Document>]) -> String {
        if documents.is_empty() {
            return self.chance.of(WORDS).to_owned();
        }
        let document = &documents[self.chance.below(documents.len() as u64) as usize];
        let words: Vec<&str> = document.texts[0].1.split_whitespace().collect();
        if words.is_empty() {
            return String::new();
        }
        let from = self.chance.below(words.len() as u64) as usize;
        let count = 1 + self.chance.below(4) as usize;
        words[from..words.len().min(from + count)].join(" ").replace('"', "")
    }

    fn beginning(&mut self) -> String {
        let word: Vec<char> = self.chance.of(WORDS).chars().collect();
        let length = 1 + self.chance.below(word.len() as u64) as usize;
        word[..length].iter().collect()
    }
}
