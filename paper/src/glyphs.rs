//! Which characters the fonts can draw. A single one that they cannot makes PDF/UA and PDF/A refuse
//! the whole page, so they are looked for first.

use stillroom_sheet::{Block, Sheet};

use crate::world::fonts;

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
pub fn missing_glyphs(sheet: &Sheet) -> Vec<char> {
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

/// Takes out what is no character of a text: controls other than line breaks and tabulators, and
/// what neither file can hold.
pub(crate) fn clean(sheet: &Sheet) -> Sheet {
    let mut sheet = sheet.clone();
    each_text(&mut sheet, |text| {
        text.retain(|letter| {
            !(letter.is_control() && letter != '\n') && !matches!(letter, '\u{fffe}' | '\u{ffff}')
        });
    });
    sheet
}

fn each_text(sheet: &mut Sheet, mut change: impl FnMut(&mut String)) {
    change(&mut sheet.title);
    change(&mut sheet.header);
    sheet.foot.iter_mut().for_each(&mut change);
    for block in &mut sheet.blocks {
        match block {
            Block::Box { label, text, .. } => {
                change(label);
                text.iter_mut().for_each(&mut change);
            }
            Block::Ticks { label, options } => {
                change(label);
                options.iter_mut().for_each(|option| change(&mut option.label));
            }
            Block::Table { caption, columns, rows } => {
                change(caption);
                columns.iter_mut().for_each(|column| change(&mut column.head));
                rows.iter_mut().flatten().for_each(&mut change);
            }
            Block::Signatures { lines } => lines.iter_mut().for_each(&mut change),
        }
    }
}

fn is_drawn(letter: char) -> bool {
    letter == '\n' || fonts().iter().any(|font| font.info().coverage.contains(u32::from(letter)))
}
