//! The words of the headless commands. Every message says what is safe.

use std::path::Path;

use crate::exchange::backup::{Backup, RestorePreview};
use crate::exchange::health::{Health, Swap};
use crate::exchange::{ExchangeError, Progress, Stage};
use crate::journal::{AuditCounts, JournalError, Manifest, Moment, Notice};
use crate::store::StoreError;
use crate::vault::SlotError;

/// Says what the journal had to say about itself when it was opened.
pub(super) fn notice(notice: &Notice) -> String {
    match notice {
        Notice::ChainBroken { seq } => {
            format!("THE CHAIN OF REVISIONS DOES NOT FIT from revision {seq} on.")
        }
        Notice::Unreadable { count } => format!("{count} RECORDS CANNOT BE READ. The rest can."),
        Notice::OlderCopy { behind } => format!(
            "THIS IS AN OLDER COPY: {behind} revisions that this computer has seen are missing. \
             Look for the newer one. If you put this one here, say so in the window."
        ),
        Notice::OtherHistory { seq } => format!(
            "THIS WAS WRITTEN ON FROM AN OLDER COPY: from revision {seq} on it is not the journal \
             that this computer has seen. If you put it here, say so in the window."
        ),
        Notice::FromNewer { count } => {
            format!("{count} records were written by a newer version, and are kept whole.")
        }
        Notice::SlotsReplaced => {
            "AN OLD WAY IN WAS PUT BACK: change the passphrase and the words.".to_owned()
        }
        Notice::HeadsDiffer => {
            "THE LIST OF NEWEST REVISIONS DID NOT FIT; the chain's are taken.".to_owned()
        }
        Notice::LogDamaged => "THE LOG WAS DAMAGED: what was written last is gone. Compare with a \
                               backup, then say in the window that you know."
            .to_owned(),
        Notice::DraftsTurnedBack => "DRAFTS ARE OLDER THAN THEY WERE, OR GONE: look at what was \
                                     written last, then say in the window that you know."
            .to_owned(),
        Notice::BodiesMissing { count } => format!("THE TEXTS OF {count} ENTRIES ARE MISSING."),
        Notice::ExportCutOff { folder, gone: true } => {
            format!("An export was cut off; what it had written into {folder} was taken away.")
        }
        Notice::ExportCutOff { folder, gone: false } => {
            format!("AN EXPORT WAS CUT OFF; what it wrote in clear may still lie in {folder}.")
        }
        Notice::DraftBeside { count } => {
            format!("{count} drafts stand beside entries that had moved on.")
        }
    }
}

/// Says what was found in a journal.
pub(super) fn health(health: &Health, pages: bool) -> Vec<String> {
    let mut lines = vec![
        format!("Checked {}.", health.at.to_local_string()),
        counts(health.records.entries, health.records.clients, health.chain.revisions),
    ];
    lines.push(match health.chain.broken_from {
        None => "The chain of revisions is whole.".to_owned(),
        Some(seq) => format!("THE CHAIN OF REVISIONS IS BROKEN from revision {seq} on."),
    });
    if !pages {
        lines.push("THE DATABASE FILE IS DAMAGED.".to_owned());
    }
    if health.chain.heads_differ {
        lines.push("LISTS SHOW OTHER REVISIONS THAN THE NEWEST of some records.".to_owned());
    }
    if health.chain.slots_replaced {
        lines.push("AN OLD WAY IN WAS PUT BACK: change the passphrase and the words.".to_owned());
    }
    let records = &health.records;
    lines.extend(rows(records.opened, records.damaged, records.missing, records.erased));
    if health.passphrase_lost || health.words_lost {
        let which = if health.passphrase_lost { "passphrase" } else { "recovery words" };
        lines.push(format!("THE KEY SLOT OF THE {which} IS DAMAGED: set it anew."));
    }
    let index = &health.index;
    lines.push(if health.index_agrees() {
        format!("Search finds all {} entries.", index.expected)
    } else {
        let (found, expected) = (index.found, index.expected);
        format!("SEARCH FINDS {found} OF {expected} ENTRIES; delete the index folder.")
    });
    lines.extend(backups(health));
    lines.extend(surroundings(health));
    if !health.is_whole() {
        lines.push("What can be read is not touched by any of this.".to_owned());
    }
    lines
}

/// Says what was found in a backup.
pub(super) fn copy(tally: &AuditCounts, manifest: Option<&Manifest>) -> Vec<String> {
    let mut lines = vec![counts(tally.entries, tally.clients, tally.revisions)];
    match manifest {
        Some(manifest) => lines.push(format!("Made {}.", manifest.made.to_local_string())),
        None => lines.push("It has no manifest that fits: it was never verified.".to_owned()),
    }
    lines.extend(rows(tally.opened, tally.damaged, tally.missing, tally.erased));
    if tally.is_whole() {
        lines.push("It restores.".to_owned());
    }
    lines
}

/// Says what came of a backup.
pub(super) fn backup(backup: &Backup) -> Vec<String> {
    let mut lines = vec![
        format!("Backed up to {}.", backup.path),
        counts(backup.entries, backup.clients, backup.revisions),
    ];
    lines.push(match backup.verified {
        Some(_) => "It was reopened, and every record in it opens.".to_owned(),
        None => format!(
            "{} PLACES IN THE JOURNAL ARE DAMAGED; the backup holds the rest. Keep older backups.",
            backup.damaged
        ),
    });
    lines
}

/// Says what a backup holds, before it is restored.
pub(super) fn preview(preview: &RestorePreview) -> Vec<String> {
    let mut lines = vec![counts(preview.entries, preview.clients, preview.revisions)];
    lines.extend(preview.made.map(|made| format!("Made {}.", made.to_local_string())));
    lines.extend(preview.newest.map(|newest| format!("Its newest entry is of {}.", day(newest))));
    lines
}

/// Says where a backup was restored.
pub(super) fn restored(into: &Path) -> String {
    let name = into.display();
    format!("Restored into {name}; every record opens. Nothing else was changed.")
}

/// Says how far a run is.
pub(super) fn progress(at: Progress) -> String {
    let what = match at.stage {
        Stage::Copying => "Copying",
        Stage::Checking => "Checking the file",
        Stage::Opening => "Opening every record",
        Stage::SecondCopy => "Putting it into the second place",
        Stage::Resealing => "Sealing with new keys",
        Stage::Writing => "Writing",
        Stage::Surveying => return format!("{} entries read", at.done),
        Stage::BringingIn => "Bringing in",
        Stage::TakingBack => "Taking back",
    };
    let percent = (at.done * 100).checked_div(at.total).unwrap_or_default();
    format!("{what}: {} %", percent.min(100))
}

/// Says why something could not be done.
pub(super) fn error(error: &ExchangeError) -> &'static str {
    match error {
        ExchangeError::Journal(error) => journal_error(error),
        ExchangeError::Cancelled => "Cancelled. Nothing was changed.",
        ExchangeError::SourceChanged => "The source has changed meanwhile. Import it again.",
        ExchangeError::NothingToBringIn => "There is nothing in it that can come in.",
        ExchangeError::Exists => "That is there already. Nothing was changed.",
        ExchangeError::LastVerified => "That is the last verified backup. It was kept.",
        ExchangeError::NoSuchBackup => "There is no such backup.",
        ExchangeError::NoSuchExport => "There is no such export.",
        ExchangeError::ErasedMeanwhile => {
            "Something was erased while it was copied. The copy was taken away; make another one."
        }
        ExchangeError::Damaged(_) => "Some records do not open. Nothing was changed.",
        ExchangeError::NotTheSame => "What was written does not read back. It was taken away.",
    }
}

fn journal_error(error: &JournalError) -> &'static str {
    match error {
        JournalError::Slot(SlotError::Wrong) => "Wrong passphrase or words. Nothing was changed.",
        JournalError::Slot(SlotError::CostRefused { .. }) => {
            "Opening needs more memory than is free. Close other programs and try again."
        }
        JournalError::TooManySlots => {
            "That did not open it. The file holds more ways in than Stillroom makes: it was altered. \
             Try the other way in, or restore a backup."
        }
        JournalError::Slot(_) | JournalError::NoSlot => {
            "This way in is damaged. Try the other one, or restore a backup."
        }
        JournalError::Store(StoreError::NotAJournal) => "That is no journal and no backup.",
        JournalError::Store(StoreError::AlreadyOpen) => "The journal is open elsewhere.",
        JournalError::Store(StoreError::DiskFull) => "The disk is full. The journal is as it was.",
        JournalError::Store(StoreError::ReadOnly) => "It cannot be written there.",
        JournalError::Store(StoreError::Io(std::io::ErrorKind::NotFound)) => "It is not there.",
        JournalError::Store(StoreError::SchemaTampered) => {
            "Something foreign is in the file. It was not opened."
        }
        JournalError::Store(StoreError::PathTooLong) => {
            "The path is too long. Choose a shorter one. Nothing was changed."
        }
        JournalError::Store(StoreError::NotAbsolute) => {
            "That path says only part of the way. Give all of it. Nothing was changed."
        }
        JournalError::Store(StoreError::Exists) => "That is there already. Nothing was changed.",
        JournalError::Store(StoreError::Io(_)) => {
            "The disk, or the system, refused to read or write. What was saved is safe."
        }
        JournalError::Store(StoreError::Refused(_)) => {
            "The database refused. What was saved is safe; try again."
        }
        JournalError::PlaceInside => "That lies inside a journal's folder. Nothing was changed.",
        JournalError::OtherJournal => "This belongs to another journal. Nothing was changed.",
        JournalError::NotVerified => "The copy could not be verified. It was taken away.",
        JournalError::Store(StoreError::Damaged) | JournalError::Sealed(_) => {
            "The file is damaged. Nothing was changed; try a backup."
        }
        JournalError::Store(StoreError::TooNew { .. }) | JournalError::FromNewer => {
            "It was written by a newer version. Nothing was changed."
        }
        JournalError::Index(_) => {
            "Search cannot be read. The entries are whole; delete the folder index and try again."
        }
        _ => "It could not be done. Nothing was changed.",
    }
}

fn counts(entries: u32, clients: u32, revisions: u64) -> String {
    format!("Entries: {entries}. Clients: {clients}. Revisions: {revisions}.")
}

fn rows(opened: u64, damaged: u64, missing: u64, erased: u64) -> Vec<String> {
    let mut lines = Vec::new();
    if damaged == 0 && missing == 0 {
        lines.push(format!("Every record opens ({opened} sealed parts)."));
    } else {
        lines.push(format!("{damaged} PARTS DO NOT OPEN and {missing} ARE MISSING."));
        lines.push(format!("{opened} others open."));
    }
    if erased > 0 {
        lines.push(format!("{erased} revisions were erased, as the journal itself says."));
    }
    lines
}

fn backups(health: &Health) -> Vec<String> {
    let backups = &health.backups;
    let mut lines = vec![match backups.last_verified {
        Some(at) => {
            let count = counted(backups.listed.len(), "backup", "backups");
            format!("{count}; last verified {}.", at.to_local_string())
        }
        None => "NO BACKUP HAS BEEN VERIFIED.".to_owned(),
    }];
    if !backups.former.is_empty() {
        let (count, verb) = match backups.former.len() {
            1 => ("1 backup".to_owned(), "opens"),
            many => (format!("{many} backups"), "open"),
        };
        lines.push(format!("{count} of this journal {verb} with former keys only."));
    }
    if !backups.unreadable.is_empty() {
        let count = counted(
            backups.unreadable.len(),
            "file named like a backup",
            "files named like backups",
        );
        lines.push(format!("{count} cannot be read."));
    }
    if !backups.second_there {
        lines.push("THE SECOND PLACE for backups is not there.".to_owned());
    }
    lines
}

/// Writes a count with its noun: "1 backup", "3 backups".
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn surroundings(health: &Health) -> Vec<String> {
    let mut lines = Vec::new();
    if let Swap::NotKnown { places } = &health.swap {
        let places = places.join(", ");
        lines.push(format!("Swap is not known to be encrypted: {places}."));
    }
    if let Some(service) = &health.synced_by {
        lines.push(format!(
            "The journal seems to lie in a folder of {service}, which copies it half written."
        ));
    }
    lines
}

fn day(at: Moment) -> String {
    at.date().format("%Y-%m-%d").to_string()
}
