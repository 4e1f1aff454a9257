//! Reads what the page hands over when it locks or quits. Nothing in it can stop the lock.
//!
//! It comes as bytes. JSON that is nested too deeply for the core, or that holds half a surrogate
//! pair, is repaired first and keeps all its text. What still cannot be read is counted and told.

use serde_json::{Map, Value};
use stillroom::journal::{ReturnPoint, Unsaved};
use tauri::ipc::InvokeBody;

/// JSON up to this depth is taken as it is; the core reads 128 levels.
const USUAL: usize = 100;
/// Blocks of a text below this depth of the JSON stand beside their neighbours, not within.
const FLAT: usize = 60;
/// A block that holds only text, with its marks, takes no more levels than this.
const BLOCK: usize = 10;

/// What the page hands over when it locks or quits.
#[derive(Debug, Default)]
pub(crate) struct PageState {
    /// Where the writer was.
    pub(crate) return_point: Option<ReturnPoint>,
    /// Pages that could not be saved before.
    pub(crate) unsaved: Vec<Unsaved>,
    /// How many of these could not be read.
    pub(crate) unread: u32,
}

impl PageState {
    /// Reads it, whatever it is.
    pub(crate) fn read(body: &InvokeBody) -> Self {
        match body {
            InvokeBody::Json(value) => Self::of(value.clone()),
            InvokeBody::Raw(bytes) if bytes.is_empty() => Self::default(),
            InvokeBody::Raw(bytes) => {
                repair(bytes).map_or(Self { unread: 1, ..Self::default() }, Self::of)
            }
        }
    }

    fn of(handed: Value) -> Self {
        let mut state = Self::default();
        let Value::Object(mut fields) = handed else {
            state.unread = u32::from(!handed.is_null());
            return state;
        };
        let mut take = |name| fields.remove(name).unwrap_or(Value::Null);
        state.return_point = serde_json::from_value(take("returnPoint")).ok();
        match take("unsaved") {
            Value::Null => {}
            Value::Array(pages) => {
                for page in pages {
                    match serde_json::from_value(page) {
                        Ok(page) => state.unsaved.push(page),
                        Err(_) => state.unread += 1,
                    }
                }
            }
            _ => state.unread = 1,
        }
        state
    }
}

/// Reads JSON that serde refuses; `None` where it is no JSON.
fn repair(bytes: &[u8]) -> Option<Value> {
    let mut text = String::from_utf8_lossy(bytes).into_owned().into_bytes();
    replace_half_pairs(&mut text);
    if depth_of(&text) <= USUAL { serde_json::from_slice(&text).ok() } else { read_flat(&text) }
}

/// Returns how deeply arrays and objects stand within each other.
fn depth_of(json: &[u8]) -> usize {
    let (mut depth, mut deepest, mut is_text) = (0_usize, 0, false);
    let mut bytes = json.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => is_text = !is_text,
            b'\\' if is_text => drop(bytes.next()),
            b'[' | b'{' if !is_text => depth += 1,
            b']' | b'}' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Replaces each `\uD800` to `\uDFFF` that is no half of a pair by the replacement character.
fn replace_half_pairs(json: &mut [u8]) {
    let mut at = 0;
    while at < json.len() {
        if json[at] != b'\\' {
            at += 1;
            continue;
        }
        match surrogate(json, at) {
            Some(0xD800..=0xDBFF) if matches!(surrogate(json, at + 6), Some(0xDC00..=0xDFFF)) => {
                at += 12;
            }
            Some(_) => {
                json[at + 2..at + 6].copy_from_slice(b"FFFD");
                at += 6;
            }
            // Another escape: what it escapes begins none.
            None => at += 2,
        }
    }
}

/// Reads half a surrogate pair that is escaped here.
fn surrogate(json: &[u8], at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let unit = u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    (0xD800..=0xDFFF).contains(&unit).then_some(unit)
}

/// An array or an object that is being read, and how many levels stand in it so far.
struct Open {
    of: Within,
    levels: usize,
}

enum Within {
    Array(Vec<Value>),
    Object(Map<String, Value>, Option<String>),
}

impl Open {
    fn put(&mut self, value: Value, levels: usize) -> Option<()> {
        self.levels = self.levels.max(levels);
        match &mut self.of {
            Within::Array(items) => items.push(value),
            Within::Object(fields, key) => drop(fields.insert(key.take()?, value)),
        }
        Some(())
    }

    /// Puts a block of a text, or the blocks that stand in it.
    fn lift(&mut self, block: Value, levels: usize) -> Option<()> {
        match block {
            Value::Object(mut fields) if holds_blocks(&fields) => {
                let Some(Value::Array(blocks)) = fields.remove("content") else { return Some(()) };
                // The block and its array are two levels.
                blocks.into_iter().try_for_each(|one| self.lift(one, levels.saturating_sub(2)))
            }
            block => self.put(block, levels),
        }
    }

    /// Whether it is a node of a text that may hold items only.
    fn is_list(&self) -> bool {
        let Within::Object(fields, _) = &self.of else { return false };
        fields.get("type").and_then(Value::as_str).is_some_and(|name| name.ends_with("List"))
    }

    fn close(self) -> (Value, usize) {
        let value = match self.of {
            Within::Array(items) => Value::Array(items),
            Within::Object(fields, _) => Value::Object(fields),
        };
        (value, self.levels + 1)
    }
}

/// Reads JSON of any depth without going down with it. Of blocks of a text that stand too deep only
/// the innermost are kept, one after the other; other values that deep are left out.
fn read_flat(json: &[u8]) -> Option<Value> {
    let (mut stack, mut at) = (Vec::<Open>::new(), 0);
    while let Some(byte) = json.get(at) {
        let mut end = at + 1;
        let (value, levels) = match byte {
            b'[' => {
                stack.push(Open { of: Within::Array(Vec::new()), levels: 0 });
                at = end;
                continue;
            }
            b'{' => {
                stack.push(Open { of: Within::Object(Map::new(), None), levels: 0 });
                at = end;
                continue;
            }
            b']' | b'}' => stack.pop()?.close(),
            byte if byte.is_ascii_whitespace() || matches!(byte, b',' | b':') => {
                at = end;
                continue;
            }
            _ => {
                end = end_of_plain(json, at);
                let plain: Value = serde_json::from_slice(&json[at..end]).ok()?;
                match (stack.last_mut().map(|open| &mut open.of), plain) {
                    (Some(Within::Object(_, key @ None)), Value::String(name)) => {
                        *key = Some(name);
                        at = end;
                        continue;
                    }
                    (_, plain) => (plain, 0),
                }
            }
        };
        at = end;
        if stack.is_empty() {
            return Some(value);
        }
        put_flat(&mut stack, value, levels)?;
    }
    None
}

/// Puts a value into what is being read, or, too deep, what stands in it.
fn put_flat(stack: &mut [Open], value: Value, levels: usize) -> Option<()> {
    let depth = stack.len();
    // A list holds items only; the blocks of an item can stand beside each other.
    let is_in_list = depth >= 2 && stack[depth - 2].is_list();
    let open = stack.last_mut()?;
    if depth < FLAT {
        return open.put(value, levels);
    }
    if levels > BLOCK {
        return open.put(Value::Null, 0);
    }
    if is_in_list { open.put(value, levels) } else { open.lift(value, levels) }
}

/// Whether other blocks stand in a block of a text.
fn holds_blocks(fields: &Map<String, Value>) -> bool {
    let name = fields.get("type").and_then(Value::as_str).unwrap_or_default();
    let within = fields.get("content").and_then(Value::as_array);
    within.is_some_and(|within| {
        name.ends_with("Item") || within.iter().any(|one| one.get("content").is_some())
    })
}

/// Returns where a text, a number or a name ends.
fn end_of_plain(json: &[u8], start: usize) -> usize {
    let is_text = json[start] == b'"';
    let mut at = start + 1;
    while let Some(byte) = json.get(at) {
        match byte {
            b'"' if is_text => return at + 1,
            b'\\' if is_text => at += 1,
            b',' | b':' | b'[' | b']' | b'{' | b'}' | b'"' if !is_text => return at,
            byte if !is_text && byte.is_ascii_whitespace() => return at,
            _ => {}
        }
        at += 1;
    }
    json.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn page(text: &Value) -> Value {
        json!({
            "returnPoint": { "place": "all", "entry": null, "field": null, "caret": 3, "scroll": 0 },
            "unsaved": [{ "addendum": { "entry": "0".repeat(32), "text": text } }],
        })
    }

    /// A text in so many quotes, as JSON.
    fn quoted(times: usize, text: &str) -> String {
        let block =
            format!(r#"{{"type":"paragraph","content":[{{"type":"text","text":{text}}}]}}"#);
        let open = r#"{"type":"blockquote","content":["#.repeat(times);
        format!(r#"{{"type":"doc","content":[{open}{block}{}]}}"#, "]}".repeat(times))
    }

    fn read(text: &str) -> PageState {
        let body = page(&json!("TEXT")).to_string().replace("\"TEXT\"", text);
        PageState::read(&InvokeBody::Raw(body.into_bytes()))
    }

    fn text_of(state: &PageState) -> String {
        let [Unsaved::Addendum { text, .. }] = state.unsaved.as_slice() else {
            panic!("one text: {state:?}");
        };
        text.to_string()
    }

    #[test]
    fn a_page_is_read_as_it_was_sent() {
        let state = read(&quoted(3, "\"the heron left\""));
        assert_eq!((state.unread, state.return_point.map(|point| point.caret)), (0, Some(3)));
        let state = read(&quoted(3, "\"the heron left\""));
        assert_eq!(
            text_of(&state),
            quoted(3, "\"the heron left\"").parse::<Value>().expect("JSON").to_string()
        );
    }

    #[test]
    fn a_text_nested_in_thousands_of_quotes_keeps_its_words() {
        for times in [58, 60, 70, 500, 90_000] {
            let state = read(&quoted(times, "\"the heron left\""));
            assert_eq!(state.unread, 0, "{times}");
            let text = text_of(&state);
            assert!(text.contains("the heron left"), "{times}");
            assert!(serde_json::from_str::<Value>(&text).is_ok(), "{times}: {text}");
        }
    }

    fn lists_hold_items(node: &Value) {
        let within = node["content"].as_array().into_iter().flatten();
        for one in within {
            let is_list = node["type"] == "bulletList";
            assert_eq!(is_list, one["type"] == "listItem", "{node}");
            lists_hold_items(one);
        }
    }

    #[test]
    fn lists_in_lists_keep_items_in_lists() {
        let open = r#"{"type":"bulletList","content":[{"type":"listItem","content":["#.repeat(200);
        let block = r#"{"type":"paragraph","content":[{"type":"text","text":"a word"}]}"#;
        let text = format!(r#"{{"type":"doc","content":[{open}{block}{}]}}"#, "]}]}".repeat(200));
        let state = read(&text);
        let mended: Value = text_of(&state).parse().expect("it can be read");
        assert!(mended.to_string().contains("a word"));
        lists_hold_items(&mended);
    }

    #[test]
    fn half_a_surrogate_pair_loses_only_that_character() {
        for (sent, arrives) in [
            (r#""a \ud83d b""#, "a \u{fffd} b"),
            (r#""a \udc00 b""#, "a \u{fffd} b"),
            (r#""a \ud83d\ud83d\ude00 b""#, "a \u{fffd}\u{1f600} b"),
            (r#""a \\ud83d b""#, "a \\\\ud83d b"),
        ] {
            let state = read(&quoted(1, sent));
            assert_eq!(state.unread, 0, "{sent}");
            assert!(text_of(&state).contains(arrives), "{sent}: {}", text_of(&state));
        }
    }

    #[test]
    fn unreadable_pages_are_counted_and_do_not_affect_others() {
        let good = page(&json!({ "type": "doc" }))["unsaved"][0].clone();
        let pages = json!({ "unsaved": [{ "entry": 7 }, good, "a text", null] });
        let state = PageState::read(&InvokeBody::Raw(pages.to_string().into_bytes()));
        assert_eq!((state.unsaved.len(), state.unread), (1, 3));
    }

    #[test]
    fn no_message_of_the_bus_stops_the_listener() {
        let deep = |open: &str, times: usize| open.repeat(times).into_bytes();
        let bodies = [
            Vec::new(),
            b"null".to_vec(),
            b"7".to_vec(),
            b"\"a text\"".to_vec(),
            b"[[[".to_vec(),
            b"{\"unsaved\": 3}".to_vec(),
            b"{\"returnPoint\": \"x\", \"unsaved\": {}}".to_vec(),
            b"\xff\xfe\\u".to_vec(),
            b"\"\\".to_vec(),
            deep("[", 3_000_000),
            deep("{\"a\":", 3_000_000),
            [deep("[", 15_000), deep("]", 15_000)].concat(),
            [deep("{\"unsaved\":[", 9_000), deep("]}", 9_000)].concat(),
            vec![b' '; 8 << 20],
        ];
        for body in bodies {
            let sample = String::from_utf8_lossy(&body[..body.len().min(20)]).into_owned();
            let state = PageState::read(&InvokeBody::Raw(body));
            assert!(state.unsaved.is_empty(), "{sample}");
        }
        for body in [json!(null), json!(7), json!([]), json!({ "unsaved": [[]] })] {
            assert!(PageState::read(&InvokeBody::Json(body)).unsaved.is_empty());
        }
    }
}
