//! Looks at the write-ahead log before SQLite does, which passes over damage in it without a word.
//!
//! SQLite reads a log up to the first frame whose checksum is wrong, as a power loss leaves one in
//! the newest transaction. Only that one can be torn: each commit is synced before the next begins.
//! So if whole frames of a *later* transaction follow a wrong one, the log was damaged afterwards,
//! and SQLite would silently take back what was acknowledged. (File format: sqlite.org/fileformat2,
//! "The WAL File Format".)

use std::fs;
use std::path::Path;

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

/// Returns whether transactions that were committed lie behind a place at which SQLite stops.
///
/// A log that is not there, or that cannot be read, is not damaged in this sense.
pub(super) fn hides_commits(database: &Path) -> bool {
    let mut name = database.as_os_str().to_owned();
    name.push("-wal");
    fs::read(Path::new(&name)).is_ok_and(|log| has_hole(&log))
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
    let mut before = (number(header, 24), number(header, 28));
    let (mut stopped, mut commits_behind) = (false, 0);
    for frame in frames {
        // Frames of an earlier round of the log have other salts and are no part of this one.
        let ours = frame.header[8..16] == *salts;
        let whole = ours && checksum(before, &frame, big_endian) == frame.checksum();
        stopped |= !whole;
        // What follows the commit of the transaction that is not whole is of a later one.
        if stopped && whole && commits_behind > 0 {
            return true;
        }
        commits_behind += usize::from(stopped && ours && frame.commits());
        before = frame.checksum();
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
    use rusqlite::Connection;

    use super::*;

    /// A log of so many commits, as SQLite leaves it when the process is killed.
    fn log(commits: u32) -> Vec<u8> {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        let file = folder.path().join("some.db");
        let connection = Connection::open(&file).expect("it opens");
        connection
            .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x BLOB);")
            .expect("it is made");
        for _ in 0..commits {
            connection
                .execute_batch("INSERT INTO t VALUES (randomblob(5000));")
                .expect("it is written");
        }
        fs::read(folder.path().join("some.db-wal")).expect("it is there")
    }

    #[test]
    fn a_whole_log_and_one_torn_in_its_newest_transaction_hide_nothing() {
        let whole = log(6);
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
    fn a_flip_before_later_commits_is_seen_wherever_it_is() {
        let whole = log(8);
        for at in (HEADER_LEN..whole.len() / 2).step_by(61) {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x10;
            assert!(has_hole(&flipped), "flipped at {at}");
        }
    }
}
