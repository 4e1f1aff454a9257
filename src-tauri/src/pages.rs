//! Pages for supervision as they are shown, printed and written.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::Datelike;
use serde::{Deserialize, Serialize};
use stillroom::exchange::{SavedPage, Saving, copied_by, save_page};
use stillroom::journal::{CheckedSheet, Journal, JournalError, Moment, SheetInput, SheetPage};
use stillroom::vault::RecordId;
use stillroom_paper::{Export, Missing, Sheet, page_count, undrawn, write_pdf, write_word};
use tauri::{Manager, WebviewWindow};

use crate::failure::{Code, Failure};
use crate::picker;
use crate::print::{PrintJob, print};
use crate::state::Shell;

/// What kind of file a page becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub(crate) enum FileKind {
    /// PDF.
    Pdf,
    /// A Word file.
    Word,
}

impl FileKind {
    /// How the names of such files end.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Word => "docx",
        }
    }

    /// A name that says nothing of what is in it.
    pub(crate) fn suggested(self) -> String {
        format!("Stillroom page.{}", self.ending())
    }
}

/// How a page is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub(crate) struct Printed {
    /// How many pages of paper it takes.
    pub(crate) pages: u32,
    /// The characters that the fonts of a PDF have no sign for; their numbers stand in their place.
    pub(crate) undrawn: Vec<String>,
}

/// Saves a page and returns it as it is shown.
pub(crate) fn save(
    journal: &mut Journal,
    input: SheetInput,
) -> Result<(SheetPage, CheckedSheet, Printed), JournalError> {
    let page = journal.save_sheet(input, Moment::now())?;
    shown(journal, page)
}

/// Returns a page with what the check says of it and how it is printed.
pub(crate) fn shown(
    journal: &Journal,
    page: SheetPage,
) -> Result<(SheetPage, CheckedSheet, Printed), JournalError> {
    let checked = journal.check_sheet(page.input.clone(), Moment::now())?;
    let printed = Printed {
        pages: page_count(&checked.sheet) as u32,
        undrawn: undrawn(&checked.sheet).into_iter().map(String::from).collect(),
    };
    Ok((page, checked, printed))
}

/// A place that was picked and that a person has not agreed to yet.
#[derive(Debug, Default)]
pub(crate) struct PickedPlace(Mutex<Option<PathBuf>>);

/// Has a place picked and writes a file there. Where a service copies the place elsewhere, nothing is
/// written until it is asked for again with `agreed`.
pub(crate) async fn save_file(
    window: &WebviewWindow,
    kind: FileKind,
    agreed: bool,
    write: impl FnOnce(&Path) -> Result<SavedPage, Failure>,
) -> Result<Saving, Failure> {
    let picked = window.state::<PickedPlace>();
    let before = picked.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    if agreed && let Some(to) = before {
        return write(&to).map(|file| Saving::Saved { file });
    }
    let Some(to) = picker::new_file(window, &kind.suggested(), kind.ending()).await else {
        return Ok(Saving::Closed);
    };
    if let Some(service) = copied_by(&to) {
        *picked.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(to);
        return Ok(Saving::Copied { service });
    }
    write(&to).map(|file| Saving::Saved { file })
}

/// Writes a page into a file. The journal keeps the map of its aliases first.
pub(crate) fn write(
    shell: &Shell,
    input: SheetInput,
    kind: FileKind,
    to: &Path,
) -> Result<SavedPage, Failure> {
    let now = Moment::now();
    let sheet = shell.open(|journal| journal.export_sheet(input, now))?;
    write_document(shell, &sheet, kind, to)
}

/// Writes what is no page of entries into a file.
pub(crate) fn write_document(
    shell: &Shell,
    sheet: &Sheet,
    kind: FileKind,
    to: &Path,
) -> Result<SavedPage, Failure> {
    let bytes = match kind {
        FileKind::Pdf => pdf(sheet, Moment::now()),
        FileKind::Word => write_word(sheet).map_err(|_| Failure::of(Code::NotWritten)),
    }?;
    shell.open(|journal| save_page(journal, to, &bytes))
}

/// Prints what is no page of entries; tells whether it was printed, not cancelled in the dialog.
pub(crate) fn print_document(
    window: &WebviewWindow,
    shell: &Shell,
    sheet: &Sheet,
) -> Result<bool, Failure> {
    let opened = shell.open_number();
    print(
        window,
        &PrintJob {
            paper_mm: sheet.paper.size_mm(),
            wanted: &|| shell.open_number() == opened,
            pdf: &|| pdf(sheet, Moment::now()),
        },
    )
}

/// Prints a page; tells whether it was printed, not cancelled in the dialog. Once the dialog was
/// answered the journal keeps the map of its aliases, as for a file.
pub(crate) fn print_page(
    window: &WebviewWindow,
    shell: &Shell,
    input: &SheetInput,
) -> Result<bool, Failure> {
    let sheet = shell.open(|journal| journal.check_sheet(input.clone(), Moment::now()))?.sheet;
    let opened = shell.open_number();
    print(
        window,
        &PrintJob {
            paper_mm: sheet.paper.size_mm(),
            wanted: &|| shell.open_number() == opened,
            pdf: &|| {
                let now = Moment::now();
                let sheet = shell.open(|journal| journal.export_sheet(input.clone(), now))?;
                pdf(&sheet, now)
            },
        },
    )
}

fn pdf(sheet: &Sheet, now: Moment) -> Result<Vec<u8>, Failure> {
    let today = now.date();
    let ident = RecordId::make().to_string();
    let day = (today.year(), today.month() as u8, today.day() as u8);
    let written = write_pdf(sheet, Export { ident: &ident, day }, Missing::Name);
    written.map(|written| written.bytes).map_err(|_| Failure::of(Code::NotWritten))
}
