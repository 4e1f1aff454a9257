//! CBOR as JSON, so that every kind of record leaves, whatever it is.
//!
//! Arrays stay arrays with their positions (`docs/format.md` names them), byte strings become
//! lowercase hex, and map keys become text.

use minicbor::data::Type;
use minicbor::decode::{Decoder, Error};
use serde_json::{Map, Number, Value};

/// Deeper than anything that a meta nests.
const DEPTH: u32 = 64;

/// Turns CBOR into JSON; none for bytes that are not CBOR.
pub(super) fn to_json(bytes: &[u8]) -> Option<Value> {
    value(&mut Decoder::new(bytes), DEPTH).ok()
}

fn value(cbor: &mut Decoder<'_>, depth: u32) -> Result<Value, Error> {
    if depth == 0 {
        return Err(Error::message("nested too deep"));
    }
    match cbor.datatype()? {
        Type::Array | Type::ArrayIndef => array(cbor, depth),
        Type::Map | Type::MapIndef => map(cbor, depth),
        _ => scalar(cbor, depth),
    }
}

fn array(cbor: &mut Decoder<'_>, depth: u32) -> Result<Value, Error> {
    let len = cbor.array()?;
    let mut items = Vec::new();
    while goes_on(cbor, len, items.len())? {
        items.push(value(cbor, depth - 1)?);
    }
    Ok(Value::Array(items))
}

fn map(cbor: &mut Decoder<'_>, depth: u32) -> Result<Value, Error> {
    let len = cbor.map()?;
    let mut members = Map::new();
    let mut read = 0;
    while goes_on(cbor, len, read)? {
        let key = match value(cbor, depth - 1)? {
            Value::String(text) => text,
            other => other.to_string(),
        };
        let member = value(cbor, depth - 1)?;
        members.insert(key, member);
        read += 1;
    }
    Ok(Value::Object(members))
}

/// Returns whether another item follows; of unknown length, until the break, which is taken.
fn goes_on(cbor: &mut Decoder<'_>, len: Option<u64>, read: usize) -> Result<bool, Error> {
    match len {
        Some(len) => Ok((read as u64) < len),
        None if cbor.datatype()? == Type::Break => {
            cbor.skip()?;
            Ok(false)
        }
        None => Ok(true),
    }
}

fn scalar(cbor: &mut Decoder<'_>, depth: u32) -> Result<Value, Error> {
    Ok(match cbor.datatype()? {
        Type::Bool => Value::Bool(cbor.bool()?),
        Type::U8 | Type::U16 | Type::U32 | Type::U64 => cbor.u64()?.into(),
        Type::I8 | Type::I16 | Type::I32 | Type::I64 => cbor.i64()?.into(),
        Type::F32 => float(cbor.f32()?.into()),
        Type::F64 => float(cbor.f64()?),
        Type::Bytes => hex::encode(cbor.bytes()?).into(),
        Type::String => cbor.str()?.into(),
        Type::Tag => {
            cbor.tag()?;
            value(cbor, depth - 1)?
        }
        _ => {
            cbor.skip()?;
            Value::Null
        }
    })
}

fn float(number: f64) -> Value {
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_type_of_sql_value_is_read_back() {
        let mut bytes = Vec::new();
        let mut cbor = minicbor::Encoder::new(&mut bytes);
        let written = cbor.array(5).and_then(|c| c.i64(-7)).and_then(|c| c.str("wren"));
        let written = written.and_then(|c| c.bytes(&[0xab, 1])).and_then(|c| c.null());
        written.and_then(|c| c.map(1)?.str("a")?.bool(true)).expect("writing into a Vec");
        assert_eq!(to_json(&bytes), Some(json!([-7, "wren", "ab01", null, { "a": true }])));
        assert_eq!(to_json(&[0x85, 1]), None, "cut short");
        assert_eq!(to_json(&[0x81; 500]), None, "nested without end");
    }
}
