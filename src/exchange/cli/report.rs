//! The lines that the headless commands print. Every refusal says what is safe.

use std::fmt::Display;
use std::path::Path;

use crate::exchange::backup::{Backup, RestorePreview};
use crate::exchange::health::{Health, Swap};
use crate::exchange::{ExchangeError, Progress, Stage};
use crate::folder::OddFile;
use crate::journal::{AuditCounts, JournalError, Manifest, Notice};
use crate::locale::Locale;
use crate::store::StoreError;
use crate::vault::{SlotError, WordsError};

/// Says what the journal reports about itself when it is opened.
pub(super) fn notice(notice: &Notice, locale: Locale) -> String {
    let number = |count| locale.number(u64::from(count));
    match notice {
        Notice::ChainBroken { seq } => {
            format!("THE HISTORY BREAKS at revision {}.", locale.number(*seq))
        }
        Notice::Unreadable { count: 1 } => "1 RECORD CANNOT BE READ. The others can.".to_owned(),
        Notice::Unreadable { count } => {
            format!("{} RECORDS CANNOT BE READ. The others can.", number(*count))
        }
        Notice::OlderCopy { behind } => {
            let lacks = match behind {
                1 => "1 revision that this computer has seen is missing".to_owned(),
                _ => format!(
                    "{} revisions that this computer has seen are missing",
                    locale.number(*behind)
                ),
            };
            format!(
                "THIS IS AN OLDER COPY: {lacks}. Look for the newer copy. If you put this one \
                 here, confirm that in the window."
            )
        }
        Notice::OtherHistory { seq } => format!(
            "THIS IS AN OLDER COPY THAT WAS CHANGED ELSEWHERE: from revision {} on it is not the \
             journal that this computer has seen. If you put it here, confirm that in the window.",
            locale.number(*seq)
        ),
        Notice::FromNewer { count: 1 } => {
            "1 record was written by a newer version of Stillroom; it is unchanged.".to_owned()
        }
        Notice::FromNewer { count } => format!(
            "{} records were written by a newer version of Stillroom; they are unchanged.",
            number(*count)
        ),
        Notice::SlotsReplaced => SLOTS_REPLACED.to_owned(),
        Notice::HeadsDiffer => "THE LIST OF NEWEST REVISIONS DID NOT MATCH the history; the \
                                history was used."
            .to_owned(),
        Notice::LogDamaged => "THE LOG WAS DAMAGED: some of your latest writing is missing. \
                               Compare with a backup, then confirm in the window that you know."
            .to_owned(),
        Notice::DraftsTurnedBack => "DRAFTS ARE OLDER THAN THEY WERE, OR MISSING: look at your \
                                     latest writing, then confirm in the window that you know."
            .to_owned(),
        Notice::BodiesMissing { count: 1 } => "THE TEXT OF 1 ENTRY IS MISSING.".to_owned(),
        Notice::BodiesMissing { count } => {
            format!("THE TEXTS OF {} ENTRIES ARE MISSING.", number(*count))
        }
        Notice::ExportCutOff { folder, gone: true } => {
            format!("An export to {folder} was interrupted; its files have been deleted.")
        }
        Notice::ExportCutOff { folder, gone: false } => format!(
            "AN EXPORT TO {folder} WAS INTERRUPTED; its files may still be there, not encrypted."
        ),
        Notice::DraftBeside { count: 1 } => {
            "1 draft is based on an older version of its entry; both are saved.".to_owned()
        }
        Notice::DraftBeside { count } => format!(
            "{} drafts are based on older versions of their entries; all are saved.",
            number(*count)
        ),
    }
}

const SLOTS_REPLACED: &str = "AN OLD PASSPHRASE OR OLD WORDS WERE PUT BACK: change both.";

/// Says what was found in a journal.
pub(super) fn health(health: &Health, pages: bool, locale: Locale) -> Vec<String> {
    let records = &health.records;
    let mut lines = vec![
        format!("Checked {}.", health.at.in_words(locale)),
        counts(records.entries, records.clients, health.chain.revisions, locale),
    ];
    lines.push(match health.chain.broken_from {
        None => "History intact.".to_owned(),
        Some(seq) => format!("THE HISTORY BREAKS at revision {}.", locale.number(seq)),
    });
    if !pages {
        lines.push("THE DATABASE FILE IS DAMAGED.".to_owned());
    }
    if health.chain.heads_differ {
        lines.push("LISTS SHOW AN OLDER REVISION of some records.".to_owned());
    }
    if health.chain.slots_replaced {
        lines.push(SLOTS_REPLACED.to_owned());
    }
    lines.extend(rows(records.opened, records.damaged, records.missing, records.erased, locale));
    if health.passphrase_lost {
        lines.push("THE PASSPHRASE IN THE FILE IS DAMAGED: set a new one.".to_owned());
    }
    if health.words_lost {
        lines.push("THE RECOVERY WORDS IN THE FILE ARE DAMAGED: create new ones.".to_owned());
    }
    let index = &health.index;
    lines.push(match (health.index_agrees(), index.expected) {
        (true, 1) => "Search finds the entry.".to_owned(),
        (true, expected) => format!("Search finds all {} entries.", locale.number(expected)),
        (false, expected) => format!(
            "SEARCH FINDS {} OF {}; delete the folder index, and Stillroom rebuilds it.",
            locale.number(index.found),
            counted(expected, "entry", "entries", locale).to_uppercase(),
        ),
    });
    lines.extend(backups(health, locale));
    lines.extend(surroundings(health));
    if !health.is_whole() {
        lines.push("Nothing was changed; what can be read stays readable.".to_owned());
    }
    lines
}

/// Says what was found in a backup.
pub(super) fn copy(
    tally: &AuditCounts,
    manifest: Option<&Manifest>,
    locale: Locale,
) -> Vec<String> {
    let mut lines = vec![counts(tally.entries, tally.clients, tally.revisions, locale)];
    match manifest {
        Some(manifest) => lines.push(format!("Made {}.", manifest.made.in_words(locale))),
        None => lines.push("It was never verified: it has no manifest that fits.".to_owned()),
    }
    lines.extend(rows(tally.opened, tally.damaged, tally.missing, tally.erased, locale));
    if tally.is_whole() {
        lines.push("It can be restored.".to_owned());
    }
    lines
}

/// Says what came of a backup.
pub(super) fn backup(backup: &Backup, locale: Locale) -> Vec<String> {
    let mut lines = vec![
        format!("Backed up to {}.", backup.path),
        counts(backup.entries, backup.clients, backup.revisions, locale),
    ];
    lines.push(match (backup.verified, backup.damaged) {
        (Some(_), _) => "It was opened again, and every record in it can be read.".to_owned(),
        (None, 1) => "1 PART OF THE JOURNAL IS DAMAGED; the backup holds the rest. Do not delete \
                      older backups."
            .to_owned(),
        (None, damaged) => format!(
            "{} PARTS OF THE JOURNAL ARE DAMAGED; the backup holds the rest. Do not delete older \
             backups.",
            locale.number(damaged)
        ),
    });
    lines
}

/// Says what a backup holds, before it is restored.
pub(super) fn preview(preview: &RestorePreview, locale: Locale) -> Vec<String> {
    let mut lines = vec![counts(preview.entries, preview.clients, preview.revisions, locale)];
    lines.extend(preview.made.map(|made| format!("Made {}.", made.in_words(locale))));
    let newest = preview.newest.map(|newest| locale.day(newest.date()));
    lines.extend(newest.map(|day| format!("Its newest entry is of {day}.")));
    lines
}

/// Says where a backup was restored.
pub(super) fn restored(into: &Path) -> String {
    let name = into.display();
    format!("Restored into {name}; every record can be read. Nothing else was changed.")
}

/// Says how far a run is.
pub(super) fn progress(at: Progress) -> String {
    let what = match at.stage {
        Stage::Copying => "Copying",
        Stage::Checking => "Checking the file",
        Stage::Opening => "Reading every record",
        Stage::SecondCopy => "Copying to the second location",
        Stage::Resealing => "Encrypting with new keys",
        Stage::Writing => "Writing",
        Stage::Surveying => return format!("{} entries read", at.done),
        Stage::BringingIn => "Importing",
        Stage::TakingBack => "Undoing the import",
    };
    let percent = (at.done * 100).checked_div(at.total).unwrap_or_default();
    format!("{what}: {} %", percent.min(100))
}

/// Says why something could not be done.
pub(super) fn error(error: &ExchangeError) -> String {
    let line = match error {
        ExchangeError::Journal(error) => return journal_error(error),
        ExchangeError::Cancelled => "Cancelled. Nothing was changed.",
        ExchangeError::SourceChanged => "The source was changed meanwhile. Import it again.",
        ExchangeError::NothingToBringIn => "Nothing in the source can be imported.",
        ExchangeError::Exists => EXISTS,
        ExchangeError::LastVerified => "That is the last verified backup. It was not deleted.",
        ExchangeError::NoSuchBackup => "There is no such backup.",
        ExchangeError::NoSuchExport => "There is no such export.",
        ExchangeError::ErasedMeanwhile => {
            "Something was erased during the copy. The copy was deleted; make another one."
        }
        ExchangeError::Damaged(_) => "Some records cannot be read. Nothing was changed.",
        ExchangeError::NotTheSame => "What was written differs from the journal. It was deleted.",
    };
    line.to_owned()
}

const EXISTS: &str = "That already exists. Nothing was changed.";
const DAMAGED: &str = "The file is damaged. Nothing was changed; try a backup.";
const FROM_NEWER: &str =
    "It was written by a newer version of Stillroom. Nothing was changed; update first.";

fn journal_error(error: &JournalError) -> String {
    let line = match error {
        JournalError::Store(error) => return store_error(error),
        JournalError::Slot(SlotError::Wrong) => "Wrong passphrase or words. Nothing was changed.",
        JournalError::Slot(SlotError::CostRefused { .. }) => {
            "Opening needs more memory than is free. Close other programs and try again."
        }
        JournalError::TooManySlots => {
            "That did not open it. The file holds more passphrases and words than Stillroom makes: \
             it was altered. Try the other secret, or restore a backup."
        }
        JournalError::Slot(SlotError::UnknownFormat(_)) | JournalError::FromNewer => FROM_NEWER,
        JournalError::Slot(SlotError::Damaged | SlotError::OtherKind | SlotError::OutOfBounds)
        | JournalError::NoSlot => {
            "That secret is damaged in the file. Try the other one, or restore a backup."
        }
        JournalError::Words(error) => return words_error(error),
        JournalError::PlaceInside => "That is inside a journal's folder. Nothing was changed.",
        JournalError::OtherJournal => "This belongs to another journal. Nothing was changed.",
        JournalError::NotVerified => "The copy could not be verified. It was deleted.",
        JournalError::PagesWait => {
            "A page is still waiting to be saved. Open the journal in the window first."
        }
        JournalError::Sealed(_) => DAMAGED,
        JournalError::Index(_) => {
            "Search cannot be read. The entries are intact; delete the folder index and try again."
        }
        // Refusals of things that only the window does; their own words say why.
        error @ (JournalError::Weak(_)
        | JournalError::Answer(_)
        | JournalError::PassphraseNeeded
        | JournalError::NoSuchEntry
        | JournalError::NoSuchClient
        | JournalError::MovedOn
        | JournalError::Closed
        | JournalError::AliasTaken
        | JournalError::AliasEmpty
        | JournalError::BadAppointment
        | JournalError::BadHours
        | JournalError::SchemeUsed
        | JournalError::NameEmpty
        | JournalError::NameTaken
        | JournalError::SameRecord
        | JournalError::SessionsOverlap
        | JournalError::NoSuchFollowUp
        | JournalError::NotClosed
        | JournalError::UnknownForm
        | JournalError::NoSuchRecord
        | JournalError::NoSuchAttachment
        | JournalError::AttachmentTooLarge
        | JournalError::AttachmentsFull
        | JournalError::FileUnreadable(_)
        | JournalError::TooLarge
        | JournalError::TooDeep
        | JournalError::NoSuchHold
        | JournalError::OnHold
        | JournalError::NotInTrash
        | JournalError::PlanChanged
        | JournalError::NoSuchDay
        | JournalError::TooManyFilled
        | JournalError::TooManySources
        | JournalError::WordsInWill) => return refused(error),
    };
    line.to_owned()
}

fn store_error(error: &StoreError) -> String {
    let line = match error {
        StoreError::NotAJournal => "That is neither a journal nor a backup.",
        StoreError::Exists => EXISTS,
        StoreError::AlreadyOpen => "The journal is open elsewhere.",
        StoreError::TooNew { .. } => FROM_NEWER,
        StoreError::SchemaTampered => {
            "The file holds something that is not Stillroom's. It was not opened."
        }
        StoreError::Damaged => DAMAGED,
        StoreError::ReadOnly => "The folder cannot be written.",
        StoreError::PathTooLong => {
            "The path is too long. Choose a shorter one. Nothing was changed."
        }
        StoreError::NotAbsolute => {
            "That is only part of a path. Give the whole path. Nothing was changed."
        }
        StoreError::OddFile(odd) => return odd_file(odd),
        StoreError::Replaced => {
            "The files of the journal were replaced while it was open. Look for the right folder, \
             and try again."
        }
        StoreError::DiskFull => "The disk is full. The journal is unchanged.",
        StoreError::Io(std::io::ErrorKind::NotFound) => "There is nothing at that path.",
        StoreError::Io(std::io::ErrorKind::PermissionDenied) => {
            "You may not read or write there. Nothing was changed."
        }
        StoreError::Io(kind) => {
            return format!("The system refused to read or write: {kind}. What was saved is safe.");
        }
        StoreError::Refused(code) => {
            return format!("The database refused ({code:?}). What was saved is safe; try again.");
        }
    };
    line.to_owned()
}

fn odd_file(odd: &OddFile) -> String {
    format!("Something in the journal's folder does not belong there: {odd}. Nothing was changed.")
}

fn words_error(error: &WordsError) -> String {
    format!("Those are no recovery words: {error}. Nothing was changed.")
}

/// Writes a cause that has a sentence of its own.
fn refused(error: &impl Display) -> String {
    format!("Refused: {error}. Nothing was changed.")
}

fn counts(entries: u32, clients: u32, revisions: u64, locale: Locale) -> String {
    let entries = counted(u64::from(entries), "entry", "entries", locale);
    let clients = counted(u64::from(clients), "client", "clients", locale);
    let revisions = counted(revisions, "revision", "revisions", locale);
    format!("{entries}, {clients}, {revisions}.")
}

fn rows(opened: u64, damaged: u64, missing: u64, erased: u64, locale: Locale) -> Vec<String> {
    let mut lines = Vec::new();
    let parts = |count| counted(count, "part", "parts", locale);
    if damaged == 0 && missing == 0 {
        lines.push(format!("Every record can be read ({}).", parts(opened)));
    } else {
        let damaged = parts(damaged).to_uppercase();
        let missing = locale.number(missing);
        lines.push(format!("{damaged} CANNOT BE READ, {missing} MISSING."));
        lines.push(format!("The other {} can be read.", parts(opened)));
    }
    match erased {
        0 => {}
        1 => lines.push("1 revision was erased by you.".to_owned()),
        _ => lines.push(format!("{} revisions were erased by you.", locale.number(erased))),
    }
    lines
}

fn backups(health: &Health, locale: Locale) -> Vec<String> {
    let backups = &health.backups;
    let counted = |count: usize, one, many| counted(count as u64, one, many, locale);
    let mut lines = vec![match backups.last_verified {
        Some(at) => {
            let count = counted(backups.listed.len(), "backup", "backups");
            format!("{count}; last verified {}.", at.in_words(locale))
        }
        None => "NO BACKUP HAS BEEN VERIFIED.".to_owned(),
    }];
    if !backups.former.is_empty() {
        let verb = if backups.former.len() == 1 { "opens" } else { "open" };
        let count = counted(backups.former.len(), "backup", "backups");
        lines.push(format!("{count} of this journal {verb} with former keys only."));
    }
    if !backups.unreadable.is_empty() {
        let (one, many) = ("file named like a backup", "files named like backups");
        let count = counted(backups.unreadable.len(), one, many);
        lines.push(format!("{count} cannot be read."));
    }
    if !backups.second_there {
        lines.push("THE SECOND LOCATION for backups cannot be reached.".to_owned());
    }
    lines
}

/// Writes a count with its noun: "1 backup", "3 backups".
pub(super) fn counted(count: u64, one: &str, many: &str, locale: Locale) -> String {
    format!("{} {}", locale.number(count), if count == 1 { one } else { many })
}

fn surroundings(health: &Health) -> Vec<String> {
    let mut lines = Vec::new();
    if let Swap::NotKnown { places } = &health.swap {
        let places = places.join(", ");
        lines.push(format!("Swap may be written to disk unencrypted: {places}."));
    }
    if let Some(service) = &health.synced_by {
        lines.push(format!(
            "The journal seems to be in a {service} folder, which can copy it half-written."
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Moment;
    use crate::locale::English;

    fn british() -> Locale {
        Locale::of(Some(English::British))
    }

    #[test]
    fn counts_have_the_right_plural() {
        let said = |found| notice(&found, british());
        assert_eq!(said(Notice::BodiesMissing { count: 1 }), "THE TEXT OF 1 ENTRY IS MISSING.");
        assert_eq!(
            said(Notice::BodiesMissing { count: 1200 }),
            "THE TEXTS OF 1,200 ENTRIES ARE MISSING."
        );
        assert!(said(Notice::OlderCopy { behind: 1 }).contains("1 revision that"));
        assert!(said(Notice::OlderCopy { behind: 2 }).contains("2 revisions that"));
        assert_eq!(counts(1, 0, 2, british()), "1 entry, 0 clients, 2 revisions.");
        assert_eq!(
            rows(5, 1, 2, 1, british()),
            [
                "1 PART CANNOT BE READ, 2 MISSING.",
                "The other 5 parts can be read.",
                "1 revision was erased by you.",
            ]
        );
    }

    #[test]
    fn dates_follow_the_locale() {
        let made = Some(Moment { utc_ms: 1_772_460_300_000, offset_min: 0 });
        let preview = RestorePreview {
            made,
            verified: None,
            entries: 1,
            clients: 1,
            revisions: 1,
            newest: made,
            in_order: true,
            differs: None,
        };
        let said = |english| super::preview(&preview, Locale::of(Some(english)))[1..].to_vec();
        assert_eq!(
            said(English::British),
            ["Made 2 March 2026, 14:05.", "Its newest entry is of 2 March 2026."]
        );
        assert_eq!(
            said(English::American),
            ["Made March 2, 2026, 2:05 PM.", "Its newest entry is of March 2, 2026."]
        );
    }

    #[test]
    fn every_refusal_names_its_cause() {
        let causes = [
            ExchangeError::Journal(JournalError::PagesWait),
            ExchangeError::Journal(JournalError::TooDeep),
            ExchangeError::Journal(JournalError::OnHold),
            ExchangeError::Journal(JournalError::Store(StoreError::Replaced)),
            ExchangeError::Journal(JournalError::Store(StoreError::ReadOnly)),
            ExchangeError::Journal(JournalError::Store(StoreError::Io(
                std::io::ErrorKind::TimedOut,
            ))),
            ExchangeError::Journal(JournalError::Words(WordsError::Count { found: 11 })),
            ExchangeError::NotTheSame,
        ];
        let said: std::collections::BTreeSet<String> = causes.iter().map(error).collect();
        assert_eq!(said.len(), causes.len(), "{said:?}");
        assert!(said.contains("Refused: the text is nested too deeply. Nothing was changed."));
    }
}
