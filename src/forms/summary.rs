//! What lists, search and charts need of an entry's answers.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use super::answer::{Answer, Answers};
use super::definition::{Field, FieldKind, Form, Opt};
use super::prose::{attached_in, plain_text, said_text};

/// The longest excerpt, in characters.
const EXCERPT_CHARS: usize = 200;

/// An answer as charts and filters see it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum FacetValue {
    /// A scale, a number or minutes.
    #[n(0)]
    Number(#[n(0)] i64),
    /// Chosen keys.
    #[n(1)]
    Keys(#[n(0)] Vec<String>),
}

/// Returns whether an answer says nothing, so that it need not be stored.
pub fn is_empty(answer: &Answer) -> bool {
    let blank = |text: &String| text.trim().is_empty();
    match answer {
        Answer::Text(document) => plain_text(document).is_empty() && !has_unknown(document),
        Answer::Line(text) | Answer::Date(text) => blank(text),
        Answer::Verbatim(lines) => lines.iter().all(blank),
        Answer::Choice { key, own, text } => {
            key.is_none()
                && own.as_ref().is_none_or(blank)
                && text
                    .as_ref()
                    .is_none_or(|text| plain_text(text).is_empty() && !has_unknown(text))
        }
        Answer::Choices { keys, own } => keys.is_empty() && own.iter().all(blank),
        Answer::Check(set) => !set,
        Answer::Palette(levels) => levels.is_empty(),
        Answer::Rows(rows) => rows.iter().all(|row| row.values().all(is_empty)),
        Answer::Block(answers) => answers.values().all(is_empty),
        Answer::Links(links) => links.is_empty(),
        Answer::Scale(_) | Answer::Number(_) | Answer::Minutes(_) | Answer::Unknown(_) => false,
    }
}

/// Returns the first words of the leading field, or of the first text there is.
pub fn excerpt(form: &Form, answers: &Answers) -> String {
    let leading = answers.get(&form.leads).map(texts_of).unwrap_or_default();
    let mut all = leading
        .into_iter()
        .chain(form.fields.iter().filter_map(|field| answers.get(&field.id)).flat_map(texts_of));
    let text = all.find(|text| !text.trim().is_empty()).unwrap_or_default();
    let mut words = on_one_line(&text);
    if let Some((end, _)) = words.char_indices().nth(EXCERPT_CHARS) {
        words.truncate(end);
        words.truncate(words.rfind(' ').unwrap_or(end));
        words.push('…');
    }
    words
}

/// Puts the lines of a text on one. A line that ends without a sign gets a full stop, so that two
/// fields or paragraphs do not run into each other.
fn on_one_line(text: &str) -> String {
    let mut whole = String::new();
    for line in text.lines() {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            continue;
        }
        if !whole.is_empty() {
            let ends = whole.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»']);
            let ends_plainly = ends.ends_with(|c: char| c.is_alphanumeric() || c == '%');
            whole.push_str(if ends_plainly { ". " } else { " " });
        }
        whole.push_str(&words);
    }
    whole
}

/// Returns the words that tell an entry apart, from the fields that the form names for it.
pub fn detail(form: &Form, answers: &Answers) -> String {
    let named = form.detail.iter().filter_map(|id| {
        let field = form.fields.iter().find(|field| field.id == *id)?;
        label_of(field, answers.get(id)?)
    });
    named.collect::<Vec<_>>().join(", ")
}

/// The key of the answer that holds what an import found no place for in the form. It is no field:
/// search reads it, lists and counts do not.
pub const FROM_ELSEWHERE: &str = "from_elsewhere";

/// Counts the words of all texts.
pub fn word_count(answers: &Answers) -> u32 {
    let own = answers.iter().filter(|(field, _)| *field != FROM_ELSEWHERE);
    let texts = own.flat_map(|(_, answer)| texts_of(answer));
    texts.map(|text| text.split_whitespace().count() as u32).sum()
}

/// Returns the texts that search reads, by field.
pub fn searchable(form: &Form, answers: &Answers) -> Vec<(String, String)> {
    let known = form.fields.iter().map(|field| field.id.as_str());
    let unknown = answers.keys().map(String::as_str);
    let unknown = unknown.filter(|id| !form.fields.iter().any(|field| field.id == *id));
    let mut found = Vec::new();
    for id in known.chain(unknown) {
        let text = answers.get(id).map(texts_of).unwrap_or_default().join("\n");
        if !text.trim().is_empty() {
            found.push((id.to_owned(), text));
        }
    }
    found
}

/// Returns the client's own words: marked stretches and verbatim lists.
pub fn verbatim(answers: &Answers) -> String {
    let mut said = Vec::new();
    for answer in answers.values() {
        match answer {
            Answer::Text(document) | Answer::Choice { text: Some(document), .. } => {
                said.push(said_text(document));
            }
            Answer::Verbatim(lines) => said.extend(lines.iter().cloned()),
            Answer::Block(inner) => said.push(verbatim(inner)),
            Answer::Rows(rows) => said.extend(rows.iter().map(verbatim)),
            _ => {}
        }
    }
    said.retain(|text| !text.trim().is_empty());
    said.join("\n")
}

/// Returns the ids of the attached files that answers name.
pub fn attached(answers: &Answers) -> Vec<&str> {
    let found = answers.values().flat_map(|answer| match answer {
        Answer::Text(document) | Answer::Choice { text: Some(document), .. } => {
            attached_in(document)
        }
        Answer::Block(inner) => attached(inner),
        Answer::Rows(rows) => rows.iter().flat_map(attached).collect(),
        _ => Vec::new(),
    });
    found.collect()
}

/// Returns the ids of the records that answers link to, each once, in the order of the fields.
pub fn links(answers: &Answers) -> Vec<&str> {
    let mut found = Vec::new();
    for answer in answers.values() {
        let linked: Vec<&str> = match answer {
            Answer::Links(links) => links.iter().map(String::as_str).collect(),
            Answer::Block(inner) => links(inner),
            Answer::Rows(rows) => rows.iter().flat_map(links).collect(),
            _ => continue,
        };
        for id in linked {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    found
}

/// Returns the answers that charts and filters use, by field. What stands within an answer is found
/// by its path: `windows.client`, `stirred_in_me.warm`, `relational_moment.who_moved`.
pub fn facet_values(form: &Form, answers: &Answers) -> BTreeMap<String, FacetValue> {
    let mut found = BTreeMap::new();
    for field in &form.fields {
        let Some(answer) = answers.get(&field.id) else { continue };
        found.extend(picked(answer).map(|value| (field.id.clone(), value)));
        let within = within(answer).into_iter();
        found.extend(within.map(|(key, value)| (format!("{}.{key}", field.id), value)));
    }
    found
}

/// What charts use within an answer, by its key there: how strong each response is, the answers of a
/// block, and what was chosen in any row.
fn within(answer: &Answer) -> BTreeMap<&str, FacetValue> {
    let mut found = BTreeMap::new();
    match answer {
        Answer::Palette(levels) => {
            let felt = levels.iter().filter(|(_, level)| level.level > 0);
            let number = |level: u8| FacetValue::Number(i64::from(level));
            found.extend(felt.map(|(key, level)| (key.as_str(), number(level.level))));
        }
        Answer::Block(answers) => {
            let checked = |answer: &Answer| match answer {
                Answer::Check(true) => Some(FacetValue::Number(1)),
                other => picked(other),
            };
            let values =
                answers.iter().filter_map(|(key, one)| Some((key.as_str(), checked(one)?)));
            found.extend(values);
        }
        Answer::Rows(rows) => {
            for (key, answer) in rows.iter().flatten() {
                let Some(FacetValue::Keys(chosen)) = picked(answer) else { continue };
                let known = found.entry(key.as_str()).or_insert(FacetValue::Keys(Vec::new()));
                let FacetValue::Keys(all) = known else { continue };
                for key in chosen {
                    if !all.contains(&key) {
                        all.push(key);
                    }
                }
            }
        }
        _ => {}
    }
    found
}

fn picked(answer: &Answer) -> Option<FacetValue> {
    match answer {
        Answer::Scale(value) => Some(FacetValue::Number(i64::from(*value))),
        Answer::Minutes(value) => Some(FacetValue::Number(i64::from(*value))),
        Answer::Number(value) if value.fract() == 0.0 => Some(FacetValue::Number(*value as i64)),
        Answer::Choice { key: Some(key), .. } => Some(FacetValue::Keys(vec![key.clone()])),
        Answer::Choices { keys, .. } if !keys.is_empty() => Some(FacetValue::Keys(keys.clone())),
        Answer::Palette(levels) => {
            let felt = levels.iter().filter(|(_, level)| level.level > 0);
            Some(FacetValue::Keys(felt.map(|(key, _)| key.clone()).collect()))
        }
        _ => None,
    }
}

fn label_of(field: &Field, answer: &Answer) -> Option<String> {
    let label = |options: &[Opt], key: &str| {
        options.iter().find(|option| option.key == key).map(|option| option.label.clone())
    };
    match (&field.kind, answer) {
        (FieldKind::Choice { options, .. }, Answer::Choice { key: Some(key), .. }) => {
            label(options, key)
        }
        (FieldKind::Choice { .. }, Answer::Choice { own, .. }) => own.clone(),
        (FieldKind::Choices { options, .. }, Answer::Choices { keys, own }) => {
            keys.first().and_then(|key| label(options, key)).or_else(|| own.first().cloned())
        }
        (FieldKind::Minutes, Answer::Minutes(minutes)) => Some(format!("{minutes} min")),
        (_, Answer::Line(text)) => Some(text.clone()),
        _ => None,
    }
}

fn texts_of(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Text(document) => vec![plain_text(document)],
        Answer::Line(text) => vec![text.clone()],
        Answer::Verbatim(lines) => lines.clone(),
        Answer::Choice { own, text, .. } => {
            own.iter().cloned().chain(text.as_ref().map(plain_text)).collect()
        }
        Answer::Choices { own, .. } => own.clone(),
        Answer::Palette(levels) => levels.values().filter_map(|l| l.place.clone()).collect(),
        Answer::Rows(rows) => rows.iter().flat_map(|row| row.values().flat_map(texts_of)).collect(),
        Answer::Block(inner) => inner.values().flat_map(texts_of).collect(),
        _ => Vec::new(),
    }
}

/// Returns whether a document holds a node that may mean something without any text.
fn has_unknown(document: &serde_json::Value) -> bool {
    let nodes = document.get("content").and_then(serde_json::Value::as_array);
    nodes.is_some_and(|nodes| {
        nodes
            .iter()
            .any(|node| node.get("type").and_then(serde_json::Value::as_str) != Some("paragraph"))
    })
}
