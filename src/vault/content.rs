//! The hash of a whole file, by which the same content is found again.

/// Hashes the content of a file as it is read, with BLAKE3. The hash tells what was hashed to
/// whoever has a guess: it is kept in sealed metas alone.
#[derive(Default)]
pub struct ContentHasher(blake3::Hasher);

impl ContentHasher {
    /// Goes on with the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Returns the hash of all bytes so far.
    pub fn hash(&self) -> [u8; 32] {
        *self.0.finalize().as_bytes()
    }
}
