//! Readers of the files of a source, which stop at the bounds.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use crate::exchange::import::limits::{RATIO, RATIO_FROM, UNPACKED};
use crate::exchange::import::trouble::Code;

/// Counts what is unpacked and stops at the bounds.
pub(super) struct Counted<'a, R> {
    pub(super) inner: R,
    pub(super) packed: u64,
    pub(super) read: u64,
    pub(super) all: &'a mut u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.read += read as u64;
        *self.all += read as u64;
        if *self.all > UNPACKED {
            return Err(io::Error::other(Bound(Code::TooLarge)));
        }
        if self.read > RATIO_FROM && self.read > self.packed.saturating_mul(RATIO) {
            return Err(io::Error::other(Bound(Code::TooPacked)));
        }
        Ok(read)
    }
}

/// Fails if a file ends before its length.
pub(super) struct Exactly<R> {
    pub(super) inner: R,
    pub(super) left: u64,
}

impl<R: Read> Read for Exactly<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.left -= read as u64;
        if read == 0 && self.left > 0 && !into.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(read)
    }
}

/// A bound that was reached while reading.
#[derive(Debug)]
pub(in crate::exchange::import) struct Bound(pub(in crate::exchange::import) Code);

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.words())
    }
}

impl std::error::Error for Bound {}

/// Returns the code of a failed read.
pub(in crate::exchange::import) fn code_of(error: &io::Error) -> Code {
    error.get_ref().and_then(|inner| inner.downcast_ref::<Bound>()).map_or(
        if error.kind() == io::ErrorKind::PermissionDenied {
            Code::NotReadable
        } else {
            Code::NotWhole
        },
        |bound| bound.0,
    )
}

/// Opens a file to be read, never through a link and never waiting for a pipe.
pub(super) fn open_file(path: &Path, chosen: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = if chosen { OFlags::NONBLOCK } else { OFlags::NONBLOCK | OFlags::NOFOLLOW };
        let flags = i32::try_from(flags.bits()).unwrap_or_default();
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags);
    }
    #[cfg(not(unix))]
    let _ = chosen;
    options.open(path)
}

/// Reads until the buffer is full or the file ends; says how many bytes that were.
pub(super) fn read_some(reader: &mut (impl Read + ?Sized), into: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < into.len() {
        match reader.read(&mut into[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}
