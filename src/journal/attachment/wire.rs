//! An attached file as it crosses the bridge.

use serde::{Deserialize, Serialize};

use super::kind::ending_of;
use crate::journal::record::{AttachmentMeta, Cleaned, Moment};
use crate::vault::RecordId;

/// What can be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// It can be drawn: JPEG, PNG, GIF or WebP.
    Picture,
    /// A picture of another kind.
    OtherPicture,
    /// A PDF document.
    Pdf,
    /// A recording.
    Audio,
    /// A film.
    Video,
    /// Anything else.
    Other,
}

/// What is known of an attached file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Attachment {
    /// The record id.
    pub id: RecordId,
    /// The name that it had; a copy is saved under it.
    pub name: String,
    /// Its kind as its bytes tell, as `image/jpeg`.
    pub mime: String,
    /// What can be done with it.
    pub kind: AttachmentKind,
    /// Its length in bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub size: u64,
    /// Width and height as it is shown, for a picture that can be drawn.
    pub pixels: Option<(u32, u32)>,
    /// What it shows, for somebody who does not see it; may be empty.
    pub alt: String,
    /// What became of what a picture says beside its pixels.
    pub cleaned: Cleaned,
    /// When it was added.
    pub added: Moment,
}

impl Attachment {
    pub(super) fn of(id: RecordId, meta: &AttachmentMeta) -> Self {
        Self {
            id,
            name: meta.name.clone(),
            mime: meta.mime.clone(),
            kind: AttachmentKind::of(&meta.mime, meta.pixels.is_some()),
            size: meta.size,
            pixels: meta.pixels,
            alt: meta.alt.clone(),
            cleaned: meta.cleaned,
            added: meta.added,
        }
    }
}

impl Attachment {
    /// Returns the ending of the file that an export writes: its own if that is plain, else that of
    /// its kind.
    pub fn ending(&self) -> String {
        ending_of(&self.name, &self.mime)
    }
}

impl AttachmentKind {
    fn of(mime: &str, has_pixels: bool) -> Self {
        match mime.split_once('/') {
            Some(("image", _)) if has_pixels => Self::Picture,
            Some(("image", _)) => Self::OtherPicture,
            Some(("application", "pdf")) => Self::Pdf,
            Some(("audio", _)) => Self::Audio,
            Some(("video", _)) => Self::Video,
            _ => Self::Other,
        }
    }
}
