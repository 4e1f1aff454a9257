//! Keys in memory.

use std::alloc::{Layout, handle_alloc_error};
use std::fmt;

use crate::region::{Region, Wiping};

/// Holds `N` secret bytes in pages of their own: never swapped, never dumped, wiped on drop.
///
/// Where the limit of locked memory (8 MiB on most Linux systems) is used up, the bytes still are
/// left out of dumps and wiped, and [`is_locked`](Self::is_locked) says so. There is no `Clone`,
/// no comparison, and `Debug` shows nothing. Each value takes at least one page.
pub struct LockedBytes<const N: usize> {
    region: Region,
}

impl<const N: usize> LockedBytes<N> {
    /// Makes `N` zeroed bytes for the caller to fill in place.
    pub fn zeroed() -> Self {
        let Some(mut region) = Region::make(N, Wiping::Whole) else {
            handle_alloc_error(Layout::new::<[u8; N]>());
        };
        region.lock();
        Self { region }
    }

    /// Makes the bytes and lets `fill` write them where they will stay.
    pub fn filled(fill: impl FnOnce(&mut [u8; N])) -> Self {
        let mut bytes = Self::zeroed();
        fill(bytes.expose_mut());
        bytes
    }

    /// Makes the bytes with a `fill` that can fail; on failure they are wiped.
    pub fn try_filled<E>(fill: impl FnOnce(&mut [u8; N]) -> Result<(), E>) -> Result<Self, E> {
        let mut bytes = Self::zeroed();
        fill(bytes.expose_mut())?;
        Ok(bytes)
    }

    /// Shows the bytes. Every caller says why it must see them.
    pub fn expose(&self) -> &[u8; N] {
        // SAFETY: the region holds exactly `N` initialised bytes, an array of bytes has
        // alignment 1, and `&self` rules out `expose_mut` while the reference lives.
        unsafe { self.region.start().cast::<[u8; N]>().as_ref() }
    }

    /// Shows the bytes for writing in place.
    pub fn expose_mut(&mut self) -> &mut [u8; N] {
        // SAFETY: as in `expose`; `&mut self` makes this the only reference.
        unsafe { self.region.start().cast::<[u8; N]>().as_mut() }
    }

    /// Tells whether the bytes are kept out of swap.
    pub fn is_locked(&self) -> bool {
        self.region.is_locked()
    }
}

impl<const N: usize> fmt::Debug for LockedBytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LockedBytes<{N}>(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_starts_zeroed_and_returns_what_filled_it() {
        assert_eq!(LockedBytes::<32>::zeroed().expose(), &[0; 32]);
        assert_eq!(LockedBytes::<32>::filled(|key| key.fill(7)).expose(), &[7; 32]);
        let failed = LockedBytes::<32>::try_filled(|_| Err("no"));
        assert_eq!(failed.err(), Some("no"));
    }

    #[test]
    fn debug_shows_no_byte() {
        let shown = format!("{:?}", LockedBytes::<4>::filled(|key| key.fill(0xAB)));
        assert_eq!(shown, "LockedBytes<4>(redacted)");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_kernel_lists_the_page_as_locked_and_undumped() {
        let key = LockedBytes::<32>::zeroed();
        let flags = crate::mapping::tests::vm_flags(key.expose().as_ptr() as usize);
        assert!(flags.contains(&"dd".to_owned()), "in core dumps: {flags:?}");
        assert_eq!(flags.contains(&"lo".to_owned()), key.is_locked(), "{flags:?}");
    }
}
