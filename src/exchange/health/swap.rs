//! Whether memory of the unlocked app can reach the disk in clear.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// What is known of the system's swap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "swap", rename_all = "snake_case")]
pub enum Swap {
    /// None is in use, or it stays in memory.
    None,
    /// All of it lies on encrypted devices.
    Encrypted,
    /// Some of it is not known to be encrypted.
    NotKnown {
        /// Which devices or files.
        places: Vec<String>,
    },
    /// This system does not say.
    Unknown,
}

impl Swap {
    /// Reads what the kernel says; only Linux does.
    pub fn read() -> Self {
        match fs::read_to_string("/proc/swaps") {
            Ok(list) => {
                Self::classify(&list, |device| is_encrypted(device, Path::new("/sys/block")))
            }
            Err(_) => Self::Unknown,
        }
    }

    /// Judges a list as in `/proc/swaps`.
    fn classify(list: &str, encrypted: impl Fn(&str) -> bool) -> Self {
        let devices = list.lines().skip(1).filter_map(|line| line.split_whitespace().next());
        let on_disk: Vec<&str> =
            devices.filter(|device| !device.starts_with("/dev/zram")).collect();
        let places: Vec<String> =
            on_disk.iter().filter(|device| !encrypted(device)).map(|&d| d.to_owned()).collect();
        match (on_disk.is_empty(), places.is_empty()) {
            (true, _) => Self::None,
            (false, true) => Self::Encrypted,
            (false, false) => Self::NotKnown { places },
        }
    }
}

/// Returns whether a block device is a dm-crypt mapping or lies on nothing else.
fn is_encrypted(device: &str, blocks: &Path) -> bool {
    let Ok(path) = fs::canonicalize(device) else { return false };
    let Some(name) = path.file_name() else { return false };
    let block = blocks.join(name);
    if fs::read_to_string(block.join("dm/uuid")).is_ok_and(|uuid| uuid.starts_with("CRYPT-")) {
        return true;
    }
    let below: Vec<_> =
        fs::read_dir(block.join("slaves")).into_iter().flatten().flatten().collect();
    let device = |name: &std::ffi::OsStr| format!("/dev/{}", name.to_string_lossy());
    !below.is_empty() && below.iter().all(|one| is_encrypted(&device(&one.file_name()), blocks))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "Filename\tType\tSize\tUsed\tPriority\n";

    #[test]
    fn swap_is_judged_by_what_it_lies_on() {
        let classify = |list: &str| Swap::classify(list, |device| device.contains("crypt"));
        assert_eq!(classify(HEAD), Swap::None);
        assert_eq!(classify(&format!("{HEAD}/dev/zram0 partition 9 0 5\n")), Swap::None);
        assert_eq!(
            classify(&format!("{HEAD}/dev/mapper/crypt partition 9 0 5\n")),
            Swap::Encrypted
        );
        let plain =
            classify(&format!("{HEAD}/dev/mapper/crypt partition 9 0 5\n/swapfile file 9 0 5"));
        assert_eq!(plain, Swap::NotKnown { places: vec!["/swapfile".into()] });
    }
}
