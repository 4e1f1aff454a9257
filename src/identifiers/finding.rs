//! What the check says: findings, and what they are made of.

use std::ops::Range;

use super::replace::Day;

/// The language in which a journal is written; each sentence may differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

/// What kind of identifier a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A person's name, nickname or initials.
    Name,
    /// A place smaller than a state: a town, a street, a postcode.
    Place,
    /// A school, an employer, a clinic, a café.
    Organisation,
    /// A day, or a month with its year.
    Date,
    /// An age of 90 or more.
    Age,
    /// A telephone number.
    Phone,
    /// A fax number.
    Fax,
    /// An e-mail address.
    Email,
    /// A number that a state gave a person.
    NationalId,
    /// A number of a chart, a case, a file.
    RecordNumber,
    /// A number of an insurance or a health plan.
    PlanNumber,
    /// A number of a bank account or a card.
    AccountNumber,
    /// A number of a licence or a registration to practise.
    LicenceNumber,
    /// A number plate or the number of a vehicle.
    Vehicle,
    /// A serial number of a device.
    Device,
    /// A web address.
    Url,
    /// An address on the internet.
    Ip,
    /// A fingerprint, a voice print, a face.
    Biometric,
    /// A photograph or its file.
    Photograph,
    /// The name somebody bears on the internet.
    Handle,
    /// Something that only one person can be or have lived through.
    Circumstance,
}

impl Class {
    /// The class as a word for files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Date => "date",
            Self::Age => "age_over_89",
            Self::Phone => "phone",
            Self::Fax => "fax",
            Self::Email => "email",
            Self::NationalId => "national_id",
            Self::RecordNumber => "record_no",
            Self::PlanNumber => "plan_no",
            Self::AccountNumber => "account_no",
            Self::LicenceNumber => "licence_no",
            Self::Vehicle => "vehicle",
            Self::Device => "device",
            Self::Url => "url",
            Self::Ip => "ip",
            Self::Biometric => "biometric",
            Self::Photograph => "photo",
            Self::Handle => "handle",
            Self::Circumstance => "circumstance",
        }
    }

    /// The item of 45 CFR 164.514(b)(2)(i) that this class falls under, A = 1 to R = 18.
    pub const fn safe_harbor(self) -> u8 {
        match self {
            Self::Name => 1,
            Self::Place => 2,
            Self::Date | Self::Age => 3,
            Self::Phone => 4,
            Self::Fax => 5,
            Self::Email => 6,
            Self::NationalId => 7,
            Self::RecordNumber => 8,
            Self::PlanNumber => 9,
            Self::AccountNumber => 10,
            Self::LicenceNumber => 11,
            Self::Vehicle => 12,
            Self::Device => 13,
            Self::Url => 14,
            Self::Ip => 15,
            Self::Biometric => 16,
            Self::Photograph => 17,
            Self::Organisation | Self::Handle | Self::Circumstance => 18,
        }
    }
}

/// How much the rule that found it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Almost always right.
    Sure,
    /// More often right than wrong.
    Likely,
    /// A question for a person: could only one person be this?
    Ask,
}

/// Why something was found, in terms that a list can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It has the shape of such a number, address or date.
    Shape,
    /// Its check digits agree.
    Checked,
    /// A word before it says what it is.
    Keyword,
    /// A capital in mid-sentence that is no ordinary word.
    CapitalInSentence,
    /// A capital at a sentence's start that is no ordinary word.
    CapitalAtStart,
    /// An ordinary word that stands like a name.
    WordAsName,
    /// It follows a title.
    AfterTitle,
    /// It follows a relative, a friend, a colleague, or a pet.
    AfterKin,
    /// Small letters, but a given name or near one.
    SmallLetters,
    /// It follows a preposition of place.
    AfterPlaceWord,
    /// A name before or after *school*, *clinic*, *Ltd* and their like.
    Institution,
    /// A single capital, or several with stops.
    Initials,
    /// The same was found elsewhere in this text.
    SameAgain,
    /// *The only*, *the last*, *the first*.
    OnlyOne,
    /// An event that others have read about.
    PublicEvent,
    /// A job that few have.
    RareJob,
    /// A day told without a date.
    SpokenDate,
    /// A picture of a person, or a body as a key.
    Likeness,
    /// The journal's own list of words to replace.
    OwnWord,
}

impl Certainty {
    /// The same as a word for files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Likely => "likely",
            Self::Ask => "ask",
        }
    }
}

impl Why {
    /// The same as a word for files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Shape => "shape",
            Self::Checked => "checked",
            Self::Keyword => "keyword",
            Self::CapitalInSentence => "capital_in_sentence",
            Self::CapitalAtStart => "capital_at_start",
            Self::WordAsName => "word_as_name",
            Self::AfterTitle => "after_title",
            Self::AfterKin => "after_kin",
            Self::SmallLetters => "small_letters",
            Self::AfterPlaceWord => "after_place_word",
            Self::Institution => "institution",
            Self::Initials => "initials",
            Self::SameAgain => "same_again",
            Self::OnlyOne => "only_one",
            Self::PublicEvent => "public_event",
            Self::RareJob => "rare_job",
            Self::SpokenDate => "spoken_date",
            Self::Likeness => "likeness",
            Self::OwnWord => "own_word",
        }
    }
}

/// What to put in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggestion {
    /// An alias of this export, from its [`AliasMap`](super::AliasMap).
    Alias,
    /// These words.
    Words(String),
    /// The session and week of this day, by [`session_and_week`](super::session_and_week).
    SessionAndWeek(Day),
}

/// Something in the text that would tell who somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands, in bytes of the text.
    pub range: Range<usize>,
    /// What it is.
    pub class: Class,
    /// Which rule found it.
    pub why: Why,
    /// What the rule is worth.
    pub certainty: Certainty,
    /// What may stand there instead.
    pub suggestion: Suggestion,
}

/// The journal's own decisions.
#[derive(Debug, Clone, Copy, Default)]
pub struct OwnWords<'a> {
    /// Words and phrases that are never found.
    pub keep: &'a [String],
    /// Words and phrases that always are, with what to put there.
    pub replace: &'a [(String, String)],
}
