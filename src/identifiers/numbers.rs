//! Patterns of numbers and addresses, most with a check or a word that says what they are.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::finding::{Certainty, Class, Why};
use super::page::{Page, compile, is_whole};

struct Pattern {
    class: Class,
    why: Why,
    certainty: Certainty,
    regex: Regex,
    /// What must hold of the part that was found.
    check: fn(&str) -> bool,
}

/// A letter-and-digit number as forms have it: groups parted by a blank, a stop, a stroke.
const NUMBER: &str = r"(?P<it>(?:[A-Z]{1,4}[ /-])?[A-Za-z]{0,5}\d[A-Za-z0-9]*(?:[ ./-]?[A-Za-z0-9]*\d[A-Za-z0-9]*)*(?:[ ./-]?[A-Z]{1,3}\b|/[a-z]\b)?)";
const LINK: &str = r"(?i:[\s:.#]|no\b|nr\b|num(?:ber)?\b|nummer\b|id\b|code\b|ref(?:erence)?\b|is\b|was\b|card\b|on file\b|of\b|=|\(|\bNo\b)*";

impl Pattern {
    fn new(
        class: Class,
        why: Why,
        certainty: Certainty,
        regex: &str,
        check: fn(&str) -> bool,
    ) -> Self {
        let regex = compile(regex);
        Self { class, why, certainty, regex, check }
    }

    fn shape(class: Class, certainty: Certainty, regex: &str, check: fn(&str) -> bool) -> Self {
        Self::new(class, Why::Shape, certainty, regex, check)
    }

    fn keyword(class: Class, words: &str) -> Self {
        let regex = format!(r"(?:\b|#)(?i:{words})\b{LINK}{NUMBER}");
        Self::new(class, Why::Keyword, Certainty::Sure, &regex, |it| {
            digits(it) >= 4 && !is_year(it)
        })
    }
}

fn patterns() -> &'static [Pattern] {
    use Certainty::{Likely, Sure};
    static ALL: OnceLock<Vec<Pattern>> = OnceLock::new();
    ALL.get_or_init(|| {
        let any = |_: &str| true;
        vec![
            Pattern::shape(Class::Photograph, Sure, r"(?i)\b[\w()&+-]+(?:[ .][\w()&+-]+){0,5}?\.(?:jpe?g|png|heic|heif|gif|tiff?|webp|raw|dng|mp4|mov|avi|m4a|mp3|wav|aac|ogg|opus|pdf|docx?|xlsx?|odt|rtf|txt|pages|zip|eml|vcf)\b", any),
            Pattern::shape(Class::Photograph, Sure, r"\b(?:IMG|DSCF?|DSCN|PXL|MVIMG|VID|DCIM|PANO|Screenshot|Scan|SAM|GOPR|P|WA|VOICE|REC|AUD|FaceApp|img|dsc|vid|scan)[_-]?\d{3,}[\w-]*", |it| digits(it) >= 4 || it.contains('_')),
            Pattern::shape(Class::Photograph, Sure, r"(?i)\bWhatsApp (?:Image|Video|Audio|Ptt) [\d-]+(?: at [\d.:]+)?", any),
            Pattern::shape(Class::Email, Sure, r"(?i)\b[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", any),
            Pattern::shape(Class::Email, Sure, r"(?i)\b[\w+-]+(?:(?:\.| dot | punkt | underscore | dash )[\w+-]+)*\s*(?:\(at\)|\[at\]|\{at\}| at |@)\s*[\w-]+(?:\s*(?:\(dot\)|\[dot\]| dot | punkt |\.)\s*[\w-]+)*\s*(?:\(dot\)|\[dot\]| dot | punkt )\s*\w{2,}(?: dot \w{2})?\b", any),
            Pattern::shape(Class::Url, Sure, r#"(?i)\b(?:https?|ftp)://[^\s<>"”“)]+"#, any),
            Pattern::shape(Class::Url, Sure, r#"(?i)\bwww\.[^\s<>"”“)]+"#, any),
            Pattern::shape(Class::Ip, Sure, r"\b(?:\d{1,3}\.){3}\d{1,3}\b", |it| it.split('.').all(|part| part.parse::<u16>().is_ok_and(|n| n < 256))),
            Pattern::shape(Class::Ip, Sure, r"(?i)\b(?:[0-9a-f]{1,4}:){2,7}(?:(?::[0-9a-f]{1,4}){1,5}|[0-9a-f]{1,4}|:)(?:/\d+)?", is_ipv6),
            Pattern::shape(Class::Device, Sure, r"(?i)\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b", any),
            Pattern::shape(Class::Url, Sure, r"(?i)\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|info|io|app|dev|me|tv|blog|online|site|shop|social|example|test|invalid|health|care|nhs\.uk|co\.uk|org\.uk|ac\.uk|gov\.uk|me\.uk|uk|ie|de|at|ch|eu|fr|it|es|nl|pl|se|no|dk|com\.au|org\.au|net\.au|edu\.au|au|co\.nz|nz|ca|us)\b(?:[/?#][^\s<>()]*)?", is_domain),
            Pattern::shape(Class::Handle, Sure, r"@[A-Za-z_][\w.]{2,}", any),
            Pattern::new(Class::Handle, Why::Keyword, Likely, r"\b(?i:user(?:name)?|user id|login|log-in|handle|insta(?:gram)?|discord|snap(?:chat)?|tiktok|twitter|gamertag|screen name|nickname|skype|xbox|psn|reddit|profile|channel)\b(?i:[\s:=]|is\b|as\b|name\b|\bu/)*(?P<it>[\w][\w.-]*[\d_.][\w.-]*\w)", |it| it.chars().any(char::is_alphabetic)),
            Pattern::shape(Class::Handle, Likely, r"\b(?:u/)?[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]*[A-Za-z0-9]\b", any),
            Pattern::new(Class::Handle, Why::Keyword, Likely, r"\b(?i:writes as|posts as|posting as|streams as|plays as|tweets as|signs (?:himself|herself|themselves) as|blogs as|online as|goes by|username|screen name|gamertag|handle|schreibt als|postet als)\b[\s:,]*(?i:is |the name )?[“„'‘]?(?P<it>[A-Za-z][\w.-]{2,}\w)", |_| true),
            Pattern::new(Class::AccountNumber, Why::Checked, Sure, r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b", is_iban),
            Pattern::new(Class::AccountNumber, Why::Checked, Sure, r"\b\d{4}(?:[ -]?\d{2,6}){2,4}\b", is_card),
            Pattern::new(Class::Vehicle, Why::Checked, Sure, r"\b[A-HJ-NPR-Z0-9]{17}\b", |it| digits(it) >= 4 && letters(it) >= 3),
            Pattern::keyword(Class::PlanNumber, "policy|member(?:ship)?(?: id| no| number)?|subscriber|group id|insur(?:ance|er)|claim(?: no| number)?|authori[sz]ation|auth|plan|krankenkasse|versicherten(?:nummer|nr)?|versicherungs(?:nummer|nr)|kv-?nr|kvnr|mitglieds(?:nummer|nr)|bupa|aviva|axa|cigna|aetna|vitality|voucher|pre-?auth"),
            Pattern::keyword(Class::NationalId, "nhs|n\\.h\\.s|ssn|s\\.s\\.n|social security|social|ni|nino|national insurance|medicare|medicaid|chi|pps|ppsn|sin|social insurance|tfn|tax file|tax id|itin|ein|steuer(?:id|nummer|nr|-id|-id-nr)?|sozialversicherungs(?:nummer|nr)|sv-?nr|rentenversicherungs(?:nummer|nr)|ahv|passport|passnummer|reisepass(?:nummer)?|personalausweis(?:nummer)?|ausweis(?:nummer|nr)?|ihi|nhi|h&c|hcn|health card|ohip|dni|nie|pesel|nif|codice fiscale|bsn|visa|biometric residence permit|brp|home office|driving licen[cs]e|driver'?s? licen[cs]e|führerschein(?:nummer)?|dl"),
            Pattern::keyword(Class::LicenceNumber, "licen[cs]e|lic|pin|nmc|gmc|hcpc|bacp|ukcp|bpc|bps|npi|dea|ahpra|registration|reg|registered|registrant|bar|approbation(?:s(?:nummer|nr))?|arzt-?nr|lanr|bsnr|certificate|cert|badge|warrant|collar|shoulder|accreditation|lmft|lcsw|lpc|pacfa"),
            Pattern::keyword(Class::RecordNumber, "mrn|m\\.r\\.n|hosp(?:ital)?|chart|record|records|patient|pat|unit|file|case|client|ref|reference|ur|urn|umrn|dob ref|docket|crime(?: ref(?:erence)?)?|incident|report|invoice|rechnungs(?:nummer|nr)|akten(?:zeichen|nummer)|az|fall(?:nummer|nr)|patienten(?:nummer|nr)|booking|order|ticket|locator|tracking|referral|rio|emis|systmone|lorenzo|epic|pas|student|matrikel(?:nummer|nr)|employee|staff|payroll|personalnummer|service|army|prison|inmate|specimen|lab|sample|accession|no|nr|number|id|code|passcode|door|locker|keysafe|key safe|unlock"),
            Pattern::keyword(Class::AccountNumber, "account|acct|a/c|sort code|sort|iban|konto(?:nummer|nr)?|blz|bsb|routing|card|mastercard|amex|loan|mortgage"),
            Pattern::keyword(Class::Device, "serial|s/n|sn|imei|device|pacemaker|implant|model|udid|mac address|seriennummer|geräte(?:nummer|nr)|hearing aid|pump|lot|tag"),
            Pattern::new(Class::Vehicle, Why::Keyword, Sure, r"\b(?i:plates?|number ?plate|licen[cs]e plate|reg(?:istration)?|rego|kennzeichen|van|car|truck|lorry|bike|motorbike|taxi|cab|golf|volvo|ford|fiat|honda|toyota|skoda|polo|auto|wagen)\b[\s:,(]*(?i:no\b|number\b|was\b|is\b|reads\b|read\b|that says\b|says\b|saying\b|with\b|plate\b|it\b|\s|:)*(?P<it>[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5}(?:[ -][A-Z0-9]{1,4})?)\b", |it| digits(it) >= 1 && letters(it) >= 1 && it.len() >= 5),
            Pattern::shape(Class::NationalId, Sure, r"\b\d{3}-\d{2}-\d{4}\b", any),
            Pattern::shape(Class::NationalId, Sure, r"\b[A-CEGHJ-PR-TW-Zqa-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d]\b", |it| !it.starts_with("session")),
            Pattern::shape(Class::NationalId, Sure, r"\bQ{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", any),
            Pattern::shape(Class::NationalId, Sure, r"\b756\.\d{4}\.\d{4}\.\d{2}\b", any),
            Pattern::shape(Class::NationalId, Likely, r"\b\d{7}[A-W][A-IW]?\b", any),
            Pattern::new(Class::NationalId, Why::Checked, Sure, r"\b\d{3} \d{3} \d{4}\b", is_nhs),
            Pattern::shape(Class::Phone, Sure, r"(?:\+|\b00)\d{1,3}[ .()/-]{0,3}\d(?:[ .()/-]{0,2}\d){5,13}\b", any),
            Pattern::shape(Class::Phone, Sure, r"\(0?\d{2,5}\)[ -]?\d{2,5}(?:[ -]?\d{2,5}){1,3}\b", any),
            Pattern::shape(Class::Phone, Sure, r"\b(?:1[-. ])?\d{3}[-. ]\d{3}[-. ]\d{4}(?:\s?(?:x|ext\.?)\s?\d{1,5})?\b", any),
            Pattern::shape(Class::Phone, Sure, r"\b0\d{1,5}(?:[ /.-]{1,3}\d{2,8}){1,5}\b", |it| (7..=14).contains(&digits(it)) && !it.contains("..")),
            Pattern::shape(Class::Phone, Sure, r"\b0\d{8,11}\b", any),
            Pattern::shape(Class::Phone, Likely, r"\b[2-9]\d{2}[-.]\d{4}\b", any),
            Pattern::new(Class::Phone, Why::Keyword, Sure, r"\b(?i:phone|ph|tel|telephone|mobile|mob|cell|handy|fax|text|ring|rang|call|landline|whatsapp|extension|ext|bleep|pager|telefon|rückruf|nummer|number|festnetz|reach (?:him|her|them|me) on)\b[\s:.]*(?i:no\b|nr\b|is\b|on\b|at\b|her\b|him\b|them\b|\s|:|\.|unter\b|number\b)*(?P<it>\d(?:[ ./()-]{0,2}\d){3,13})\b", |it| digits(it) >= 4 && !is_year(it)),
            Pattern::shape(Class::Phone, Sure, r"(?i)\b(?:(?:double |treble |triple )?(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun)[ ,-]+){5,}(?:double |treble |triple )?(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun)\b", is_spoken_number),
            Pattern::shape(Class::Place, Sure, STREET, any),
            Pattern::shape(Class::Place, Sure, r"\b[A-ZÄÖÜ]?[a-zäöüßA-ZÄÖÜ-]*(?:straße|strasse|str\.|gasse|allee|weg|platz|ufer|damm|ring|Straße|Str\.|Weg|Platz|Allee|Gasse)\s\d{1,4}[a-z]?\b(?:,?\s(?:[AD]-|CH-)?\d{4,5}\s[A-ZÄÖÜ][\wäöüß-]+)?", any),
            Pattern::shape(Class::Place, Sure, r"(?i)\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b", is_uk_postcode),
            Pattern::shape(Class::Place, Likely, r"\b[A-Z]\d{2} ?[A-Z\d]{4}\b", |it| letters(it) >= 2 && digits(it) >= 3),
            Pattern::shape(Class::Place, Sure, r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d\b", any),
            Pattern::shape(Class::Place, Likely, r"\b[1-9]\d{3} [A-Z]{2}\b", |it| !it.starts_with("19") && !it.starts_with("20")),
            Pattern::new(Class::Place, Why::Keyword, Sure, r"\b(?i:zip|zip code|postcode|post code|postal code|postal|plz|postleitzahl|eircode|eir code|pin code|cap|cep|code postal|kod pocztowy)\b[\s:]*(?i:code\b|of\b|is\b|was\b|on the \w+ \w+\b|on the \w+\b|\s|:|starts\b|begins\b|with\b)*(?P<it>[A-Za-z]{0,2}\d[A-Za-z0-9]{0,4}(?:[ -][A-Za-z0-9]{2,4})?)\b", |it| digits(it) >= 1),
            Pattern::shape(Class::Place, Sure, r"\b(?:[AD]-|CH-|NSW |VIC |QLD |TAS |ACT |WA |SA |NT )\d{4,5}\b(?:\s[A-ZÄÖÜ][\wäöüß-]+)?", any),
            Pattern::shape(Class::Place, Sure, r"\b(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC) \d{5}(?:-\d{4})?\b", any),
            Pattern::shape(Class::Place, Likely, r"\b\d{5}(?:-\d{4})\b", any),
            Pattern::shape(Class::Place, Likely, r"\b\d{2}-\d{3}\b", any),
            Pattern::shape(Class::Place, Likely, r"\b[1-9]\d{3,4}[ \u{a0}][A-ZÄÖÜ][\wäöüß-]{2,}", any),
            Pattern::new(Class::Place, Why::Keyword, Likely, r"\b(?i:in|from|near|to|around|of)\s(?P<it>(?:AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|HA|HD|HG|HP|HR|HS|HU|HX|IG|IP|IV|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE)\d{1,2}[A-Z]?)\b", any),
            Pattern::shape(Class::Vehicle, Sure, r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b", any),
            Pattern::shape(Class::Vehicle, Likely, r"\b[A-Z]\d{1,3} [A-Z]{3}\b", |it| digits(it) >= 2 && !it.ends_with("THE") && !it.ends_with("AND")),
            Pattern::shape(Class::Vehicle, Likely, r"\b\d{2,3}-[A-Z]{1,2}-\d{2,6}\b", any),
            Pattern::shape(Class::Vehicle, Likely, r"\b[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[ -]\d{2,4}[EH]?\b", any),
            Pattern::shape(Class::RecordNumber, Likely, r"\b[A-Z0-9]+(?:[-/][A-Z0-9]+)*(?:/[a-z])?\b", is_mixed_number),
            Pattern::shape(Class::RecordNumber, Likely, r"\b\d{7,}\b", any),
            Pattern::shape(Class::RecordNumber, Likely, r"\b\d{3,}(?:[-/ ]\d{3,}){1,3}\b", |it| digits(it) >= 8),
        ]
    })
}

const STREET: &str = r"\b(?:(?i:flat|apt\.?|apartment|unit|suite)\s\w{1,4},?\s)?\d{1,5}[a-zA-Z]?,?\s(?:[A-Z][\w'’.-]+\s){1,4}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Dr|Close|Crescent|Cres|Row|Terrace|Place|Pl|Square|Sq|Way|Court|Ct|Gardens|Grove|Hill|Mews|Walk|Parade|Boulevard|Blvd|Highway|Hwy|Circus|Quay|Wharf|Green|Gate|Wynd|Vale|Parkway|Rise|View|Embankment|Esplanade|Alley|Yard|Park)\b\.?(?:,\s[A-Z][a-z'’-]+(?:\s[A-Z][a-z'’-]+)?)?(?:,?\s[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})?";

/// Finds every pattern, the most telling first.
pub(super) fn find(page: &mut Page<'_>) {
    let text = page.tokens.text;
    let mut found: Vec<(Range<usize>, Class, Why, Certainty)> = Vec::new();
    for pattern in patterns() {
        for hit in pattern.regex.captures_iter(text) {
            let Some(it) = hit.name("it").or_else(|| hit.get(0)) else { continue };
            let trimmed = it
                .as_str()
                .trim_end_matches(['.', ',', ';', ':', '-', '/', '!', '?', ' ', '\'', '’']);
            let range = it.start()..it.start() + trimmed.len();
            if trimmed.is_empty() || !is_whole(text, &range) || !(pattern.check)(trimmed) {
                continue;
            }
            let is_word = trimmed.chars().all(char::is_alphabetic);
            if pattern.class == Class::Handle
                && is_word
                && page.is_english_word(&trimmed.to_lowercase())
            {
                continue;
            }
            let town = Some(trimmed)
                .filter(|_| pattern.why == Why::Shape)
                .and_then(|it| it.split_once(' '))
                .filter(|(code, town)| {
                    code.len() < 6
                        && code.parse::<u32>().is_ok()
                        && town.chars().all(char::is_alphabetic)
                });
            if town.is_some_and(|(code, town)| {
                is_year(code)
                    || page.is_english_word(&town.to_lowercase())
                    || page.lists.kept(&town.to_lowercase()).is_some()
            }) {
                continue;
            }
            if found.iter().any(|(other, ..)| other.start < range.end && range.start < other.end) {
                continue;
            }
            let class = if pattern.class == Class::Phone && is_fax(&text[..range.start]) {
                Class::Fax
            } else {
                pattern.class
            };
            found.push((range, class, pattern.why, pattern.certainty));
        }
    }
    for (range, class, why, certainty) in found {
        page.add_shape(range, class, why, certainty);
    }
}

fn is_fax(before: &str) -> bool {
    let near: Vec<&str> = before.split_whitespace().rev().take(4).collect();
    near.iter().any(|word| word.to_lowercase().starts_with("fax"))
}

fn digits(it: &str) -> usize {
    it.chars().filter(char::is_ascii_digit).count()
}

fn letters(it: &str) -> usize {
    it.chars().filter(|c| c.is_alphabetic()).count()
}

fn is_year(it: &str) -> bool {
    it.len() == 4 && (it.starts_with("19") || it.starts_with("20"))
}

fn is_ipv6(it: &str) -> bool {
    // A clock time has the same shape: an address has a letter or an empty group.
    it.contains("::") || letters(it) > 0 && it.matches(':').count() >= 4
}

fn is_domain(it: &str) -> bool {
    let host = it.split(['/', '?', '#']).next().unwrap_or(it);
    let mut labels = host.rsplit('.');
    let top = labels.next().unwrap_or_default();
    let name = labels.next().unwrap_or_default();
    // A full stop without a blank after it ("room.It") is no address.
    name.len() >= 2
        && (top.chars().all(|c| !c.is_uppercase()) || host.chars().all(|c| !c.is_lowercase()))
        && letters(name) > 0
        && !(matches!(
            top,
            "me" | "it"
                | "no"
                | "at"
                | "us"
                | "is"
                | "de"
                | "test"
                | "care"
                | "health"
                | "info"
                | "site"
                | "app"
                | "blog"
                | "shop"
        ) && !it.contains('/')
            && host.matches('.').count() == 1
            && !it.contains('-')
            && host.len() < 9)
}

fn is_iban(it: &str) -> bool {
    let plain: String = it.chars().filter(|c| !c.is_whitespace()).collect();
    if !(15..=34).contains(&plain.len()) {
        return false;
    }
    let turned = plain.chars().skip(4).chain(plain.chars().take(4));
    let rest = turned.filter_map(|c| c.to_digit(36)).fold(0_u32, |rest, value| {
        if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 }
    });
    rest == 1
}

fn is_card(it: &str) -> bool {
    let figures: Vec<u32> = it.chars().filter_map(|c| c.to_digit(10)).collect();
    if !(13..=19).contains(&figures.len()) {
        return false;
    }
    let sum: u32 = figures
        .iter()
        .rev()
        .enumerate()
        .map(|(at, figure)| match at % 2 {
            0 => *figure,
            _ if *figure > 4 => figure * 2 - 9,
            _ => figure * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

fn is_nhs(it: &str) -> bool {
    let figures: Vec<u32> = it.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, first)) = figures.split_last() else { return false };
    let sum: u32 = first.iter().zip((2..=10).rev()).map(|(figure, weight)| figure * weight).sum();
    figures.len() == 10 && (11 - sum % 11) % 11 == *check
}

fn is_uk_postcode(it: &str) -> bool {
    // In small letters the shape needs its blank, so that "s1e2ep" is none.
    it.chars().all(|c| !c.is_lowercase()) || it.contains(' ')
}

fn is_spoken_number(it: &str) -> bool {
    // A countdown or a count of breaths goes up or down by one.
    const WORDS: &[&str] =
        &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let lower = it.to_lowercase();
    let values: Vec<usize> = lower
        .split([' ', ',', '-'])
        .filter_map(|word| WORDS.iter().position(|number| *number == word))
        .collect();
    !(values.len() >= 5 && values.windows(2).all(|pair| pair[0].abs_diff(pair[1]) == 1))
}

fn is_mixed_number(it: &str) -> bool {
    const KNOWN: &[&str] = &[
        "COVID", "ICD", "DSM", "PHQ", "GAD", "CORE", "WHO", "WAIS", "MMPI", "PCL", "HONOS", "SARS",
    ];
    let plain = it.chars().filter(char::is_ascii_alphanumeric).count();
    plain >= 6
        && digits(it) >= 3
        && letters(it) >= 1
        && !KNOWN.iter().any(|known| it.starts_with(known))
        && !(digits(it) == 4 && (it.ends_with("2019") || it.ends_with("2020")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert!(patterns().len() > 50);
    }

    #[test]
    fn a_number_with_a_wrong_check_digit_is_ignored() {
        assert!(is_iban("GB82 WEST 1234 5698 7654 32") && !is_iban("GB82 WEST 1234 5698 7654 33"));
        assert!(is_card("5555 5555 5555 4444") && !is_card("5555 5555 5555 4445"));
        assert!(is_nhs("943 476 5919") && !is_nhs("943 476 5918"));
    }

    #[test]
    fn a_sequence_of_counted_numbers_is_not_a_phone_number() {
        assert!(!is_spoken_number("one, two, three, four, five, six"));
        assert!(is_spoken_number("oh seven seven double oh nine"));
    }
}
