//! What imports bring into a journal, and what the importers make of samples of other programs'
//! exports: every line of their expectations that a dry run can show.
//!
//! That a picture loses the place where it was taken and keeps its turning can be shown once pictures
//! come in.

mod brought;
mod day_one;
mod diaries;
mod documents;
mod fact;
mod hostile;
mod notes;
mod samples;
mod written;

pub(crate) use self::brought::resume;
use self::samples::Samples;
use self::written::Watch;
use crate::figure::Figure;
use crate::run::Run;

/// Brings generated sources in, and reads all samples where their folder is given.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    let mut figures = brought::prove(run);
    figures.extend(read_samples(run));
    figures
}

fn read_samples(run: &Run) -> Vec<Figure> {
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
