//! Looks at the write-ahead log before SQLite does, which passes over damage in it without a word.
//!
//! SQLite reads a log up to the first frame whose checksum is wrong, as a power loss leaves one in
//! the newest transaction. Only that one can be torn: each commit is synced before the next begins.
//! So if whole frames of a *later* transaction follow a wrong one, the log was damaged afterwards,
//! and SQLite would silently take back what was acknowledged. (File format: sqlite.org/fileformat2,
//! "The WAL File Format".)

use std::fs::File;
use std::io::{self, Read};

use crate::folder::{Folder, LOG, LOG_DAMAGED};

const HEADER_LEN: usize = 32;
const FRAME_HEADER_LEN: usize = 24;
/// The magic number's last bit tells the byte order of the checksums.
const MAGIC: u32 = 0x377f_0682;

/// One frame, as far as it can be read without trusting it.
struct Frame<'a> {
    header: &'a [u8],
    page: &'a [u8],
}

impl Frame<'_> {
    /// Whether it ends a transaction: its header names the size of the database after it.
    fn commits(&self) -> bool {
        number(self.header, 4) != 0
    }

    fn checksum(&self) -> (u32, u32) {
        (number(self.header, 16), number(self.header, 20))
    }
}

/// The sum up to a frame, from which that of the next one goes on.
struct Link {
    /// As the frame's header has it, and as it comes out: damage to either leaves the other.
    stored: (u32, u32),
    computed: (u32, u32),
    /// Whether the frame is as it was written.
    whole: bool,
}

impl Link {
    fn then(&self, frame: &Frame<'_>, ours: bool, big_endian: bool) -> Self {
        let stored = frame.checksum();
        let computed = checksum(self.stored, frame, big_endian);
        let fits = computed == stored || checksum(self.computed, frame, big_endian) == stored;
        Self { stored, computed, whole: ours && fits }
    }
}

/// Returns whether transactions that were committed lie behind a place at which SQLite stops.
///
/// A log that cannot be read is not damaged in this sense.
pub(super) fn hides_commits(mut log: File) -> bool {
    let mut bytes = Vec::new();
    log.read_to_end(&mut bytes).is_ok() && has_hole(&bytes)
}

/// Returns whether the log hides commits, or did at an earlier opening, and notes it for the next:
/// opening the database folds the log in, with or without the keys.
pub(super) fn note_damage(folder: &Folder) -> bool {
    if folder.kind(LOG_DAMAGED).is_ok_and(|found| found.is_some()) {
        return true;
    }
    let damaged = folder.read(LOG).is_ok_and(hides_commits);
    if damaged {
        // Without room for the note the damage is said now, if not again.
        let _ = folder.create(LOG_DAMAGED).and_then(|file| file.sync_all());
        let _ = folder.sync();
    }
    damaged
}

/// Forgets the damage.
pub(super) fn forget_damage(folder: &Folder) -> io::Result<()> {
    folder.remove(LOG_DAMAGED).map(drop)
}

fn has_hole(log: &[u8]) -> bool {
    let Some(header) = log.get(..HEADER_LEN) else { return false };
    let page_len = number(header, 8) as usize;
    if number(header, 0) & !1 != MAGIC || !(512..=65_536).contains(&page_len) {
        return false;
    }
    let big_endian = number(header, 0) & 1 == 1;
    let salts = &header[16..24];
    let frames = log[HEADER_LEN..].chunks_exact(FRAME_HEADER_LEN + page_len).map(|bytes| {
        let (header, page) = bytes.split_at(FRAME_HEADER_LEN);
        Frame { header, page }
    });
    let first = (number(header, 24), number(header, 28));
    let mut last = Link { stored: first, computed: first, whole: true };
    let (mut stopped, mut behind_commit) = (false, false);
    for frame in frames {
        // Frames of an earlier round of the log have other salts and are no part of this one.
        let ours = frame.header[8..16] == *salts;
        let link = last.then(&frame, ours, big_endian);
        stopped |= !link.whole;
        // What follows the commit of the transaction that is not whole is of a later one.
        if behind_commit && link.whole {
            return true;
        }
        // The first half of a header may be old bytes that a torn write left before the border of
        // a sector; the end of the frame before it lies in that sector too and is then not whole.
        let believed = ours && (link.whole || last.whole);
        behind_commit |= stopped && believed && frame.commits();
        last = link;
    }
    false
}

/// Goes on with the checksum of the frame before, over a frame's first 8 bytes and its page.
fn checksum(before: (u32, u32), frame: &Frame<'_>, big_endian: bool) -> (u32, u32) {
    let words = frame.header[..8].chunks_exact(4).chain(frame.page.chunks_exact(4));
    let mut words = words.map(|word| {
        let word = word.try_into().expect("chunks of four");
        if big_endian { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) }
    });
    let (mut a, mut b) = before;
    while let (Some(first), Some(second)) = (words.next(), words.next()) {
        a = a.wrapping_add(first).wrapping_add(b);
        b = b.wrapping_add(second).wrapping_add(a);
    }
    (a, b)
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes of a header"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rusqlite::Connection;

    use super::*;

    const FRAME_LEN: usize = FRAME_HEADER_LEN + 4096;
    const SMALL: &str = "INSERT INTO t VALUES (randomblob(5000));";

    /// A log of so many commits, as SQLite leaves it when the process is killed.
    fn log(insert: &str, commits: u32) -> Vec<u8> {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        let file = folder.path().join("some.db");
        let connection = Connection::open(&file).expect("it opens");
        connection
            .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x BLOB);")
            .expect("it is made");
        for _ in 0..commits {
            connection.execute_batch(insert).expect("it is written");
        }
        fs::read(folder.path().join("some.db-wal")).expect("it is there")
    }

    #[test]
    fn an_intact_log_and_one_torn_in_its_newest_transaction_hide_nothing() {
        let whole = log(SMALL, 6);
        assert!(!has_hole(&whole));
        for cut in (0..whole.len()).step_by(97) {
            assert!(!has_hole(&whole[..cut]), "cut at {cut}");
        }
        let mut torn = whole.clone();
        let last = torn.len() - 100;
        torn[last] ^= 1;
        assert!(!has_hole(&torn));
        assert!(!has_hole(b"") && !has_hole(&[0; 5000]));
    }

    #[test]
    fn old_bytes_before_a_torn_header_are_not_a_commit() {
        let (sector, half) = (512, 8);
        let mut torn = log("INSERT INTO t VALUES (randomblob(300000));", 1);
        let starts = (HEADER_LEN..torn.len()).step_by(FRAME_LEN);
        let border = starts.map(|at| at + half).find(|at| at.is_multiple_of(sector));
        let border = border.expect("a header lies across the border of a sector");
        torn[border - sector..border].fill(0xa5);
        assert!(!has_hole(&torn));
    }

    #[test]
    fn a_flipped_bit_before_later_commits_is_found_anywhere() {
        let whole = log(SMALL, 8);
        let commits =
            (HEADER_LEN..whole.len()).step_by(FRAME_LEN).filter(|at| number(&whole, at + 4) != 0);
        let commits: Vec<usize> = commits.collect();
        let [.., newest_but_one, _] = commits[..] else { panic!("there are eight") };
        for at in HEADER_LEN..newest_but_one + FRAME_LEN {
            // Whether the newest but one ended there is told by this alone.
            let tells = newest_but_one + 4..newest_but_one + 16;
            let in_a_header = (at - HEADER_LEN) % FRAME_LEN < FRAME_HEADER_LEN;
            if !tells.contains(&at) && (in_a_header || at % 61 == 0) {
                let mut flipped = whole.clone();
                flipped[at] ^= 0x10;
                assert!(has_hole(&flipped), "flipped at {at}");
            }
        }
    }
}
