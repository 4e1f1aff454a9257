//! What each character is in a text: a letter, half of a pair, an emoji, a joint, or nothing.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// Joins emoji into one picture.
pub(super) const ZERO_WIDTH_JOINER: char = '\u{200d}';
/// Asks for an emoji in colour.
const COLOUR: char = '\u{fe0f}';

/// What a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter or a digit.
    Letter,
    /// A mark on the character before it.
    Mark,
    /// A character of a script that is written without spaces.
    Cjk,
    /// A picture.
    Emoji,
    /// A hyphen, dot, comma or apostrophe, which joins what stands on both sides of it.
    Joint,
    /// A character that nobody sees: soft hyphens, zero-width spaces, direction marks.
    Ignored,
    /// Anything else parts words.
    Other,
}

/// A stretch of characters of one kind, which holds one or more words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    /// [`Class::Letter`], [`Class::Cjk`] or [`Class::Emoji`].
    pub(super) class: Class,
}

/// Says what a character is.
pub(super) fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Letter,
        _ if joint(c).is_some() => Class::Joint,
        '\0'..='\x7f' => Class::Other,
        _ if is_ignored(c) => Class::Ignored,
        _ if is_cjk(c) && (c.is_alphanumeric() || is_combining_mark(c)) => Class::Cjk,
        _ if is_combining_mark(c) => Class::Mark,
        _ if is_emoji(c) => Class::Emoji,
        _ if c.is_alphanumeric() => Class::Letter,
        _ => Class::Other,
    }
}

/// Returns the plain form of a hyphen, dot, comma or apostrophe.
pub(super) fn joint(c: char) -> Option<char> {
    Some(match c {
        '-' | '\u{2010}' | '\u{2011}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '.' | '\u{ff0e}' => '.',
        ',' | '\u{66b}' | '\u{ff0c}' => ',',
        '\'' | '`' | '\u{b4}' | '\u{2b9}' | '\u{2bb}' | '\u{2bc}' | '\u{2018}' | '\u{2019}'
        | '\u{201b}' | '\u{2032}' | '\u{ff07}' => '\'',
        _ => return None,
    })
}

/// Returns whether a character shows nothing by itself: Unicode's `Default_Ignorable_Code_Point`.
pub(super) fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns whether a character gives an emoji the colour of a skin.
pub(super) fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{318f}' | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}'
        | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3134f}')
}

/// Returns whether a character is a picture: those of Unicode's `Emoji` that are no letters, and
/// the other signs of the same blocks.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2194}'..='\u{2199}'
        | '\u{21a9}' | '\u{21aa}' | '\u{231a}' | '\u{231b}' | '\u{2328}' | '\u{23cf}'
        | '\u{23e9}'..='\u{23fa}' | '\u{25aa}' | '\u{25ab}' | '\u{25b6}' | '\u{25c0}'
        | '\u{25fb}'..='\u{25fe}' | '\u{2600}'..='\u{27bf}' | '\u{2934}' | '\u{2935}'
        | '\u{2b05}'..='\u{2b07}' | '\u{2b1b}' | '\u{2b1c}' | '\u{2b50}' | '\u{2b55}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1f0ff}'
        | '\u{1f170}'..='\u{1faff}')
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Finds the runs of a text in order. Joints belong to a run only between two letters, commas only
/// between two digits; an emoji is a run of its own with all that is joined to it.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut open: Option<Run> = None;
    let mut before = '\0';
    let mut joined = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let class = class(c);
        match (&mut open, class) {
            (Some(run), Class::Ignored) => {
                joined |= c == ZERO_WIDTH_JOINER;
                if c == COLOUR && run.class == Class::Emoji {
                    run.at.end = end;
                }
                continue;
            }
            (Some(run), Class::Mark) => run.at.end = end,
            (Some(run), Class::Joint)
                if run.class == Class::Letter && joins(before, c, &text[end..]) =>
            {
                run.at.end = end;
            }
            (Some(run), Class::Letter | Class::Cjk) if run.class == class => run.at.end = end,
            (Some(run), Class::Emoji)
                if run.class == class && (joined || goes_on(run, before, c)) =>
            {
                run.at.end = end;
            }
            (_, Class::Letter | Class::Cjk | Class::Emoji) => {
                runs.extend(open.replace(Run { at: at..end, class }));
            }
            _ => runs.extend(open.take()),
        }
        joined = false;
        before = c;
    }
    runs.extend(open);
    runs
}

/// Returns whether a joint joins what stands before it to what follows.
fn joins(before: char, joint: char, rest: &str) -> bool {
    let next = rest.chars().find(|c| class(*c) != Class::Ignored);
    let Some(next) = next.filter(|next| class(*next) == Class::Letter) else { return false };
    self::joint(joint) != Some(',') || (before.is_numeric() && next.is_numeric())
}

/// Returns whether an emoji without a joiner belongs to the one before it: a skin tone, or the
/// second letter of a flag.
fn goes_on(run: &Run, before: char, c: char) -> bool {
    let is_first_letter = is_regional(before) && run.at.len() == before.len_utf8();
    is_skin_tone(c) || (is_first_letter && is_regional(c))
}

/// Splits a run of CJK characters into its characters as they are seen: a syllable of Korean
/// letters, a kana with its voicing mark.
pub(super) fn characters(run: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut before = '\0';
    for (at, c) in run.char_indices() {
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(last) if class(c) == Class::Ignored || continues(before, c) => last.end = end,
            _ => found.push(at..end),
        }
        if class(c) != Class::Ignored {
            before = c;
        }
    }
    found
}

fn continues(before: char, c: char) -> bool {
    let is_vowel = matches!(c, '\u{1161}'..='\u{11a7}' | '\u{d7b0}'..='\u{d7c6}');
    let is_end = matches!(c, '\u{11a8}'..='\u{11ff}' | '\u{d7cb}'..='\u{d7fb}');
    let after_start = matches!(before, '\u{1100}'..='\u{115e}' | '\u{a960}'..='\u{a97c}');
    let after_vowel = matches!(before, '\u{1161}'..='\u{11a7}' | '\u{ac00}'..='\u{d7c6}');
    let is_voicing = matches!(c, '\u{ff9e}' | '\u{ff9f}');
    let is_half_vowel = matches!(c, '\u{ffc2}'..='\u{ffdc}');
    let after_half_start = matches!(before, '\u{ffa1}'..='\u{ffbe}');
    is_combining_mark(c)
        || is_voicing
        || (is_vowel && after_start)
        || (is_end && after_vowel)
        || (is_half_vowel && after_half_start)
}

/// Splits a run of letters at its joints, and a number from the unit behind it. An apostrophe in
/// `don't` and its like parts nothing: neither side of it is a word.
pub(super) fn parts(run: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut number = None;
    let mut before = '\0';
    for (at, c) in run.char_indices() {
        let end = at + c.len_utf8();
        match class(c) {
            Class::Ignored | Class::Mark => continue,
            Class::Joint if joint(c) == Some('\'') && is_not(before, &run[end..]) => {}
            Class::Joint => {
                parts.push(start..at);
                (start, number) = (end, None);
            }
            _ if number == Some(true) && !c.is_numeric() => {
                parts.push(start..at);
                (start, number) = (at, Some(false));
            }
            _ => number = Some(number.unwrap_or(true) && c.is_numeric()),
        }
        before = c;
    }
    parts.push(start..run.len());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Returns whether an apostrophe stands in the English `n't`.
fn is_not(before: char, rest: &str) -> bool {
    let mut rest = rest.chars().filter(|c| class(*c) != Class::Ignored);
    let is_t = rest.next().is_some_and(|c| matches!(c, 't' | 'T'));
    matches!(before, 'n' | 'N') && is_t && rest.next().is_none_or(|c| class(c) == Class::Joint)
}

/// Finds the decimal numbers among the parts of a run, each as its first part: two parts of digits
/// with one dot or comma between them.
pub(super) fn decimals(run: &str, parts: &[Range<usize>]) -> Vec<usize> {
    let is_number = |part: &Range<usize>| {
        run[part.clone()].chars().all(|c| c.is_numeric() || class(c) == Class::Ignored)
    };
    let is_point = |at: usize| {
        let Some(pair) = parts.get(at..at + 2) else { return false };
        let between = run[pair[0].end..pair[1].start].chars().find_map(joint);
        matches!(between, Some('.' | ',')) && pair.iter().all(is_number)
    };
    let points = (0..parts.len()).filter(|at| is_point(*at));
    points.filter(|at| !is_point(at + 1) && (*at == 0 || !is_point(at - 1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        runs(text).into_iter().map(|run| &text[run.at]).collect()
    }

    #[test]
    fn apostrophes_join_letters_and_commas_join_digits() {
        assert_eq!(
            found("F41.1, well-being. -a- O’Brien"),
            ["F41.1", "well-being", "a", "O’Brien"]
        );
        assert_eq!(found("1,5 or 1, 5 and a,b"), ["1,5", "or", "1", "5", "and", "a", "b"]);
    }

    #[test]
    fn invisible_characters_neither_split_nor_end_a_finding() {
        assert_eq!(found("\u{feff}in\u{ad}ner\u{200b} room"), ["in\u{ad}ner", "room"]);
        assert_eq!(found("\u{200b}\u{301}"), [""; 0]);
    }

    #[test]
    fn emoji_are_separate_words_with_all_joined_parts() {
        assert_eq!(found("a😊😊🕊\u{fe0f}b"), ["a", "😊", "😊", "🕊\u{fe0f}", "b"]);
        assert_eq!(found("👩\u{200d}⚕\u{fe0f} 👍🏽"), ["👩\u{200d}⚕\u{fe0f}", "👍🏽"]);
        assert_eq!(found("🇩🇪🇫🇷"), ["🇩🇪", "🇫🇷"]);
    }

    #[test]
    fn numbers_are_split_from_units_and_decimals_are_recognised() {
        let split = |run: &'static str| -> Vec<&str> {
            parts(run).into_iter().map(|part| &run[part]).collect()
        };
        assert_eq!(split("120mg"), ["120", "mg"]);
        assert_eq!(split("0.5mg"), ["0", "5", "mg"]);
        assert_eq!(split("F41.1"), ["F41", "1"]);
        assert_eq!(split("don't-know"), ["don't", "know"]);
        assert_eq!(split("rock'n'roll"), ["rock", "n", "roll"]);
        for (run, first) in
            [("0.5mg", vec![0]), ("1,5", vec![0]), ("12.3.26", vec![]), ("F4.1", vec![])]
        {
            assert_eq!(decimals(run, &parts(run)), first, "{run}");
        }
    }
}
