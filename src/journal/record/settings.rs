//! Settings, the return point and the backup places: records of which there is one each.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::head::Moment;
use crate::locale::English;
use crate::vault::RecordId;

/// Where backups go; a record of the journal, of which there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(default)]
pub struct BackupPlaces {
    /// The folder that they are made in; none for the one beside the journal.
    #[n(0)]
    pub first: Option<String>,
    /// A folder, best on another disk, that every verified backup is also put into.
    #[n(1)]
    pub second: Option<String>,
    /// Whether backups are made only when asked for.
    #[n(2)]
    pub by_hand: bool,
}

/// How the window looks and behaves; stored sealed in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(default)]
pub struct Settings {
    /// `system`, `paper`, `sepia`, `dusk` or `contrast`.
    #[n(0)]
    pub theme: String,
    /// `serif` or `hyperlegible`.
    #[n(1)]
    pub face: String,
    /// Size of the writing in px, 15 to 22.
    #[n(2)]
    pub size: u8,
    /// Minutes without a key or pointer until the journal locks; 0 for never.
    #[n(3)]
    pub idle_minutes: u32,
    /// Whether the page blurs when the window loses focus.
    #[n(4)]
    pub blur: bool,
    /// The language of the writing, which search stems: `en`, `de`, `fr` and so on.
    #[n(5)]
    pub language: String,
    /// When the trainee's path was begun.
    #[cfg_attr(test, ts(optional = nullable))]
    #[n(14)]
    pub path_begun: Option<Moment>,
    /// The day of the week on which Today mentions the path, 1 for Monday.
    #[cfg_attr(test, ts(optional = nullable))]
    #[n(15)]
    pub path_reminder: Option<u8>,
    /// Whether the journal stays open when the computer goes to sleep.
    #[cbor(n(16), default)]
    pub open_in_sleep: bool,
    /// Whether the journal stays open when the screen is locked.
    #[cbor(n(17), default)]
    pub open_under_lock: bool,
    /// How large the whole window is shown, in per cent of its usual size; none for 100.
    #[cfg_attr(test, ts(optional = nullable))]
    #[n(18)]
    pub zoom: Option<u16>,
    /// The English of the window's words and dates; none for that of the system.
    #[cfg_attr(test, ts(optional = nullable))]
    #[n(19)]
    pub english: Option<English>,
    /// How wide texts are, in characters of the usual size of writing; none for 66.
    #[cfg_attr(test, ts(optional = nullable))]
    #[n(20)]
    pub measure: Option<u8>,
    /// How far apart the lines of texts are, in per cent of the usual; none for 100.
    #[cfg_attr(test, ts(optional = nullable))]
    #[n(21)]
    pub spacing: Option<u8>,
    /// Whether the line that is written stays in the middle while the page stands alone.
    #[cbor(n(22), default)]
    pub typewriter: bool,
    /// Whether quotation marks and dashes stay as they are typed.
    #[cbor(n(23), default)]
    pub straight_quotes: bool,
    /// Whether the sidebar shows icons alone, as chosen by hand; none to go by the window's width.
    #[cfg_attr(test, ts(optional = nullable))]
    #[n(24)]
    pub slim_rail: Option<bool>,
    /// The parts of the sidebar that are folded, by their keys in the window.
    #[cbor(n(25), default)]
    pub folded: Vec<String>,
    /// How wide the list is, in px; none for the usual width.
    #[cfg_attr(test, ts(optional = nullable))]
    #[n(26)]
    pub list_width: Option<u16>,
    /// Whether Today shows what was written on this day in earlier years.
    #[cbor(n(27), default)]
    pub on_this_day: bool,
    /// Whether that has heavy hours, too, and those without a weight.
    #[cbor(n(28), default)]
    pub on_this_day_heavy: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: "system".into(),
            face: "serif".into(),
            size: 17,
            idle_minutes: 5,
            blur: false,
            language: "en".into(),
            path_begun: None,
            path_reminder: None,
            open_in_sleep: false,
            open_under_lock: false,
            zoom: None,
            english: None,
            measure: None,
            spacing: None,
            typewriter: false,
            straight_quotes: false,
            slim_rail: None,
            folded: Vec::new(),
            list_width: None,
            on_this_day: false,
            on_this_day_heavy: false,
        }
    }
}

/// Where the writer was when the journal was locked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(default)]
pub struct ReturnPoint {
    /// The place in the rail, as the window names it (`today`, `all`, `form:integration`).
    #[n(0)]
    pub place: String,
    /// The open entry.
    #[n(1)]
    pub entry: Option<RecordId>,
    /// The field that held the caret.
    #[n(2)]
    pub field: Option<String>,
    /// The caret in that field, as a ProseMirror position.
    #[n(3)]
    pub caret: u32,
    /// The page's scroll offset in px.
    #[n(4)]
    pub scroll: u32,
}
