//! A tantivy directory whose files are ciphertext.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, WatchCallback, WatchCallbackList, WatchHandle, WritePtr,
};

use super::sealed_file::{Seal, SealedFile, SealedWriter};
use crate::folder::{Folder, Kind, Output, is_unfinished};
use crate::vault::{IndexKey, JournalId};

/// The file that says which segments there are; watchers are told when it is replaced.
const META: &str = "meta.json";
/// A file that is replaced is written under this ending first.
const TEMP: &str = "fresh";

/// A folder of sealed files.
#[derive(Clone)]
pub(super) struct SealedDirectory(Arc<Shared>);

struct Shared {
    folder: Folder,
    key: Arc<IndexKey>,
    journal: JournalId,
    state: Mutex<State>,
    watchers: WatchCallbackList,
    /// Bytes of plaintext that lie open in memory.
    open_bytes: Arc<AtomicUsize>,
}

#[derive(Default)]
struct State {
    /// Open files by name: a reload opens all segments again.
    handles: HashMap<PathBuf, Arc<SealedFile>>,
    /// Files written since the directory was opened, which are never written again.
    written: HashSet<PathBuf>,
}

impl SealedDirectory {
    /// Takes a folder over, and removes what was only half written.
    pub(super) fn open(folder: Folder, key: Arc<IndexKey>, journal: JournalId) -> io::Result<Self> {
        for name in folder.names()? {
            if name.to_str().is_some_and(is_unfinished) {
                folder.remove(&name)?;
            }
        }
        Ok(Self(Arc::new(Shared {
            folder,
            key,
            journal,
            state: Mutex::default(),
            watchers: WatchCallbackList::default(),
            open_bytes: Arc::default(),
        })))
    }

    /// Returns how many bytes of plaintext lie open in memory.
    pub(super) fn open_bytes(&self) -> usize {
        self.0.open_bytes.load(Ordering::Relaxed)
    }

    /// Forgets all open files; each is wiped once no search reads it any more.
    pub(super) fn forget_handles(&self) {
        self.state().handles.clear();
    }

    /// Forgets the large files, of which each search reads other parts, and keeps the dictionaries
    /// and columns, which all of them read.
    pub(super) fn forget_postings(&self) {
        let is_small =
            |name: &Path| name.extension().is_none_or(|end| end != "idx" && end != "pos");
        self.state().handles.retain(|name, _| is_small(name));
    }

    /// Syncs every file and the folder.
    pub(super) fn sync(&self) -> io::Result<()> {
        let folder = &self.0.folder;
        for name in folder.names()? {
            if let Some(Kind::File { .. }) = folder.kind(&name)? {
                folder.read(&name)?.sync_all()?;
            }
        }
        folder.sync()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn handle(&self, name: &Path) -> io::Result<Arc<SealedFile>> {
        if let Some(handle) = self.state().handles.get(name) {
            return Ok(Arc::clone(handle));
        }
        let handle = Arc::new(self.open_file(name)?);
        self.state().handles.insert(name.to_owned(), Arc::clone(&handle));
        Ok(handle)
    }

    fn open_file(&self, name: &Path) -> io::Result<SealedFile> {
        let file = self.0.folder.read(name)?;
        let open_bytes = Arc::clone(&self.0.open_bytes);
        SealedFile::open(&self.0.key, self.0.journal, name, file, open_bytes)
    }

    /// Starts to write a file that will be opened as `name`, under a file id of its own.
    fn writer(&self, name: &Path, file: Output) -> io::Result<SealedWriter> {
        SealedWriter::start(Seal::make(&self.0.key, self.0.journal, name), file)
    }
}

impl Directory for SealedDirectory {
    fn get_file_handle(&self, name: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match self.handle(name) {
            Ok(handle) => Ok(handle),
            Err(error) => Err(open_read_error(error, name)),
        }
    }

    fn delete(&self, name: &Path) -> Result<(), DeleteError> {
        let mut state = self.state();
        state.handles.remove(name);
        state.written.remove(name);
        match self.0.folder.remove(name) {
            Ok(true) => Ok(()),
            Ok(false) => Err(DeleteError::FileDoesNotExist(name.to_owned())),
            Err(error) => {
                let (io_error, filepath) = (Arc::new(error), name.to_owned());
                Err(DeleteError::IoError { io_error, filepath })
            }
        }
    }

    fn exists(&self, name: &Path) -> Result<bool, OpenReadError> {
        let found = self.0.folder.kind(name);
        found.map(|kind| kind.is_some()).map_err(|error| open_read_error(error, name))
    }

    /// Starts a file. A leftover of that name from an earlier process is replaced: tantivy names
    /// deletions after the segment and writes them before it refers to them, so a replay after a
    /// kill writes the same name with other content.
    fn open_write(&self, name: &Path) -> Result<WritePtr, OpenWriteError> {
        let mut state = self.state();
        let in_use = state.handles.contains_key(name);
        if in_use || !state.written.insert(name.to_owned()) {
            return Err(OpenWriteError::FileAlreadyExists(name.to_owned()));
        }
        let file = self.0.folder.replace(name);
        let writer = file.and_then(|file| self.writer(name, file)).map_err(|error| {
            OpenWriteError::IoError { io_error: Arc::new(error), filepath: name.to_owned() }
        })?;
        Ok(BufWriter::new(Box::new(writer)))
    }

    fn atomic_read(&self, name: &Path) -> Result<Vec<u8>, OpenReadError> {
        let read = self.open_file(name).and_then(|file| file.read_all());
        read.map_err(|error| open_read_error(error, name))
    }

    fn atomic_write(&self, name: &Path, data: &[u8]) -> io::Result<()> {
        let fresh = name.with_extension(TEMP);
        let mut writer = self.writer(name, self.0.folder.replace(&fresh)?)?;
        writer.write_all(data)?;
        writer.finish()?;
        self.0.folder.rename(&fresh, name)?;
        if name == Path::new(META) {
            // Whoever watches is called in a thread of its own; nobody waits for that.
            drop(self.0.watchers.broadcast());
        }
        Ok(())
    }

    /// Does nothing: the store is the truth, and a lost tail is replayed from it. The folder is
    /// synced when the index is closed.
    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    /// Takes a kernel lock, which a kill releases, unlike a lock file.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let locked = self.0.folder.open_or_create(&lock.filepath).and_then(|file| {
            let file = file.into_file();
            if lock.is_blocking {
                file.lock()?;
            } else {
                file.try_lock()?;
            }
            Ok(file)
        });
        match locked {
            Ok(file) => Ok(DirectoryLock::from(Box::new(file))),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Err(LockError::LockBusy),
            Err(error) => Err(LockError::IoError(Arc::new(error))),
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(self.0.watchers.subscribe(callback))
    }
}

impl std::fmt::Debug for SealedDirectory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedDirectory")
    }
}

fn open_read_error(error: io::Error, name: &Path) -> OpenReadError {
    match error.kind() {
        io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(name.to_owned()),
        _ => OpenReadError::IoError { io_error: Arc::new(error), filepath: name.to_owned() },
    }
}

#[cfg(test)]
mod tests;
