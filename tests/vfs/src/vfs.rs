//! The file system's own calls: opening, deleting, looking for files.

use std::ffi::{CStr, CString, c_char, c_int};
use std::path::Path;

use rusqlite::ffi;

use crate::file::{File, METHODS};
use crate::log::{JournalFile, Kind, Op, Shared};

/// What one registered file system needs; leaked, so that it lives as long as SQLite may call.
pub(crate) struct Data {
    pub(crate) real: *mut ffi::sqlite3_vfs,
    pub(crate) shared: &'static Shared,
}

/// Registers a file system that passes calls on to SQLite's default one.
pub(crate) fn register(name: String, shared: &'static Shared) -> &'static str {
    // SAFETY: initialising twice is allowed, and a null name asks for the default file system.
    let real = unsafe {
        ffi::sqlite3_initialize();
        ffi::sqlite3_vfs_find(std::ptr::null())
    };
    assert!(!real.is_null(), "SQLite comes with a file system");
    let name: &'static CStr =
        Box::leak(CString::new(name).expect("made of letters and digits").into_boxed_c_str());
    let data: &'static Data = Box::leak(Box::new(Data { real, shared }));
    // SAFETY: `real` was checked, and SQLite keeps its file systems for the life of the process.
    let (size, longest) = unsafe { ((*real).szOsFile, (*real).mxPathname) };
    let vfs = ffi::sqlite3_vfs {
        iVersion: 1,
        szOsFile: size_of::<File>() as c_int + size,
        mxPathname: longest,
        pNext: std::ptr::null_mut(),
        zName: name.as_ptr(),
        pAppData: std::ptr::from_ref(data).cast_mut().cast(),
        xOpen: Some(open),
        xDelete: Some(delete),
        xAccess: Some(access),
        xFullPathname: Some(full_pathname),
        xDlOpen: None,
        xDlError: None,
        xDlSym: None,
        xDlClose: None,
        xRandomness: Some(randomness),
        xSleep: Some(sleep),
        xCurrentTime: Some(current_time),
        xGetLastError: Some(last_error),
        xCurrentTimeInt64: None,
        xSetSystemCall: None,
        xGetSystemCall: None,
        xNextSystemCall: None,
    };
    // SAFETY: the structure is leaked and complete for version 1, so SQLite may keep the pointer.
    let done = unsafe { ffi::sqlite3_vfs_register(Box::leak(Box::new(vfs)), 0) };
    assert_eq!(done, ffi::SQLITE_OK, "SQLite takes another file system");
    name.to_str().expect("made of letters and digits")
}

/// Returns what [`register`] put into a file system.
///
/// # Safety
/// `vfs` must be one that [`register`] made.
unsafe fn data(vfs: *mut ffi::sqlite3_vfs) -> &'static Data {
    // SAFETY: `register` stored a leaked `Data` there and nobody writes to it.
    unsafe { &*(*vfs).pAppData.cast::<Data>() }
}

/// Calls a method of the real file system, which has all that SQLite's own ones have.
macro_rules! real {
    ($data:expr, $method:ident $(, $argument:expr)*) => {
        // SAFETY: the arguments are SQLite's own, passed on as they came; the real file system
        // gets itself as the first one, as it expects.
        unsafe {
            let method = (*$data.real).$method.expect("the default file system is complete");
            method($data.real $(, $argument)*)
        }
    };
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite calls this with the file system that it was registered with.
    let data = unsafe { data(vfs) };
    let file = file.cast::<File>();
    // SAFETY: SQLite gives `szOsFile` bytes, which hold a `File` and the real file behind it.
    unsafe { (*file).base.pMethods = std::ptr::null() };
    if data.shared.state().step().is_some() {
        return ffi::SQLITE_CANTOPEN;
    }
    let which = which_by_flags(flags);
    let fresh = flags & ffi::SQLITE_OPEN_CREATE != 0 && !exists(name);
    // SAFETY: the real file lies right behind ours in the same piece of memory.
    let real_file = unsafe { file.add(1).cast::<ffi::sqlite3_file>() };
    let done = real!(data, xOpen, name, real_file, flags, out);
    if done == ffi::SQLITE_OK {
        // SAFETY: as above; the piece of memory is SQLite's and stays until the file is closed.
        unsafe {
            (*file).base.pMethods = &raw const METHODS;
            (*file).real = real_file;
            (*file).shared = data.shared;
            (*file).which = which;
        }
        if fresh {
            data.shared.state().push(Op::Create(which));
        }
    }
    done
}

unsafe extern "C" fn delete(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    sync_folder: c_int,
) -> c_int {
    // SAFETY: SQLite calls this with the file system that it was registered with.
    let data = unsafe { data(vfs) };
    if data.shared.state().step().is_some() {
        return ffi::SQLITE_IOERR_DELETE;
    }
    let done = real!(data, xDelete, name, sync_folder);
    if done == ffi::SQLITE_OK {
        data.shared.state().push(Op::Delete(which_by_name(name), sync_folder != 0));
    }
    done
}

unsafe extern "C" fn access(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite calls this with the file system that it was registered with.
    let data = unsafe { data(vfs) };
    if data.shared.state().step().is_some() {
        return ffi::SQLITE_IOERR_ACCESS;
    }
    real!(data, xAccess, name, flags, out)
}

unsafe extern "C" fn full_pathname(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    length: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite calls this with the file system that it was registered with.
    let data = unsafe { data(vfs) };
    real!(data, xFullPathname, name, length, out)
}

unsafe extern "C" fn randomness(
    vfs: *mut ffi::sqlite3_vfs,
    length: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite calls this with the file system that it was registered with.
    let data = unsafe { data(vfs) };
    real!(data, xRandomness, length, out)
}

unsafe extern "C" fn sleep(vfs: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    // SAFETY: SQLite calls this with the file system that it was registered with.
    let data = unsafe { data(vfs) };
    real!(data, xSleep, microseconds)
}

unsafe extern "C" fn current_time(vfs: *mut ffi::sqlite3_vfs, out: *mut f64) -> c_int {
    // SAFETY: SQLite calls this with the file system that it was registered with.
    let data = unsafe { data(vfs) };
    real!(data, xCurrentTime, out)
}

unsafe extern "C" fn last_error(
    vfs: *mut ffi::sqlite3_vfs,
    length: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite calls this with the file system that it was registered with.
    let data = unsafe { data(vfs) };
    real!(data, xGetLastError, length, out)
}

fn which_by_flags(flags: c_int) -> JournalFile {
    if flags & ffi::SQLITE_OPEN_MAIN_DB != 0 {
        JournalFile::Database
    } else if flags & ffi::SQLITE_OPEN_WAL != 0 {
        JournalFile::Log
    } else if flags & ffi::SQLITE_OPEN_MAIN_JOURNAL != 0 {
        JournalFile::Rollback
    } else {
        JournalFile::Other
    }
}

fn which_by_name(name: *const c_char) -> JournalFile {
    match path(name) {
        Some(name) if name.ends_with("-wal") => JournalFile::Log,
        Some(name) if name.ends_with("-journal") => JournalFile::Rollback,
        _ => JournalFile::Other,
    }
}

fn exists(name: *const c_char) -> bool {
    path(name).is_some_and(|name| Path::new(name).exists())
}

fn path<'a>(name: *const c_char) -> Option<&'a str> {
    if name.is_null() {
        return None;
    }
    // SAFETY: SQLite's names are zero-terminated and outlive the call that brought them.
    unsafe { CStr::from_ptr(name) }.to_str().ok()
}

/// The code of a failed write.
pub(crate) fn write_failure(kind: Kind) -> c_int {
    match kind {
        Kind::Io => ffi::SQLITE_IOERR_WRITE,
        Kind::Full => ffi::SQLITE_FULL,
    }
}
