//! What needs a person's judgement: could only one person be this?

use std::sync::OnceLock;

use regex::Regex;

use super::finding::{Certainty, Class, Suggestion, Why};
use super::page::{Page, compile, is_whole};

struct Question {
    regex: Regex,
    class: Class,
    why: Why,
}

fn questions(page: &Page<'_>) -> &'static [Question] {
    static ALL: OnceLock<Vec<Question>> = OnceLock::new();
    ALL.get_or_init(|| {
        let joined = |section: &str| {
            let mut words: Vec<String> = page.lists.section(section).map(regex::escape).collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words.join("|")
        };
        let (jobs, events, news, kin) = (joined("jobs"), joined("event"), joined("news"), joined("kin"));
        let day = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|day|week|weekend|morning|night|evening|month|summer|winter|spring|autumn)";
        let feast = "(?:christmas|easter|halloween|new year(?:['’]?s)?(?: eve| day)?|bonfire night|diwali|eid|passover|thanksgiving|pentecost|birthday|anniversary|wedding|funeral|bank holiday|solstice|ostern|weihnachten|pfingsten|geburtstag)";
        let person = r"(?:woman|man|girl|boy|female|male|person|black|white|asian|muslim|jewish|deaf|blind|trans|gay|survivor|widow|doctor|nurse|teacher|midwife|vet|priest|rabbi|imam|pilot|surgeon|pharmacist|dentist|gp|baker|butcher|farmer|keeper|officer|driver|player|singer|dancer|student|pupil|child|family|couple|twins|triplets|passenger|witness|juror|tenant|resident|member|employee|candidate|vet|one (?:on|from)|frau|mann|arzt|ärztin|hebamme|pfarrerin|überlebende)";
        let list = [
            (format!(r"\b(?:the|die|der|das)\s+(?:only|last|first|first ever|youngest|oldest|eldest|einzige[rn]?|letzte[rn]?|erste[rn]?|jüngste[rn]?|älteste[rn]?)\s+(?:[\w-]+\s+){{0,3}}?{person}\b(?:\s+(?:on|in|at|of|from|for|to|who|ever|with|auf|in|an|bei|von|der|die)\b(?:\s+[\w’'-]+){{0,6}})?"), Class::Circumstance, Why::OnlyOne),
            (r"\b(?:only one|one of (?:two|three|four|five)|one of the (?:two|three|few|only))\s+(?:[\w-]+\s+){0,4}(?:in|at|on|of)\s+(?:the|that|this|her|his)\s+(?:country|county|city|town|village|world|island|river|valley|company|hospital|school|team|regiment|parish|coast|history|region|land|state)\b".to_owned(), Class::Circumstance, Why::OnlyOne),
            (format!(r"\b(?:is|was|as|a|an|the|becomes?|became|works? as|retired|former|ex|be|been|als|ist|war|eine?|der|die)[\s-]+(?:the\s+|a\s+|an\s+)?(?:(?:retired|former|deputy|assistant|youngest|first|last|head|chief|local|town|village)\s+)?(?:{jobs})\b(?:\s+(?:of|for|at|on|in)\s+(?:the\s+|a\s+|that\s+|this\s+)?[\w’'-]+)?"), Class::Circumstance, Why::RareJob),
            (format!(r"\b(?:the|that|this|a|der|die|das|dem|den)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{events})\b[^.!?\n]{{0,60}}?\b(?:{news})\b"), Class::Circumstance, Why::PublicEvent),
            (format!(r"\b(?:{news})\b"), Class::Circumstance, Why::PublicEvent),
            (format!(r"\b(?:the|der|die|das)\s+(?:[\w’'-]+\s+){{0,1}}?(?:bus|train|ferry|plane|tower|factory|mine|pit|mill|school|station|bridge|dam|hotel|nightclub|stadium|pier|church|market|boat|ship|tram|chapel|brücken|zug|schul|fähr)[\s-]?(?:{events})\b"), Class::Circumstance, Why::PublicEvent),
            (r"\b(?:photographs?|photos?|pictures?|snapshots?|selfies?|polaroids?|passport photo|portraits?|foto|fotos|bild|videos?|film) (?:of (?:him|her|them|me|us|the (?:two|three|four|five|whole family|family|baby|children|twins|girls|boys)|himself|herself|his (?:face|father|mother|son|daughter|wife|brother)|her (?:face|father|mother|son|daughter|husband|sister|brother|mum|dad|children|baby))|von (?:ihm|ihr|ihnen|sich))\b(?:\s+(?:of them|on|in|at|with|from|by)\b(?:\s+[\w’'-]+){1,4})?".to_owned(), Class::Photograph, Why::Likeness),
            (r"\b(?:(?:her|his|their|passport|school|wedding|profile|childhood|ihr|sein) (?:photograph|photo|selfie|portrait|picture|profile picture|passbild)s?)\b".to_owned(), Class::Photograph, Why::Likeness),
            (r"\b(?:finger ?prints?(?: scan(?:ner)?| reader)?|thumb ?prints?|face ?id|facial recognition|face scan|iris scan|retina(?:l)? scan|voice ?print|voice recognition|palm scan|palm print|dna (?:test|sample|result|kit)s?|gait analysis|fingerabdr(?:uck|ücke)|gesichtserkennung|stimmabdruck|irisscan)\b".to_owned(), Class::Biometric, Why::Likeness),
            (r"\b(?:tattoo|birthmark|scar|prosthe(?:tic|sis)|glass eye|missing finger)s?\b\s+(?:of|on|that says|that reads|which says|with|over|across|down|under|behind)\b(?:\s+[\w’'-]+){1,4}".to_owned(), Class::Biometric, Why::Likeness),
            (format!(r"\b(?:the|every)\s+{day}\s+(?:before|after|of|following)\s+(?:(?:her|his|my|their|the|our)\s+)?(?:(?:{kin})['’]s\s+)?(?:[\w’'-]+\s+)?{feast}(?:['’]s)?(?:\s+(?:birthday|wedding|funeral|anniversary|eve|day))?\b"), Class::Date, Why::SpokenDate),
            (format!(r"\b(?:(?:two|three|four|five|six|ten|a|the)\s+)?(?:days?|weeks?|months?)\s+(?:before|after)\s+(?:(?:her|his|my|their|the)\s+)?(?:(?:{kin})['’]s\s+)?{feast}\b"), Class::Date, Why::SpokenDate),
            (r"\b(?:the )?(?:first|second|third|last|middle|beginning|end|start)\s+(?:week|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday|day|days)?\s*(?:of|in)\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)\b".to_owned(), Class::Date, Why::SpokenDate),
            (r"\b(?:early|mid|late|the end of|the middle of|the beginning of|ende|anfang|mitte)[ -](?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember)\b".to_owned(), Class::Date, Why::SpokenDate),
            (format!(r"\b(?:on|since|until|before|after|by) (?:her|his|their|my) (?:own |(?:{kin})['’]s )?(?:(?:\w+(?:st|nd|rd|th|ieth)) )?birthday\b"), Class::Date, Why::SpokenDate),
            (r"\b(?:am|der) (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|tag) (?:nach|vor) (?:\w+ ){0,2}(?:geburtstag|ostern|weihnachten|pfingsten|hochzeit|beerdigung)\b".to_owned(), Class::Date, Why::SpokenDate),
        ];
        list.into_iter()
            .map(|(regex, class, why)| {
                let regex = compile(&format!("(?i){regex}"));
                Question { regex, class, why }
            })
            .collect()
    })
}

/// Asks about what only one person could be or have lived through.
pub(super) fn find(page: &mut Page<'_>) {
    let text = page.tokens.text;
    let mut spans: Vec<(usize, usize, Class, Why)> = Vec::new();
    for question in questions(page) {
        for hit in question.regex.find_iter(text) {
            if is_whole(text, &hit.range())
                && spans.iter().all(|(start, end, ..)| hit.end() <= *start || *end <= hit.start())
            {
                spans.push((hit.start(), hit.end(), question.class, question.why));
            }
        }
    }
    for (start, end, class, why) in spans {
        let words = match class {
            Class::Date => "a day",
            Class::Photograph => "a picture",
            Class::Biometric => "something of the body",
            _ => "something that happened",
        };
        // A name within the passage is a finding of its own; the question stands around it.
        let taken: Vec<_> = page
            .found
            .iter()
            .filter(|found| found.range.start < end && start < found.range.end)
            .map(|found| found.range.clone())
            .collect();
        let mut from = start;
        let mut parts = Vec::new();
        let mut sorted = taken;
        sorted.sort_by_key(|range| range.start);
        for range in sorted {
            parts.push((from, range.start.max(from)));
            from = from.max(range.end);
        }
        parts.push((from, end.max(from)));
        let longest = parts
            .into_iter()
            .map(|(from, to)| trim(text, from, to))
            .max_by_key(|(from, to)| to.saturating_sub(*from));
        if let Some((from, to)) = longest
            && to > from + 3
        {
            page.add(from..to, class, why, Certainty::Ask, Suggestion::Words(words.to_owned()));
        }
    }
}

fn trim(text: &str, from: usize, to: usize) -> (usize, usize) {
    let part = &text[from..to];
    let start = from + (part.len() - part.trim_start().len());
    (start, start + part.trim().len())
}
