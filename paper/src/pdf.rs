//! A page as PDF 1.7 that is PDF/UA-1 and PDF/A-2a at once.

use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::luma;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use stillroom_sheet::Sheet;

use crate::PaperError;
use crate::flow::{Item, Laid, lay_out};
use crate::fonts::fonts;
use crate::glyphs::{Missing, clean, missing_glyphs, name};
use crate::tags::Tags;

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

/// What an export is known by.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    /// Random for each export, so that two pages of one title have ids of their own.
    pub ident: &'a str,
    /// The day: year, month, day of the month. PDF/A wants one; the time of day is not written.
    pub day: (i32, u8, u8),
}

/// Writes a page as PDF.
///
/// # Errors
/// [`PaperError::MissingGlyphs`] with [`Missing::Refuse`]; [`PaperError::Refused`] for what the
/// standards do not allow.
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
    let laid = lay_out(&sheet);
    let pages = laid.pages.len();
    let bytes = draw(laid, &sheet, export)?;
    Ok(Written { bytes, pages, named })
}

/// Returns how many pages of paper a page takes, as [`Missing::Name`] writes it.
pub fn page_count(sheet: &Sheet) -> usize {
    let sheet = clean(sheet);
    let named = missing_glyphs(&sheet);
    lay_out(&name(&sheet, &named)).pages.len()
}

fn draw(laid: Laid, sheet: &Sheet, export: Export<'_>) -> Result<Vec<u8>, PaperError> {
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|error| PaperError::Refused(format!("{error:?}")))?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let Laid { width, height, pages, mut tags } = laid;
    for items in &pages {
        let size = PageSettings::from_wh(width, height)
            .ok_or_else(|| PaperError::Refused("a page without a size".to_owned()))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for item in items {
            put(&mut surface, item, &mut tags);
        }
        surface.finish();
        page.finish();
    }
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(sheet.title.clone(), top));
    document.set_outline(outline);
    document.set_metadata(metadata(sheet, export));
    document.set_tag_tree(tags.tree(&sheet.language));
    document.finish().map_err(refused)
}

fn metadata(sheet: &Sheet, export: Export<'_>) -> Metadata {
    let (year, month, day) = export.day;
    let year = u16::try_from(year).unwrap_or_default();
    let day = DateTime::new(year).month(month).day(day).hour(0).minute(0).second(0);
    Metadata::new()
        .title(sheet.title.clone())
        .language(sheet.language.clone())
        .creator("Stillroom".to_owned())
        .creation_date(day)
        .document_id(export.ident.to_owned())
}

fn put(surface: &mut Surface<'_>, item: &Item, tags: &mut Tags) {
    match item {
        Item::Text { x, base, text, line, style, group } => {
            let tag = match group {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
            };
            let drawn = surface.start_tagged(tag);
            surface.set_stroke(None);
            surface.set_fill(Some(Fill {
                paint: luma::Color::new(style.grey).into(),
                ..Fill::default()
            }));
            let mut x = *x;
            for piece in text.pieces(line) {
                if let Some(font) = fonts().get(piece.font) {
                    let start = Point::from_xy(x, *base);
                    let written = font.written.clone();
                    surface.draw_glyphs(
                        start,
                        piece.glyphs,
                        written,
                        &text.text,
                        style.size,
                        false,
                    );
                }
                x += piece.width * style.size;
            }
            surface.end_tagged();
            if let Some(group) = group {
                tags.draw(*group, drawn);
            }
        }
        Item::Line { from, to, width, grey, dotted } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            let Some(path) = path.finish() else { return };
            let artifact = Artifact::with_kind(ArtifactType::Layout);
            surface.start_tagged(ContentTag::Artifact(artifact));
            surface.set_fill(None);
            let dash = dotted.then(|| StrokeDash { array: vec![0.8, 2.2], offset: 0.0 });
            surface.set_stroke(Some(Stroke {
                paint: luma::Color::new(*grey).into(),
                width: *width,
                opacity: NormalizedF32::ONE,
                dash,
                ..Stroke::default()
            }));
            surface.draw_path(&path);
            surface.end_tagged();
        }
    }
}

/// What the standards refuse, without a word of the page.
fn refused(error: KrillaError) -> PaperError {
    PaperError::Refused(match error {
        KrillaError::Validation(found) => {
            let found = found.iter().map(|(error, _)| {
                // The words of a page stand behind the name of the error.
                let said = format!("{error:?}");
                said.split(['(', ' ', '{']).next().unwrap_or_default().to_owned()
            });
            let mut found: Vec<String> = found.collect();
            found.dedup();
            found.join(", ")
        }
        KrillaError::Font(..) => "a font cannot be embedded".to_owned(),
        KrillaError::Limit(limit) => format!("{limit:?}"),
        KrillaError::DuplicateNamedDestination(_)
        | KrillaError::DuplicateTagId(..)
        | KrillaError::UnknownTagId(..) => "a name is used twice or not at all".to_owned(),
    })
}
