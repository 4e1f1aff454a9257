//! A simulated disk: what is certain, and what may or may not have reached it.

use std::collections::BTreeMap;

use stillroom_vfs::{JournalFile, Op};

use crate::rng::Rng;

/// The unit in which a write reaches the disk or does not.
const SECTOR: usize = 512;

/// The files as a power loss may leave them.
#[derive(Clone)]
pub(super) struct SimulatedDisk {
    /// For each name, what may stand there: the newest last, the others possible until the folder
    /// is synced.
    places: BTreeMap<JournalFile, Vec<Option<File>>>,
}

/// What a power loss left.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Left(pub(super) BTreeMap<JournalFile, Vec<u8>>);

#[derive(Clone, Default)]
struct File {
    durable: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

/// How much of what was not synced reaches the disk.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Nothing,
    Everything,
    /// The first so many changes, the last of them torn.
    Prefix(usize),
    /// Each sector for itself, in so many of a hundred cases.
    Sectors(usize),
    /// All but one change.
    AllBut(usize),
    /// Only changes from this one on: the later ones came first.
    Suffix(usize),
}

impl SimulatedDisk {
    /// Starts with an empty database file, which is durable, and nothing beside it.
    pub(super) fn new() -> Self {
        Self { places: [(JournalFile::Database, vec![Some(File::default())])].into() }
    }

    /// Takes one recorded call into account.
    ///
    /// # Panics
    /// When a file was written that the journal's settings should never make.
    pub(super) fn follow(&mut self, op: &Op) {
        match op {
            Op::Create(which) => self.place(*which).push(Some(File::default())),
            Op::Write(which, at, bytes) => {
                self.newest(*which).pending.push(Change::Write(*at as usize, bytes.clone()));
            }
            Op::Truncate(which, length) => {
                self.newest(*which).pending.push(Change::Truncate(*length as usize));
            }
            Op::Sync(which) => {
                self.newest(*which).sync();
                let place = self.place(*which);
                place.drain(..place.len() - 1);
            }
            Op::Delete(which, synced) => {
                let place = self.place(*which);
                place.push(None);
                if *synced {
                    place.drain(..place.len() - 1);
                }
            }
            Op::SyncFolder => self.places.values_mut().for_each(|place| {
                place.drain(..place.len() - 1);
            }),
            Op::Mark(_) => {}
        }
    }

    /// Loses power, as the rng will have it.
    pub(super) fn lose_power(&self, rng: &mut Rng) -> Left {
        let stale = rng.chance(25);
        let mut left = BTreeMap::new();
        for (which, place) in &self.places {
            if let Some(file) = rng.pick(place) {
                left.insert(*which, file.survive(rng, stale));
            }
        }
        Left(left)
    }

    fn place(&mut self, which: JournalFile) -> &mut Vec<Option<File>> {
        assert_ne!(which, JournalFile::Other, "no journal has such a file");
        self.places.entry(which).or_insert_with(|| vec![None])
    }

    fn newest(&mut self, which: JournalFile) -> &mut File {
        let newest = self.place(which).last_mut().and_then(Option::as_mut);
        newest.expect("what is written has been made")
    }
}

impl File {
    fn sync(&mut self) {
        for change in std::mem::take(&mut self.pending) {
            change.apply(&mut self.durable, |_| true, |_| 0);
        }
    }

    /// Returns the file after a loss of power; `stale` leaves old bytes where a file grew and the
    /// writing did not follow.
    fn survive(&self, rng: &mut Rng, stale: bool) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        let fate = fate(rng, self.pending.len());
        for (number, change) in self.pending.iter().enumerate() {
            let mut own = rng.clone();
            let reaches = |sector: usize| match fate {
                Fate::Nothing => false,
                Fate::Everything => true,
                Fate::Prefix(last) => number < last || (number == last && sector == 0),
                Fate::Sectors(percent) => own.chance(percent),
                Fate::AllBut(one) => number != one,
                Fate::Suffix(first) => number >= first,
            };
            let mut rot = Rng::new(number as u64);
            change.apply(&mut bytes, reaches, |_| if stale { rot.next() as u8 } else { 0 });
            rng.next();
        }
        bytes
    }
}

impl Change {
    /// Applies a change as far as it reaches the disk; where the file grows beyond, `fill` tells
    /// what is there.
    fn apply(
        &self,
        bytes: &mut Vec<u8>,
        mut reaches: impl FnMut(usize) -> bool,
        mut fill: impl FnMut(usize) -> u8,
    ) {
        match self {
            Self::Truncate(length) => {
                if reaches(0) {
                    bytes.resize(*length, 0);
                }
            }
            Self::Write(at, written) => {
                for (number, range) in sectors(*at, written.len()).enumerate() {
                    if !reaches(number) {
                        continue;
                    }
                    let from = bytes.len();
                    if from < range.end {
                        bytes.extend((from..range.end).map(&mut fill));
                    }
                    bytes[range.clone()]
                        .copy_from_slice(&written[range.start - at..range.end - at]);
                }
            }
        }
    }
}

/// Cuts a range of bytes at the borders of sectors.
fn sectors(at: usize, length: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    let end = at + length;
    let mut start = at;
    std::iter::from_fn(move || {
        let range = start..((start / SECTOR + 1) * SECTOR).min(end);
        start = range.end;
        (range.start < range.end).then_some(range)
    })
}

fn fate(rng: &mut Rng, changes: usize) -> Fate {
    if changes == 0 {
        return Fate::Nothing;
    }
    match rng.below(10) {
        0 => Fate::Nothing,
        1 => Fate::Everything,
        2 | 3 => Fate::Prefix(rng.below(changes)),
        4..=6 => Fate::Sectors(5 + rng.below(90)),
        7 => Fate::AllBut(rng.below(changes)),
        _ => Fate::Suffix(rng.below(changes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(ops: &[Op]) -> SimulatedDisk {
        let mut disk = SimulatedDisk::new();
        for op in ops {
            disk.follow(op);
        }
        disk
    }

    fn database(left: &Left) -> &[u8] {
        &left.0[&JournalFile::Database]
    }

    fn outcomes(disk: &SimulatedDisk) -> std::collections::HashSet<Left> {
        let mut rng = Rng::new(3);
        (0..2_000).map(|_| disk.lose_power(&mut rng)).collect()
    }

    #[test]
    fn synced_writes_always_survive() {
        let disk = after(&[
            Op::Write(JournalFile::Database, 0, vec![7; 2_000]),
            Op::Sync(JournalFile::Database),
            Op::Mark(1),
        ]);
        let outcomes = outcomes(&disk);
        assert_eq!(outcomes.len(), 1);
        assert!(outcomes.iter().all(|left| database(left) == [7; 2_000] && left.0.len() == 1));
    }

    #[test]
    fn unsynced_writes_may_survive_in_any_part() {
        let disk = after(&[Op::Write(JournalFile::Database, 100, vec![7; 1_000])]);
        let outcomes = outcomes(&disk);
        let has = |wanted: &dyn Fn(&Left) -> bool| outcomes.iter().any(wanted);
        assert!(has(&|left| database(left).is_empty()), "nothing");
        assert!(has(&|left| database(left).len() == 1_100 && database(left)[100..] == [7; 1_000]));
        assert!(has(&|left| database(left).len() == 512), "torn after the first sector");
        let torn = |left: &Left| database(left).len() == 1_100 && database(left)[600] != 7;
        assert!(has(&torn), "the end without the middle");
    }

    #[test]
    fn a_log_created_or_removed_without_a_sync_may_or_may_not_be_in_the_folder() {
        let made = [Op::Create(JournalFile::Log), Op::Write(JournalFile::Log, 0, vec![1; 10])];
        let there = |ops: &[Op]| {
            let outcomes = outcomes(&after(ops));
            let some = outcomes.iter().any(|left| left.0.contains_key(&JournalFile::Log));
            (some, outcomes.iter().any(|left| !left.0.contains_key(&JournalFile::Log)))
        };
        assert_eq!(there(&made), (true, true));
        let synced = [&made[..], &[Op::Sync(JournalFile::Log)]].concat();
        assert_eq!(there(&synced), (true, false));
        let removed = [&synced[..], &[Op::Delete(JournalFile::Log, false)]].concat();
        assert_eq!(there(&removed), (true, true));
    }

    #[test]
    fn a_removal_lasts_once_the_folder_is_synced() {
        let ops =
            [Op::Create(JournalFile::Log), Op::Delete(JournalFile::Log, false), Op::SyncFolder];
        assert!(outcomes(&after(&ops)).iter().all(|left| !left.0.contains_key(&JournalFile::Log)));
    }

    #[test]
    fn an_unsynced_truncation_may_be_undone() {
        let disk = after(&[
            Op::Write(JournalFile::Database, 0, vec![7; 600]),
            Op::Sync(JournalFile::Database),
            Op::Truncate(JournalFile::Database, 0),
        ]);
        let lengths: std::collections::HashSet<usize> =
            outcomes(&disk).iter().map(|left| database(left).len()).collect();
        assert_eq!(lengths, [0, 600].into());
    }
}
