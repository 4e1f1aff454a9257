//! The command line: which journal the window opens, or what is to be done without a window.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;
use stillroom::exchange::cli::Task;
use stillroom::exchange::import::{Choices, Order, Zone};

/// What `stillroom --version` prints.
pub(crate) const VERSION: &str = concat!("stillroom ", env!("CARGO_PKG_VERSION"));

const HELP: &str = "\
Stillroom, an encrypted journal for psychotherapists

Usage:
  stillroom [FOLDER]        open the window
  stillroom --sample        open the window on the fictional sample journal
  stillroom verify <PATH>   check a journal or a backup
  stillroom backup <FOLDER>
                            back a journal up now
  stillroom restore <BACKUP> [FOLDER]
                            restore a backup into a new folder
  stillroom import <PATH> <FOLDER>
                            bring an export of another program into a journal
  stillroom import <PATH> --dry-run
                            say what an export of another program would bring

Arguments:
  [FOLDER]                  a journal; if not given, the one that was last written in

Options:
      --sample              open the fictional sample journal; it is made the first time
  -h, --help                print this help, or that of a command: stillroom verify --help
  -V, --version             print the version

Exit status: 0 if all is well, 2 if the command line is wrong or the command could not be carried
out, 1 otherwise.";

const VERIFY_HELP: &str = "\
Checks that every record of a journal, or of a backup, can be opened.

Usage: stillroom verify <PATH>

Arguments:
  <PATH>      a journal's folder, or a backup's file

Options:
  -h, --help  print this help

It asks for the passphrase, or the twelve recovery words, on the terminal.
Exit status: 0 if all is well, 1 if something is not in order, 2 if the check could not be made.";

const BACKUP_HELP: &str = "\
Makes a backup of a journal now and verifies it.

Usage: stillroom backup <FOLDER>

Arguments:
  <FOLDER>    the journal's folder

Options:
  -h, --help  print this help

It asks for the passphrase, or the twelve recovery words, on the terminal.
Exit status: 0 if the backup is made and verified, 1 if something is not in order, 2 if no backup
could be made.";

const RESTORE_HELP: &str = "\
Restores a backup into a new folder. A folder that exists is left as it is.

Usage: stillroom restore <BACKUP> [FOLDER]

Arguments:
  <BACKUP>    the backup's file
  [FOLDER]    the folder to make; if not given, Restored.stillroom beside the folder of backups

Options:
  -h, --help  print this help

It asks for the passphrase, or the twelve recovery words, on the terminal.
Exit status: 0 if the backup is restored, 2 if it could not be.";

const IMPORT_HELP: &str = "\
Brings what another program wrote into a journal and says what came in. Nothing comes in twice, and
the window can take the whole import back. The source is only read.

Usage: stillroom import <PATH> <FOLDER> [OPTIONS]
       stillroom import <PATH> --dry-run [OPTIONS]

Arguments:
  <PATH>               a file or a folder: Word, text, Markdown, Obsidian, Day One, Joplin, Standard
                       Notes, jrnl, Mini Diarium, Notesnook, Evernote, Journey, Apple Journal, CSV
  <FOLDER>             a journal that no window has open; its passphrase is asked for

Options:
      --dry-run        only say what would come in; nothing is written and no journal is needed
      --zone <ZONE>    the time zone of times without one, such as Europe/Dublin; if not given, that
                       of this computer
      --day-first      in dates of numbers the day stands first
      --month-first    in dates of numbers the month stands first
      --split          split texts at their dated headings
      --file-time      a file without a date takes the time at which it was last changed
      --with-trash     take what lies in the other program's bin
      --with-conflicts take conflict copies
      --with-templates take templates
      --with-empty     take empty notes
      --group-tags     make tags of notebooks and folders
  -h, --help           print this help

Exit status: 0 if all of it would come in, 1 if something is refused or has to be asked, 2 if
nothing would.";

/// What the command line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Args {
    /// The window, on this journal.
    Window(JournalChoice),
    /// A task without a window.
    Headless(Task),
    /// A text on the standard output.
    Print(&'static str),
}

/// Which journal the window opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum JournalChoice {
    /// The one last written in.
    Usual,
    /// The sample journal, opened at once.
    Sample,
    /// The journal in this folder.
    Folder(PathBuf),
}

impl Args {
    /// Reads the arguments after the program's name. Paths need not be UTF-8.
    pub(crate) fn read(args: &[OsString]) -> Result<Self, lexopt::Error> {
        let mut parser = lexopt::Parser::from_args(args);
        let mut sample = false;
        let mut folder = None;
        while let Some(arg) = parser.next()? {
            match arg {
                Short('h') | Long("help") => return Ok(Self::Print(HELP)),
                Short('V') | Long("version") => return Ok(Self::Print(VERSION)),
                Long("sample") if folder.is_none() => sample = true,
                Value(word) if !sample && folder.is_none() => match word.to_str() {
                    Some("verify") => return verify(&mut parser),
                    Some("backup") => return backup(&mut parser),
                    Some("restore") => return restore(&mut parser),
                    Some("import") => return import(&mut parser),
                    _ => folder = Some(PathBuf::from(word)),
                },
                other => return Err(other.unexpected()),
            }
        }
        Ok(Self::Window(match folder {
            Some(folder) => JournalChoice::Folder(folder),
            None if sample => JournalChoice::Sample,
            None => JournalChoice::Usual,
        }))
    }
}

fn verify(parser: &mut lexopt::Parser) -> Result<Args, lexopt::Error> {
    let Some(mut paths) = paths(parser, 1)? else { return Ok(Args::Print(VERIFY_HELP)) };
    let path = paths.pop().ok_or("verify needs a journal's folder or a backup's file")?;
    Ok(Args::Headless(Task::Verify(path)))
}

fn backup(parser: &mut lexopt::Parser) -> Result<Args, lexopt::Error> {
    let Some(mut paths) = paths(parser, 1)? else { return Ok(Args::Print(BACKUP_HELP)) };
    let folder = paths.pop().ok_or("backup needs a journal's folder")?;
    Ok(Args::Headless(Task::Backup(folder)))
}

fn restore(parser: &mut lexopt::Parser) -> Result<Args, lexopt::Error> {
    let Some(paths) = paths(parser, 2)? else { return Ok(Args::Print(RESTORE_HELP)) };
    let mut paths = paths.into_iter();
    let backup = paths.next().ok_or("restore needs a backup's file")?;
    Ok(Args::Headless(Task::restore(backup, paths.next())))
}

fn import(parser: &mut lexopt::Parser) -> Result<Args, lexopt::Error> {
    let (mut paths, mut dry, mut choices) = (Vec::new(), false, Choices::default());
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Ok(Args::Print(IMPORT_HELP)),
            Long("dry-run") => dry = true,
            Long("zone") => {
                let name = parser.value()?.string()?;
                choices.zone = Zone::read(&name).ok_or("no such time zone")?;
            }
            Long("day-first") => choices.order = Some(Order::DayFirst),
            Long("month-first") => choices.order = Some(Order::MonthFirst),
            Long("split") => choices.split = true,
            Long("file-time") => choices.file_time = true,
            Long("with-trash") => choices.trashed = true,
            Long("with-conflicts") => choices.conflicts = true,
            Long("with-templates") => choices.templates = true,
            Long("with-empty") => choices.empty = true,
            Long("group-tags") => choices.group_tags = true,
            Value(path) if paths.len() < 2 => paths.push(PathBuf::from(path)),
            other => return Err(other.unexpected()),
        }
    }
    let mut paths = paths.into_iter();
    let source = paths.next().ok_or("import needs a file or a folder")?;
    let journal = paths.next();
    match (dry, &journal) {
        (false, None) => Err("import needs a journal, or --dry-run".into()),
        (true, Some(_)) => Err("a dry run needs no journal".into()),
        _ => Ok(Args::Headless(Task::Import { source, journal, choices })),
    }
}

/// Reads the arguments of a command, at most that many paths; none if its help is asked for.
fn paths(parser: &mut lexopt::Parser, most: usize) -> Result<Option<Vec<PathBuf>>, lexopt::Error> {
    let mut paths = Vec::new();
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Ok(None),
            Value(path) if paths.len() < most => paths.push(PathBuf::from(path)),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Some(paths))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Result<Args, String> {
        let args: Vec<OsString> = args.iter().map(Into::into).collect();
        Args::read(&args).map_err(|error| error.to_string())
    }

    #[test]
    fn one_argument_says_which_journal() {
        assert_eq!(read(&[]), Ok(Args::Window(JournalChoice::Usual)));
        assert_eq!(read(&["--sample"]), Ok(Args::Window(JournalChoice::Sample)));
        let folder = JournalChoice::Folder("/a/quiet.stillroom".into());
        assert_eq!(read(&["/a/quiet.stillroom"]), Ok(Args::Window(folder)));
        let folder = JournalChoice::Folder("--sample".into());
        assert_eq!(read(&["--", "--sample"]), Ok(Args::Window(folder)));
    }

    #[test]
    fn backup_restore_and_verify_run_as_tasks() {
        assert_eq!(read(&["verify", "a"]), Ok(Args::Headless(Task::Verify("a".into()))));
        assert_eq!(read(&["backup", "a"]), Ok(Args::Headless(Task::Backup("a".into()))));
        let restore = Task::Restore { backup: "a".into(), into: "b".into() };
        assert_eq!(read(&["restore", "a", "b"]), Ok(Args::Headless(restore)));
        let choices = Choices {
            zone: Zone::read("Europe/Dublin").expect("a zone"),
            split: true,
            ..Choices::default()
        };
        let import = Args::Headless(Task::Import {
            source: "a".into(),
            journal: None,
            choices: choices.clone(),
        });
        assert_eq!(
            read(&["import", "a", "--dry-run", "--zone", "Europe/Dublin", "--split"]),
            Ok(import)
        );
        for part in [
            &["verify"][..],
            &["verify", "a", "b"],
            &["verify", "a", "--sample"],
            &["backup"],
            &["restore"],
            &["restore", "a", "b", "c"],
            &["import", "a"],
            &["import", "--dry-run"],
            &["import", "a", "b", "--dry-run"],
            &["import", "a", "--dry-run", "--zone", "Nowhere/Land"],
            &["a", "b"],
            &["--sample", "a"],
            &["a", "--sample"],
            &["--sample=yes"],
            &["--smaple"],
            &["-x"],
        ] {
            assert!(read(part).is_err_and(|said| !said.contains('\n')), "{part:?}");
        }
    }

    #[test]
    fn help_is_printed_wherever_it_is_asked_for() {
        assert_eq!(read(&["--help"]), Ok(Args::Print(HELP)));
        assert_eq!(read(&["-h"]), Ok(Args::Print(HELP)));
        assert_eq!(read(&["verify", "--help"]), Ok(Args::Print(VERIFY_HELP)));
        assert_eq!(read(&["backup", "a", "-h"]), Ok(Args::Print(BACKUP_HELP)));
        assert_eq!(read(&["restore", "--help"]), Ok(Args::Print(RESTORE_HELP)));
        assert_eq!(read(&["import", "a", "--help"]), Ok(Args::Print(IMPORT_HELP)));
        for help in [HELP, VERIFY_HELP, BACKUP_HELP, RESTORE_HELP, IMPORT_HELP] {
            assert!(help.lines().all(|line| line.len() <= 100), "{help}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_need_not_be_utf8() {
        use std::os::unix::ffi::OsStringExt;
        let path = OsString::from_vec(b"/a/\xff.stillroom".to_vec());
        let window = Args::Window(JournalChoice::Folder(PathBuf::from(&path)));
        assert_eq!(Args::read(std::slice::from_ref(&path)).expect("it is read"), window);
        let verify = Args::Headless(Task::Verify(PathBuf::from(&path)));
        assert_eq!(Args::read(&["verify".into(), path]).expect("it is read"), verify);
    }
}
