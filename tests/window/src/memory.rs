//! What lies in the memory of a process, read from outside as root can.

use std::fs::File;
use std::os::unix::fs::FileExt;

use memchr::memmem::Finder;

/// How much is read at once, in bytes: 8 MiB.
const WINDOW: usize = 8 << 20;
/// The size of a page of memory, in bytes.
const PAGE: u64 = 4_096;
/// The size of one page's entry in the pagemap, in bytes; the last one is its highest.
const ENTRY: usize = 8;

/// Byte strings that must not be in memory while the journal is locked.
#[derive(Debug, Default)]
pub struct Secrets(Vec<(String, Vec<u8>)>);

impl Secrets {
    /// Takes sentences, as UTF-8 and as UTF-16.
    #[must_use]
    pub fn and_text(mut self, sentences: &[&str]) -> Self {
        for sentence in sentences {
            let utf16 = sentence.encode_utf16().flat_map(u16::to_le_bytes).collect();
            self.0.push((format!("{sentence} in UTF-8"), sentence.as_bytes().to_vec()));
            self.0.push((format!("{sentence} in UTF-16"), utf16));
        }
        self
    }

    /// Takes keys.
    #[must_use]
    pub fn and_keys(mut self, keys: &[(&'static str, [u8; 32])]) -> Self {
        self.0.extend(keys.iter().map(|(name, key)| (format!("the {name} key"), key.to_vec())));
        self
    }

    /// How many byte strings are looked for.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names what the memory of these processes holds, and returns how many bytes were looked at.
    pub fn found_in(&self, pids: &[u32]) -> (Vec<String>, u64) {
        let finders: Vec<_> =
            self.0.iter().map(|(name, bytes)| (name, Finder::new(bytes))).collect();
        let (mut found, mut looked) = (Vec::new(), 0);
        for pid in pids {
            each_window(*pid, |window| {
                looked += window.len() as u64;
                let hits = finders.iter().filter(|(_, finder)| finder.find(window).is_some());
                found.extend(hits.map(|(name, _)| (*name).clone()));
            });
        }
        found.sort();
        found.dedup();
        (found, looked)
    }
}

/// Shows all readable memory of a process, in windows that overlap.
fn each_window(pid: u32, mut show: impl FnMut(&[u8])) {
    let Ok(maps) = std::fs::read_to_string(format!("/proc/{pid}/maps")) else { return };
    let Ok(memory) = File::open(format!("/proc/{pid}/mem")) else { return };
    let Ok(pages) = File::open(format!("/proc/{pid}/pagemap")) else { return };
    let mut window = vec![0; WINDOW];
    for (start, end) in maps.lines().filter_map(readable).flat_map(|range| range.backed(&pages)) {
        let mut at = start;
        while at < end {
            let want = usize::try_from(end - at).unwrap_or(WINDOW).min(WINDOW);
            // What cannot be read belongs to a device, or is gone by now.
            let Ok(read) = memory.read_at(&mut window[..want], at) else { break };
            if read == 0 {
                break;
            }
            show(&window[..read]);
            at += read as u64;
            if at < end {
                // A secret that lies across two windows is seen in the second one.
                at -= 256_u64.min(read as u64 - 1);
            }
        }
    }
}

/// One line of the maps.
struct Range {
    start: u64,
    end: u64,
    /// Whether no file stands behind it, so that a page without memory holds nothing.
    is_anonymous: bool,
}

/// Reads one line of the maps, if its range can be read.
fn readable(line: &str) -> Option<Range> {
    let mut words = line.split_whitespace();
    let (start, end) = words.next()?.split_once('-')?;
    let can_be_read = words.next()?.starts_with('r');
    let is_anonymous = words.nth(2)? == "0";
    let hex = |text| u64::from_str_radix(text, 16).ok();
    let range = Range { start: hex(start)?, end: hex(end)?, is_anonymous };
    can_be_read.then_some(range)
}

impl Range {
    /// Returns what of it has memory or swap behind it: a web view sets tens of gigabytes of
    /// addresses aside of which it uses little.
    fn backed(self, pages: &File) -> Vec<(u64, u64)> {
        if !self.is_anonymous {
            return vec![(self.start, self.end)];
        }
        let mut entries = vec![0; ((self.end - self.start) / PAGE) as usize * ENTRY];
        if pages.read_exact_at(&mut entries, self.start / PAGE * ENTRY as u64).is_err() {
            return vec![(self.start, self.end)];
        }
        let mut backed: Vec<(u64, u64)> = Vec::new();
        for (number, entry) in entries.chunks_exact(ENTRY).enumerate() {
            // The two highest bits of an entry: in memory, in swap.
            if entry[ENTRY - 1] & 0xc0 == 0 {
                continue;
            }
            let at = self.start + number as u64 * PAGE;
            match backed.last_mut() {
                Some(last) if last.1 == at => last.1 += PAGE,
                _ => backed.push((at, at + PAGE)),
            }
        }
        backed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memory_scan_finds_a_planted_text_and_no_other() {
        let held = format!("a {} stood there", "heron of slate");
        let own = std::process::id();
        let (found, looked) = Secrets::default().and_text(&[&held]).found_in(&[own]);
        assert!(found.contains(&format!("{held} in UTF-8")) && looked > 1 << 20);
        let keys = [("never made", std::array::from_fn(|at| (at as u8).wrapping_mul(37) ^ 0x5b))];
        let secrets = Secrets::default().and_keys(&keys);
        let elsewhere = std::process::Command::new("sleep").arg("9").spawn();
        let mut elsewhere = elsewhere.expect("sleep is there");
        assert_eq!(secrets.found_in(&[elsewhere.id()]).0, [] as [&str; 0]);
        elsewhere.kill().expect("our own child");
        elsewhere.wait().expect("our own child");
    }
}
