//! Notes and a frame for the tests of pictures.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::axis::Frame;
use super::notes::Note;
use super::scene::{Mark, SceneShape, ShapeForm};
use crate::forms::FacetValue;
use crate::locale::{English, Locale};
use crate::vault::RecordId;

/// A frame as wide as the mockups, on 12 November 2026.
pub(super) fn frame() -> Frame {
    Frame {
        width: 988,
        today: day("2026-11-12"),
        locale: Locale::of(Some(English::British)),
        page: 0,
    }
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A note on a session with numbers.
pub(super) fn note(session: u32, on: &str, numbers: &[(&str, i64)]) -> Note {
    let values =
        numbers.iter().map(|(field, number)| ((*field).into(), FacetValue::Number(*number)));
    Note {
        entry: RecordId::from_bytes([u8::try_from(session).expect("small"); 16]),
        day: day(on),
        client: Some(RecordId::from_bytes([200; 16])),
        alias: None,
        session: Some(session),
        hour: 11,
        phase: None,
        weight: None,
        flags: Vec::new(),
        tags: Vec::new(),
        in_basket: false,
        words: format!("Words of session {session}."),
        mine_alone: false,
        form_version: 1,
        values: values.collect(),
    }
}

/// The same note with keys, too.
pub(super) fn with_keys(note: Note, keys: &[(&str, &[&str])]) -> Note {
    let packed = minicbor::to_vec(&note.values).expect("a Vec takes all");
    let mut values: BTreeMap<String, FacetValue> = minicbor::decode(&packed).expect("a map");
    for (field, keys) in keys {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        values.insert((*field).to_owned(), FacetValue::Keys(keys));
    }
    Note { values: values.into_iter().collect(), ..note }
}

/// The circles of a mark, with their ink's name.
pub(super) fn circles(mark: &Mark) -> Vec<([i32; 3], String)> {
    let circle = |shape: &SceneShape| match shape.form {
        ShapeForm::Circle(at) => Some((at, format!("{:?}", shape.ink))),
        _ => None,
    };
    mark.shapes.iter().filter_map(circle).collect()
}

/// The rectangles of a mark, with their ink's name.
pub(super) fn rects(mark: &Mark) -> Vec<([i32; 4], String)> {
    let rect = |shape: &SceneShape| match shape.form {
        ShapeForm::Rect(at) => Some((at, format!("{:?}", shape.ink))),
        _ => None,
    };
    mark.shapes.iter().filter_map(rect).collect()
}
