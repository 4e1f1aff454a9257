//! Answers as charts and filters see them, packed tightly: those of every entry stand in memory.

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};
use minicbor::{Decode, Encode};

use crate::forms::FacetValue;

/// Answers by field, in the order of the fields' keys; a map in CBOR.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FacetValues(Box<[(Box<str>, FacetValue)]>);

impl FacetValues {
    /// Returns the answer to a field.
    pub(crate) fn get(&self, field: &str) -> Option<&FacetValue> {
        let at = self.0.binary_search_by(|(key, _)| (**key).cmp(field)).ok()?;
        Some(&self.0[at].1)
    }
}

impl FromIterator<(String, FacetValue)> for FacetValues {
    fn from_iter<I: IntoIterator<Item = (String, FacetValue)>>(values: I) -> Self {
        let values = values.into_iter().map(|(field, value)| (field.into_boxed_str(), value));
        let mut all: Vec<(Box<str>, FacetValue)> = values.collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        all.dedup_by(|(one, _), (other, _)| one == other);
        Self(all.into_boxed_slice())
    }
}

impl<C> Encode<C> for FacetValues {
    fn encode<W: Write>(
        &self,
        encoder: &mut Encoder<W>,
        context: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        encoder.map(self.0.len() as u64)?;
        for (field, value) in &self.0 {
            encoder.str(field)?;
            value.encode(encoder, context)?;
        }
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for FacetValues {
    fn decode(decoder: &mut Decoder<'b>, context: &mut C) -> Result<Self, DecodeError> {
        let pairs = decoder.map_iter_with::<C, String, FacetValue>(context)?;
        pairs.collect()
    }
}

/// Answers that are still packed, for a look at a few of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PackedValues<'b>(&'b [u8]);

impl PackedValues<'_> {
    /// Unpacks the answers to some fields, with what stands within them: `stirred_in_me` also names
    /// `stirred_in_me.warm`, and so does `stirred_in_me.level`.
    pub(crate) fn of_fields(&self, fields: &[&str]) -> FacetValues {
        let whole = |path: &str| path.split_once('.').map_or(path.len(), |(whole, _)| whole.len());
        let wanted = |key: &str| {
            let key = &key[..whole(key)];
            fields.iter().any(|field| &field[..whole(field)] == key)
        };
        let mut found = Vec::new();
        let read = self.each(|key, decoder| {
            if wanted(key) {
                found.push((key.to_owned(), decoder.decode::<FacetValue>()?));
            } else {
                decoder.skip()?;
            }
            Ok(())
        });
        // They were read once already, when the meta was packed.
        debug_assert!(read.is_ok(), "{read:?}");
        found.into_iter().collect()
    }

    /// Returns whether there is an answer to a field.
    pub(crate) fn has(&self, field: &str) -> bool {
        let mut found = false;
        let read = self.each(|key, decoder| {
            found |= key == field;
            decoder.skip()
        });
        read.is_ok() && found
    }

    fn each(
        &self,
        mut see: impl FnMut(&str, &mut Decoder<'_>) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let mut decoder = Decoder::new(self.0);
        let count = decoder.map()?.unwrap_or(0);
        for _ in 0..count {
            let key = decoder.str()?;
            see(key, &mut decoder)?;
        }
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for PackedValues<'b> {
    fn decode(decoder: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        let from = decoder.position();
        decoder.skip()?;
        Ok(Self(&decoder.input()[from..decoder.position()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn facet_values_are_a_cbor_map_and_found_by_field() {
        let pairs = [
            ("ladder".to_owned(), FacetValue::Number(5)),
            ("dimension".to_owned(), FacetValue::Keys(vec!["touch".into(), "gaze".into()])),
        ];
        let values: FacetValues = pairs.clone().into_iter().collect();
        let map: BTreeMap<String, FacetValue> = pairs.into_iter().collect();
        let bytes = minicbor::to_vec(&values).expect("writing into a Vec cannot fail");
        assert_eq!(Ok(&bytes), minicbor::to_vec(&map).as_ref().map_err(|_| ()));
        let read: FacetValues = minicbor::decode(&bytes).expect("it is a map");
        assert_eq!(read, values);
        assert_eq!(read.get("ladder"), Some(&FacetValue::Number(5)));
        assert_eq!(read.get("held"), None);
    }
}
