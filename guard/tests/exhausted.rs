//! Keys when no memory may be locked; alone in its binary, since it gives up privileges.
#![cfg(target_os = "linux")]

use stillroom_guard::LockedBytes;

#[test]
fn keys_still_work_when_no_more_memory_may_be_locked() {
    let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `none` is a valid rlimit that lives through the call.
    assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_MEMLOCK, &raw const none) }, 0);
    // SAFETY: plain numbers. Root could lock beyond any limit, so the test becomes nobody.
    if unsafe { libc::geteuid() } == 0 {
        // SAFETY: as above; a failure is caught by the assertion.
        assert_eq!(unsafe { libc::setuid(65_534) }, 0);
    }

    let key = LockedBytes::<32>::filled(|key| key.fill(3));
    assert!(!key.is_locked());
    assert_eq!(key.expose(), &[3; 32]);
}
