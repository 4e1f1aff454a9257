//! What in an item looks like a name. It says *may*, and it blocks nothing.

use super::item::Item;
use super::trouble::{Code, Trouble};
use crate::forms::plain_text;
use crate::identifiers::{Certainty, Class, Language, OwnWords, find};

/// How much of a text is looked at, in bytes.
const LOOKED_AT: usize = 64 << 10;

/// Finds what looks like a name; `aliases` of the journal name nobody outside it.
pub(super) fn look(item: &Item, aliases: &[String]) -> Vec<Trouble> {
    let mut found = Vec::new();
    for person in item.people.iter().filter(|person| !aliases.contains(person)) {
        found.push(Trouble::new(Code::MarkedName, format!("{}: {person}", item.place)));
    }
    if item.extra.iter().any(|(label, _)| label == "Place" || label == "Position") {
        found.push(Trouble::new(Code::Place, &item.place));
    }
    let text = plain_text(&item.built.document);
    let text = format!("{}\n{}", item.title, &text[..text.floor_char_boundary(LOOKED_AT)]);
    let aliases: Vec<&str> = aliases.iter().map(String::as_str).collect();
    let own = OwnWords { keep: &[], replace: &[] };
    let is_name = |class: Class| {
        matches!(
            class,
            Class::Name
                | Class::Phone
                | Class::Email
                | Class::NationalId
                | Class::PlanNumber
                | Class::RecordNumber
        )
    };
    let first = find(&text, Language::English, &aliases, own)
        .into_iter()
        .find(|finding| is_name(finding.class) && !matches!(finding.certainty, Certainty::Ask));
    if let Some(finding) = first {
        let word = &text[finding.range.clone()];
        found.push(Trouble::new(Code::NameInText, format!("{}: {word}", item.place)));
    }
    found
}
