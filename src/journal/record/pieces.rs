//! How an attached file is cut into pieces.
//!
//! The content is followed by zeros up to Padmé's step of its length and cut into pieces of
//! [`PIECE`] bytes, each sealed by itself. The body of the record is the digests of the sealed
//! pieces, in their order.

use zeroize::Zeroizing;

use super::sealer::Sealer;
use crate::journal::JournalError;
use crate::store::{Store, StoreError};
use crate::vault::{Digest, OpenError, RecordId, padme};

/// How much of a file one piece holds, in bytes: with its length field, 256 KiB.
pub(crate) const PIECE: usize = 262_140;

/// The bytes of a digest.
const DIGEST: usize = 32;

/// Returns the length of a file with the zeros that hide it.
pub(crate) fn padded_size(size: u64) -> u64 {
    usize::try_from(size).map_or(size, |size| padme(size) as u64)
}

/// Returns how many pieces a file of a length has.
pub(crate) fn piece_count(size: u64) -> u32 {
    u32::try_from(padded_size(size).div_ceil(PIECE as u64)).unwrap_or(u32::MAX)
}

/// Returns how many bytes a piece has, and how many of them are content.
pub(crate) fn piece_len(size: u64, part: u32) -> (usize, usize) {
    let from = u64::from(part) * PIECE as u64;
    let within = |end: u64| end.saturating_sub(from).min(PIECE as u64) as usize;
    (within(padded_size(size)), within(size))
}

/// Joins the digests of pieces: the body of a file's record.
pub(crate) fn join_digests(digests: &[Digest]) -> Vec<u8> {
    digests.iter().flat_map(Digest::as_bytes).copied().collect()
}

/// Reads the digests of the pieces of a file of a length.
pub(crate) fn read_digests(body: &[u8], size: u64) -> Result<Vec<Digest>, OpenError> {
    let (digests, rest) = body.as_chunks::<DIGEST>();
    if !rest.is_empty() || digests.len() != piece_count(size) as usize {
        return Err(OpenError::Malformed);
    }
    Ok(digests.iter().map(|digest| Digest::from_bytes(*digest)).collect())
}

/// Opens one piece of a file, and returns its content without the zeros after it.
///
/// # Errors
/// [`JournalError::Sealed`] for a piece that does not open, is another or has another length;
/// [`JournalError::Store`] for one that is missing.
pub(crate) fn open_piece(
    store: &Store,
    sealer: &Sealer,
    record: RecordId,
    size: u64,
    part: u32,
    digest: &Digest,
) -> Result<Zeroizing<Vec<u8>>, JournalError> {
    let sealed = store.chunk(record, part)?.ok_or(StoreError::Damaged)?;
    let mut plain = sealer.open_chunk(record, part, digest, &sealed)?;
    let (len, content) = piece_len(size, part);
    if plain.len() != len || plain[content..].iter().any(|byte| *byte != 0) {
        return Err(OpenError::Malformed.into());
    }
    plain.truncate(content);
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_a_file_and_hide_its_length() {
        for size in [0, 1, 262_139, 262_140, 262_141, 300_000, 99_999_999, 100_000_000] {
            let count = piece_count(size);
            let lens: Vec<_> = (0..count).map(|part| piece_len(size, part)).collect();
            assert_eq!(lens.iter().map(|(len, _)| *len as u64).sum::<u64>(), padded_size(size));
            assert_eq!(lens.iter().map(|(_, content)| *content as u64).sum::<u64>(), size);
            assert!(lens.iter().all(|(len, content)| (1..=PIECE).contains(len) && content <= len));
            assert_eq!(piece_len(size, count), (0, 0));
            assert!(padded_size(size) as f64 <= size as f64 * 1.12);
        }
        let shown: std::collections::BTreeSet<_> =
            (5_000_000..5_100_000).map(padded_size).collect();
        assert!(shown.len() <= 3, "{shown:?}");
    }

    #[test]
    fn digests_of_another_count_are_refused() {
        let digests = [Digest::of(b"one"), Digest::of(b"two")];
        let joined = join_digests(&digests);
        assert_eq!(read_digests(&joined, 300_000), Ok(digests.to_vec()));
        for (body, size) in [(&joined[..], 1), (&joined[..63], 300_000), (&joined[..32], 300_000)] {
            assert_eq!(read_digests(body, size), Err(OpenError::Malformed));
        }
    }
}
