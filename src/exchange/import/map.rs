//! An item as the entry that it will be: its moment, its tags, its text with the title, and what
//! has no place in an entry, kept at its end.

use std::collections::HashSet;

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use super::choices::{Choices, Rule};
use super::dates::When;
use super::item::{Item, Media};
use super::limits::TAGS;
use super::probe::Kind;
use super::text;
use super::trouble::{Code, Trouble};
use crate::forms::plain_text;
use crate::journal::Moment;

/// The version of what the digest of a source is made of.
const DIGEST: &str = "stillroom import 1";

/// What of an item is not kept unless it is chosen: it tells where somebody was, or who they are.
const LEFT_OUT: &[&str] = &["Position", "Contact", "Author"];

/// An entry as it will be.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The first bytes of the digest of kind and source id; none where the source has no ids.
    pub key: Option<[u8; 16]>,
    /// Whether the key is an id of the other program, and no path.
    pub has_ids: bool,
    /// How large its text is in the source, in bytes.
    pub size: usize,
    /// What becomes of it.
    pub rule: Rule,
    /// The digest of what the source says.
    pub digest: [u8; 32],
    /// When it happened; none if nobody knows yet.
    pub happened: Option<Moment>,
    /// When it was made in the other program.
    pub created: Option<Moment>,
    /// The text, its title as a heading.
    pub document: Value,
    /// What has no place in the entry.
    pub appendix: Option<Value>,
    /// Tags, in small letters.
    pub tags: Vec<String>,
    /// What links may call it by.
    pub names: Vec<String>,
    /// What its links may call others by.
    pub links: Vec<Vec<String>>,
    /// Journals, notebooks and folders.
    pub groups: Vec<String>,
    /// Where it stands in the source.
    pub place: String,
    /// Pictures and files.
    pub media: Vec<Media>,
    /// What was turned, and how often.
    pub turns: std::collections::BTreeMap<Code, u64>,
    /// The beginning of the text as the source has it.
    pub was: String,
}

/// Makes an entry of an item, and says what is odd or asked.
pub(super) fn prepare(kind: Kind, item: Item, choices: &Choices) -> (Prepared, Vec<Trouble>) {
    let mut told = Vec::new();
    let mut tell = |code: Code| told.push(Trouble::new(code, &item.place));
    let given = choices.days.get(&item.place).map(|day| When::local(*day, None));
    let when = given.filter(|_| item.when == When::Unknown).unwrap_or(item.when);
    let (rule, group) = choices.rule(&item);
    let happened = when.moment(choices.zone);
    if item.when.asks_zone() {
        tell(Code::ZoneAsked);
    }
    let happened = if let Some((moment, odd)) = happened {
        odd.into_iter().for_each(&mut tell);
        Some(moment)
    } else {
        tell(Code::Undated);
        None
    };
    let mut tags = item.tags.clone();
    if choices.group_tags {
        tags.extend(item.groups.iter().cloned());
    } else if rule.tag {
        tags.extend(group);
    }
    let tags = folded_tags(&tags);
    if tags.len() > TAGS {
        tell(Code::ManyTags);
    }
    let created = item.created.and_then(|ms| {
        let offset_min = happened.map_or(0, |at| at.offset_min);
        Some(Moment { utc_ms: ms, offset_min }).filter(|at| at.utc_ms > 0)
    });
    let end = item.text.floor_char_boundary(400);
    let prepared = Prepared {
        key: item.key.as_deref().map(|id| key(kind, id)),
        has_ids: kind.family() != "file",
        size: item.text.len(),
        rule: rule.clone(),
        digest: digest(kind, &item, &when, happened),
        happened,
        created,
        document: titled(&item),
        appendix: appendix(&item.extra),
        tags,
        was: item.text[..end].to_owned(),
        names: item.names,
        links: item.built.links,
        groups: item.groups,
        place: item.place,
        media: item.media,
        turns: item.built.turns,
    };
    (prepared, told)
}

/// Returns the key of a source's own id.
pub(super) fn key(kind: Kind, id: &str) -> [u8; 16] {
    let id: String = id.nfc().collect();
    let digest = hashed(&format!("{}\0{id}", kind.family()));
    let mut key = [0; 16];
    key.copy_from_slice(&digest[..16]);
    key
}

/// Digests what the source says: a better reader of texts does not change it.
fn digest(kind: Kind, item: &Item, when: &When, happened: Option<Moment>) -> [u8; 32] {
    let normal = |text: &str| text.trim().replace("\r\n", "\n").nfc().collect::<String>();
    let mut tags: Vec<String> = folded_tags(&item.tags);
    tags.sort();
    let media: Vec<&str> = item.media.iter().map(|media| media.name.as_str()).collect();
    let at = match (when, happened) {
        (When::Local { date, time, .. }, _) => format!("{date} {time:?}"),
        (_, Some(moment)) => moment.utc_ms.to_string(),
        _ => String::new(),
    };
    let parts = [
        DIGEST.to_owned(),
        kind.family().to_owned(),
        at,
        normal(&item.title),
        normal(&item.text),
        tags.join("\n"),
        media.join("\n"),
    ];
    hashed(&parts.join("\0"))
}

/// Hashes what is compared. Hashes of plain text are kept in sealed metas only.
pub(super) fn hashed(text: &str) -> [u8; 32] {
    *blake3::hash(text.as_bytes()).as_bytes()
}

/// Folds tags: without their sign, in small letters, each once.
fn folded_tags(tags: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    let fold = |tag: &String| -> String {
        let tag = tag.trim().trim_start_matches(['#', '@']).trim_matches('/');
        let tag: String = tag.nfc().filter(|c| !c.is_control()).collect();
        tag.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let folded = tags.iter().map(fold).filter(|tag| !tag.is_empty());
    folded.filter(|tag| seen.insert(tag.clone())).collect()
}

/// Puts the title before the text, unless the text begins with it.
fn titled(item: &Item) -> Value {
    let mut document = item.built.document.clone();
    if document.is_null() {
        document = text::document(Vec::new());
    }
    let title = item.title.trim();
    if title.is_empty() || title.eq_ignore_ascii_case("untitled") {
        return document;
    }
    let shown = plain_text(&document);
    let first = shown.lines().next().unwrap_or_default().trim();
    if first.eq_ignore_ascii_case(title) {
        return document;
    }
    let (title, _) = super::decode::tidied(title);
    let title = title.replace('\n', " ");
    let heading = json!({ "type": "heading", "attrs": { "level": 1 }, "content": [{ "type": "text", "text": title }] });
    if let Some(content) = document["content"].as_array_mut() {
        if shown.is_empty() {
            content.retain(|block| block["type"] != "paragraph");
        }
        content.insert(0, heading);
    }
    document
}

/// Makes paragraphs of labels and values.
fn appendix(extra: &[(String, String)]) -> Option<Value> {
    let shown = extra.iter().filter(|(label, _)| !LEFT_OUT.contains(&label.as_str()));
    let paragraphs: Vec<Value> = shown
        .map(|(label, value)| {
            let (line, _) = super::decode::tidied(&format!("{label}: {value}"));
            let mut content = Vec::new();
            for (at, line) in line.split('\n').enumerate() {
                if at > 0 {
                    content.push(json!({ "type": "hardBreak" }));
                }
                if !line.is_empty() {
                    content.push(json!({ "type": "text", "text": line }));
                }
            }
            json!({ "type": "paragraph", "content": content })
        })
        .collect();
    (!paragraphs.is_empty()).then(|| text::document(paragraphs))
}
