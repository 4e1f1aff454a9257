//! A piece of music.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::vault::RecordId;

/// A piece of music.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Piece {
    /// The record id; none in a piece that is to be made.
    #[serde(default)]
    #[cbor(skip)]
    pub id: Option<RecordId>,
    /// Its title, or how one would hum it.
    #[n(0)]
    pub title: String,
    /// Who made it; may be empty.
    #[serde(default)]
    #[n(1)]
    pub maker: String,
    /// Its length in seconds.
    #[serde(default)]
    #[n(2)]
    pub seconds: Option<u32>,
    /// What the voices do.
    #[serde(default)]
    #[n(3)]
    pub vocals: Option<Vocals>,
    /// What it is played on; may be empty.
    #[serde(default)]
    #[n(4)]
    pub instruments: String,
    /// How it moves.
    #[serde(default)]
    #[n(5)]
    pub movement: Option<Movement>,
    /// How it unfolds.
    #[serde(default)]
    #[n(6)]
    pub shape: Option<PieceShape>,
    /// From -2, dark, to 2, bright.
    #[serde(default)]
    #[n(7)]
    pub brightness: Option<i8>,
    /// Whether it is out of the way.
    #[serde(default)]
    #[n(8)]
    pub archived: bool,
    /// The piece that it was merged into.
    #[serde(default)]
    #[n(9)]
    pub merged: Option<RecordId>,
    /// Titles it had before.
    #[serde(default)]
    #[n(10)]
    #[cbor(default)]
    pub was: Vec<String>,
}

/// What the voices in a piece do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Vocals {
    /// There are none.
    #[n(0)]
    None,
    /// They sing no words.
    #[n(1)]
    Wordless,
    /// They sing words that the listener knows.
    #[n(2)]
    Known,
    /// They sing words that are foreign to the listener.
    #[n(3)]
    Foreign,
}

/// How a piece moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum Movement {
    /// It stays still.
    #[n(0)]
    Still,
    /// It rocks.
    #[n(1)]
    Rocking,
    /// It walks.
    #[n(2)]
    Walking,
    /// It drives.
    #[n(3)]
    Driving,
    /// It drifts.
    #[n(4)]
    Drifting,
}

/// How a piece unfolds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum PieceShape {
    /// It stays as it begins.
    #[n(0)]
    Flat,
    /// It rises slowly.
    #[n(1)]
    SlowRise,
    /// It comes and goes.
    #[n(2)]
    Wave,
    /// It breaks.
    #[n(3)]
    Break,
}
