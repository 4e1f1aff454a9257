//! What the whole process promises before it holds a secret.

use std::io;

/// Names the protection that the system refused.
#[derive(Debug, thiserror::Error)]
pub enum HardenError {
    /// Core dumps could not be switched off.
    #[error("core dumps could not be switched off")]
    CoreDumps(#[source] io::Error),
    /// Other processes of this user may still read this one's memory.
    #[error("the process could not be closed to debuggers")]
    Dumpable(#[source] io::Error),
}

/// Switches off core dumps and debuggers of the same user, and makes new files private.
///
/// `RLIMIT_CORE = 1` is inherited by all children: no core file is that small, and Linux hands a
/// core to no crash handler at that limit, which it does at 0. `PR_SET_DUMPABLE = 0` (Linux) holds
/// until an exec, so it protects this process only; `umask 077` is inherited. To be called first thing in
/// `main`. On other systems it does what they have, which may be nothing. It does not protect from
/// root, from a keylogger, or from swap and hibernation.
pub fn harden_process() -> Result<(), HardenError> {
    #[cfg(unix)]
    {
        use rustix::fs::Mode;
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit, umask};
        // A limit of 0 that someone else has set cannot be raised.
        let most = getrlimit(Resource::Core).maximum.map_or(1, |most| most.min(1));
        setrlimit(Resource::Core, Rlimit { current: Some(most), maximum: Some(most) })
            .map_err(|error| HardenError::CoreDumps(error.into()))?;
        umask(Mode::from_raw_mode(0o077));
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        set_dumpable_behavior(DumpableBehavior::NotDumpable)
            .map_err(|error| HardenError::Dumpable(error.into()))?;
    }
    Ok(())
}

/// Returns the seconds of a clock that nobody sets and that goes on while the computer sleeps.
///
/// On Linux this is `CLOCK_BOOTTIME`; elsewhere the clock of [`std::time::Instant`], which may stand
/// still during sleep.
pub fn seconds_since_boot() -> u64 {
    #[cfg(target_os = "linux")]
    {
        use rustix::time::{ClockId, clock_gettime};
        clock_gettime(ClockId::Boottime).tv_sec.unsigned_abs()
    }
    #[cfg(not(target_os = "linux"))]
    {
        use std::sync::LazyLock;
        use std::time::Instant;
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        START.elapsed().as_secs()
    }
}

/// Gives memory back to the system that was freed and that the allocator keeps; glibc keeps much of
/// what many threads have used for a short time.
pub fn trim_heap() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: malloc_trim touches only what is free.
    unsafe {
        libc::malloc_trim(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_simulated_clock_advances() {
        let before = seconds_since_boot();
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        assert!((1..60).contains(&(seconds_since_boot() - before)));
    }
}
