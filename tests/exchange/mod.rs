//! What leaves a journal and comes back, on real files.

mod attachments;
mod backups;
mod export;
mod golden;
mod headless;
mod health;
mod import;
mod importing;
mod leftovers;
mod meanwhile;
mod migrating;
mod mine_alone;
mod page_file;
mod paths;
mod rekey;
mod rescue;
mod restoring;
mod shared_place;

use std::path::PathBuf;

use stillroom::exchange::Progress;
use stillroom::exchange::backup::{Backup, discard, list, make};
use stillroom::journal::{Client, ClientStatus, EntryInput, Journal, Moment};
use stillroom::testing::{Bench, NOON, entry, minutes_later, put_attachment};
use stillroom::vault::RecordId;

/// Goes on whatever the progress.
fn on(_: Progress) -> bool {
    true
}

/// Makes a backup and deletes those that former secrets or former keys open.
fn replace_former(journal: &mut Journal, now: Moment) {
    make(journal, now, &mut on).expect("it is made");
    let backups = list(journal).expect("it lists");
    let of_old = backups.listed.iter().filter(|old| !(old.same_passphrase && old.same_words));
    for path in of_old.map(|backup| &backup.path).chain(&backups.former) {
        discard(journal, path).expect("it goes");
    }
}

/// Writes `count` entries a minute apart, and returns their ids.
fn fill(journal: &mut Journal, count: i64) -> Vec<RecordId> {
    let write = |minute: i64| {
        let at = minutes_later(minute);
        let input = entry(journal, "free", &format!("The heron stood still, {minute}."), at);
        journal.save_revision(&input, at).expect("it is saved");
        input.id
    };
    (0..count).map(write).collect()
}

fn backed_up(journal: &mut Journal, now: Moment) -> Backup {
    make(journal, now, &mut on).expect("it is backed up")
}

/// Makes a fictional client.
fn client(journal: &mut Journal, alias: &str) -> RecordId {
    let client = Client {
        id: None,
        alias: alias.into(),
        glyph: "bird".into(),
        hue: "teal".into(),
        status: ClientStatus::Active,
        started: None,
        appointment: None,
    };
    journal.save_client(client, NOON).expect("it is made").id.expect("it has an id")
}

/// Where the journal's own backups go.
fn place(bench: &Bench) -> PathBuf {
    bench.folder.with_extension("backups")
}

/// The files of a folder, by name.
fn files(folder: &std::path::Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn days_later(days: i64) -> Moment {
    Moment { utc_ms: NOON.utc_ms + days * 24 * 60 * 60 * 1000, ..NOON }
}

/// Adds a file to an entry, and has its text name it.
fn put_file(journal: &mut Journal, input: &mut EntryInput, name: &str, content: &[u8]) -> RecordId {
    let source = Box::new(std::io::Cursor::new(content.to_vec()));
    let file = journal.attach(input.id, name, source, true, NOON).expect("it is added");
    put_attachment(input, file.id, "As it was [drawn].");
    file.id
}

/// Bytes that do not repeat.
fn noise(len: usize, seed: u64) -> Vec<u8> {
    let mut at = seed.wrapping_mul(2) + 1;
    let next = || {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (at >> 56) as u8
    };
    std::iter::repeat_with(next).take(len).collect()
}
