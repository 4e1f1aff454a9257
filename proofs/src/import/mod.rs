//! What the importers make of samples of other programs' exports: every line of their expectations
//! that a dry run can show.
//!
//! Only a run that writes can show that a picture loses the place where it was taken and keeps its
//! turning, and that a second run of another form of the same export brings nothing new into a
//! journal; here the keys and digests by which it is known are compared.

mod day_one;
mod diaries;
mod documents;
mod fact;
mod hostile;
mod notes;
mod samples;
mod written;

use self::samples::Samples;
use self::written::Watch;
use crate::figure::Figure;
use crate::run::Run;

/// Reads all samples. Without a folder of samples there is nothing to prove.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let Some(root) = run.samples.clone().filter(|root| root.is_dir()) else {
        println!("no samples: give their folder with --samples");
        return Vec::new();
    };
    let watch = Watch::begin();
    let mut samples = Samples::of(root);
    day_one::expect(&mut samples);
    diaries::expect(&mut samples);
    notes::expect(&mut samples);
    documents::expect(&mut samples);
    hostile::expect(&mut samples);
    samples.everything();
    samples.line("files that a dry run left", "no canary, none new".to_owned(), &watch.end());
    samples.figures
}
