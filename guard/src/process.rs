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
        let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        // SAFETY: `limit` is a valid rlimit that lives through the call.
        if unsafe { libc::getrlimit(libc::RLIMIT_CORE, &raw mut limit) } != 0 {
            return Err(HardenError::CoreDumps(io::Error::last_os_error()));
        }
        // A limit of 0 that someone else has set cannot be raised.
        let most = limit.rlim_max.min(1);
        limit = libc::rlimit { rlim_cur: most, rlim_max: most };
        // SAFETY: as above.
        if unsafe { libc::setrlimit(libc::RLIMIT_CORE, &raw const limit) } != 0 {
            return Err(HardenError::CoreDumps(io::Error::last_os_error()));
        }
        // SAFETY: umask cannot fail and touches no memory.
        unsafe { libc::umask(0o077) };
    }
    #[cfg(target_os = "linux")]
    {
        // SAFETY: this prctl takes plain numbers and touches no memory of ours.
        if unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0) } != 0 {
            return Err(HardenError::Dumpable(io::Error::last_os_error()));
        }
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
        let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: `now` is a valid timespec that lives through the call. The clock exists since
        // Linux 2.6.39; were it missing, `now` would stay 0.
        unsafe { libc::clock_gettime(libc::CLOCK_BOOTTIME, &raw mut now) };
        now.tv_sec.unsigned_abs()
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
pub fn give_back_memory() {
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
    fn the_clock_goes_on() {
        let before = seconds_since_boot();
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        assert!((1..60).contains(&(seconds_since_boot() - before)));
    }
}
