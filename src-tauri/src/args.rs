//! The command line: `stillroom [--sample | FOLDER]`.

use std::ffi::OsString;
use std::path::PathBuf;

/// Which journal to stand at first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Args {
    /// The one last written in.
    Usual,
    /// The sample journal, opened at once.
    Sample,
    /// The journal in this folder.
    Folder(PathBuf),
}

impl Args {
    /// Reads the arguments; anything that is not `--sample` is taken as a folder.
    pub(crate) fn read(args: &[OsString]) -> Self {
        match args {
            [] => Self::Usual,
            [first, ..] if first == "--sample" => Self::Sample,
            [first, ..] => Self::Folder(first.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_argument_says_which_journal() {
        assert_eq!(Args::read(&[]), Args::Usual);
        assert_eq!(Args::read(&["--sample".into()]), Args::Sample);
        let folder = Args::Folder("/a/quiet.stillroom".into());
        assert_eq!(Args::read(&["/a/quiet.stillroom".into()]), folder);
    }
}
