//! Answers as charts and filters see them, packed tightly: those of every entry stand in memory.

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};
use minicbor::{Decode, Encode};

/// An answer as charts and filters see it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) enum Pick {
    /// A scale, a number or minutes.
    #[n(0)]
    Number(#[n(0)] i64),
    /// Chosen keys.
    #[n(1)]
    Keys(#[n(0)] Vec<String>),
}

/// Answers by field, in the order of the fields' keys; a map in CBOR.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Picks(Box<[(Box<str>, Pick)]>);

impl Picks {
    /// Returns the answer to a field.
    pub(crate) fn get(&self, field: &str) -> Option<&Pick> {
        let at = self.0.binary_search_by(|(key, _)| (**key).cmp(field)).ok()?;
        Some(&self.0[at].1)
    }
}

impl FromIterator<(String, Pick)> for Picks {
    fn from_iter<I: IntoIterator<Item = (String, Pick)>>(picks: I) -> Self {
        let picks = picks.into_iter().map(|(field, pick)| (field.into_boxed_str(), pick));
        let mut all: Vec<(Box<str>, Pick)> = picks.collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        all.dedup_by(|(one, _), (other, _)| one == other);
        Self(all.into_boxed_slice())
    }
}

impl<C> Encode<C> for Picks {
    fn encode<W: Write>(
        &self,
        encoder: &mut Encoder<W>,
        context: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        encoder.map(self.0.len() as u64)?;
        for (field, pick) in &self.0 {
            encoder.str(field)?;
            pick.encode(encoder, context)?;
        }
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Picks {
    fn decode(decoder: &mut Decoder<'b>, context: &mut C) -> Result<Self, DecodeError> {
        let pairs = decoder.map_iter_with::<C, String, Pick>(context)?;
        pairs.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn they_are_a_map_in_cbor_and_found_by_their_field() {
        let pairs = [
            ("ladder".to_owned(), Pick::Number(5)),
            ("dimension".to_owned(), Pick::Keys(vec!["touch".into(), "gaze".into()])),
        ];
        let picks: Picks = pairs.clone().into_iter().collect();
        let map: BTreeMap<String, Pick> = pairs.into_iter().collect();
        let bytes = minicbor::to_vec(&picks).expect("writing into a Vec cannot fail");
        assert_eq!(Ok(&bytes), minicbor::to_vec(&map).as_ref().map_err(|_| ()));
        let read: Picks = minicbor::decode(&bytes).expect("it is a map");
        assert_eq!(read, picks);
        assert_eq!(read.get("ladder"), Some(&Pick::Number(5)));
        assert_eq!(read.get("held"), None);
    }
}
