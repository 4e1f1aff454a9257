//! How much memory is free.

/// Returns the bytes that can be taken without swapping, or `None` where that is unknown.
///
/// On Linux this is `MemAvailable` of `/proc/meminfo`.
pub fn available_memory() -> Option<u64> {
    #[cfg(target_os = "linux")]
    {
        available(&std::fs::read_to_string("/proc/meminfo").ok()?)
    }
    #[cfg(not(target_os = "linux"))]
    {
        None
    }
}

#[cfg(any(target_os = "linux", test))]
fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn available_memory_is_read_in_bytes() {
        let meminfo = "MemTotal:  16 kB\nMemFree:  4 kB\nMemAvailable:       8 kB\n";
        assert_eq!(available(meminfo), Some(8 * 1024));
        assert_eq!(available("MemTotal: 16 kB\n"), None);
        assert_eq!(available("MemAvailable: many kB\n"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_memory_of_this_machine_is_more_than_a_mebibyte() {
        assert!(available_memory().expect("known on Linux") > 1 << 20);
    }
}
