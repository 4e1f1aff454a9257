//! Adding files to entries step by step, and handing them out again.

use std::fs::File;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use stillroom::exchange::{SavedPage, save_page};
use stillroom::journal::{
    AttachRun, Attachment, JournalError, Moment, PixelsError, decode_picture,
};
use stillroom::vault::RecordId;
use tauri::{AppHandle, Emitter, Manager};

use crate::failure::{Code, Failure};
use crate::state::Shell;

/// How long saves and searches get between two steps.
const PAUSE: Duration = Duration::from_millis(2);

/// What a picture that was pasted is called.
const PASTED: &str = "Pasted picture.png";

/// What is known of the files that are about to be added.
#[derive(Default)]
pub(crate) struct Attaching {
    is_cancelled: AtomicBool,
    /// The files that were dropped on the window last. Their paths never reach the page.
    dropped: Mutex<Vec<PathBuf>>,
}

/// How far the adding of a file is, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub(crate) struct AttachProgress {
    /// Bytes that are written.
    #[cfg_attr(test, ts(type = "number"))]
    pub(crate) done: u64,
    /// Bytes in all.
    #[cfg_attr(test, ts(type = "number"))]
    pub(crate) total: u64,
}

impl Attaching {
    /// Has the file that is being added given up.
    pub(crate) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::SeqCst);
    }

    /// Keeps the files that were dropped until the page says which entry they belong to.
    pub(crate) fn set_dropped(&self, files: Vec<PathBuf>) {
        *self.dropped.lock().unwrap_or_else(PoisonError::into_inner) = files;
    }

    /// Takes the files that were dropped.
    pub(crate) fn take_dropped(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *self.dropped.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Adds files to an entry, one after the other; returns those that were added before it was
/// cancelled.
pub(crate) fn add(
    app: &AppHandle,
    entry: RecordId,
    files: &[PathBuf],
) -> Result<Vec<Attachment>, Failure> {
    let attaching = app.state::<Attaching>();
    attaching.is_cancelled.store(false, Ordering::SeqCst);
    let mut added = Vec::with_capacity(files.len());
    for path in files {
        match add_one(app, &attaching, entry, path)? {
            Some(file) => added.push(file),
            None => break,
        }
    }
    Ok(added)
}

/// Adds a picture that lies in memory; none if it was cancelled.
pub(crate) fn add_picture(
    app: &AppHandle,
    entry: RecordId,
    picture: Vec<u8>,
) -> Result<Option<Attachment>, Failure> {
    let attaching = app.state::<Attaching>();
    attaching.is_cancelled.store(false, Ordering::SeqCst);
    let total = picture.len() as u64;
    let run = AttachRun::begin(entry, PASTED, Box::new(Cursor::new(picture)), true)?;
    run_to_the_end(app, &attaching, run, total)
}

fn add_one(
    app: &AppHandle,
    attaching: &Attaching,
    entry: RecordId,
    path: &Path,
) -> Result<Option<Attachment>, Failure> {
    let unreadable = |error: std::io::Error| JournalError::FileUnreadable(error.kind());
    let file = File::open(path).map_err(unreadable)?;
    let meta = file.metadata().map_err(unreadable)?;
    if !meta.is_file() {
        return Err(Failure::of(Code::FileUnreadable));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let run = AttachRun::begin(entry, &name, Box::new(file), true)?;
    run_to_the_end(app, attaching, run, meta.len())
}

fn run_to_the_end(
    app: &AppHandle,
    attaching: &Attaching,
    mut run: AttachRun<'_>,
    total: u64,
) -> Result<Option<Attachment>, Failure> {
    let shell = app.state::<Shell>();
    loop {
        if attaching.is_cancelled.load(Ordering::SeqCst) {
            shell.open(|journal| run.give_up(journal))?;
            return Ok(None);
        }
        match shell.open(|journal| run.step(journal, Moment::now())) {
            Ok(Some(file)) => return Ok(Some(file)),
            Ok(None) => {
                let progress = AttachProgress { done: run.done(), total };
                // Nobody listens while the page reloads; the next step says more anyway.
                let _ = app.emit("attach-progress", progress);
                thread::sleep(PAUSE);
            }
            Err(failure) => {
                // A journal that was locked meanwhile takes away what is left at the next unlock.
                let _ = shell.open(|journal| run.give_up(journal));
                return Err(failure);
            }
        }
    }
}

/// Draws a picture as the page takes it: width, height, pixels.
pub(crate) fn draw(picture: &[u8], most: u32) -> Result<Vec<u8>, Failure> {
    let pixels = decode_picture(picture, most).map_err(|error| match error {
        PixelsError::TooLarge => Failure::of(Code::AttachmentTooLarge),
        PixelsError::Damaged => Failure::of(Code::FileUnreadable),
    })?;
    let mut drawn = Vec::with_capacity(8 + pixels.rgba.len());
    drawn.extend_from_slice(&pixels.width.to_le_bytes());
    drawn.extend_from_slice(&pixels.height.to_le_bytes());
    drawn.extend_from_slice(&pixels.rgba);
    Ok(drawn)
}

/// Writes a copy of a file in clear. The dialog has asked before a file of that name is replaced.
pub(crate) fn save(shell: &Shell, id: RecordId, to: &Path) -> Result<SavedPage, Failure> {
    shell.open(|journal| {
        let content = journal.read_attachment(id)?;
        save_page(journal, to, &content)
    })
}
