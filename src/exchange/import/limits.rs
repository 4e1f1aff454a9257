//! The bounds within which a source is read. Whatever lies beyond is reported and left out.

/// The largest archive or file on disk, in bytes.
pub(super) const ON_DISK: u64 = 8 << 30;
/// How many files a zip archive may hold.
pub(super) const ZIP_MEMBERS: usize = 100_000;
/// How many files a tar archive may hold.
pub(super) const TAR_MEMBERS: usize = 400_000;
/// How many files a folder may hold.
pub(super) const FOLDER_FILES: usize = 200_000;
/// The longest name of a file inside a source, in bytes.
pub(super) const NAME: usize = 1_024;
/// How many parts such a name may have.
pub(super) const NAME_PARTS: usize = 64;
/// The largest text of one item, in bytes.
pub(super) const TEXT: u64 = 32 << 20;
/// The largest text of one item that holds its pictures, in bytes.
pub(super) const TEXT_WITH_PICTURES: u64 = 64 << 20;
/// The largest attachment, in bytes.
pub(super) const MEDIA: u64 = 100_000_000;
/// All that is unpacked from one archive, in bytes.
pub(super) const UNPACKED: u64 = 16 << 30;
/// How many times larger than packed a file may be.
pub(super) const RATIO: u64 = 200;
/// From how many unpacked bytes on the ratio is looked at.
pub(super) const RATIO_FROM: u64 = 1 << 20;
/// How many lists and quotations may lie within one another in a text; a list counts twice.
pub(super) const NESTING: usize = 40;
/// The longest paragraph, in bytes.
pub(super) const PARAGRAPH: usize = 1 << 20;
/// The longest front matter, in bytes.
pub(super) const FRONT_MATTER: usize = 64 << 10;
/// The longest row of a table, in bytes.
pub(super) const ROW: usize = 1 << 20;
/// The longest value that is kept of a key that is not known, in bytes.
pub(super) const UNKNOWN_VALUE: usize = 4 << 10;
/// What is looked at to know the kind of a file, in bytes.
pub(super) const PROBE: usize = 64 << 10;
/// How many tags an entry may bring.
pub(super) const TAGS: usize = 100;
