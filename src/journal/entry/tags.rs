//! Tags: those of the journal, and those that are offered to begin with.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde::Serialize;

use crate::journal::Journal;

/// One tag a line.
const OFFERED: &str = include_str!("../../../content/tags.txt");

/// A tag of the journal, and how many entries have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct TagCount {
    /// The tag, as it is written.
    pub tag: String,
    /// How many entries have it that are not in the trash.
    pub count: u32,
}

impl Journal {
    /// Returns the journal's own tags, those of most entries first. Entries in the trash do not
    /// count.
    pub fn tag_counts(&self) -> Vec<TagCount> {
        let mut counted: HashMap<String, u32> = HashMap::new();
        for (_, state) in self.catalog.newest_first() {
            let known = state.summary();
            if !known.trashed {
                for tag in known.tags() {
                    *counted.entry(tag).or_default() += 1;
                }
            }
        }
        let counted = counted.into_iter().map(|(tag, count)| TagCount { tag, count });
        let mut counted: Vec<TagCount> = counted.collect();
        counted.sort_by(|one, other| {
            (Reverse(one.count), &one.tag).cmp(&(Reverse(other.count), &other.tag))
        });
        counted
    }

    /// Returns the tags that the tag box completes: the journal's own, those of most entries first,
    /// and then those that are offered to begin with.
    pub fn tags(&self) -> Vec<String> {
        let mut tags: Vec<String> = self.tag_counts().into_iter().map(|one| one.tag).collect();
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
