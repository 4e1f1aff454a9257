//! How many notes allow how much of a picture.

use chrono::NaiveDate;

/// Below so many notes nothing is drawn.
pub(super) const FEWEST: usize = 4;
/// From so many on consecutive sessions may be joined.
pub(super) const JOINED: usize = 8;
/// A line is broken, and an axis with it, over more days than these.
const LONG_DAYS: i64 = 60;

/// Returns whether so much lies between two sessions that nothing may lead from one to the other:
/// two sessions that were not noted, or 60 days.
pub(super) fn is_gap(
    (one, from): (Option<u32>, NaiveDate),
    (other, to): (Option<u32>, NaiveDate),
) -> bool {
    let missing = one.zip(other).is_some_and(|(one, other)| other.saturating_sub(one) > 2);
    missing || (to - from).num_days() > LONG_DAYS
}

/// Cuts a page out of everything, oldest first: page 0 is the newest.
pub(super) struct Page<'a, T> {
    pub(super) shown: &'a [T],
    pub(super) earlier: bool,
    pub(super) later: bool,
}

impl<'a, T> Page<'a, T> {
    /// Cuts; a page that does not exist is the oldest that does.
    pub(super) fn of(all: &'a [T], page: u32, size: usize) -> Self {
        let size = size.max(1);
        let last = all.len().saturating_sub(1) / size;
        let page = usize::try_from(page).unwrap_or(usize::MAX).min(last);
        let end = all.len() - page * size;
        let start = end.saturating_sub(size);
        Self { shown: &all[start..end], earlier: start > 0, later: page > 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn two_missing_sessions_or_more_than_sixty_days_are_a_gap() {
        let first = (Some(3), day("2026-03-02"));
        assert!(!is_gap(first, (Some(4), day("2026-03-09"))));
        assert!(!is_gap(first, (Some(5), day("2026-03-16"))));
        assert!(is_gap(first, (Some(6), day("2026-03-23"))));
        assert!(!is_gap(first, (Some(4), day("2026-05-01"))));
        assert!(is_gap(first, (Some(4), day("2026-05-02"))));
        assert!(!is_gap((None, first.1), (Some(9), day("2026-03-03"))));
    }

    #[test]
    fn pages_begin_with_the_newest_and_end_with_the_rest() {
        let all = [1, 2, 3, 4, 5];
        let page = |number| {
            let page = Page::of(&all, number, 2);
            (page.shown.to_vec(), page.earlier, page.later)
        };
        assert_eq!(page(0), (vec![4, 5], true, false));
        assert_eq!(page(1), (vec![2, 3], true, true));
        assert_eq!(page(2), (vec![1], false, true));
        assert_eq!(page(9), page(2));
        assert!(Page::of(&[] as &[u8], 0, 2).shown.is_empty());
    }
}
