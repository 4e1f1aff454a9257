//! The three engines side by side: filled, asked in turns, written to, opened again.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use stillroom::index::{Batch, Change, Document, Index, Marking, Page};
use stillroom::testing::Corpus;
use stillroom::testing::index::{Keys, mark};
use stillroom::vault::JournalId;
use tantivy::directory::MmapDirectory;

use crate::figures::Figures;
use crate::notes::{self, NOW_MS, record};
use crate::queries::{Asked, Class, queries};
use crate::sqlcipher::Sqlcipher;
use crate::timing::{at, ms, private_memory, ratio, size, timed};
use crate::unsynced::Unsynced;

/// How often every query is asked of every engine; the median counts.
const ROUNDS: usize = 5;
/// How many searches the memory is measured after.
const SEARCHES: usize = 4_000;
/// How many notes are committed one by one.
const COMMITS: usize = 40;
/// How many notes are handed over at once while an index is filled.
const SLICE: usize = 2_000;

/// Measures all of it.
pub(crate) fn measure(root: &Path, notes: usize, figures: &mut Figures) {
    let keys = Keys::make();
    let (ours_at, plain_at) = (root.join("ours"), root.join("plain"));
    std::fs::create_dir_all(&plain_at).expect("there is room");
    let (rebuild, ours) = timed(|| {
        let (index, _) = keys.open(&ours_at, 0).expect("an empty folder");
        fill(&index, notes);
        index
    });
    let directory = MmapDirectory::open(&plain_at).expect("an empty folder");
    let plain = Index::over(directory, JournalId::make(), "en").expect("an empty folder");
    let (plain_rebuild, ()) = timed(|| fill(&plain, notes));
    println!("filled: ours {} s, plaintext {} s", rebuild.as_secs(), plain_rebuild.as_secs());
    ours.close().expect("there is room");
    figures.rebuild(rebuild, notes);
    figures.size(size(&ours_at), size(&plain_at));

    let mut fts = Sqlcipher::start(&root.join("fts.db"));
    if let Some(fts) = &mut fts {
        let (took, ()) = timed(|| fill_fts(fts, notes));
        println!("filled: SQLCipher {} s", took.as_secs());
    }
    let asked = queries(notes);
    memory(&keys, &ours_at, notes, &asked, figures);
    cold(&keys, &ours_at, notes, &asked, fts.as_mut(), figures);
    let (ours, _) = keys.open(&ours_at, notes as u64).expect("it opens");
    warm(&ours, &plain, fts.as_mut(), &asked, figures);
    snippets(&ours, notes, &asked, figures);
    commits(root, ours, plain, notes, fts.as_mut(), figures);
}

/// Whether all matches are counted beside the twenty best of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counts {
    Wanted,
    /// As in the window at each key, and as FTS5 is asked.
    Left,
}

fn page(class: Class, counts: Counts) -> Page {
    let counted = counts == Counts::Wanted;
    Page { by_date: class == Class::ByDate, offset: 0, limit: 20, counted, now_ms: NOW_MS }
}

fn fill(index: &Index, count: usize) {
    let mut changes = Vec::with_capacity(SLICE);
    for (number, note) in notes::notes(count).enumerate() {
        changes.push(Change::Put(note));
        let last = number + 1 == count;
        if changes.len() == SLICE || last {
            let changes = std::mem::take(&mut changes);
            let mark = mark(number as u64 + 1);
            let batch = Batch { changes, mark, whole: last, announced: 0 };
            index.apply(batch).expect("there is room");
        }
    }
}

fn fill_fts(fts: &mut Sqlcipher, count: usize) {
    for (number, note) in notes::notes(count).enumerate() {
        fts.put(number, &note.texts[0].1);
        if number % SLICE == 0 {
            fts.commit();
        }
    }
    fts.commit();
}

/// Searches as the journal does: near spellings follow if nothing matches. Nothing is left from the
/// same question asked before.
fn search(index: &Index, asked: &Asked, counts: Counts) {
    index.forget_former();
    let page = page(asked.class, counts);
    let found = index.search(&asked.query, &page).expect("nothing is damaged");
    if found.total != Some(0) {
        return;
    }
    if let Some(near) = index.fallback(&asked.query).expect("nothing is damaged") {
        index.search(&near.query, &page).expect("nothing is damaged");
    }
}

/// Measures what four thousand searches leave in memory.
fn memory(keys: &Keys, at: &Path, notes: usize, asked: &[Asked], figures: &mut Figures) {
    let before = private_memory();
    let (index, _) = keys.open(at, notes as u64).expect("it opens");
    let mut most = 0;
    for round in 0..SEARCHES {
        search(&index, &asked[round % asked.len()], Counts::Wanted);
        if round % 50 == 0 {
            most = private_memory().max(most);
        }
    }
    figures.memory(private_memory().max(most).saturating_sub(before));
}

/// Measures from nothing to the first twenty hits; the files lie in the page cache.
fn cold(
    keys: &Keys,
    at_path: &Path,
    notes: usize,
    asked: &[Asked],
    fts: Option<&mut Sqlcipher>,
    figures: &mut Figures,
) {
    let terms: Vec<&Asked> = asked.iter().filter(|asked| asked.class == Class::And).collect();
    let mut times = Vec::new();
    for asked in terms.iter().take(15) {
        let (took, _) = timed(|| {
            let (index, _) = keys.open(at_path, notes as u64).expect("it opens");
            search(&index, asked, Counts::Left);
            index
        });
        times.push(took);
    }
    let fts = fts.map(|fts| {
        let queries = terms.iter().take(15).filter_map(|asked| asked.fts.as_deref());
        queries.map(|query| fts.reopen(query)).collect::<Vec<_>>()
    });
    if let Some(fts) = &fts {
        println!("open and first query: SQLCipher {} ms (p50)", ms(at(fts, 50)));
    }
    figures.cold(at(&times, 50));
}

/// Asks every engine every query in turns.
fn warm(
    ours: &Index,
    plain: &Index,
    mut fts: Option<&mut Sqlcipher>,
    asked: &[Asked],
    figures: &mut Figures,
) {
    println!("\n{:<8} {:>9} {:>9} {:>9} {:>9} {:>7} {:>9} {:>7} {:>9}", "ms", "ours p50", "p99", "plain p50", "p99", "ratio", "FTS5 p50", "ratio", "counted");
    let (mut all_ours, mut all_plain) = (Vec::new(), Vec::new());
    for class in Class::ALL {
        let (mut of_ours, mut of_plain, mut of_fts) = (Vec::new(), Vec::new(), Vec::new());
        let mut counted = Vec::new();
        for asked in asked.iter().filter(|asked| asked.class == class) {
            let (mut one, mut other, mut third) = (Vec::new(), Vec::new(), Vec::new());
            let mut with_counts = Vec::new();
            for round in 0..=ROUNDS {
                let turns = [round % 2 == 0, round % 2 == 1];
                for is_ours in turns {
                    let (index, times) = if is_ours { (ours, &mut one) } else { (plain, &mut other) };
                    let (took, _) = timed(|| search(index, asked, Counts::Left));
                    // The first round only warms up.
                    if round > 0 {
                        times.push(took);
                    }
                }
                let (took, ()) = timed(|| search(ours, asked, Counts::Wanted));
                if round > 0 {
                    with_counts.push(took);
                }
                if let (Some(fts), Some(query)) = (fts.as_deref_mut(), &asked.fts) {
                    let took = fts.ask(query);
                    if round > 0 && class != Class::ByDate {
                        third.push(took);
                    }
                }
            }
            of_ours.push(at(&one, 50));
            of_plain.push(at(&other, 50));
            counted.push(at(&with_counts, 50));
            if !third.is_empty() {
                of_fts.push(at(&third, 50));
            }
        }
        row(class, &of_ours, &of_plain, &of_fts, &counted);
        figures.against_fts(class, &of_ours, &of_fts);
        all_ours.extend(of_ours);
        all_plain.extend(of_plain);
    }
    figures.against_plain(&all_ours, &all_plain);
}

fn row(
    class: Class,
    ours: &[Duration],
    plain: &[Duration],
    fts: &[Duration],
    counted: &[Duration],
) {
    let (p50, plain50) = (at(ours, 50), at(plain, 50));
    let (fts50, times) = if fts.is_empty() {
        ("-".to_owned(), "-".to_owned())
    } else {
        (ms(at(fts, 50)), format!("{:.0}x", ratio(at(fts, 50), p50)))
    };
    println!(
        "{:<8} {:>9} {:>9} {:>9} {:>9} {:>7.2} {:>9} {:>7} {:>9}",
        class.name(),
        ms(p50),
        ms(at(ours, 99)),
        ms(plain50),
        ms(at(plain, 99)),
        ratio(p50, plain50),
        fts50,
        times,
        ms(at(counted, 50))
    );
}

/// Measures a search with all counts, and the snippets of twenty hits cut out of their texts.
fn snippets(index: &Index, count: usize, asked: &[Asked], figures: &mut Figures) {
    let texts: Vec<Arc<Document>> = notes::notes(count).collect();
    let numbers: std::collections::HashMap<_, _> =
        (0..count).map(|number| (record(number), number)).collect();
    let mut times = Vec::new();
    for asked in asked {
        let (took, _) = timed(|| {
            let page = page(asked.class, Counts::Wanted);
            let found = index.search(&asked.query, &page).expect("nothing is damaged");
            let mut marking = Marking::new(&asked.query, "en");
            let hits = found.records.iter().filter_map(|record| numbers.get(record));
            hits.map(|number| marking.mark(&texts[*number].texts, &[]).places).sum::<u32>()
        });
        times.push(took);
    }
    figures.with_snippets(at(&times, 50), at(&times, 99));
}

/// Commits notes one by one, in turns.
fn commits(
    root: &Path,
    ours: Index,
    plain: Index,
    count: usize,
    fts: Option<&mut Sqlcipher>,
    figures: &mut Figures,
) {
    let unsynced_at = root.join("unsynced");
    std::fs::create_dir_all(&unsynced_at).expect("there is room");
    let directory = Unsynced::open(&unsynced_at).expect("an empty folder");
    let unsynced = Index::over(directory, JournalId::make(), "en").expect("an empty folder");
    // Merges of segments as large as the others' are part of what a commit meets.
    fill(&unsynced, count.min(5_000));
    let mut corpus = Corpus::new(notes::SEED + 2);
    let (mut as_shipped, mut synced, mut plain_synced, mut plain_unsynced) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut of_fts = Vec::new();
    let mut fts = fts;
    for number in count..count + COMMITS {
        let text = corpus.note();
        let note = Arc::new(notes::document(number, count, text, &mut corpus));
        let batch = || Batch {
            changes: vec![Change::Put(Arc::clone(&note))],
            mark: mark(number as u64 + 1),
            whole: true,
            announced: 0,
        };
        let (took, ()) = timed(|| ours.apply(batch()).expect("there is room"));
        as_shipped.push(took);
        let (sync, ()) = timed(|| ours.sync().expect("there is room"));
        synced.push(took + sync);
        plain_synced.push(timed(|| plain.apply(batch()).expect("there is room")).0);
        plain_unsynced.push(timed(|| unsynced.apply(batch()).expect("there is room")).0);
        if let Some(fts) = fts.as_deref_mut() {
            fts.put(number, &note.texts[0].1);
            of_fts.push(fts.commit());
        }
    }
    println!("\none-note commit, p50 in ms: ours {} as shipped, {} with a sync of all files; plaintext {} synced, {} unsynced; SQLCipher {}",
        ms(at(&as_shipped, 50)), ms(at(&synced, 50)), ms(at(&plain_synced, 50)), ms(at(&plain_unsynced, 50)),
        if of_fts.is_empty() { "-".to_owned() } else { ms(at(&of_fts, 50)) });
    figures.commit(at(&as_shipped, 50), at(&plain_synced, 50));
}
