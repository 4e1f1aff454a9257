//! Derives an entry's meta from what stands on the page.

use crate::forms::{self, Form};
use crate::journal::record::{EntryInput, EntryMeta, FACET_RULES, Moment};

/// Derives what lists, charts and filters need from an entry as it stands on the page.
pub(crate) fn describe(
    input: &EntryInput,
    form: &Form,
    before: Option<&EntryMeta>,
    now: Moment,
) -> EntryMeta {
    // The line that lists show also stands where others may look: it is made of the rest.
    let mut shown = std::borrow::Cow::Borrowed(&input.answers);
    if !input.head.mine_alone_fields.is_empty() {
        shown.to_mut().retain(|field, _| !input.head.mine_alone_fields.contains(field));
    }
    EntryMeta {
        form: input.form.clone(),
        form_version: input.form_version,
        head: input.head.clone(),
        first_written: before.map_or(now, |meta| meta.first_written),
        revision: before.map_or(1, |meta| meta.revision + 1),
        excerpt: forms::excerpt(form, &shown),
        detail: forms::detail(form, &shown),
        words: forms::word_count(&input.answers),
        facet_values: forms::facet_values(form, &input.answers).into_iter().collect(),
        trashed: before.and_then(|meta| meta.trashed),
        closed: before.and_then(|meta| meta.closed),
        origin: before.and_then(|meta| meta.origin.clone()),
        // What is no id links to nothing; the answer keeps it all the same.
        links: forms::links(&input.answers).iter().filter_map(|id| id.parse().ok()).collect(),
        facet_rules: FACET_RULES,
    }
}
