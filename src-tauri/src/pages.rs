//! Pages for supervision as they are shown, printed and written.

use std::path::Path;

use chrono::Datelike;
use serde::{Deserialize, Serialize};
use stillroom::exchange::{SavedPage, save_page};
use stillroom::journal::{CheckedSheet, Journal, JournalError, Moment, SheetInput, SheetPage};
use stillroom::vault::RecordId;
use stillroom_paper::{Export, Missing, page_count, undrawn, write_pdf, write_word};

use crate::failure::{Code, Failure};
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

/// Writes a page into a file. The journal keeps the map of its aliases first.
pub(crate) fn write(
    shell: &Shell,
    input: SheetInput,
    kind: FileKind,
    to: &Path,
) -> Result<SavedPage, Failure> {
    let now = Moment::now();
    let sheet = shell.open(|journal| journal.export_sheet(input, now))?;
    let today = now.date();
    let written = match kind {
        FileKind::Pdf => {
            let ident = RecordId::make().to_string();
            let day = (today.year(), today.month() as u8, today.day() as u8);
            let export = Export { ident: &ident, day };
            write_pdf(&sheet, export, Missing::Name).map(|written| written.bytes)
        }
        FileKind::Word => write_word(&sheet),
    };
    let bytes = written.map_err(|_| Failure::of(Code::NotWritten))?;
    shell.open(|journal| save_page(journal, to, &bytes))
}
