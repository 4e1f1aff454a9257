//! Tags: those of the journal, and those that are offered to begin with.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::journal::Journal;

/// One tag a line.
const OFFERED: &str = include_str!("../../../content/tags.txt");

impl Journal {
    /// Returns the tags that the tag box completes: the journal's own, those of most entries first,
    /// and then those that are offered to begin with. Entries in the trash do not count.
    pub fn tags(&self) -> Vec<String> {
        let mut counted: HashMap<String, u32> = HashMap::new();
        for (_, state) in self.catalog.newest_first() {
            let known = state.summary();
            for tag in known.tags().into_iter().filter(|_| !known.trashed) {
                *counted.entry(tag).or_default() += 1;
            }
        }
        let mut counted: Vec<(String, u32)> = counted.into_iter().collect();
        counted.sort_by(|one, other| (Reverse(one.1), &one.0).cmp(&(Reverse(other.1), &other.0)));
        let mut tags: Vec<String> = counted.into_iter().map(|(tag, _)| tag).collect();
        for offered in OFFERED.lines() {
            if !tags.iter().any(|tag| tag == offered) {
                tags.push(offered.to_owned());
            }
        }
        tags
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn offered_tags_are_written_as_the_tag_box_writes_them() {
        let all: Vec<&str> = OFFERED.lines().collect();
        assert_eq!(all.len(), 21);
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "each once");
        for tag in all {
            assert!(
                !tag.is_empty() && tag.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                "{tag}"
            );
        }
    }
}
