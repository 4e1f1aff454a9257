//! What the catalog keeps of an entry in memory: what filters, counts and orders look at as it is,
//! and all of it packed as CBOR, opened for the few entries that are shown.

use std::sync::Arc;

use minicbor::decode::Error;
use minicbor::{Decode, Decoder};

use crate::forms::FormId;
use crate::journal::record::{
    Basket, BodyAt, EntryMeta, FacetValues, Moment, PackedValues, Phase, Raised, Weight,
};
use crate::vault::RecordId;

/// Where the picks stand among the positions of [`EntryMeta`].
const FACET_VALUES: usize = 8;
/// Where the head stands among the positions of [`EntryMeta`], and the tags in it.
const HEAD: usize = 2;
const TAGS: usize = 7;
/// What nearly every packed meta fits in, in bytes.
const MOST_OFTEN: usize = 512;

/// An entry as the catalog knows it.
pub(crate) struct EntrySummary {
    /// One and the same for all entries of a form.
    pub(super) form: Arc<FormId>,
    pub(crate) happened: Moment,
    pub(crate) client: Option<RecordId>,
    pub(crate) session: Option<u32>,
    pub(crate) phase: Option<Phase>,
    pub(crate) weight: Option<Weight>,
    pub(crate) words: u32,
    pub(crate) trashed: bool,
    pub(crate) closed: bool,
    /// Whether it lies in the supervision basket and has not been asked.
    pub(crate) waits: bool,
    references: Box<[RecordId]>,
    /// When it was written, where its body lies, and its meta.
    packed: Box<[u8]>,
}

impl EntrySummary {
    /// Takes what is looked at out of a meta, and packs the whole.
    pub(crate) fn of(meta: &EntryMeta, written: Moment, body: Option<BodyAt>) -> Self {
        let head = &meta.head;
        let mut packed = Vec::with_capacity(MOST_OFTEN);
        minicbor::encode((written, body, meta), &mut packed).expect("a Vec takes all");
        Self {
            form: Arc::new(meta.form.clone()),
            happened: head.happened,
            client: head.client,
            session: head.session,
            phase: head.phase,
            weight: head.weight,
            words: meta.words,
            trashed: meta.trashed.is_some(),
            closed: meta.closed.is_some(),
            waits: head.basket.as_ref().is_some_and(|basket| !basket.asked),
            references: meta.references().collect(),
            packed: packed.into_boxed_slice(),
        }
    }

    /// Returns the form's key.
    pub(crate) fn form(&self) -> &FormId {
        &self.form
    }

    /// Returns the records that it names: threads, links in the head, links in answers.
    pub(crate) fn references(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.references.iter().copied()
    }

    /// Returns whose hour it tells of, and which, if that hour lies in `phase`.
    pub(crate) fn hour_in(&self, phase: Phase) -> Option<(RecordId, u32)> {
        if self.phase == Some(phase) { self.client.zip(self.session) } else { None }
    }

    /// Unpacks the whole.
    pub(crate) fn meta(&self) -> EntryMeta {
        let unpacked = minicbor::decode::<(Moment, Option<BodyAt>, EntryMeta)>(&self.packed);
        unpacked.expect("it was packed here").2
    }

    /// Unpacks when it was written; of a draft, when the first one was.
    pub(crate) fn written(&self) -> Moment {
        self.position(Decoder::decode)
    }

    /// Unpacks where its body lies.
    pub(crate) fn body(&self) -> Option<BodyAt> {
        self.position(|decoder| {
            decoder.skip()?;
            decoder.decode()
        })
    }

    /// Unpacks the answers that charts and filters use.
    pub(crate) fn facet_values(&self) -> FacetValues {
        self.position(|decoder| {
            for _ in 0..2 {
                decoder.skip()?;
            }
            decoder.array()?;
            for _ in 0..FACET_VALUES {
                decoder.skip()?;
            }
            decoder.decode()
        })
    }

    /// Unpacks what pictures read, and nothing else: many entries are looked at for one picture.
    pub(crate) fn glimpse(&self) -> Glimpse<'_> {
        self.position(|decoder| {
            for _ in 0..2 {
                decoder.skip()?;
            }
            decoder.decode()
        })
    }

    /// Unpacks the tags.
    pub(crate) fn tags(&self) -> Vec<String> {
        self.position(|decoder| {
            for _ in 0..2 {
                decoder.skip()?;
            }
            decoder.array()?;
            for _ in 0..HEAD {
                decoder.skip()?;
            }
            decoder.array()?;
            for _ in 0..TAGS {
                decoder.skip()?;
            }
            decoder.decode()
        })
    }

    fn position<'a, T>(&'a self, read: impl FnOnce(&mut Decoder<'a>) -> Result<T, Error>) -> T {
        let mut decoder = Decoder::new(&self.packed);
        decoder.array().and_then(|_| read(&mut decoder)).expect("it was packed here")
    }
}

/// What pictures read of an [`EntryMeta`], with its positions; the texts stay where they lie.
#[derive(Decode)]
pub(crate) struct Glimpse<'a> {
    #[n(1)]
    pub(crate) form_version: u32,
    #[b(2)]
    pub(crate) head: HeadGlimpse<'a>,
    #[b(5)]
    pub(crate) excerpt: &'a str,
    #[b(8)]
    pub(crate) facet_values: PackedValues<'a>,
    #[n(13)]
    #[cbor(default)]
    pub(crate) facet_rules: u8,
}

/// What pictures read of a [`Head`](crate::journal::record::Head), with its positions.
#[derive(Decode)]
pub(crate) struct HeadGlimpse<'a> {
    #[b(7)]
    pub(crate) tags: Vec<&'a str>,
    #[n(8)]
    pub(crate) basket: Option<Basket>,
    #[n(10)]
    #[cbor(default)]
    pub(crate) flags: Vec<Raised>,
    #[n(12)]
    #[cbor(default)]
    pub(crate) mine_alone: bool,
    #[b(13)]
    #[cbor(default)]
    mine_alone_fields: Vec<&'a str>,
}

impl HeadGlimpse<'_> {
    /// Returns whether an answer is for the writer alone, or the whole entry is.
    pub(crate) fn is_mine_alone(&self, field: &str) -> bool {
        self.mine_alone || self.mine_alone_fields.contains(&field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FacetValue;
    use crate::journal::record::{Flag, Head, Origin};
    use crate::vault::{Digest, Seq};

    const AT: Moment = Moment { utc_ms: 1_772_460_300_000, offset_min: 60 };

    fn values(numbers: &[(&str, i64)]) -> FacetValues {
        let values = numbers.iter().map(|(key, it)| ((*key).to_owned(), FacetValue::Number(*it)));
        values.collect()
    }

    fn meta() -> EntryMeta {
        let basket = Some(Basket { question: "Whose pace?".into(), asked: false });
        let head = Head {
            client: Some(RecordId::make()),
            session: Some(3),
            phase: Some(Phase::Medicine),
            threads: vec![RecordId::make()],
            tags: vec!["ease".into()],
            basket,
            flags: vec![Raised { flag: Flag("dark".into()), later: true }],
            mine_alone_fields: vec!["held".into()],
            ..Head::at(AT)
        };
        EntryMeta {
            form: FormId("boundary".into()),
            form_version: 2,
            head,
            first_written: AT,
            revision: 4,
            excerpt: "Turned the chair to the window.".into(),
            detail: "nearness".into(),
            words: 6,
            facet_values: values(&[("ladder", 5), ("stirred.warm", 2)]),
            trashed: None,
            closed: Some(AT),
            links: vec![RecordId::make()],
            origin: Some(Origin {
                import: RecordId::make(),
                key: None,
                digest: [7; 32],
                revision: 1,
                replaced: Some(Seq(3)),
            }),
            facet_rules: 1,
        }
    }

    #[test]
    fn catalog_rows_survive_packing() {
        let (meta, later) = (meta(), Moment { utc_ms: AT.utc_ms + 5, ..AT });
        let body = Some(BodyAt { seq: Seq(7), digest: Digest::of(b"sealed") });
        for body in [body, None] {
            let known = EntrySummary::of(&meta, later, body);
            assert_eq!(known.meta(), meta);
            assert_eq!((known.written(), known.body()), (later, body));
            assert_eq!(known.facet_values(), meta.facet_values);
            assert_eq!(known.tags(), meta.head.tags);
        }
    }

    #[test]
    fn a_glimpse_says_what_the_meta_says() {
        let meta = meta();
        let known = EntrySummary::of(&meta, AT, None);
        let seen = known.glimpse();
        assert_eq!((seen.form_version, seen.facet_rules), (meta.form_version, meta.facet_rules));
        assert_eq!(seen.excerpt, meta.excerpt);
        assert_eq!(seen.head.tags, meta.head.tags);
        assert!(!seen.head.mine_alone);
        assert_eq!((seen.head.basket, seen.head.flags), (meta.head.basket, meta.head.flags));
        assert!(known.glimpse().head.is_mine_alone("held"));
        assert!(!known.glimpse().head.is_mine_alone("ladder"));
        let only = |fields: &[&str]| known.glimpse().facet_values.of_fields(fields);
        assert_eq!(only(&["ladder", "stirred.level"]), meta.facet_values);
        assert_eq!(only(&["stirred"]), values(&[("stirred.warm", 2)]));
        assert_eq!(only(&[]), FacetValues::default());
        assert!(known.glimpse().facet_values.has("ladder"));
        assert!(!known.glimpse().facet_values.has("stirred"));
    }

    #[test]
    fn filter_values_equal_those_of_the_meta() {
        let meta = meta();
        let known = EntrySummary::of(&meta, AT, None);
        assert_eq!((known.client, known.session), (meta.head.client, Some(3)));
        assert_eq!((known.waits, known.closed, known.trashed), (true, true, false));
        assert_eq!(known.hour_in(Phase::Medicine), meta.head.client.zip(Some(3)));
        assert_eq!(known.hour_in(Phase::Between), None);
        let named: Vec<RecordId> = known.references().collect();
        assert_eq!(named, [meta.head.threads[0], meta.links[0]]);
    }

    #[test]
    fn identifier_lists_stay_small() {
        assert!(size_of::<EntrySummary>() <= 96, "{} bytes", size_of::<EntrySummary>());
    }
}
