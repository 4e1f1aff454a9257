//! What hardening does to a process; alone in its binary, since it changes the whole process.
#![cfg(target_os = "linux")]

use std::os::unix::fs::PermissionsExt;

#[test]
fn a_hardened_process_dumps_no_core_and_makes_private_files() {
    stillroom_guard::harden_process().expect("hardening is granted");

    let limits = std::fs::read_to_string("/proc/self/limits").expect("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("core");
    // A limit of 0 would still hand a core to a program that the system names for crashes.
    assert_eq!(core.split_whitespace().nth(4), Some("1"), "{core}");
    assert_eq!(core.split_whitespace().nth(5), Some("1"), "{core}");

    // SAFETY: this prctl takes plain numbers and touches no memory of ours.
    assert_eq!(unsafe { libc::prctl(libc::PR_GET_DUMPABLE, 0, 0, 0, 0) }, 0);

    let path = std::env::temp_dir().join(format!("stillroom-guard-{}", std::process::id()));
    std::fs::write(&path, b"x").expect("a file");
    let mode = std::fs::metadata(&path).expect("metadata").permissions().mode();
    std::fs::remove_file(&path).expect("removed");
    assert_eq!(mode & 0o777, 0o600);
}
