//! Sittings: while an entry is written, earlier states of it become revisions, so that one slip
//! never costs text.
//!
//! A sitting lasts from the first draft after a revision to the next revision. It remembers its
//! fullest state. When the writing loses much of that state, the state becomes a revision before
//! the draft is replaced. Steady writing leaves a revision every few minutes as well.

use std::collections::HashMap;
use std::sync::Arc;

use super::save::NewRevision;
use crate::forms::{self, Form};
use crate::journal::catalog::Sitting;
use crate::journal::record::{Body, Draft, EntryInput, EntryMeta, Moment, base_seq, to_json};
use crate::journal::{Journal, JournalError};
use crate::vault::{RecordId, Seq};

/// How long steady writing may go on without leaving a revision.
const LONGEST_MS: i64 = 3 * 60_000;
/// More lost words than these are a loss, however long the text is.
const MANY_WORDS: usize = 30;
/// Fewer lost letters than these are no loss, however short the text is.
const FEW_LETTERS: usize = 8;
/// A script without spaces counts so many letters as a word.
const LETTERS_PER_WORD: usize = 10;

/// An earlier state of a sitting that is to become a revision.
pub(crate) struct Earlier {
    pub(crate) input: EntryInput,
    pub(crate) form: Arc<Form>,
    pub(crate) meta: EntryMeta,
}

impl Journal {
    /// Has writing that began from an earlier revision of its own sitting go on from the newest:
    /// the page does not know yet that an earlier state of it has become a revision.
    pub(crate) fn on_newest_base(&self, mut input: EntryInput) -> EntryInput {
        if let Some(sitting) = self.sitting(input.id)
            && sitting.former.contains(&input.base)
        {
            input.base = sitting.base;
        }
        input
    }

    /// Returns the earlier state of the sitting that has to become a revision before `input`
    /// replaces the draft. None when nothing much is lost by it and the last revision is recent,
    /// and when the earlier state cannot be a revision or is one already.
    pub(crate) fn earlier_state(
        &self,
        input: &EntryInput,
        now: Moment,
    ) -> Result<Option<Earlier>, JournalError> {
        let Some(sitting) = self.known_sitting(input)? else { return Ok(None) };
        let form = self.definition(&input.form, input.form_version)?;
        let is_loss = is_loss(&sitting.texts, &forms::searchable(&form, &input.answers));
        let lasts = now.utc_ms.saturating_sub(sitting.since.utc_ms);
        let earlier = if is_loss {
            sitting.fullest
        } else if lasts >= LONGEST_MS {
            match self.open_draft(input.id)? {
                Some(Draft { input, .. }) => EntryInput { base: sitting.base, ..input },
                None => return Ok(None),
            }
        } else {
            return Ok(None);
        };
        if earlier.answers == input.answers {
            return Ok(None);
        }
        let form = self.definition(&earlier.form, earlier.form_version)?;
        let says = !Body::of(&earlier).answers.is_empty();
        if !says || forms::validate(&form, &earlier.answers).is_err() {
            return Ok(None);
        }
        if self.equals_head(&earlier, &Body::of(&earlier))? {
            return Ok(None);
        }
        let mut meta = self.describe(&earlier, now)?;
        let latest = self.catalog.entry(input.id).and_then(|state| state.latest.as_ref());
        meta.revision = latest.map_or(1, |latest| latest.meta().revision + 1);
        Ok(Some(Earlier { input: earlier, form, meta }))
    }

    /// Makes an earlier state of the sitting a revision and keeps `input` as the draft that goes on
    /// from it, both in one transaction. Returns `input` on its new base.
    pub(crate) fn save_earlier_state(
        &mut self,
        earlier: &Earlier,
        input: EntryInput,
        now: Moment,
    ) -> Result<EntryInput, JournalError> {
        let former = self.sitting(input.id).map(|sitting| sitting.former.clone());
        let mut former = former.unwrap_or_default();
        former.push(input.base);
        let saved = Draft { input, at: now };
        let body = zeroize::Zeroizing::new(to_json(&Body::of(&earlier.input))?);
        let (id, form) = (saved.input.id, &earlier.form);
        let (body, draft) = (Some(&body[..]), Some(&saved));
        let revision = NewRevision { body, draft, ..NewRevision::of(form, &earlier.meta) };
        self.append_revision(id, revision, now)?;
        self.follow(id, form, &earlier.input.answers);
        let latest = self.catalog.entry(id).and_then(|state| state.latest.as_ref());
        let base = latest.map(|latest| latest.seq.0);
        let input = EntryInput { base, ..saved.input };
        let sitting = self.begin_sitting(&input, former, now)?;
        self.catalog.sittings.insert(id, sitting);
        Ok(input)
    }

    /// Notes a draft that was saved in the sitting it belongs to.
    pub(crate) fn note_in_sitting(
        &mut self,
        input: &EntryInput,
        now: Moment,
    ) -> Result<(), JournalError> {
        let Some(mut sitting) = self.known_sitting(input)? else {
            let begun = self.begin_sitting(input, Vec::new(), now)?;
            self.catalog.sittings.insert(input.id, begun);
            return Ok(());
        };
        let form = self.definition(&input.form, input.form_version)?;
        let texts = forms::searchable(&form, &input.answers);
        if letters(&texts) >= letters(&sitting.texts) {
            (sitting.fullest, sitting.texts) = (input.clone(), texts);
        }
        // A clock that was set back must not keep the sitting from leaving revisions.
        if now.utc_ms < sitting.since.utc_ms {
            sitting.since = now;
        }
        self.catalog.sittings.insert(input.id, sitting);
        Ok(())
    }

    fn begin_sitting(
        &self,
        input: &EntryInput,
        former: Vec<Option<u64>>,
        now: Moment,
    ) -> Result<Sitting, JournalError> {
        let form = self.definition(&input.form, input.form_version)?;
        let texts = forms::searchable(&form, &input.answers);
        Ok(Sitting { base: input.base, former, since: now, fullest: input.clone(), texts })
    }

    /// Returns the sitting of an entry if its newest revision is still the one it goes on from.
    fn sitting(&self, id: RecordId) -> Option<&Sitting> {
        let latest = self.catalog.entry(id).and_then(|state| state.latest.as_ref());
        let newest = latest.map(|latest| latest.seq.0);
        self.catalog.sittings.get(&id).filter(|sitting| sitting.base == newest)
    }

    /// Returns the sitting that a writing belongs to; a draft left by an earlier run begins one.
    fn known_sitting(&self, input: &EntryInput) -> Result<Option<Sitting>, JournalError> {
        if let Some(sitting) = self.sitting(input.id) {
            return Ok(Some(sitting.clone()));
        }
        let Ok(Some(draft)) = self.open_draft(input.id) else { return Ok(None) };
        if base_seq(&draft.input) != Seq(input.base.unwrap_or(0)) {
            return Ok(None);
        }
        self.begin_sitting(&draft.input, Vec::new(), draft.at).map(Some)
    }
}

fn letters(texts: &[(String, String)]) -> usize {
    texts.iter().flat_map(|(_, text)| text.split_whitespace()).map(count).sum()
}

fn count(word: &str) -> usize {
    word.chars().count()
}

/// Returns whether going from one state to the other loses so much that the first has to be saved:
/// more than thirty words altogether, or more than half of one text.
fn is_loss(was: &[(String, String)], is: &[(String, String)]) -> bool {
    let mut words = 0;
    for (field, text) in was {
        let now = is.iter().find(|(other, _)| other == field).map_or("", |(_, text)| text);
        let lost = lost(text, now);
        let letters: usize = lost.iter().map(|word| count(word)).sum();
        let all: usize = text.split_whitespace().map(count).sum();
        if letters >= FEW_LETTERS && 2 * letters > all {
            return true;
        }
        words += lost.iter().map(|word| 1 + count(word) / LETTERS_PER_WORD).sum::<usize>();
    }
    words > MANY_WORDS
}

/// Returns the words of the one text that the other no longer has, whatever their order.
fn lost<'a>(was: &'a str, is: &'a str) -> Vec<&'a str> {
    let (was, is) = between(was, is);
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in words(is) {
        *left.entry(word).or_default() += 1;
    }
    let gone = |word: &&'a str| match left.get_mut(*word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    words(was).filter(gone).collect()
}

/// Splits a text at its blanks and leaves the signs around the words away.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_sign = |c: char| !c.is_alphanumeric();
    let words = text.split_whitespace().map(move |word| word.trim_matches(is_sign));
    words.filter(|word| !word.is_empty())
}

/// Leaves away what two texts begin and end with alike: a word that is being written is not lost.
fn between<'a>(was: &'a str, is: &'a str) -> (&'a str, &'a str) {
    let same = was.chars().zip(is.chars()).take_while(|(one, other)| one == other);
    let start: usize = same.map(|(one, _)| one.len_utf8()).sum();
    let (was, is) = (&was[start..], &is[start..]);
    let same = was.chars().rev().zip(is.chars().rev()).take_while(|(one, other)| one == other);
    let end: usize = same.map(|(one, _)| one.len_utf8()).sum();
    (&was[..was.len() - end], &is[..is.len() - end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loses(was: &str, is: &str) -> bool {
        is_loss(&[("text".into(), was.into())], &[("text".into(), is.into())])
    }

    #[test]
    fn continuing_and_correcting_a_text_are_no_losses() {
        for (was, is) in [
            ("A king", "A kingfisher crossed."),
            ("We sat wiht the heron", "We sat with the heron"),
            ("First. Second.", "Second. First."),
            ("Tehn", "Then"),
            ("", "A heron"),
        ] {
            assert!(!loses(was, is), "{was} -> {is}");
        }
    }

    #[test]
    fn a_replaced_text_counts_as_a_loss_whatever_replaces_it() {
        let long = "heron ".repeat(200);
        let shorter = "heron ".repeat(160);
        let other = "reeds ".repeat(200);
        let letters = "夢を見た静けさの中で".repeat(40);
        let fewer = "夢を見た静けさの中で".repeat(13);
        for (was, is) in [
            ("A kingfisher crossed.", "q"),
            ("A kingfisher crossed.", ""),
            ("A kingfisher crossed.", "The wren was silent."),
            (long.as_str(), shorter.as_str()),
            (long.as_str(), other.as_str()),
            (letters.as_str(), fewer.as_str()),
        ] {
            assert!(loses(was, is), "{was} -> {is}");
        }
    }

    #[test]
    fn emptying_one_of_many_texts_counts_as_a_loss() {
        let texts = |second: &str| {
            vec![("long".to_owned(), "heron ".repeat(100)), ("second".into(), second.into())]
        };
        assert!(is_loss(&texts("The wren was silent."), &texts("q")));
        assert!(is_loss(&texts("The wren was silent."), &texts("q")[..1]));
    }
}
