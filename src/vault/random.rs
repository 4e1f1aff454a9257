//! Bytes from the operating system's random source.

use stillroom_guard::LockedBytes;

const NEVER: &str = "the system's random source works, or nothing on this machine is safe";

/// Makes `N` random bytes.
pub(super) fn make_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect(NEVER);
    bytes
}

/// Makes `N` secret random bytes where they will stay.
pub(super) fn make_secret<const N: usize>() -> LockedBytes<N> {
    LockedBytes::filled(|bytes| getrandom::fill(bytes).expect(NEVER))
}
