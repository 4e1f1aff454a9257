//! The fonts of this crate: three faces of the page, and what stands in for a script that they lack.

use std::sync::OnceLock;

use harfrust::ShaperData;
use krilla::text::Font;
use skrifa::{FontRef, MetadataProvider};

/// A face of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    /// What a person wrote, and the title.
    Serif,
    /// Labels, cells of the head, the foot.
    Sans,
    /// What is ticked, and what a table shows.
    SansBold,
}

/// A font that was read.
pub(crate) struct Loaded {
    /// For shaping.
    pub(crate) read: FontRef<'static>,
    pub(crate) shaper: ShaperData,
    /// For writing.
    pub(crate) written: Font,
}

const FILES: [&[u8]; 5] = [
    include_bytes!("../fonts/SourceSerif4_400Regular.ttf"),
    include_bytes!("../fonts/Inter_400Regular.ttf"),
    include_bytes!("../fonts/Inter_600SemiBold.ttf"),
    include_bytes!("../fonts/NotoSerifHebrew_400Regular.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic_400Regular.ttf"),
];

/// What draws a character that a face has no sign for: the other family, Hebrew, Arabic.
const STAND_IN: [usize; 4] = [0, 1, 3, 4];

/// The fonts, read once.
pub(crate) fn fonts() -> &'static [Loaded] {
    static READ: OnceLock<Vec<Loaded>> = OnceLock::new();
    READ.get_or_init(|| FILES.iter().filter_map(|file| read(file)).collect())
}

/// Returns which font draws a character of a face; none if no font of this crate does.
pub(crate) fn font_for(face: Face, letter: char) -> Option<usize> {
    let own = match face {
        Face::Serif => 0,
        Face::Sans => 1,
        Face::SansBold => 2,
    };
    std::iter::once(own)
        .chain(STAND_IN)
        .find(|at| fonts().get(*at).is_some_and(|font| font.read.charmap().map(letter).is_some()))
}

fn read(file: &'static [u8]) -> Option<Loaded> {
    let read = FontRef::new(file).ok()?;
    Some(Loaded { shaper: ShaperData::new(&read), written: Font::new(file.into(), 0)?, read })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_can_be_read() {
        assert_eq!(fonts().len(), FILES.len());
        for (letter, font) in [('a', 0), ('ł', 0), ('Ẹ', 0), ('ש', 3), ('س', 4)] {
            assert_eq!(font_for(Face::Serif, letter), Some(font), "{letter}");
        }
        assert_eq!(font_for(Face::Serif, '你'), None);
    }
}
