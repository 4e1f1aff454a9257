//! Text and its marks as the source of one paragraph or heading: whatever could open a block or a
//! construct inside a line is escaped.

use serde_json::Value;

use super::document::{children, kind};

/// Text with its marks; a line break in it is a break that the writer made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Piece {
    text: String,
    bold: bool,
    italic: bool,
    said: bool,
}

impl Piece {
    /// Reads a text node, a break, or whatever a newer version writes in a line.
    pub(super) fn of(node: &Value) -> Self {
        if kind(node) == "hardBreak" {
            return Self { text: "\n".to_owned(), ..Self::default() };
        }
        let Some(text) = node["text"].as_str() else {
            return Self { text: crate::forms::plain_text(node), ..Self::default() };
        };
        let has = |wanted: &str| {
            node["marks"].as_array().into_iter().flatten().any(|mark| kind(mark) == wanted)
        };
        let (bold, italic, said) = (has("bold"), has("italic"), has("said"));
        Self { text: text.to_owned(), bold, italic, said }
    }

    fn of_text(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    fn is_marked(&self) -> bool {
        self.bold || self.italic
    }
}

/// Reads all that stands in a block.
pub(super) fn pieces(node: &Value) -> Vec<Piece> {
    children(node).map(Piece::of).collect()
}

/// Returns plain text as the lines of one paragraph.
pub(super) fn paragraph(text: &str) -> Vec<String> {
    source(&[Piece::of_text(text)])
}

/// Returns plain text as one line that can stand in a heading.
pub(super) fn heading_text(text: &str) -> String {
    heading_line(&[Piece::of_text(text)])
}

/// Returns the lines of a paragraph; none for one without a letter.
pub(super) fn source(pieces: &[Piece]) -> Vec<String> {
    let inline = inline(pieces);
    let text = inline.trim_end_matches('\n');
    // A break at the end of a paragraph would be a backslash.
    let breaks = "&#10;".repeat(inline.len() - text.len());
    if text.is_empty() && breaks.is_empty() {
        return Vec::new();
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let last = lines.len() - 1;
    let lines = lines.into_iter().enumerate().map(|(at, line)| {
        let line = begun(&ends_kept(line));
        if at == last { line + &breaks } else { line + "\\" }
    });
    lines.collect()
}

/// Returns the one line of a heading; empty for one without a letter.
pub(super) fn heading_line(pieces: &[Piece]) -> String {
    ends_kept(&inline(pieces).replace('\n', "&#10;"))
}

/// Writes the pieces one after the other, with their marks.
fn inline(pieces: &[Piece]) -> String {
    let runs = runs(pieces);
    let mut out = String::new();
    for (at, run) in runs.iter().enumerate() {
        if !run.is_marked() {
            out.push_str(&run.text);
            continue;
        }
        let next = runs.get(at + 1).map(|next| (next.is_marked(), next.text.chars().next()));
        let follows = match next {
            // Another mark begins with a tag then.
            Some((true, _)) => Some('<'),
            Some((false, first)) => first,
            None => None,
        };
        let (open, close) = delimiters(run, out.chars().next_back(), follows);
        out.push_str(&open);
        out.push_str(&run.text);
        out.push_str(&close);
    }
    out
}

/// Joins pieces of the same marks, escapes them, puts what was said in quotation marks and leaves
/// blanks outside of bold and italic.
fn runs(pieces: &[Piece]) -> Vec<Piece> {
    let mut runs: Vec<Piece> = Vec::new();
    let mut add = |text: &str, bold: bool, italic: bool| {
        if text.is_empty() {
            return;
        }
        match runs.last_mut() {
            Some(last) if (last.bold, last.italic) == (bold, italic) => last.text.push_str(text),
            _ => runs.push(Piece { text: text.to_owned(), bold, italic, said: false }),
        }
    };
    let (mut said, mut breaks) = (false, 0);
    for piece in pieces.iter().filter(|piece| !piece.text.is_empty()) {
        // A break has no marks of its own: it goes with what was said if that goes on behind it.
        if piece.text == "\n" {
            breaks += 1;
            continue;
        }
        if said && !piece.said {
            add("”", false, false);
        }
        add(&"\n".repeat(std::mem::take(&mut breaks)), false, false);
        if piece.said && !said {
            add("“", false, false);
        }
        said = piece.said;
        add(&piece.text, piece.bold, piece.italic);
    }
    if said {
        add("”", false, false);
    }
    add(&"\n".repeat(breaks), false, false);
    let mut apart: Vec<Piece> = Vec::new();
    for run in runs {
        let Piece { bold, italic, .. } = run;
        let inner = run.text.trim();
        if !run.is_marked() || inner.is_empty() {
            apart.push(Piece { text: escaped(&run.text), ..Piece::default() });
            continue;
        }
        let before = run.text.len() - run.text.trim_start().len();
        let after = before + inner.len();
        let outside = |text: &str| Piece { text: escaped(text), ..Piece::default() };
        apart.push(outside(&run.text[..before]));
        apart.push(Piece { text: escaped(inner), bold, italic, said: false });
        apart.push(outside(&run.text[after..]));
    }
    apart.retain(|run| !run.text.is_empty());
    apart
}

/// Returns what opens and closes the marks of a run. Stars do where every reader takes them for
/// marks, by the letters on both sides of them; elsewhere it is tags.
fn delimiters(run: &Piece, before: Option<char>, after: Option<char>) -> (String, String) {
    let apart = |beside: Option<char>| {
        beside.is_none_or(|c| matches!(c, ' ' | '\n') || c.is_ascii_punctuation())
    };
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let opens = letter(run.text.chars().next()) || apart(before);
    let closes = letter(run.text.chars().next_back()) || apart(after);
    if opens && closes && before != Some('*') && after != Some('*') {
        let stars = "*".repeat(usize::from(run.bold) * 2 + usize::from(run.italic));
        return (stars.clone(), stars);
    }
    let (mut open, mut close) = (String::new(), String::new());
    if run.bold {
        open.push_str("<strong>");
        close.push_str("</strong>");
    }
    if run.italic {
        open.push_str("<em>");
        close.insert_str(0, "</em>");
    }
    (open, close)
}

/// Keeps plain words from being read as Markdown inside a line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '&' | '~' | '|' => {
                out.push('\\');
                out.push(c);
            }
            '\r' => out.push_str("&#13;"),
            // Markdown has no way to say it.
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Keeps the blanks at both ends of a line, which a reader would drop.
fn ends_kept(line: &str) -> String {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\u{b}' | '\u{c}');
    let entity = |c: char| format!("&#{};", u32::from(c));
    let mut out = line.to_owned();
    if let Some(last) = out.chars().next_back().filter(|c| blank(*c)) {
        out.truncate(out.len() - last.len_utf8());
        out.push_str(&entity(last));
    }
    match out.chars().next().filter(|c| blank(*c)) {
        Some(first) => entity(first) + &out[first.len_utf8()..],
        None => out,
    }
}

/// Keeps the beginning of a line from opening a block.
fn begun(line: &str) -> String {
    let mut chars = line.chars();
    let opens = matches!(
        (chars.next(), chars.next()),
        (Some('-' | '+'), None | Some(' ' | '\t' | '-' | '+'))
            | (Some(':'), Some(':' | '-' | ' '))
            | (Some('='), _)
    );
    if opens {
        return format!("\\{line}");
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = &line[digits..];
    let mut rest_chars = rest.chars();
    let is_number = (1..=9).contains(&digits) && matches!(rest_chars.next(), Some('.' | ')'));
    if is_number && matches!(rest_chars.next(), None | Some(' ' | '\t')) {
        return format!("{}\\{rest}", &line[..digits]);
    }
    line.to_owned()
}
