//! Which characters the fonts can draw. A single one that they cannot makes PDF/UA and PDF/A refuse
//! the whole page, so they are looked for first.

use stillroom_sheet::{Block, Sheet};

use crate::fonts::{Face, font_for};

/// What becomes of characters that the fonts have no sign for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The page is not written.
    Refuse,
    /// Their number stands in their place: `[U+1F642]`.
    Name,
}

/// Returns the characters of a page that the fonts have no sign for, each once, in the order in
/// which they stand.
pub fn undrawn(sheet: &Sheet) -> Vec<char> {
    missing_glyphs(&clean(sheet))
}

/// The same of a page that was cleaned.
pub(crate) fn missing_glyphs(sheet: &Sheet) -> Vec<char> {
    let mut missing = Vec::new();
    let lines = sheet.lines();
    for letter in lines.iter().chain(&sheet.foot).flat_map(|line| line.chars()) {
        if !is_drawn(letter) && !missing.contains(&letter) {
            missing.push(letter);
        }
    }
    missing
}

/// Puts the number of each of `missing` in its place.
pub(crate) fn name(sheet: &Sheet, missing: &[char]) -> Sheet {
    let mut sheet = sheet.clone();
    each_text(&mut sheet, |text| {
        if text.contains(missing) {
            let named = text.chars().map(|letter| match letter {
                letter if missing.contains(&letter) => format!("[U+{:04X}]", u32::from(letter)),
                letter => letter.to_string(),
            });
            *text = named.collect();
        }
    });
    sheet
}

/// Takes out what is no character of a text: controls other than line breaks, and what neither file
/// can hold. Every blank is a plain one or one that does not break, since the fonts have no others.
pub(crate) fn clean(sheet: &Sheet) -> Sheet {
    let mut sheet = sheet.clone();
    each_text(&mut sheet, |text| {
        let clean = text.chars().filter_map(|letter| match letter {
            '\n' | '\u{a0}' => Some(letter),
            '\t' => Some(' '),
            letter if letter.is_control() || is_format(letter) => None,
            letter if letter.is_whitespace() => Some(' '),
            letter => Some(letter),
        });
        *text = clean.collect();
    });
    sheet
}

/// Signs that are not drawn: marks of direction, of byte order, and places without a character. What
/// joins letters stays, since Arabic is read by it.
fn is_format(letter: char) -> bool {
    matches!(
        letter,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{ad}' | '\u{fffe}' | '\u{ffff}'
    )
}

fn each_text(sheet: &mut Sheet, mut change: impl FnMut(&mut String)) {
    change(&mut sheet.title);
    change(&mut sheet.header);
    sheet.foot.iter_mut().for_each(&mut change);
    for block in &mut sheet.blocks {
        match block {
            Block::Part { title, line } => [title, line].into_iter().for_each(&mut change),
            Block::Box { label, text, .. } => {
                change(label);
                text.iter_mut().for_each(&mut change);
            }
            Block::Ticks { label, options } => {
                change(label);
                for option in options {
                    change(&mut option.label);
                }
            }
            Block::Table { caption, columns, rows } => {
                change(caption);
                for column in columns {
                    change(&mut column.head);
                }
                rows.iter_mut().flatten().for_each(&mut change);
            }
            Block::Signatures { lines } => lines.iter_mut().for_each(&mut change),
        }
    }
}

fn is_drawn(letter: char) -> bool {
    letter == '\n' || font_for(Face::Serif, letter).is_some()
}
