//! The nearest known word.

/// Returns the known word within two edits, the nearest first; none for a known word itself.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let with_distance = known.map(|known| (distance(word, known), known));
    let (distance, nearest) = with_distance.min_by_key(|(distance, _)| *distance)?;
    // A short word is near everything.
    let allowed = if word.chars().count() < 4 { 1 } else { 2 };
    (1..=allowed).contains(&distance).then_some(nearest)
}

/// Counts insertions, deletions, replacements and neighbours that changed places (optimal string
/// alignment).
pub(in crate::index) fn distance(a: &str, b: &str) -> usize {
    last_row(a, b).last().copied().unwrap_or_default()
}

/// Returns the distance to whichever beginning of `b` is nearest.
pub(in crate::index) fn prefix_distance(a: &str, b: &str) -> usize {
    last_row(a, b).into_iter().min().unwrap_or_default()
}

/// Returns the distances of `a` to every beginning of `b`.
fn last_row(a: &str, b: &str) -> Vec<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut before = row.clone();
    for i in 0..a.len() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for j in 0..b.len() {
            let replaced = row[j] + usize::from(a[i] != b[j]);
            let mut edits = replaced.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                edits = edits.min(before[j - 1] + 1);
            }
            next.push(edits);
        }
        before = std::mem::replace(&mut row, next);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_within_the_edit_distance_are_found_and_others_are_not() {
        let known = ["ladder", "client", "before"];
        assert_eq!(nearest("laddr", known.into_iter()), Some("ladder"));
        assert_eq!(nearest("cleint", known.into_iter()), Some("client"));
        assert_eq!(nearest("said", known.into_iter()), None);
        assert_eq!(nearest("client", known.into_iter()), None);
    }

    #[test]
    fn a_transposition_is_one_edit() {
        assert_eq!(distance("cleint", "client"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(prefix_distance("atach", "attachment"), 1);
        assert_eq!(prefix_distance("", "attachment"), 0);
    }
}
