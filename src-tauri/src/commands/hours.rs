//! Hours: placements, rows of a week, schemes, what was signed, and what leaves.

use serde::Deserialize;
use stillroom::exchange::{SavedPage, save_page};
use stillroom::journal::{
    HoursPage, HoursPaper, HoursRow, HoursStanding, HoursWeek, JournalError, Moment, Placement,
    SchemeLine, SchemeSaved, SignedHours,
};
use stillroom::vault::RecordId;
use tauri::{State, WebviewWindow};

use crate::failure::Failure;
use crate::pages::{self, FileKind};
use crate::picker;
use crate::state::Shell;

/// What the page of hours begins with.
type HoursLists = (Vec<Placement>, Vec<SchemeLine>, Vec<SignedHours>);

/// The hours of a placement in a period.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub(crate) struct HoursPeriod {
    #[cfg_attr(test, ts(type = "string"))]
    placement: RecordId,
    /// The first day, `2026-09-14`.
    from: String,
    /// The last day.
    to: String,
}

/// A file of hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub(crate) enum HoursFile {
    /// The record for signature, as PDF.
    SignaturePdf,
    /// The record for signature, as a Word file.
    SignatureWord,
    /// The weekly transfer sheet, as PDF.
    TransferPdf,
    /// The rows, as CSV.
    Csv,
}

#[tauri::command(async)]
pub(crate) fn hours_lists(shell: State<'_, Shell>) -> Result<HoursLists, Failure> {
    shell.open(|journal| {
        let schemes = journal.list_schemes(Moment::now());
        Ok::<_, JournalError>((journal.list_placements(), schemes, journal.list_signed_hours()))
    })
}

#[tauri::command(async)]
pub(crate) fn save_placement(
    shell: State<'_, Shell>,
    placement: Placement,
) -> Result<Placement, Failure> {
    shell.open(|journal| journal.save_placement(placement, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn hours_week(
    shell: State<'_, Shell>,
    day: String,
    placement: Option<RecordId>,
) -> Result<HoursWeek, Failure> {
    shell.open(|journal| journal.hours_week(&day, placement, Moment::now()))
}

/// Keeps, strikes or changes rows, and returns the week that is shown.
#[tauri::command(async)]
pub(crate) fn put_hours(
    shell: State<'_, Shell>,
    rows: Vec<HoursRow>,
    day: String,
    placement: Option<RecordId>,
) -> Result<HoursWeek, Failure> {
    shell.open(|journal| {
        journal.put_hours(rows, Moment::now())?;
        journal.hours_week(&day, placement, Moment::now())
    })
}

#[tauri::command(async)]
pub(crate) fn hours_standing(
    shell: State<'_, Shell>,
    scheme: String,
) -> Result<HoursStanding, Failure> {
    shell.open(|journal| journal.hours_standing(&scheme, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn save_scheme(
    shell: State<'_, Shell>,
    own: Option<RecordId>,
    text: String,
) -> Result<SchemeSaved, Failure> {
    shell.open(|journal| journal.save_scheme(own, &text, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn remove_scheme(shell: State<'_, Shell>, own: RecordId) -> Result<(), Failure> {
    shell.open(|journal| journal.remove_scheme(own, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn sign_hours(
    shell: State<'_, Shell>,
    period: HoursPeriod,
    on: String,
) -> Result<SignedHours, Failure> {
    let HoursPeriod { placement, from, to } = period;
    shell.open(|journal| journal.sign_hours(placement, &from, &to, &on, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn unsign_hours(shell: State<'_, Shell>, id: RecordId) -> Result<(), Failure> {
    shell.open(|journal| journal.unsign_hours(id, Moment::now()))
}

/// Makes a page of hours as it would be printed, with what the identifier check found.
#[tauri::command(async)]
pub(crate) fn hours_page(
    shell: State<'_, Shell>,
    what: HoursPaper,
    period: HoursPeriod,
) -> Result<HoursPage, Failure> {
    let HoursPeriod { placement, from, to } = period;
    shell.open(|journal| journal.hours_page(what, placement, &from, &to, Moment::now()))
}

/// Has a place picked and writes hours there; none if no place was picked.
#[tauri::command]
pub(crate) async fn save_hours_file(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    file: HoursFile,
    period: HoursPeriod,
) -> Result<Option<SavedPage>, Failure> {
    let (ending, what) = match file {
        HoursFile::SignaturePdf => ("pdf", Some((HoursPaper::Signature, FileKind::Pdf))),
        HoursFile::SignatureWord => ("docx", Some((HoursPaper::Signature, FileKind::Word))),
        HoursFile::TransferPdf => ("pdf", Some((HoursPaper::Transfer, FileKind::Pdf))),
        HoursFile::Csv => ("csv", None),
    };
    let suggested = format!("Stillroom hours.{ending}");
    let Some(to) = picker::new_file(&window, &suggested, ending).await else {
        return Ok(None);
    };
    let HoursPeriod { placement, from, to: last } = period;
    if let Some((paper, kind)) = what {
        let now = Moment::now();
        let page = shell.open(|journal| journal.hours_page(paper, placement, &from, &last, now))?;
        return pages::write_document(&shell, &page.sheet, kind, &to).map(Some);
    }
    let csv = shell.open(|journal| journal.hours_csv(placement, &from, &last))?;
    shell.open(|journal| save_page(journal, &to, csv.as_bytes())).map(Some)
}
