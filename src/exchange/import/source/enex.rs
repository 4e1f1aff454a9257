//! ENEX cut into notes: the XML of each, and the hashes of its files, whose data is never kept.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};

use super::super::limits::{MEDIA, TEXT};
use super::super::tree::code_of;
use super::super::trouble::Code;

const NOTE_END: &[u8] = b"</note>";
const TEXT_START: &[u8] = b"<![CDATA[";
const TEXT_END: &[u8] = b"]]>";

/// A note as it is written, without the data of its files.
pub(super) struct Note {
    pub(super) xml: Vec<u8>,
    pub(super) files: Vec<File>,
}

/// A file of a note.
pub(super) struct File {
    /// The hash by which the text names it; none if it is empty or refused.
    pub(super) hash: Option<String>,
    pub(super) refused: Option<Code>,
}

/// Reads an export note by note.
pub(super) struct Notes<R> {
    reader: R,
    buffer: Vec<u8>,
    done: bool,
    /// Why the export broke off, if it did.
    pub(super) broken: Option<Code>,
}

impl<R: Read> Notes<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, buffer: Vec::new(), done: false, broken: None }
    }

    /// Reads on; returns whether there may be more.
    fn more(&mut self) -> bool {
        if self.done {
            return false;
        }
        let mut piece = vec![0; 64 << 10];
        match self.reader.read(&mut piece) {
            Ok(0) => self.done = true,
            Ok(read) => self.buffer.extend_from_slice(&piece[..read]),
            Err(error) => {
                self.broken = Some(code_of(&error));
                self.done = true;
            }
        }
        !self.done
    }

    /// Returns where one of the marks begins, and which; reads on until one is there.
    fn find(&mut self, from: usize, marks: &[&[u8]]) -> Option<(usize, usize)> {
        let mut at = from;
        loop {
            let found = marks.iter().enumerate().filter_map(|(which, mark)| {
                let found = self.buffer[at.min(self.buffer.len())..]
                    .windows(mark.len())
                    .position(|window| window == *mark);
                found.map(|found| (at + found, which))
            });
            if let Some(first) = found.min() {
                return Some(first);
            }
            let longest = marks.iter().map(|mark| mark.len()).max().unwrap_or_default();
            at = self.buffer.len().saturating_sub(longest).max(from);
            if self.buffer.len() as u64 > TEXT || !self.more() {
                return None;
            }
        }
    }

    /// Drops everything before the next of the marks; returns whether there is one. No more than
    /// the length of a mark is kept of what was passed over.
    fn skip_to(&mut self, marks: &[&[u8]]) -> bool {
        loop {
            if let Some((start, _)) = self.find(0, marks) {
                self.buffer.drain(..start);
                return true;
            }
            if self.done {
                return false;
            }
            let longest = marks.iter().map(|mark| mark.len()).max().unwrap_or_default();
            self.buffer.drain(..self.buffer.len().saturating_sub(longest));
        }
    }

    /// Reads the data of a file that begins at `at`, hashes it and takes it out.
    fn data(&mut self, at: usize) -> File {
        let body = loop {
            match self.buffer[at..].iter().position(|byte| *byte == b'>') {
                Some(end) => break at + end + 1,
                None if self.more() => {}
                None => return File { hash: None, refused: Some(Code::NotWhole) },
            }
        };
        if self.buffer[..body].ends_with(b"/>") {
            self.buffer.drain(at..body);
            return File { hash: None, refused: None };
        }
        let file = self.hashed(body);
        if let Some(end) = self.buffer[body..].iter().position(|byte| *byte == b'>') {
            self.buffer.drain(at..=(body + end));
        }
        file
    }

    /// Hashes the Base64 between `body` and the next tag, and takes it out.
    fn hashed(&mut self, body: usize) -> File {
        let (mut hash, mut size, mut left) = (Md5::new(), 0_u64, Vec::new());
        let mut is_base64 = true;
        loop {
            let end =
                self.buffer[body..].iter().position(|byte| *byte == b'<').map(|end| body + end);
            let until = end.unwrap_or(self.buffer.len());
            left.extend(self.buffer.drain(body..until).filter(|byte| !byte.is_ascii_whitespace()));
            let whole = if end.is_some() { left.len() } else { left.len() / 4 * 4 };
            let piece: Vec<u8> = left.drain(..whole).collect();
            match STANDARD.decode(&piece) {
                Ok(bytes) => {
                    size += bytes.len() as u64;
                    hash.update(&bytes);
                }
                Err(_) => is_base64 = false,
            }
            if end.is_some() || !self.more() {
                break;
            }
        }
        let refused = match size {
            _ if !is_base64 => Some(Code::NotWhole),
            size if size > MEDIA => Some(Code::TooLarge),
            _ => None,
        };
        let hash = (size > 0 && refused.is_none()).then(|| hex::encode(hash.finalize()));
        File { hash, refused }
    }
}

impl<R: Read> Iterator for Notes<R> {
    type Item = Result<Note, Code>;

    /// Returns the next note, or why it cannot be read. A note that is too large is passed over.
    fn next(&mut self) -> Option<Self::Item> {
        if !self.skip_to(&[b"<note>", b"<note "]) {
            return None;
        }
        let (mut from, mut files, mut in_text) = (b"<note ".len(), Vec::new(), false);
        loop {
            let marks: &[&[u8]] =
                if in_text { &[TEXT_END] } else { &[NOTE_END, b"<data", TEXT_START] };
            match self.find(from, marks) {
                Some((at, _)) if in_text => {
                    in_text = false;
                    from = at + TEXT_END.len();
                }
                Some((at, 0)) => {
                    let xml = self.buffer.drain(..at + NOTE_END.len()).collect();
                    return Some(Ok(Note { xml, files }));
                }
                Some((at, 1)) => {
                    files.push(self.data(at));
                    from = at;
                }
                Some((at, _)) => {
                    in_text = true;
                    from = at + TEXT_START.len();
                }
                None if self.done => {
                    self.broken.get_or_insert(Code::NotWhole);
                    let rest = std::mem::take(&mut self.buffer);
                    // What there is of the last note is told, not taken for whole.
                    return (!rest.is_empty()).then_some(Err(Code::NotWhole));
                }
                None => {
                    let passed = self.buffer.len().saturating_sub(NOTE_END.len());
                    self.buffer.drain(..passed);
                    if self.skip_to(&[NOTE_END]) {
                        self.buffer.drain(..NOTE_END.len());
                    }
                    return Some(Err(Code::TooLarge));
                }
            }
        }
    }
}
