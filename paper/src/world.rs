//! What typst may see: one template, one page as JSON, the fonts of this crate. Everything else is
//! refused, also files and packages.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

const TEMPLATE: &str = include_str!("../templates/sheet.typ");

const FONTS: [&[u8]; 5] = [
    include_bytes!("../fonts/SourceSerif4_400Regular.ttf"),
    include_bytes!("../fonts/SourceSerif4_400Regular_Italic.ttf"),
    include_bytes!("../fonts/SourceSerif4_600SemiBold.ttf"),
    include_bytes!("../fonts/Inter_400Regular.ttf"),
    include_bytes!("../fonts/Inter_600SemiBold.ttf"),
];

/// The fonts of this crate, read once.
pub(crate) fn fonts() -> &'static [Font] {
    static READ: OnceLock<Vec<Font>> = OnceLock::new();
    READ.get_or_init(|| FONTS.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect())
}

/// The world of one page.
pub(crate) struct PageWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    template: Source,
    sheet_id: FileId,
    sheet: Bytes,
}

impl PageWorld {
    /// Makes the world of a page that is given as JSON.
    pub(crate) fn new(sheet: Vec<u8>) -> Self {
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(fonts())),
            template: Source::new(id("/sheet.typ"), TEMPLATE.to_owned()),
            sheet_id: id("/sheet.json"),
            sheet: Bytes::new(sheet),
        }
    }
}

fn id(path: &str) -> FileId {
    // Both paths are constants that are absolute and plain.
    let path = VirtualPath::new(path).unwrap_or_else(|error| unreachable!("{path}: {error:?}"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for PageWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.sheet_id { Ok(self.sheet.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
