//! JSON read element by element: one that is wrong or too large never takes the rest with it.

use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::item::Flow;
use super::tree::{Bound, code_of};
use super::trouble::Code;

/// How a file of JSON ended.
pub(super) struct Ended {
    /// Why it broke off; none if it was read to its end.
    pub(super) broken: Option<(Code, u64)>,
    /// Whether a key of its root stands twice.
    pub(super) repeated: bool,
    /// The keys of its root.
    pub(super) keys: Vec<String>,
}

/// One element of the list, as it is written.
pub(super) struct Raw<'a> {
    pub(super) text: &'a str,
    /// The key, where the list is an object.
    pub(super) key: Option<String>,
    /// Whether bytes in it had to be replaced.
    pub(super) replaced: bool,
}

/// Reads the list (or object) under `list` at the root, element by element. Other keys of the root
/// are handed to `other` if they are short.
pub(super) fn elements(
    reader: impl Read,
    list: &str,
    most: u64,
    other: &mut dyn FnMut(&str, &str),
    each: &mut dyn FnMut(Raw<'_>) -> Flow,
) -> Ended {
    let state =
        Rc::new(State { element: Cell::new(0), all: Cell::new(0), replaced: Cell::new(0), most });
    let bytes = Whole {
        inner: reader,
        state: Rc::clone(&state),
        left: Vec::new(),
        out: Vec::new(),
        at: 0,
        begun: false,
    };
    let mut ended = Ended { broken: None, repeated: false, keys: Vec::new() };
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(bytes));
    let root = Root { list, state: &state, other, each, ended: &mut ended };
    let read = root.deserialize(&mut json);
    if let Err(error) = read
        && !error.to_string().starts_with(STOPPED)
    {
        let code = if error.is_io() {
            let io: io::Error = error.into();
            code_of(&io)
        } else {
            Code::NotWhole
        };
        ended.broken = Some((code, state.all.get()));
    }
    ended
}

/// What an error says when the reader itself asked to stop.
const STOPPED: &str = "stopped";

struct State {
    /// Bytes since the element began.
    element: Cell<u64>,
    all: Cell<u64>,
    /// How many places were replaced so far.
    replaced: Cell<u64>,
    most: u64,
}

/// Makes bytes valid UTF-8, counts them, and stops at an element that is too large.
struct Whole<R> {
    inner: R,
    state: Rc<State>,
    /// The beginning of a character whose rest has not come.
    left: Vec<u8>,
    out: Vec<u8>,
    at: usize,
    begun: bool,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.out.len() {
            if !self.fill()? {
                return Ok(0);
            }
        }
        let length = into.len().min(self.out.len() - self.at);
        into[..length].copy_from_slice(&self.out[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

impl<R: Read> Whole<R> {
    fn fill(&mut self) -> io::Result<bool> {
        let mut piece = vec![0; 32 << 10];
        let read = self.inner.read(&mut piece)?;
        self.out.clear();
        self.at = 0;
        if read == 0 {
            if self.left.is_empty() {
                return Ok(false);
            }
            self.left.clear();
            self.replace();
            return Ok(true);
        }
        let state = &self.state;
        state.all.set(state.all.get() + read as u64);
        state.element.set(state.element.get() + read as u64);
        if state.element.get() > state.most {
            return Err(io::Error::other(Bound(Code::TooLarge)));
        }
        let mut bytes = std::mem::take(&mut self.left);
        bytes.extend_from_slice(&piece[..read]);
        let mut bytes = bytes.as_slice();
        if !std::mem::replace(&mut self.begun, true) {
            bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        }
        loop {
            match std::str::from_utf8(bytes) {
                Ok(text) => {
                    self.out.extend_from_slice(text.as_bytes());
                    return Ok(true);
                }
                Err(error) => {
                    let (good, rest) = bytes.split_at(error.valid_up_to());
                    self.out.extend_from_slice(good);
                    if let Some(length) = error.error_len() {
                        self.replace();
                        bytes = &rest[length..];
                    } else {
                        self.left = rest.to_vec();
                        return Ok(true);
                    }
                }
            }
        }
    }

    fn replace(&mut self) {
        self.out.extend_from_slice("\u{fffd}".as_bytes());
        self.state.replaced.set(self.state.replaced.get() + 1);
    }
}

struct Root<'a, 'b> {
    list: &'a str,
    state: &'a State,
    other: &'a mut dyn FnMut(&str, &str),
    each: &'a mut (dyn FnMut(Raw<'_>) -> Flow + 'b),
    ended: &'a mut Ended,
}

impl<'de> DeserializeSeed<'de> for Root<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Root<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if self.ended.keys.contains(&key) {
                self.ended.repeated = true;
            } else if self.ended.keys.len() < 100 {
                self.ended.keys.push(key.clone());
            }
            self.state.element.set(0);
            if key == self.list {
                map.next_value_seed(List { state: self.state, each: &mut *self.each })?;
            } else {
                let value = map.next_value::<Box<RawValue>>()?;
                (self.other)(&key, value.get());
            }
        }
        Ok(())
    }
}

struct List<'a, 'b> {
    state: &'a State,
    each: &'a mut (dyn FnMut(Raw<'_>) -> Flow + 'b),
}

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl List<'_, '_> {
    fn give<E: serde::de::Error>(
        &mut self,
        value: &RawValue,
        key: Option<String>,
    ) -> Result<(), E> {
        let replaced = value.get().contains('\u{fffd}') && self.state.replaced.get() > 0;
        match (self.each)(Raw { text: value.get(), key, replaced }) {
            ControlFlow::Continue(()) => {
                self.state.element.set(0);
                Ok(())
            }
            ControlFlow::Break(()) => Err(E::custom(STOPPED)),
        }
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<Box<RawValue>>()? {
            self.give(&value, None)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value::<Box<RawValue>>()?;
            self.give(&value, Some(key))?;
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// An element, and what had to be mended to read it.
pub(super) struct Parsed {
    pub(super) value: Value,
    pub(super) repeated: bool,
    pub(super) mended: bool,
}

/// Parses one element.
///
/// # Errors
/// [`Code::TooDeep`] or [`Code::BadItem`].
pub(super) fn parse(text: &str) -> Result<Parsed, Code> {
    let (value, mended) = match serde_json::from_str::<Value>(text) {
        Ok(value) => (value, false),
        Err(error) if error.to_string().contains("recursion") => return Err(Code::TooDeep),
        Err(_) => {
            let mended = mend_surrogates(text);
            let value = serde_json::from_str(&mended).map_err(|_| Code::BadItem)?;
            (value, true)
        }
    };
    let repeated = serde_json::from_str::<Keys>(text).is_ok_and(|keys| keys.0);
    Ok(Parsed { value, repeated, mended })
}

/// Replaces escapes of half characters, which no text can hold.
fn mend_surrogates(text: &str) -> String {
    let bytes = text.as_bytes();
    let unit = |at: usize| {
        let escape = bytes.get(at..at + 6)?;
        if !escape.starts_with(b"\\u") {
            return None;
        }
        u16::from_str_radix(std::str::from_utf8(&escape[2..]).ok()?, 16).ok()
    };
    let (mut mended, mut at, mut from) = (String::with_capacity(text.len()), 0, 0);
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        match (unit(at), unit(at + 6)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => at += 12,
            (Some(0xd800..0xe000), _) => {
                mended.push_str(&text[from..at]);
                mended.push_str("\\ufffd");
                at += 6;
                from = at;
            }
            _ => at += 2,
        }
    }
    mended.push_str(&text[from..]);
    mended
}

/// Whether an object has a key twice.
struct Keys(bool);

impl<'de> serde::Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Look;
        impl<'de> Visitor<'de> for Look {
            type Value = Keys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let (mut known, mut twice) = (HashSet::new(), false);
                while let Some(key) = map.next_key::<String>()? {
                    map.next_value::<IgnoredAny>()?;
                    twice |= !known.insert(key);
                }
                Ok(Keys(twice))
            }
        }
        deserializer.deserialize_map(Look)
    }
}

/// Returns a text, or a number or check written as one; none for null and what is absent.
pub(super) fn text(value: &Value, key: &str) -> Option<String> {
    match &value[key] {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(set) => Some(set.to_string()),
        _ => None,
    }
}

/// Returns a text that says something.
pub(super) fn said(value: &Value, key: &str) -> Option<String> {
    text(value, key).filter(|text| !text.trim().is_empty())
}

/// Returns whether a check is set: as itself, as a number or as a word.
pub(super) fn is_set(value: &Value, key: &str) -> bool {
    match &value[key] {
        Value::Bool(set) => *set,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => matches!(text.as_str(), "true" | "1" | "yes"),
        _ => false,
    }
}

/// Returns a whole number, also if it is written as text.
pub(super) fn integer(value: &Value, key: &str) -> Option<i64> {
    match &value[key] {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|n| n as i64)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Returns a list of texts; one text is split at its commas.
pub(super) fn texts(value: &Value, key: &str) -> Vec<String> {
    match &value[key] {
        Value::Array(list) => {
            list.iter().filter_map(|one| one.as_str().map(ToOwned::to_owned)).collect()
        }
        Value::String(text) => {
            text.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
        }
        _ => Vec::new(),
    }
}
