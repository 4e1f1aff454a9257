//! A text as glyphs, and where its lines end.

use std::ops::Range;

use harfrust::{Direction, ShapeOptions, UnicodeBuffer};
use krilla::text::{GlyphId, KrillaGlyph};
use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::fonts::{Face, font_for, fonts};

/// A text without line breaks of its own, shaped.
pub(crate) struct Shaped {
    pub(crate) text: String,
    /// Stretches of one font and one direction, in the order of the text.
    runs: Vec<Run>,
    /// How far the text reaches before each byte, in ems.
    before: Vec<f64>,
    levels: Vec<Level>,
    /// Whether the text as a whole runs from right to left.
    pub(crate) is_rtl: bool,
}

struct Run {
    range: Range<usize>,
    font: usize,
    rtl: bool,
    glyphs: Vec<KrillaGlyph>,
}

/// Glyphs of one font that stand beside each other.
pub(crate) struct Piece<'s> {
    pub(crate) font: usize,
    pub(crate) glyphs: &'s [KrillaGlyph],
    /// How far they reach, in ems.
    pub(crate) width: f32,
}

/// Returns whether a text begins to run from right to left, as its first letter with a direction says.
pub(crate) fn is_rtl(text: &str) -> bool {
    let bidi = BidiInfo::new(text, None);
    bidi.paragraphs.first().is_some_and(|paragraph| paragraph.level.is_rtl())
}

impl Shaped {
    /// Shapes a text. A character that no font draws is left out; look for such before.
    pub(crate) fn new(face: Face, text: &str) -> Self {
        let bidi = BidiInfo::new(text, None);
        let mut runs: Vec<Run> = Vec::new();
        for (at, letter) in text.char_indices() {
            let end = at + letter.len_utf8();
            let rtl = bidi.levels.get(at).is_some_and(Level::is_rtl);
            match runs.last_mut() {
                // A mark stays with its letter, a blank with the word before it.
                Some(run) if run.rtl == rtl && (letter == ' ' || draws(run.font, face, letter)) => {
                    run.range.end = end;
                }
                _ => {
                    let font = font_for(face, letter).unwrap_or_default();
                    runs.push(Run { range: at..end, font, rtl, glyphs: Vec::new() });
                }
            }
        }
        let mut advance = vec![0.0_f64; text.len()];
        for run in &mut runs {
            run.glyphs = shape(text, run);
            for glyph in &run.glyphs {
                if let Some(sum) = advance.get_mut(glyph.text_range.start) {
                    *sum += f64::from(glyph.x_advance);
                }
            }
        }
        let mut sum = 0.0;
        let mut before = vec![0.0];
        before.extend(advance.iter().map(|one| {
            sum += one;
            sum
        }));
        Self {
            is_rtl: bidi.paragraphs.first().is_some_and(|paragraph| paragraph.level.is_rtl()),
            levels: bidi.levels,
            text: text.to_owned(),
            runs,
            before,
        }
    }

    /// Returns how far a stretch reaches, in ems, without the blanks at its end.
    pub(crate) fn width(&self, range: &Range<usize>) -> f64 {
        let end = range.start + self.text[range.clone()].trim_end().len();
        self.before[end] - self.before[range.start]
    }

    /// Breaks the text into lines that are at most so wide, in ems. A word that is wider is parted.
    pub(crate) fn lines(&self, width: f64) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = 0;
        let mut last = 0;
        for (at, opportunity) in linebreaks(&self.text) {
            if self.width(&(start..at)) > width && last > start {
                lines.push(start..last);
                start = last;
            }
            while self.width(&(start..at)) > width {
                let end = self.part(start..at, width);
                lines.push(start..end);
                start = end;
            }
            last = at;
            if opportunity == BreakOpportunity::Mandatory && at < self.text.len() {
                lines.push(start..at);
                start = at;
            }
        }
        if start < self.text.len() || lines.is_empty() {
            lines.push(start..self.text.len());
        }
        lines
    }

    /// Where a word that is wider than a line is parted: as late as fits, after one letter at least.
    fn part(&self, range: Range<usize>, width: f64) -> usize {
        let ends = self.text[range.clone()].char_indices().skip(1);
        let ends = ends.map(|(at, _)| range.start + at);
        // A place within a cluster of letters adds nothing.
        let ends: Vec<usize> = ends.filter(|at| self.before[*at + 1] > self.before[*at]).collect();
        let fits =
            ends.iter().rev().find(|at| self.before[**at] - self.before[range.start] <= width);
        fits.or(ends.first()).copied().unwrap_or(range.end)
    }

    /// Returns the glyphs of a line as they stand beside each other, from left to right.
    pub(crate) fn pieces(&self, line: &Range<usize>) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        for (range, rtl) in self.visual(line) {
            let inside = self
                .runs
                .iter()
                .filter(|run| run.range.start < range.end && range.start < run.range.end);
            let mut runs: Vec<&Run> = inside.collect();
            if rtl {
                runs.reverse();
            }
            for run in runs {
                let is_in = |glyph: &KrillaGlyph| range.contains(&glyph.text_range.start);
                let Some(first) = run.glyphs.iter().position(is_in) else { continue };
                let count = run.glyphs[first..].iter().take_while(|glyph| is_in(glyph)).count();
                let glyphs = &run.glyphs[first..first + count];
                let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
                pieces.push(Piece { font: run.font, glyphs, width });
            }
        }
        pieces
    }

    /// The stretches of a line in the order of the eye, and whether each runs from right to left.
    fn visual(&self, line: &Range<usize>) -> Vec<(Range<usize>, bool)> {
        if !self.levels.iter().any(Level::is_rtl) {
            return vec![(line.clone(), false)];
        }
        let bidi = BidiInfo::new(&self.text, None);
        let Some(paragraph) = bidi.paragraphs.first() else { return Vec::new() };
        let (levels, runs) = bidi.visual_runs(paragraph, line.clone());
        let is_rtl = |run: &Range<usize>| levels.get(run.start).is_some_and(Level::is_rtl);
        runs.into_iter().map(|run| (run.clone(), is_rtl(&run))).collect()
    }
}

/// Whether a font goes on with a character: it is the one that would draw it.
fn draws(font: usize, face: Face, letter: char) -> bool {
    font_for(face, letter).is_none_or(|own| own == font)
}

fn shape(text: &str, run: &Run) -> Vec<KrillaGlyph> {
    let Some(font) = fonts().get(run.font) else { return Vec::new() };
    let shaper = font.shaper.shaper(&font.read).build();
    let em = shaper.units_per_em() as f32;
    let mut buffer = UnicodeBuffer::new();
    for (at, letter) in text[run.range.clone()].char_indices() {
        buffer.add(letter, (run.range.start + at) as u32);
    }
    buffer.guess_segment_properties();
    buffer.set_direction(if run.rtl { Direction::RightToLeft } else { Direction::LeftToRight });
    let shaped = shaper.shape(buffer, ShapeOptions::new());
    let starts: Vec<usize> =
        shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    let mut sorted = starts.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let end_of = |start: usize| {
        let next = sorted.partition_point(|known| *known <= start);
        sorted.get(next).copied().unwrap_or(run.range.end)
    };
    let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).zip(&starts);
    let glyphs = glyphs.map(|((info, place), start)| KrillaGlyph {
        glyph_id: GlyphId::new(info.glyph_id),
        text_range: *start..end_of(*start),
        x_advance: place.x_advance as f32 / em,
        x_offset: place.x_offset as f32 / em,
        y_offset: place.y_offset as f32 / em,
        y_advance: place.y_advance as f32 / em,
        location: None,
    });
    glyphs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, width: f64) -> Vec<String> {
        let shaped = Shaped::new(Face::Serif, text);
        shaped.lines(width).into_iter().map(|line| text[line].to_owned()).collect()
    }

    #[test]
    fn lines_end_between_words_and_lose_nothing() {
        let text = "Ten minutes before the end the headphones came off, without hurry.";
        let lines = broken(text, 10.0);
        assert!(lines.len() > 2);
        assert_eq!(lines.concat(), text);
        let shaped = Shaped::new(Face::Serif, text);
        for line in shaped.lines(10.0) {
            assert!(shaped.width(&line) <= 10.0, "{}", &text[line]);
        }
    }

    #[test]
    fn a_word_wider_than_a_line_is_parted_between_letters() {
        let word = "ẹ́łéphant".repeat(20);
        let lines = broken(&word, 5.0);
        assert!(lines.len() > 5);
        assert_eq!(lines.concat(), word);
        assert_eq!(broken("", 5.0), [""]);
        assert_eq!(broken("W", 0.01), ["W"]);
    }

    #[test]
    fn words_from_right_to_left_stand_in_the_order_of_the_eye() {
        let text = "She said שלום עולם twice.";
        let shaped = Shaped::new(Face::Serif, text);
        assert!(!shaped.is_rtl);
        let pieces = shaped.pieces(&(0..text.len()));
        let starts: Vec<usize> =
            pieces.iter().map(|piece| piece.glyphs[0].text_range.start).collect();
        assert_eq!(starts.first(), Some(&0));
        let hebrew = pieces.iter().find(|piece| piece.font == 3).expect("Hebrew");
        let first = hebrew.glyphs.first().expect("a glyph").text_range.start;
        let last = hebrew.glyphs.last().expect("a glyph").text_range.start;
        assert!(first > last, "the last letter of a word stands leftmost");
        assert!(Shaped::new(Face::Serif, "שלום, Wren").is_rtl);
    }
}
