//! The nearest known word.

/// Returns the known word within two edits, the nearest first; none for a known word itself.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let with_distance = known.map(|known| (distance(word, known), known));
    let (distance, nearest) = with_distance.min_by_key(|(distance, _)| *distance)?;
    // A short word is near everything.
    let allowed = if word.chars().count() < 4 { 1 } else { 2 };
    (1..=allowed).contains(&distance).then_some(nearest)
}

/// Counts insertions, deletions and replacements (Levenshtein, 1966).
pub(in crate::index) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let known = ["ladder", "client", "before"];
        assert_eq!(nearest("laddr", known.into_iter()), Some("ladder"));
        assert_eq!(nearest("cleint", known.into_iter()), Some("client"));
        assert_eq!(nearest("said", known.into_iter()), None);
        assert_eq!(nearest("client", known.into_iter()), None);
    }
}
