//! Plaintext that is filled block by block, on demand, and read from many threads.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, slice};

use stable_deref_trait::StableDeref;
use zeroize::Zeroize;

use crate::region::{Region, Wiping};

/// The size of one block, 16 KiB; the last block of a mapping may be shorter.
pub const BLOCK_LEN: usize = 16 * 1024;

/// How many blocks of one mapping can be filled at the same time.
const STRIPES: usize = 16;

/// Maps a length of private memory whose blocks are filled once, when first asked for.
///
/// # Soundness
/// A block is *empty* or *filled*, and never goes back to empty. A `&mut [u8]` to a block exists
/// only while it is empty and its stripe's mutex is held, so only inside one call of `fill`; a
/// `&[u8]` is given out only over blocks that are filled. The state is published with
/// release/acquire, so whoever sees *filled* also sees the bytes. The pages never move and live as
/// long as the mapping.
///
/// What was filled is wiped and the memory given back on drop; it is left out of core dumps, but not
/// locked (the limit of locked memory is for keys).
pub struct AnonymousMapping {
    region: Region,
    filled: Box<[AtomicBool]>,
    stripes: [Mutex<()>; STRIPES],
}

impl AnonymousMapping {
    /// Maps `len` bytes, all blocks empty; fails with `OutOfMemory` if the system has none left.
    pub fn make(len: usize) -> io::Result<Self> {
        let region = Region::make(len, Wiping::ByOwner).ok_or(io::ErrorKind::OutOfMemory)?;
        let filled = (0..len.div_ceil(BLOCK_LEN)).map(|_| AtomicBool::new(false)).collect();
        Ok(Self { region, filled, stripes: std::array::from_fn(|_| Mutex::new(())) })
    }

    /// Returns the number of bytes.
    pub fn len(&self) -> usize {
        self.region.len()
    }

    /// Tells whether the mapping has no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of blocks.
    pub fn block_count(&self) -> usize {
        self.filled.len()
    }

    /// Returns block `index`, calling `fill` first if the block is empty.
    ///
    /// `fill` gets the whole block, zeroed. If it fails or panics the block is wiped and stays
    /// empty, and the next caller tries again. Of many threads asking for one empty block, one
    /// fills and the others wait. `fill` must not ask this mapping for a block: it could wait for
    /// itself.
    ///
    /// # Panics
    /// If there is no block `index`.
    pub fn block<E>(
        &self,
        index: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<(), E>,
    ) -> Result<&[u8], E> {
        let range = self.block_range(index);
        if !self.filled[index].load(Ordering::Acquire) {
            self.fill_block(index, range.clone(), fill)?;
        }
        // SAFETY: the block is within the region and filled, see the type's notes.
        Ok(unsafe { slice::from_raw_parts(self.at(range.start), range.len()) })
    }

    /// Returns the bytes of `range`, calling `fill` with the number of each block still empty.
    ///
    /// # Panics
    /// If `range` reaches beyond the mapping or runs backwards.
    pub fn range<E>(
        &self,
        range: Range<usize>,
        mut fill: impl FnMut(usize, &mut [u8]) -> Result<(), E>,
    ) -> Result<&[u8], E> {
        assert!(range.start <= range.end && range.end <= self.len(), "range within the mapping");
        if range.is_empty() {
            return Ok(&[]);
        }
        for index in range.start / BLOCK_LEN..range.end.div_ceil(BLOCK_LEN) {
            self.block(index, |block| fill(index, block))?;
        }
        // SAFETY: the range lies within the region (asserted) and every block that it touches is
        // filled (the loop above), see the type's notes.
        Ok(unsafe { slice::from_raw_parts(self.at(range.start), range.len()) })
    }

    /// Returns the bytes of `range` as a value that keeps the mapping alive.
    ///
    /// # Panics
    /// As [`range`](Self::range).
    pub fn hold<E>(
        self: &Arc<Self>,
        range: Range<usize>,
        fill: impl FnMut(usize, &mut [u8]) -> Result<(), E>,
    ) -> Result<Filled, E> {
        self.range(range.clone(), fill)?;
        Ok(Filled { mapping: Arc::clone(self), range })
    }

    fn block_range(&self, index: usize) -> Range<usize> {
        assert!(index < self.filled.len(), "block within the mapping");
        let start = index * BLOCK_LEN;
        start..self.len().min(start + BLOCK_LEN)
    }

    fn at(&self, offset: usize) -> *mut u8 {
        debug_assert!(offset <= self.len(), "offset within the mapping");
        self.region.start().as_ptr().wrapping_add(offset)
    }

    fn fill_block<E>(
        &self,
        index: usize,
        range: Range<usize>,
        fill: impl FnOnce(&mut [u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        // The mutex guards no data of its own, so one poisoned by a panicking `fill` is sound.
        let stripe = self.stripes[index % STRIPES].lock();
        let _stripe = stripe.unwrap_or_else(PoisonError::into_inner);
        if self.filled[index].load(Ordering::Acquire) {
            return Ok(());
        }
        // SAFETY: the block is within the region, it is empty, so no `&[u8]` to it was ever given
        // out, and the stripe's mutex is held, so no other `&mut [u8]` to it exists.
        let bytes = unsafe { slice::from_raw_parts_mut(self.at(range.start), range.len()) };
        let mut attempt = Attempt { bytes, done: false };
        fill(attempt.bytes)?;
        attempt.done = true;
        drop(attempt);
        self.filled[index].store(true, Ordering::Release);
        Ok(())
    }

    /// Wipes what was filled, before the memory is given back.
    fn wipe(&mut self) {
        for index in 0..self.filled.len() {
            // What a failed attempt wrote has been wiped by it.
            if *self.filled[index].get_mut() {
                let range = self.block_range(index);
                self.region.wipe(range);
            }
        }
    }
}

impl Drop for AnonymousMapping {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl fmt::Debug for AnonymousMapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnonymousMapping({} bytes, redacted)", self.len())
    }
}

/// Wipes a block whose `fill` failed or panicked half way.
struct Attempt<'a> {
    bytes: &'a mut [u8],
    done: bool,
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        if !self.done {
            self.bytes.zeroize();
        }
    }
}

/// Holds a filled range of a mapping together with the mapping itself.
#[derive(Clone)]
pub struct Filled {
    mapping: Arc<AnonymousMapping>,
    range: Range<usize>,
}

impl Deref for Filled {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: made only by `hold`, which filled every block of the range; filled blocks stay
        // filled, and the mapping lives in `self`.
        unsafe { slice::from_raw_parts(self.mapping.at(self.range.start), self.range.len()) }
    }
}

// SAFETY: the bytes lie in the mapping's pages, which neither move nor are given back while any
// `Arc` of the mapping lives; moving or cloning a `Filled` changes neither address nor content.
unsafe impl StableDeref for Filled {}

impl fmt::Debug for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Filled({:?}, redacted)", self.range)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::AtomicUsize;

    use super::*;

    /// Reads the kernel's flags of the mapping that holds `address`.
    #[cfg(target_os = "linux")]
    pub(crate) fn vm_flags(address: usize) -> Vec<String> {
        told(address, "VmFlags:")
    }

    /// Reads one line that the kernel tells of the mapping that holds `address`.
    #[cfg(target_os = "linux")]
    fn told(address: usize, of: &str) -> Vec<String> {
        let maps = std::fs::read_to_string("/proc/self/smaps").expect("smaps");
        let mut inside = false;
        for line in maps.lines() {
            let first = line.split(' ').next().expect("a first word");
            if let Some((start, end)) = first.split_once('-') {
                let bound = |hex| usize::from_str_radix(hex, 16).expect("an address");
                inside = (bound(start)..bound(end)).contains(&address);
            } else if inside && first == of {
                return line.split_whitespace().skip(1).map(str::to_owned).collect();
            }
        }
        panic!("the address is not mapped");
    }

    fn number(index: usize, block: &mut [u8]) -> Result<(), Infallible> {
        assert!(block.iter().all(|byte| *byte == 0), "a block is zeroed before it is filled");
        block.fill(index as u8 + 1);
        Ok(())
    }

    #[test]
    fn each_block_of_a_range_is_filled_once_and_no_other() {
        let mapping = AnonymousMapping::make(5 * BLOCK_LEN + 100).expect("memory");
        assert_eq!(mapping.block_count(), 6);
        let mut asked = Vec::new();
        let across = BLOCK_LEN - 1..2 * BLOCK_LEN + 1;
        for _ in 0..2 {
            let bytes = mapping.range(across.clone(), |index, block| {
                asked.push(index);
                number(index, block)
            });
            let bytes = bytes.expect("infallible");
            assert_eq!(bytes.len(), BLOCK_LEN + 2);
            assert_eq!((bytes[0], bytes[1], bytes[BLOCK_LEN + 1]), (1, 2, 3));
        }
        assert_eq!(asked, [0, 1, 2]);
        let last = mapping.block(5, |block| number(5, block)).expect("infallible");
        assert_eq!(last, [6; 100]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn filled_blocks_are_wiped_and_others_never_allocated() {
        let mut mapping = AnonymousMapping::make(64 << 20).expect("memory");
        let last = mapping.block_count() - 1;
        for index in [0, 7, last] {
            let filled = mapping.block(index, |block| {
                block.fill(0xA5);
                Ok::<_, Infallible>(())
            });
            assert!(filled.is_ok_and(|block| block.iter().all(|byte| *byte == 0xA5)));
        }
        mapping.wipe();
        for index in [0, 7, last] {
            let range = mapping.block_range(index);
            // SAFETY: the block is within the region, and nothing else reads or writes it here.
            let block = unsafe { slice::from_raw_parts(mapping.at(range.start), range.len()) };
            assert!(block.iter().all(|byte| *byte == 0), "block {index}");
        }
        let resident = told(mapping.at(0) as usize, "Rss:");
        let kib: usize = resident[0].parse().expect("a number of KiB");
        // A system that hands out pages of 2 MiB has given three of them.
        assert!(kib < 16 << 10, "{kib} KiB of 64 MiB");
    }

    #[test]
    fn a_failed_fill_leaves_the_block_wiped_and_empty() {
        let mapping = AnonymousMapping::make(BLOCK_LEN).expect("memory");
        let failed = mapping.block(0, |block| {
            block.fill(9);
            Err("forged")
        });
        assert_eq!(failed, Err("forged"));
        assert!(mapping.block(0, |block| number(0, block)).is_ok());
    }

    #[test]
    fn a_panicking_fill_leaves_the_block_wiped_and_empty() {
        let mapping = AnonymousMapping::make(BLOCK_LEN).expect("memory");
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _ = mapping.block(0, |block| -> Result<(), Infallible> {
                block.fill(9);
                panic!("fill fails");
            });
        }));
        assert!(panicked.is_err());
        assert!(mapping.block(0, |block| number(0, block)).is_ok());
    }

    #[test]
    fn many_threads_fill_each_block_once_and_all_see_its_bytes() {
        const BLOCKS: usize = 64;
        let mapping = Arc::new(AnonymousMapping::make(BLOCKS * BLOCK_LEN).expect("memory"));
        let fills = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let (mapping, fills) = (&mapping, &fills);
                scope.spawn(move || {
                    for step in 0..BLOCKS {
                        let index = (step * 7 + thread * 11) % BLOCKS;
                        let start = index * BLOCK_LEN;
                        let bytes = mapping.hold(start..start + BLOCK_LEN, |index, block| {
                            fills.fetch_add(1, Ordering::Relaxed);
                            number(index, block)
                        });
                        let bytes = bytes.expect("infallible");
                        assert!(bytes.iter().all(|byte| *byte == index as u8 + 1));
                    }
                });
            }
        });
        assert_eq!(fills.into_inner(), BLOCKS);
    }

    #[test]
    fn a_range_outlives_its_mapping() {
        let mapping = Arc::new(AnonymousMapping::make(2 * BLOCK_LEN).expect("memory"));
        let held = mapping.hold(BLOCK_LEN - 2..BLOCK_LEN + 2, number).expect("infallible");
        drop(mapping);
        assert_eq!(*held, [1, 1, 2, 2]);
    }

    #[test]
    fn an_empty_mapping_has_no_block_and_an_empty_range() {
        let mapping = AnonymousMapping::make(0).expect("memory");
        assert!(mapping.is_empty());
        assert_eq!(mapping.block_count(), 0);
        assert_eq!(mapping.range(0..0, number), Ok(&[][..]));
    }

    #[test]
    #[should_panic(expected = "range within the mapping")]
    fn a_range_beyond_the_end_panics() {
        let mapping = AnonymousMapping::make(10).expect("memory");
        let _ = mapping.range(5..11, number);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_kernel_lists_the_mapping_as_undumped() {
        let mapping = AnonymousMapping::make(BLOCK_LEN).expect("memory");
        assert!(vm_flags(mapping.at(0) as usize).contains(&"dd".to_owned()));
    }
}
