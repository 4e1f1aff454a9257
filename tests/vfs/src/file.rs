//! The calls on an open file.

use std::ffi::{c_int, c_void};

use rusqlite::ffi;

use crate::log::{JournalFile, Op, Shared};
use crate::vfs::write_failure;

/// An open file: SQLite's header, and what lies behind it in the same piece of memory.
#[repr(C)]
pub(crate) struct File {
    pub(crate) base: ffi::sqlite3_file,
    pub(crate) real: *mut ffi::sqlite3_file,
    pub(crate) shared: &'static Shared,
    pub(crate) which: JournalFile,
}

/// Version 1: neither shared memory nor memory mapping is offered.
pub(crate) static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
};

/// Returns our part of an open file.
///
/// # Safety
/// `file` must have been opened by `vfs::open` and not been closed.
unsafe fn ours<'a>(file: *mut ffi::sqlite3_file) -> &'a File {
    // SAFETY: `open` filled a `File` at this place; SQLite uses a file from one thread at a time.
    unsafe { &*file.cast::<File>() }
}

/// Calls a method of the real file.
macro_rules! real {
    ($file:expr, $method:ident $(, $argument:expr)*) => {
        // SAFETY: the real file was opened by the real file system, which set its methods; the
        // arguments are SQLite's own, passed on as they came.
        unsafe {
            let method = (*(*$file.real).pMethods).$method.expect("a real file is complete");
            method($file.real $(, $argument)*)
        }
    };
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes files that it has opened, once.
    let file = unsafe { ours(file) };
    real!(file, xClose)
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    bytes: *mut c_void,
    length: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite reads from files that are open.
    let file = unsafe { ours(file) };
    if file.shared.state().step().is_some() {
        return ffi::SQLITE_IOERR_READ;
    }
    real!(file, xRead, bytes, length, at)
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    length: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite writes to files that are open.
    let file = unsafe { ours(file) };
    if let Some(kind) = file.shared.state().step() {
        // What fails may have happened in part.
        let _ = real!(file, xWrite, bytes, length / 2, at);
        return write_failure(kind);
    }
    let done = real!(file, xWrite, bytes, length, at);
    if done == ffi::SQLITE_OK {
        // SAFETY: SQLite gives `length` readable bytes, which the real file has just read.
        let written = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), length as usize) };
        file.shared.state().push(Op::Write(file.which, at as u64, written.to_vec()));
    }
    done
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: ffi::sqlite3_int64) -> c_int {
    // SAFETY: SQLite truncates files that are open.
    let file = unsafe { ours(file) };
    if file.shared.state().step().is_some() {
        return ffi::SQLITE_IOERR_TRUNCATE;
    }
    let done = real!(file, xTruncate, length);
    if done == ffi::SQLITE_OK {
        file.shared.state().push(Op::Truncate(file.which, length as u64));
    }
    done
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: SQLite syncs files that are open.
    let file = unsafe { ours(file) };
    if file.shared.state().step().is_some() {
        return ffi::SQLITE_IOERR_FSYNC;
    }
    let done = real!(file, xSync, flags);
    if done == ffi::SQLITE_OK {
        file.shared.state().push(Op::Sync(file.which));
    }
    done
}

unsafe extern "C" fn file_size(
    file: *mut ffi::sqlite3_file,
    out: *mut ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite asks about files that are open.
    let file = unsafe { ours(file) };
    if file.shared.state().step().is_some() {
        return ffi::SQLITE_IOERR_FSTAT;
    }
    real!(file, xFileSize, out)
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite locks files that are open.
    let file = unsafe { ours(file) };
    if file.shared.state().step().is_some() {
        return ffi::SQLITE_IOERR_LOCK;
    }
    real!(file, xLock, level)
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite unlocks files that are open.
    let file = unsafe { ours(file) };
    real!(file, xUnlock, level)
}

unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: SQLite asks about files that are open.
    let file = unsafe { ours(file) };
    real!(file, xCheckReservedLock, out)
}

unsafe extern "C" fn file_control(
    file: *mut ffi::sqlite3_file,
    what: c_int,
    argument: *mut c_void,
) -> c_int {
    // SAFETY: SQLite controls files that are open.
    let file = unsafe { ours(file) };
    real!(file, xFileControl, what, argument)
}

unsafe extern "C" fn sector_size(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite asks about files that are open.
    let file = unsafe { ours(file) };
    real!(file, xSectorSize)
}

unsafe extern "C" fn device_characteristics(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite asks about files that are open.
    let file = unsafe { ours(file) };
    real!(file, xDeviceCharacteristics)
}
