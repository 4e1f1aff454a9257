//! Someone alters the files: it is detected or changes nothing, and what was not touched is read.

mod flips;
mod kinds;
mod pages;
mod subject;
mod tables;
mod verdict;

use crate::figure::Figure;
use crate::run::Run;
use subject::Subject;

/// Proves both: single flips and cuts anywhere, and whole rows and files moved by someone clever.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let subject = Subject::make(run);
    let mut figures = flips::prove(run, &subject);
    figures.push(kinds::prove(run, &subject));
    figures
}
