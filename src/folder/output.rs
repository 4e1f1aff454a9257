//! A file that is written; in tests its writes can be made to fail.

use std::fs::File;
use std::io::{self, Write};

/// An open file.
pub(crate) struct Output {
    pub(super) file: File,
    #[cfg(feature = "testing")]
    pub(super) faults: Option<std::sync::Arc<super::faults::Faults>>,
}

impl Output {
    /// Returns once what was written is on disk.
    pub(crate) fn sync_all(&self) -> io::Result<()> {
        #[cfg(feature = "testing")]
        if let Some(error) = self.faults.as_ref().and_then(|faults| faults.step()) {
            return Err(error);
        }
        self.file.sync_all()
    }

    /// Returns the file itself, to be locked.
    pub(crate) fn into_file(self) -> File {
        self.file
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        #[cfg(feature = "testing")]
        if let Some(error) = self.faults.as_ref().and_then(|faults| faults.step()) {
            // What fails may have happened in part.
            self.file.write_all(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
