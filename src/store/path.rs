//! Paths as they are typed, kept and compared.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use super::error::StoreError;

/// The longest path of a database, in bytes: SQLite takes 512 with the name of its log behind.
const LONGEST: usize = 512 - "-journal".len();

/// The first of 256 characters for private use that stand for a byte which is not UTF-8.
const BYTES: u32 = 0x0010_FF00;

/// Returns the whole path of one that was typed: `~` is the home folder.
///
/// # Errors
/// [`StoreError::NotAbsolute`] for a path that would depend on where the program was started.
pub fn whole(typed: &Path) -> Result<PathBuf, StoreError> {
    let mut parts = typed.components();
    let path = match parts.next() {
        Some(Component::Normal(first)) if first == "~" => {
            let home = std::env::home_dir().ok_or(StoreError::NotAbsolute)?;
            home.join(parts.as_path())
        }
        _ => typed.to_owned(),
    };
    let is_path = path.is_absolute() && !path.as_os_str().as_encoded_bytes().contains(&0);
    if is_path { Ok(path) } else { Err(StoreError::NotAbsolute) }
}

/// Returns a path without links, `.` and `..`, whether or not there is anything at it.
pub fn resolved(path: &Path) -> PathBuf {
    let mut at = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                at.pop();
            }
            part => {
                at.push(part);
                at = std::fs::canonicalize(&at).unwrap_or(at);
            }
        }
    }
    at
}

/// Returns whether a path lies in the folder of a journal: in this one, or in any that is there.
pub fn is_inside_a_journal(path: &Path, journal: Option<&Path>) -> bool {
    let path = resolved(path);
    let holds_one = |folder: &Path| folder.join(crate::folder::DATABASE).is_file();
    let is_ours = journal.is_some_and(|journal| path.starts_with(resolved(journal)));
    is_ours || path.ancestors().any(holds_one)
}

/// Refuses a path that is too long for a database, or for the system.
///
/// # Errors
/// [`StoreError::PathTooLong`].
pub fn check_length(file: &Path) -> Result<(), StoreError> {
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let fits = resolved(&whole).as_os_str().len() <= LONGEST && whole.as_os_str().len() <= LONGEST;
    if fits { check_name(file) } else { Err(StoreError::PathTooLong) }
}

/// Refuses a path that is too long for the system.
///
/// # Errors
/// [`StoreError::PathTooLong`].
pub fn check_name(file: &Path) -> Result<(), StoreError> {
    match file.symlink_metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::InvalidFilename => {
            Err(StoreError::PathTooLong)
        }
        _ => Ok(()),
    }
}

/// Refuses the path of a journal's folder that is too long for the database in it.
///
/// # Errors
/// [`StoreError::PathTooLong`].
pub fn check_folder(folder: &Path) -> Result<(), StoreError> {
    check_length(&folder.join(crate::folder::DATABASE))
}

/// Returns a path as text from which [`path_of`] makes the same path again.
///
/// A byte that is not UTF-8 becomes a character for private use, and so does each byte of such a
/// character in the path.
#[cfg(unix)]
pub fn text_of(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let bytes_of =
        |bytes: &[u8]| -> String { bytes.iter().filter_map(|b| private_use_char(*b)).collect() };
    let mut text = String::new();
    for chunk in path.as_os_str().as_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            if u32::from(c) >= BYTES {
                text += &bytes_of(c.encode_utf8(&mut [0; 4]).as_bytes());
            } else {
                text.push(c);
            }
        }
        text += &bytes_of(chunk.invalid());
    }
    text
}

/// Returns the path of a text that [`text_of`] has made.
#[cfg(unix)]
pub fn path_of(text: &str) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u32::from(c).checked_sub(BYTES).and_then(|byte| u8::try_from(byte).ok()) {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    OsString::from_vec(bytes).into()
}

#[cfg(unix)]
fn private_use_char(byte: u8) -> Option<char> {
    char::from_u32(BYTES + u32::from(byte))
}

/// Returns a path as text.
#[cfg(not(unix))]
pub fn text_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Returns the path of a text.
#[cfg(not(unix))]
pub fn path_of(text: &str) -> PathBuf {
    OsString::from(text).into()
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn a_path_survives_its_text_form_byte_by_byte() {
        let whole: Vec<u8> = (1..=255).collect();
        let odd: [&[u8]; 6] = [
            b"/a/plain path",
            b"/a/\xff\xfe.stillroom-backup",
            "/a/\u{10ff41}\u{10ffff}é".as_bytes(),
            b"/caf\xe9/\xf4\x8f\xbd",
            b"",
            &whole,
        ];
        for bytes in odd {
            let path = Path::new(OsStr::from_bytes(bytes));
            assert_eq!(path_of(&text_of(path)), path, "{bytes:?}");
        }
        assert_eq!(text_of(Path::new("/a/é")), "/a/é", "what is UTF-8 stays as it is");
    }

    #[test]
    fn only_absolute_paths_are_accepted_and_a_tilde_is_the_home_folder() {
        let home = std::env::home_dir().expect("a home folder");
        assert_eq!(whole(Path::new("~/Stick")).expect("whole"), home.join("Stick"));
        assert_eq!(whole(Path::new("~")).expect("whole"), home);
        assert_eq!(whole(Path::new("/a/~/b")).expect("whole"), Path::new("/a/~/b"));
        for odd in ["", "wren-readable", "./a", "../a", "a/b", "~wren/a", "./~/a", "/a\0b"] {
            assert!(matches!(whole(Path::new(odd)), Err(StoreError::NotAbsolute)), "{odd}");
        }
    }

    #[test]
    fn a_folder_inside_a_journal_is_recognised_by_any_path() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let (one, other) = (root.path().join("one.stillroom"), root.path().join("two.stillroom"));
        for folder in [&one, &other] {
            std::fs::create_dir(folder).expect("a folder");
        }
        std::fs::write(other.join("journal.db"), "").expect("a file");
        std::os::unix::fs::symlink(&one, root.path().join("link")).expect("a link");
        let inside = |path: &str| is_inside_a_journal(&root.path().join(path), Some(&one));
        for path in [
            "one.stillroom",
            "one.stillroom/a/b",
            "x/../one.stillroom/a",
            "./one.stillroom/./a",
            "link/a",
            "x/y/../../link/z/../a",
            "two.stillroom/a",
            "two.stillroom",
        ] {
            assert!(inside(path), "{path}");
        }
        for path in ["one.backups", "one.stillroom/../a", "link/../one.stillroomy", "a"] {
            assert!(!inside(path), "{path}");
        }
    }
}
