//! The search index against a linear scan, and against damage to its files.

use stillroom::testing::index::{DamageBench, DamageTally, oracle};

use crate::figure::{Figure, thousands};
use crate::run::{Run, folder};

/// Choices of this proof start here.
const USE: u64 = 9_000_000;
/// How many notes the indexes of the first half hold.
const NOTES: [usize; 4] = [20, 60, 150, 300];

/// Proves that the index says what the notes say, whatever happened to it.
pub(crate) fn prove(run: &Run) -> Vec<Figure> {
    vec![against_a_scan(run), against_damage(run)]
}

fn against_a_scan(run: &Run) -> Figure {
    let queries: usize = run.choose(10_000, 320);
    let root = folder();
    let mut rng = run.rng(USE);
    let (mut asked, mut wrong) = (0, 0);
    for notes in NOTES {
        let each = queries.div_ceil(NOTES.len()) as u32;
        let tally = oracle(&root.path().join(notes.to_string()), rng.next(), notes, each);
        asked += tally.asked as usize;
        wrong += tally.wrong.len();
        tally.wrong.iter().take(3).for_each(|what| println!("   {what}"));
    }
    let what = "searches unlike a scan, with edits, crashes and refills between";
    Figure::none_of(5, what, wrong, asked, queries)
}

fn against_damage(run: &Run) -> Figure {
    let files: usize = run.choose(10_000, 150);
    let root = folder();
    let mut rng = run.rng(USE + 1);
    let tally = DamageBench::make(root.path(), rng.next()).damage(rng.next(), files as u32);
    let DamageTally { at_opening, by_searching, harmless, wrong, panics, unhealed, .. } = tally;
    println!(
        "   {} noticed at opening, {} by searching, {} harmless",
        thousands(at_opening as usize),
        thousands(by_searching as usize),
        thousands(harmless as usize)
    );
    let found = (wrong + panics + unhealed) as usize;
    let what = "damaged index files with a wrong result, a panic or no healing";
    Figure::none_of(5, what, found, tally.tried as usize, files)
}
