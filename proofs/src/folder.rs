//! What lies in a journal's folder beside what belongs there, and files that are replaced meanwhile.

use stillroom::testing::{odd_places, replaced_files};

use crate::figure::{Figure, thousands};
use crate::run::{Run, folder};

/// Proves that nothing outside is touched through the folder, and that opening comes to an end.
pub(crate) fn prove_links(run: &Run) -> Vec<Figure> {
    let root = folder();
    let tally = odd_places(root.path(), run.choose(1, 5));
    println!(
        "   {} refused, {} opened all the same",
        thousands(tally.refused as usize),
        thousands(tally.opened as usize)
    );
    tally.wrong.iter().for_each(|wrong| println!("   {wrong}"));
    let what = "odd files in the folder that hang it or change something outside";
    let least = run.choose(250, 50);
    vec![Figure::none_of(15, what, tally.wrong.len(), tally.tried as usize, least)]
}

/// Proves that nothing is said to be saved into files that are no longer the journal's.
pub(crate) fn prove_replaced(run: &Run) -> Vec<Figure> {
    let root = folder();
    // From some number on, SQLite has folded its log into the database in between.
    let entries: &[u32] = run.choose(&[0, 1, 2, 5, 20, 60, 120, 250], &[0, 3, 150]);
    let tally = replaced_files(root.path(), entries);
    println!("   {} saves were refused", thousands(tally.refused as usize));
    tally.wrong.iter().for_each(|wrong| println!("   {wrong}"));
    let what = "files replaced while open with a false Saved or a lost word";
    let least = 9 * entries.len();
    vec![Figure::none_of(19, what, tally.wrong.len(), tally.tried as usize, least)]
}
