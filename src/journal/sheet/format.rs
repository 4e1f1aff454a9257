//! What each format has: its boxes with their budgets in words, and where each is pulled from.

use stillroom_sheet::Paper;

use crate::journal::record::SheetFormat;

/// A field of a form; a field within a block as `consent.agreed`.
pub(super) type FieldOf = (&'static str, &'static str);

/// Where the text of a box comes from, until the writer changes it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pull {
    /// From nowhere: it is typed.
    Typed,
    /// The question of the basket.
    Question,
    /// The first of these that is answered, newest source first.
    FirstOf(&'static [FieldOf]),
    /// All of these that are answered, each after its label.
    AllOf(&'static [FieldOf]),
    /// These, and how the source sits in the writer.
    WithWeight(&'static [FieldOf]),
    /// These, and where something urgent was dealt with.
    WithActed(&'static [FieldOf]),
    /// The field of one source: the first, the second, the third by when it happened.
    OfSource(usize, &'static [FieldOf]),
    /// One row of a field with rows.
    Row(FieldOf, usize),
    /// What was agreed in supervision and is open.
    OpenActions,
    /// The strongest of what was stirred in the writer.
    Strongest,
}

/// A box: its key, its label, how many words it holds (0 for as many as there are), how many lines
/// are free for the pen.
#[derive(Debug, Clone, Copy)]
pub(super) struct BoxSpec {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) budget: u16,
    pub(super) pen: u8,
    pub(super) pull: Pull,
}

/// What a format is made of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Box(BoxSpec),
    Ticks {
        id: &'static str,
        label: &'static str,
        options: &'static [(&'static str, &'static str)],
    },
    /// Boxes beside a column that is free for the pen; at least three rows.
    Margin(&'static [BoxSpec]),
    Anchors,
    Phases,
    Needs,
    Minutes,
    UnopenedWindows,
    Caseload,
    Course,
    Exchanges,
    Clock,
    Signatures(&'static [&'static str]),
    /// Every source with all that was answered in it.
    Entries,
}

/// A format.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormatSpec {
    pub(super) letter: char,
    pub(super) name: &'static str,
    pub(super) paper: Paper,
    /// How many boxes may be filled; all, if it is none.
    pub(super) most_filled: Option<usize>,
    pub(super) parts: &'static [Part],
}

const fn typed(id: &'static str, label: &'static str, budget: u16) -> Part {
    Part::Box(BoxSpec { id, label, budget, pen: 0, pull: Pull::Typed })
}

const fn pulled(id: &'static str, label: &'static str, budget: u16, pull: Pull) -> Part {
    Part::Box(BoxSpec { id, label, budget, pen: 0, pull })
}

const fn pen(id: &'static str, label: &'static str, pen: u8) -> Part {
    Part::Box(BoxSpec { id, label, budget: 0, pen, pull: Pull::Typed })
}

const fn pause(id: &'static str, at: usize) -> BoxSpec {
    BoxSpec { id, label: "Pause", budget: 40, pen: 0, pull: Pull::Row(("inner", "pauses"), at) }
}

const MOMENT: &[FieldOf] = &[
    ("integration", "one_moment"),
    ("session", "one_moment"),
    ("boundary", "what_was_seen"),
    ("music", "what_it_carried"),
];

const QUESTION: Part = pulled("question", "Question", 20, Pull::Question);
const WENT_WELL: &str = "What went well";

static ONE_QUESTION: &[Part] = &[
    QUESTION,
    pulled("moment", "One moment", 60, Pull::FirstOf(MOMENT)),
    pulled(
        "what_i_did",
        "What I did",
        30,
        Pull::FirstOf(&[
            ("integration", "what_i_did"),
            ("session", "my_part"),
            ("boundary", "my_response"),
        ]),
    ),
    Part::Ticks {
        id: "role",
        label: "What I want",
        options: &[
            ("teach", "teach me"),
            ("think", "think with me"),
            ("see_myself", "help me see myself"),
        ],
    },
    Part::Ticks {
        id: "focus",
        label: "About",
        options: &[
            ("did", "what I did"),
            ("understand", "how I understand it"),
            ("am", "who I am in it"),
        ],
    },
    typed("want", "In my words", 20),
    typed("went_well", WENT_WELL, 15),
    Part::Anchors,
    pen("pen", "In supervision", 6),
];

static SEVEN_WINDOWS: &[Part] = &[
    pulled(
        "client",
        "1 The client as met",
        35,
        Pull::AllOf(&[
            ("integration", "arrived_as"),
            ("integration", "client_words"),
            ("integration", "became_available"),
        ]),
    ),
    pulled(
        "what_i_did",
        "2 What I did",
        35,
        Pull::AllOf(&[
            ("integration", "what_i_did"),
            ("integration", "what_i_allowed"),
            ("integration", "what_i_cut_short"),
            ("boundary", "my_response"),
        ]),
    ),
    pulled(
        "between_us",
        "3 What is between us",
        35,
        Pull::AllOf(&[
            ("integration", "relational_moment"),
            ("integration", "rupture"),
            ("integration", "repair"),
            ("integration", "new_between_us"),
        ]),
    ),
    pulled(
        "in_me",
        "4 What is in me",
        35,
        Pull::WithWeight(&[("integration", "stirred_in_me"), ("integration", "my_urge")]),
    ),
    pulled(
        "supervisor_and_me",
        "5 What is between supervisor and me",
        35,
        Pull::AllOf(&[("supervision", "echo"), ("supervision", "who_carried")]),
    ),
    pen("in_supervisor", "6 What stirs in the supervisor", 3),
    pulled(
        "wider_field",
        "7 The wider field",
        35,
        Pull::WithActed(&[("supervision", "ethics_flag"), ("boundary", "dimension")]),
    ),
];

static SLOW_REPLAY: &[Part] = &[
    Part::Ticks {
        id: "made_from",
        label: "Made from",
        options: &[("recording", "a recording"), ("notes", "notes"), ("memory", "memory")],
    },
    typed("consent_until", "The client’s consent to the recording, until when", 0),
    pulled("words", "Word for word", 0, Pull::FirstOf(&[("integration", "client_words")])),
    Part::Margin(&[
        pause("pause_1", 0),
        pause("pause_2", 1),
        pause("pause_3", 2),
        pause("pause_4", 3),
        pause("pause_5", 4),
        pause("pause_6", 5),
    ]),
];

static THREE_NEEDS: &[Part] = &[
    typed("learn", "To learn", 60),
    typed("sound", "To check that it is sound", 60),
    typed("restored", "To be restored", 60),
    typed("went_well", WENT_WELL, 30),
    pulled("review", "What we said we would review", 30, Pull::OpenActions),
    Part::Phases,
    Part::Needs,
    Part::Minutes,
    Part::UnopenedWindows,
];

static CASELOAD_ROUND: &[Part] = &[Part::Caseload];

static CONSULT: &[Part] = &[
    Part::Ticks {
        id: "unsafe",
        label: "1 Is anyone unsafe? Is a report due?",
        options: &[("now", "yes, now"), ("perhaps", "perhaps"), ("no", "no")],
    },
    typed("unsafe_at", "Answered on, at", 0),
    pulled("facts", "2 Facts, in order", 120, Pull::FirstOf(&[("boundary", "what_was_seen")])),
    pulled(
        "agreed",
        "3 Agreed when sober",
        0,
        Pull::AllOf(&[("boundary", "consent.agreed"), ("boundary", "consent.asked_again")]),
    ),
    pulled(
        "changed",
        "4 What changed, and who began it",
        0,
        Pull::AllOf(&[
            ("boundary", "consent.change"),
            ("boundary", "consent.begun_by"),
            ("boundary", "direction"),
            ("boundary", "raised_by"),
            ("boundary", "crossing_check"),
        ]),
    ),
    pulled(
        "what_i_did",
        "5 What I did",
        60,
        Pull::AllOf(&[("boundary", "my_response"), ("boundary", "consent.acted")]),
    ),
    pulled("first", "6 First reading", 40, Pull::FirstOf(&[("boundary", "first_reading")])),
    pulled("second", "Second reading", 40, Pull::FirstOf(&[("boundary", "second_reading")])),
    pulled(
        "later",
        "Later reading, and when",
        0,
        Pull::AllOf(&[("boundary", "revised_reading"), ("boundary", "revised_on")]),
    ),
    typed("needs", "7 Whose needs", 40),
    pulled(
        "chart",
        "8 What stands in the chart",
        0,
        Pull::WithActed(&[("integration", "chart_ref")]),
    ),
    typed("option_1", "9 First option, and its likely effect", 25),
    typed("option_2", "Second option, and its likely effect", 25),
    typed("option_3", "Third option, and its likely effect", 25),
    typed("advised", "10 Who advised, and when", 0),
    typed("decision", "Decision", 0),
    typed("review", "To be looked at again on", 0),
    Part::Signatures(&["Name, date, signature", "Name, date, signature of whoever advised"]),
];

static COURSE_ARC: &[Part] = &[
    Part::Course,
    pulled("turn_1", "First turning point", 40, Pull::OfSource(0, MOMENT)),
    pulled("turn_2", "Second turning point", 40, Pull::OfSource(1, MOMENT)),
    pulled("turn_3", "Third turning point", 40, Pull::OfSource(2, MOMENT)),
    typed("surprised", "What surprised me", 40),
    pulled("now", "What I think now", 60, Pull::FirstOf(&[("integration", "identity_loosening")])),
    pulled("question", "The next question", 20, Pull::Question),
];

static FIVE_MINUTES: &[Part] = &[
    typed("title", "Title", 6),
    typed("context", "Context", 30),
    pulled(
        "image",
        "Image",
        15,
        Pull::FirstOf(&[("integration", "symbol.name"), ("integration", "client_words")]),
    ),
    pulled("feeling", "Feeling", 5, Pull::Strongest),
    QUESTION,
    Part::Clock,
    pen("echoes", "Echoes: initial, one line each", 6),
];

static WORD_AND_MARGIN: &[Part] = &[
    typed("purpose", "Purpose", 15),
    typed("why", "Why this piece", 15),
    pulled("question", "My question", 20, Pull::Question),
    Part::Exchanges,
    typed("moves", "Two moves of mine, and why", 40),
    typed("plan", "Plan", 25),
];

static ENTRIES: &[Part] = &[Part::Entries];

impl SheetFormat {
    /// All formats, by their letter.
    pub const ALL: [Self; 10] = [
        Self::OneQuestion,
        Self::SevenWindows,
        Self::SlowReplay,
        Self::ThreeNeeds,
        Self::CaseloadRound,
        Self::Consult,
        Self::CourseArc,
        Self::FiveMinutes,
        Self::WordAndMargin,
        Self::Entries,
    ];

    pub(super) fn spec(self) -> FormatSpec {
        let (letter, name, paper, parts) = match self {
            Self::OneQuestion => ('A', "One question, one minute", Paper::A5, ONE_QUESTION),
            Self::SevenWindows => ('B', "Seven windows", Paper::A4, SEVEN_WINDOWS),
            Self::SlowReplay => ('C', "Slow replay", Paper::A4, SLOW_REPLAY),
            Self::ThreeNeeds => ('D', "Three needs", Paper::A4, THREE_NEEDS),
            Self::CaseloadRound => ('E', "Caseload round", Paper::A4Across, CASELOAD_ROUND),
            Self::Consult => ('F', "Boundary and ethics consult", Paper::A4, CONSULT),
            Self::CourseArc => ('G', "Arc of a course", Paper::A4Across, COURSE_ARC),
            Self::FiveMinutes => ('H', "Five minutes in a group", Paper::A6Across, FIVE_MINUTES),
            Self::WordAndMargin => ('P', "Word and margin", Paper::A4Across, WORD_AND_MARGIN),
            Self::Entries => ('I', "Entries in full", Paper::A4, ENTRIES),
        };
        let most_filled = (self == Self::SevenWindows).then_some(3);
        FormatSpec { letter, name, paper, most_filled, parts }
    }
}

impl FormatSpec {
    /// Every box, also those in the margin tables.
    pub(super) fn boxes(&self) -> impl Iterator<Item = &'static BoxSpec> + use<> {
        self.parts.iter().flat_map(|part| match part {
            Part::Box(one) => std::slice::from_ref(one),
            Part::Margin(many) => many,
            _ => &[],
        })
    }
}
