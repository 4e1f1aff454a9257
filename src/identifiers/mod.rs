//! The identifier check: what in a text would tell a reader who somebody is.
//!
//! Text in, findings out. Rules and word lists on this computer, no model and no network. The rules
//! miss things (a nickname that is a word, a rare job, a story that was in the news), so nothing here
//! says that what is left is safe to hand on. English comes first. A German sentence is known by its
//! small words; in it a capital alone says nothing, and a name needs a title, a relative, a list of
//! given names or a preposition of place beside it.
//!
//! Order of the rules: patterns of numbers and addresses, dates and ages, own replacements, names of
//! institutions, titles and relatives, capitals, small letters, every other place where a found form
//! stands again, and last what needs a person's judgement. What one rule found, the next leaves alone.
//! It imports nothing of the crate.

mod again;
mod ask;
mod dates;
mod finding;
mod lists;
mod names;
mod numbers;
mod organisations;
mod page;
mod replace;
mod tokens;

use lists::Lists;
use page::{Mark, Page};
use tokens::Tokens;

pub use finding::{Certainty, Class, Finding, Language, OwnWords, Suggestion, Why};
pub use replace::{
    AliasMap, Day, decade_of_age, decade_of_birth, parse_day, replace_ages, session_and_week,
};

/// Finds what would tell who somebody is, in the order in which it stands.
///
/// `aliases` are those of the journal: they name nobody outside it and are never found.
pub fn find(text: &str, language: Language, aliases: &[&str], own: OwnWords<'_>) -> Vec<Finding> {
    let tokens = Tokens::read(text, language);
    let mut page = Page {
        tokens: &tokens,
        lists: Lists::get(),
        marks: vec![Mark::Open; tokens.all.len()],
        found: Vec::new(),
    };
    page.mark_kept(aliases, own.keep);
    names::mark_household(&mut page);
    for (word, instead) in own.replace {
        page.find_own(word, instead);
    }
    numbers::find(&mut page);
    dates::find(&mut page);
    page.cover();
    organisations::find(&mut page);
    names::find(&mut page);
    again::find(&mut page);
    ask::find(&mut page);
    page.found.sort_by_key(|finding| (finding.range.start, finding.range.end));
    page.found
}
