//! Padding that hides lengths.

use super::error::OpenError;

/// The length field in front of the plaintext, in bytes.
pub(super) const LEN_FIELD: usize = 4;

/// Rounds a length up to Padmé's next step: at most 12 % more, and only `O(log log)` bits leak.
///
/// With `e = floor(log2(len))` and `s = floor(log2(e)) + 1`, the low `e - s` bits become zero by
/// rounding up (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication
/// with PURBs", 2019).
pub fn padme(len: usize) -> usize {
    if len < 2 {
        return len;
    }
    let e = len.ilog2();
    let s = if e == 0 { 1 } else { e.ilog2() + 1 };
    let mask = (1_usize << e.saturating_sub(s)) - 1;
    (len + mask) & !mask
}

/// Returns the length of `len || plaintext || zeros` for a plaintext of `len` bytes.
pub(super) fn padded_len(len: usize, least: usize) -> usize {
    padme(len + LEN_FIELD).max(least)
}

/// Takes the length field and the zeros off an opened text, in place.
pub(super) fn strip(padded: &mut Vec<u8>, least: usize) -> Result<(), OpenError> {
    let (field, rest) = padded.split_first_chunk::<LEN_FIELD>().ok_or(OpenError::Malformed)?;
    let len = u32::from_le_bytes(*field) as usize;
    let zeros = rest.get(len..).ok_or(OpenError::Malformed)?;
    if padded.len() != padded_len(len, least) || zeros.iter().any(|byte| *byte != 0) {
        return Err(OpenError::Malformed);
    }
    padded.copy_within(LEN_FIELD..LEN_FIELD + len, 0);
    padded.truncate(len);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padme_matches_the_paper_and_costs_at_most_twelve_percent() {
        for (len, padded) in [(0, 0), (1, 1), (2, 2), (8, 8), (9, 10), (100, 104), (1000, 1024)] {
            assert_eq!(padme(len), padded, "{len}");
        }
        let mut worst = 0.0_f64;
        for len in 1..3_000_000_usize {
            let padded = padme(len);
            assert!(padded >= len && padme(padded) == padded);
            worst = worst.max((padded - len) as f64 / len as f64);
        }
        assert!(worst <= 0.12, "{worst}");
        assert!(worst > 0.11, "the bound is not vacuous: {worst}");
    }

    #[test]
    fn near_lengths_share_one_padded_length() {
        let lengths: std::collections::BTreeSet<_> = (10_000..20_000).map(padme).collect();
        assert!(lengths.len() <= 32, "{}", lengths.len());
    }

    #[test]
    fn only_the_right_padding_is_removed() {
        let padded = |len: u32, total: usize| {
            let mut padded = vec![0; total];
            padded[..4].copy_from_slice(&len.to_le_bytes());
            padded
        };
        assert_eq!(strip(&mut padded(6, 10), 0), Ok(()));
        assert_eq!(strip(&mut padded(6, 10), 512), Err(OpenError::Malformed));
        assert_eq!(strip(&mut padded(7, 10), 0), Err(OpenError::Malformed));
        assert_eq!(strip(&mut padded(3, 10), 0), Err(OpenError::Malformed));
        assert_eq!(strip(&mut padded(u32::MAX, 10), 0), Err(OpenError::Malformed));
        assert_eq!(strip(&mut vec![0; 3], 0), Err(OpenError::Malformed));
        let mut dirty = padded(5, 10);
        dirty[9] = 1;
        assert_eq!(strip(&mut dirty, 0), Err(OpenError::Malformed));
    }
}
