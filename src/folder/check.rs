//! Looks for what must not lie in a journal's folder, and touches nothing.

use std::fmt;
use std::io;

use super::layout::ROLLBACK;
use super::{DATABASE, Folder, INDEX, Kind, LOG, SIDES};

/// Something in a journal's folder that Stillroom neither puts there nor touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddFile {
    /// Its name from the journal's folder on.
    pub name: String,
    /// What is wrong with it.
    pub odd: Odd,
}

/// Why something must not lie in a journal's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// A symbolic link: writing there would write elsewhere.
    Link,
    /// A file with another name elsewhere, a hard link.
    ManyNames,
    /// A pipe, a socket or a device.
    Special,
    /// A folder where the database or its log belongs.
    FolderForFile,
    /// A rollback journal, which would change the database when it is opened.
    Rollback,
}

impl fmt::Display for OddFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is = match self.odd {
            Odd::Link => "is a symbolic link",
            Odd::ManyNames => "has another name elsewhere",
            Odd::Special => "is neither a file nor a folder",
            Odd::FolderForFile => "is a folder and must be a file",
            Odd::Rollback => "is a rollback journal",
        };
        write!(f, "{} {is}", self.name)
    }
}

/// The parts of the folder, which have other names in them.
#[derive(Clone, Copy)]
enum Part {
    Whole,
    Index,
    Side,
}

impl Part {
    fn folder(self, name: &str) -> Option<Self> {
        match self {
            Self::Whole if name == INDEX => Some(Self::Index),
            Self::Index if SIDES.contains(&name) => Some(Self::Side),
            _ => None,
        }
    }
}

/// Returns the first thing in a journal's folder that is odd. Plain files and folders under names
/// that no journal has are not: they are the user's, and are neither read nor deleted. Nor are
/// they under a name of the index or the reserve: a journal opens without these.
///
/// # Errors
/// [`io::Error`] when the folder cannot be read.
pub(crate) fn check(folder: &Folder) -> io::Result<Option<OddFile>> {
    look(folder, Part::Whole, "")
}

fn look(folder: &Folder, part: Part, above: &str) -> io::Result<Option<OddFile>> {
    let mut names = folder.names()?;
    names.sort();
    for name in names {
        // What is gone by now needs no check.
        let Some(kind) = folder.kind(&name)? else { continue };
        let text = name.to_string_lossy();
        let shown = format!("{above}{text}");
        if let Some(odd) = odd(part, &text, kind) {
            return Ok(Some(OddFile { name: shown, odd }));
        }
        if let (Some(part), Kind::Folder) = (part.folder(&text), kind) {
            let found = look(&folder.below(&text)?, part, &format!("{shown}/"))?;
            if found.is_some() {
                return Ok(found);
            }
        }
    }
    Ok(None)
}

fn odd(part: Part, name: &str, kind: Kind) -> Option<Odd> {
    let of_database = |names: &[&str]| matches!(part, Part::Whole) && names.contains(&name);
    match kind {
        _ if of_database(&[ROLLBACK]) => Some(Odd::Rollback),
        Kind::Link => Some(Odd::Link),
        Kind::Special => Some(Odd::Special),
        Kind::ManyNames => Some(Odd::ManyNames),
        Kind::Folder => of_database(&[DATABASE, LOG]).then_some(Odd::FolderForFile),
        Kind::File { .. } => None,
    }
}
