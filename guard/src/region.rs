//! One zeroed stretch of memory of its own pages, wiped before it is given back.

use std::ops::Range;
use std::ptr::NonNull;

use zeroize::Zeroize;

/// Owns `len` zeroed bytes on pages that nothing else shares.
///
/// The pages are left out of core dumps where the platform can do that. This type hands out no
/// references; its users do, and say why theirs are sound.
pub(crate) struct Region {
    start: NonNull<u8>,
    len: usize,
    locked: bool,
    wiping: Wiping,
}

/// What is wiped when a region is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wiping {
    /// All of it.
    Whole,
    /// Nothing more: its owner has wiped all that was ever written. Pages that nothing was written
    /// to take no memory, and wiping them would have the system find some for each.
    ByOwner,
}

// SAFETY: a `Region` is an owned allocation like a `Box<[u8]>`: nothing about its pages is tied to
// the thread that made them, and `mlock`, `munlock` and `munmap` may be called from any thread.
unsafe impl Send for Region {}
// SAFETY: through `&Region` only its address, length and lock state can be read, and these never
// change after `make`. Access to the bytes is the business of the types that own a `Region`.
unsafe impl Sync for Region {}

impl Region {
    /// Makes a region of `len` zeroed bytes, or returns `None` if the system has no memory left.
    pub(crate) fn make(len: usize, wiping: Wiping) -> Option<Self> {
        let start = pages::map(len.max(1))?;
        Some(Self { start, len, locked: false, wiping })
    }

    /// Asks that the pages never be swapped out, and returns whether that was granted.
    pub(crate) fn lock(&mut self) -> bool {
        self.locked = self.locked || pages::lock(self.start, self.len.max(1));
        self.locked
    }

    /// Tells whether the pages are kept out of swap.
    pub(crate) fn is_locked(&self) -> bool {
        self.locked
    }

    /// Returns the number of bytes.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Returns the address of the first byte; valid for reads and writes of `len` bytes.
    pub(crate) fn start(&self) -> NonNull<u8> {
        self.start
    }

    /// Overwrites these bytes with zero in a way the compiler keeps.
    ///
    /// # Panics
    /// If the range reaches beyond the region or runs backwards.
    pub(crate) fn wipe(&mut self, range: Range<usize>) {
        // SAFETY: `start` is valid for `len` initialised bytes as long as `self` lives, and
        // `&mut self` means that no reference given out by an owner of this region is alive.
        let bytes = unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr(), self.len) };
        // SAFETY: every pattern of bits is a `u64`, and zero is one too.
        let (before, words, after) = unsafe { bytes[range].align_to_mut::<u64>() };
        // Each volatile store writes one element, so that words are wiped eight times as fast.
        before.zeroize();
        words.zeroize();
        after.zeroize();
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        if self.wiping == Wiping::Whole {
            self.wipe(0..self.len);
        }
        // SAFETY: `start` came from `pages::map` with this very length, is given back once, and
        // nothing uses it afterwards. Giving pages back also ends their `mlock`.
        unsafe { pages::unmap(self.start, self.len.max(1)) };
    }
}

#[cfg(unix)]
mod pages {
    use std::ptr::{self, NonNull};

    /// Maps at least `len` zeroed, private bytes.
    pub(super) fn map(len: usize) -> Option<NonNull<u8>> {
        // SAFETY: an anonymous mapping at an address of the kernel's choice touches no memory
        // that exists already; the arguments follow mmap(2).
        let start = unsafe {
            libc::mmap(
                ptr::null_mut(),
                len,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        if start == libc::MAP_FAILED {
            return None;
        }
        #[cfg(target_os = "linux")]
        // SAFETY: advice on a mapping of our own that was just made with this length. A refusal
        // changes nothing: core dumps are switched off for the whole process as well.
        unsafe {
            libc::madvise(start, len, libc::MADV_DONTDUMP);
        }
        NonNull::new(start.cast())
    }

    /// Locks the pages into memory; false if the limit is used up.
    pub(super) fn lock(start: NonNull<u8>, len: usize) -> bool {
        // SAFETY: the range is a live mapping of our own; locking changes no bytes.
        unsafe { libc::mlock(start.as_ptr().cast(), len) == 0 }
    }

    /// Gives the pages back.
    ///
    /// # Safety
    /// `start` and `len` are those of one call of `map`, and nothing uses the pages any more.
    pub(super) unsafe fn unmap(start: NonNull<u8>, len: usize) {
        // SAFETY: promised by the caller.
        unsafe {
            libc::munmap(start.as_ptr().cast(), len);
        }
    }
}

#[cfg(not(unix))]
mod pages {
    use std::alloc::{Layout, alloc_zeroed, dealloc};
    use std::ptr::NonNull;

    const PAGE: usize = 4096;

    fn layout(len: usize) -> Option<Layout> {
        Layout::from_size_align(len, PAGE).ok()
    }

    /// Allocates `len` zeroed bytes.
    pub(super) fn map(len: usize) -> Option<NonNull<u8>> {
        // SAFETY: the caller never asks for zero bytes.
        NonNull::new(unsafe { alloc_zeroed(layout(len)?) })
    }

    /// Locks nothing on this platform.
    pub(super) fn lock(_start: NonNull<u8>, _len: usize) -> bool {
        false
    }

    /// Gives the bytes back.
    ///
    /// # Safety
    /// `start` and `len` are those of one call of `map`, and nothing uses the bytes any more.
    pub(super) unsafe fn unmap(start: NonNull<u8>, len: usize) {
        if let Some(layout) = layout(len) {
            // SAFETY: promised by the caller; the layout is the one of `map`.
            unsafe { dealloc(start.as_ptr(), layout) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(region: &mut Region) -> &mut [u8] {
        // SAFETY: the region is borrowed mutably for as long as the slice lives.
        unsafe { std::slice::from_raw_parts_mut(region.start().as_ptr(), region.len()) }
    }

    #[test]
    fn a_region_begins_zeroed_and_wiping_zeroes_it_again() {
        let mut region = Region::make(10_000, Wiping::Whole).expect("memory");
        assert!(bytes(&mut region).iter().all(|byte| *byte == 0));
        bytes(&mut region).fill(0xA5);
        region.wipe(0..10_000);
        assert!(bytes(&mut region).iter().all(|byte| *byte == 0));
    }

    #[test]
    fn wiping_a_range_wipes_exactly_its_bytes() {
        let mut region = Region::make(100, Wiping::Whole).expect("memory");
        for (start, end) in [(0, 100), (3, 5), (7, 61), (8, 64), (99, 100), (50, 50)] {
            bytes(&mut region).fill(0xA5);
            region.wipe(start..end);
            let is_right = |(at, byte): (usize, &u8)| (*byte == 0) == (start..end).contains(&at);
            assert!(bytes(&mut region).iter().enumerate().all(is_right), "{start}..{end}");
        }
    }

    #[test]
    fn an_empty_region_can_be_made_wiped_and_dropped() {
        let mut region = Region::make(0, Wiping::Whole).expect("memory");
        region.wipe(0..0);
        assert_eq!(region.len(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_region_larger_than_the_address_space_is_refused() {
        assert!(Region::make(usize::MAX / 2, Wiping::Whole).is_none());
    }
}
