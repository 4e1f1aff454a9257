//! Finds names and places: by a title, by a relative, by a capital, by a list, by what stands beside
//! them.

mod capital;
mod context;
mod extent;
mod household;
mod initials;
mod small;
mod titled;

pub(super) use household::mark_household;

use crate::identifiers::finding::{Certainty, Class, Finding, Why};
use crate::identifiers::page::{Mark, Page};
use capital::{find_calendar, find_capital};
use initials::find_initials;
use small::find_small;
use titled::{find_after_kin, find_titled};

/// Finds names and places.
pub(super) fn find(page: &mut Page<'_>) {
    find_initials(page);
    find_titled(page);
    find_after_kin(page);
    for at in 0..page.marks.len() {
        if page.marks[at] == Mark::Kept && page.tokens.all[at].is_capital {
            find_calendar(page, at);
        }
        if page.marks[at] != Mark::Open {
            continue;
        }
        let token = &page.tokens.all[at];
        if token.has_digit || token.lower.chars().count() < 2 {
            continue;
        }
        if token.is_capital {
            find_capital(page, at);
        } else {
            find_small(page, at);
        }
    }
    join_neighbours(page);
}

/// Joins findings that stand beside each other, and a surname to its first name.
fn join_neighbours(page: &mut Page<'_>) {
    page.found.sort_by_key(|found| found.range.start);
    let mut joined: Vec<Finding> = Vec::new();
    for found in std::mem::take(&mut page.found) {
        if let Some(last) = joined.last_mut() {
            let gap = page.tokens.text.get(last.range.end..found.range.start).unwrap_or("x");
            let is_name = |class: Class| matches!(class, Class::Name | Class::Place);
            if gap == " "
                && last.class == found.class
                && is_name(found.class)
                && found.why != Why::OwnWord
                && last.why != Why::OwnWord
                && found.certainty != Certainty::Ask
                && last.certainty != Certainty::Ask
            {
                last.range.end = found.range.end;
                continue;
            }
        }
        joined.push(found);
    }
    page.found = joined;
}
