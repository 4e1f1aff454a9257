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
/// `RLIMIT_CORE = 0` is inherited by all children; `PR_SET_DUMPABLE = 0` (Linux) holds until an
/// exec, so it protects this process only; `umask 077` is inherited. To be called first thing in
/// `main`. On other systems it does what they have, which may be nothing. It does not protect from
/// root, from a keylogger, or from swap and hibernation.
pub fn harden_process() -> Result<(), HardenError> {
    #[cfg(unix)]
    {
        let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        // SAFETY: `none` is a valid rlimit that lives through the call.
        if unsafe { libc::setrlimit(libc::RLIMIT_CORE, &raw const none) } != 0 {
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
