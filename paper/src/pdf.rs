//! A page as PDF 1.7 that is PDF/UA-1 and PDF/A-2a at once.

use serde::Serialize;
use stillroom_sheet::Sheet;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::PaperError;
use crate::glyphs::{Missing, clean, missing_glyphs, name};
use crate::world::PageWorld;

/// A page that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The characters in whose place their number stands.
    pub named: Vec<char>,
}

/// What the template reads.
#[derive(Serialize)]
struct Page<'s> {
    #[serde(flatten)]
    sheet: &'s Sheet,
    day: (i32, u8, u8),
}

/// What an export is known by.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    /// Random for each export: left to itself, typst would give two pages of one title the same id.
    /// It does not stand in the file.
    pub ident: &'a str,
    /// The day: year, month, day of the month. PDF/A wants one; the time of day is not written.
    pub day: (i32, u8, u8),
}

/// Writes a page as PDF.
///
/// What typst keeps to be quicker the next time holds the text of the page, so it is dropped.
///
/// # Errors
/// [`PaperError::MissingGlyphs`] with [`Missing::Refuse`]; [`PaperError::Layout`] and
/// [`PaperError::Refused`] for what the template and the standards do not allow.
pub fn write_pdf(
    sheet: &Sheet,
    export: Export<'_>,
    missing: Missing,
) -> Result<Written, PaperError> {
    let sheet = clean(sheet);
    let named = missing_glyphs(&sheet);
    if missing == Missing::Refuse && !named.is_empty() {
        return Err(PaperError::MissingGlyphs { characters: named });
    }
    let sheet = if named.is_empty() { sheet } else { name(&sheet, &named) };
    let page = Page { sheet: &sheet, day: export.day };
    let json = serde_json::to_vec(&page).map_err(|error| PaperError::Layout(error.to_string()))?;
    let written = render(json, export.ident);
    comemo::evict(0);
    let (bytes, pages) = written?;
    Ok(Written { bytes, pages, named })
}

fn render(json: Vec<u8>, ident: &str) -> Result<(Vec<u8>, usize), PaperError> {
    let world = PageWorld::new(json);
    let document: PagedDocument =
        typst::compile(&world).output.map_err(|errors| PaperError::Layout(said(&errors)))?;
    let standards = PdfStandards::new(&[PdfStandard::V_1_7, PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|error| PaperError::Refused(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some("Stillroom".to_owned())),
        timestamp: None,
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    let bytes =
        typst_pdf::pdf(&document, &options).map_err(|errors| PaperError::Refused(said(&errors)))?;
    Ok((bytes, document.pages().len()))
}

fn said(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}
