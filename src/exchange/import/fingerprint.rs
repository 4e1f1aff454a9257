//! What tells whether a source is still the one that was looked at.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::limits::PROBE;
use super::tree::Tree;
use super::trouble::Code;

/// A source as it was at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fingerprint {
    /// The names, sizes and edges of its files: the same for a copy of it.
    pub(super) identity: [u8; 32],
    /// When its files were last changed.
    times: [u8; 32],
}

impl Fingerprint {
    /// Takes that of a file or a folder.
    ///
    /// # Errors
    /// The reason for which it cannot be read.
    pub(super) fn of(path: &Path) -> Result<Self, Code> {
        let meta = fs::metadata(path).map_err(|_| Code::NotReadable)?;
        let (mut identity, mut times) = (blake3::Hasher::new(), blake3::Hasher::new());
        if meta.is_dir() {
            let tree = Tree::folder(path, "")?;
            for member in &tree.members {
                // One that has gone meanwhile makes another fingerprint, too.
                let size = member.path().and_then(|path| Some(fs::metadata(path).ok()?.len()));
                put(&mut identity, member.name.as_bytes());
                put(&mut identity, &size.unwrap_or(u64::MAX).to_le_bytes());
                put(&mut times, &ms(member.modified).to_le_bytes());
            }
        } else {
            put(&mut identity, &meta.len().to_le_bytes());
            put(&mut times, &ms(meta.modified().ok()).to_le_bytes());
            edges(path, meta.len(), &mut identity).map_err(|_| Code::NotReadable)?;
        }
        let (identity, times) = (*identity.finalize().as_bytes(), *times.finalize().as_bytes());
        Ok(Self { identity, times })
    }
}

fn put(hasher: &mut blake3::Hasher, bytes: &[u8]) {
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

fn ms(at: Option<SystemTime>) -> u128 {
    at.and_then(|at| at.duration_since(UNIX_EPOCH).ok()).map_or(0, |since| since.as_nanos())
}

/// Takes in the first and the last bytes of a file.
fn edges(path: &Path, size: u64, hasher: &mut blake3::Hasher) -> std::io::Result<()> {
    let mut file = File::open(path)?;
    let mut edge = Vec::with_capacity(PROBE);
    (&mut file).take(PROBE as u64).read_to_end(&mut edge)?;
    put(hasher, &edge);
    file.seek(SeekFrom::Start(size.saturating_sub(PROBE as u64)))?;
    edge.clear();
    file.take(PROBE as u64).read_to_end(&mut edge)?;
    put(hasher, &edge);
    Ok(())
}
