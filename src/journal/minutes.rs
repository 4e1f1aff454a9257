//! Minutes of inner work and of supervision, by month and kind.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::forms::{FacetValue, FieldKind, FormId};
use crate::journal::Journal;

/// The forms whose minutes count, with the field that says of what kind they were.
const COUNTED: [(&str, &str); 2] = [("inner", "work"), ("supervision", "format")];
/// The field that holds the minutes.
const MINUTES: &str = "minutes";

/// The minutes of one kind in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct MinutesOf {
    /// The month as `2026-03`, where the writer was.
    pub month: String,
    /// The journal: inner work or supervision.
    pub form: FormId,
    /// The kind's key; empty where none was said.
    pub kind: String,
    /// The kind's words in the current form; the key where it has none.
    pub label: String,
    /// The minutes.
    pub minutes: u32,
    /// How many entries they come from.
    pub entries: u32,
}

impl Journal {
    /// Totals the minutes of inner work and supervision; newest month first, then by form and kind.
    pub fn minutes(&self) -> Vec<MinutesOf> {
        let mut totals: BTreeMap<(String, usize, String), (u32, u32)> = BTreeMap::new();
        for (_, state) in self.catalog.newest_first() {
            let known = state.summary();
            let counted = COUNTED.iter().position(|(form, _)| known.form().0 == *form);
            let Some(at) = counted.filter(|_| !known.trashed) else { continue };
            let values = known.facet_values();
            let Some(FacetValue::Number(minutes)) = values.get(MINUTES) else { continue };
            let kind = match values.get(COUNTED[at].1) {
                Some(FacetValue::Keys(keys)) => keys.first().cloned().unwrap_or_default(),
                _ => String::new(),
            };
            let month = known.happened.date().format("%Y-%m").to_string();
            let total = totals.entry((month, at, kind)).or_insert((0, 0));
            total.0 = total.0.saturating_add(u32::try_from(*minutes).unwrap_or(0));
            total.1 += 1;
        }
        let total = |((month, at, kind), (minutes, entries)): ((String, usize, String), _)| {
            let (form, field) = COUNTED[at];
            let label = self.kind_label(form, field, &kind);
            MinutesOf { month, form: FormId(form.to_owned()), kind, label, minutes, entries }
        };
        let mut all: Vec<MinutesOf> = totals.into_iter().map(total).collect();
        all.sort_by(|one, other| other.month.cmp(&one.month));
        all
    }

    fn kind_label(&self, form: &str, field: &str, key: &str) -> String {
        let form = self.current_form(&FormId(form.to_owned()));
        let label = form.ok().and_then(|form| {
            let field = form.fields.iter().find(|known| known.id == field)?;
            let (FieldKind::Choice { options, .. } | FieldKind::Choices { options, .. }) =
                &field.kind
            else {
                return None;
            };
            let option = options.iter().find(|option| option.key == key)?;
            Some(option.label.clone())
        });
        label.unwrap_or_else(|| key.to_owned())
    }
}
