//! The run: one file after the other into a folder that gets its name at the end.

use std::collections::{BTreeSet, VecDeque};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Value, json};

use super::cbor::to_json;
use super::entry::ExportedEntry;
use super::markdown;
use super::{ExportAs, ExportWhat, Exported};
use crate::exchange::progress::drive;
use crate::exchange::{Cancel, ExchangeError, Progress, Report, Stage};
use crate::forms::FormId;
use crate::journal::meta::Noun;
use crate::journal::{Journal, JournalError, Moment};
use crate::store::Heads;
use crate::vault::RecordId;

/// The version of the layout that `docs/export.md` describes.
const LAYOUT: u32 = 1;

/// An export under way. Dropping it takes the unfinished folder away.
pub struct ExportRun {
    begun: PathBuf,
    into: PathBuf,
    what: ExportWhat,
    forms: ExportAs,
    now: Moment,
    to_do: VecDeque<RecordId>,
    total: u64,
    used: BTreeSet<(FormId, u32)>,
    exported: Exported,
    cancel: Cancel,
}

impl ExportRun {
    /// Begins to export into the folder `into`, which must not be there.
    ///
    /// # Errors
    /// [`ExchangeError::Exists`]; [`JournalError::NoSuchEntry`] and the like;
    /// [`ExchangeError::Journal`] when the folder cannot be written.
    pub fn begin(
        journal: &Journal,
        what: ExportWhat,
        forms: ExportAs,
        into: &Path,
        now: Moment,
    ) -> Result<Self, ExchangeError> {
        if into.symlink_metadata().is_ok() {
            return Err(ExchangeError::Exists);
        }
        let to_do = records(journal, what)?;
        let parent = into.parent().unwrap_or(Path::new("."));
        let begun = parent.join(format!(".{}.exporting", &RecordId::make().to_string()[..12]));
        make_folder(&begun)?;
        for (wanted, names) in
            [(forms.json, &["entries", "records", "forms"][..]), (forms.markdown, &["markdown"])]
        {
            for name in names.iter().filter(|_| wanted) {
                make_folder(&begun.join(name))?;
            }
        }
        let folder = into.to_string_lossy().into_owned();
        Ok(Self {
            begun,
            into: into.to_owned(),
            what,
            forms,
            now,
            total: to_do.len() as u64,
            to_do,
            used: BTreeSet::new(),
            exported: Exported { folder, entries: 0, files: 0, damaged: 0 },
            cancel: Cancel::default(),
        })
    }

    /// Returns what stops the run from any thread.
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone()
    }

    /// Writes one record; returns `None` once all are written.
    ///
    /// # Errors
    /// [`ExchangeError::Cancelled`]; [`ExchangeError::Journal`] for a full disk and the like.
    pub fn step(&mut self, journal: &Journal) -> Result<Option<Progress>, ExchangeError> {
        self.cancel.check()?;
        let Some(id) = self.to_do.pop_front() else { return Ok(None) };
        if journal.catalog.entry(id).is_some() {
            self.write_entry(journal, id)?;
        } else if self.forms.json {
            self.write_record(journal, id)?;
        }
        let done = self.total - self.to_do.len() as u64;
        Ok(Some(Progress::new(Stage::Writing, done, self.total)))
    }

    /// Writes what is about all of it, and gives the folder its name.
    ///
    /// # Errors
    /// [`ExchangeError::Exists`] when there is such a folder by now.
    pub fn finish(mut self, journal: &Journal) -> Result<Exported, ExchangeError> {
        if self.forms.json {
            for (id, version) in std::mem::take(&mut self.used) {
                let form = journal.definition(&id, version)?;
                let name = format!("forms/{}-{version}.json", file_name(&id.0));
                self.write_json(&name, &*form)?;
            }
            let about = json!({
                "stillroom_export": LAYOUT,
                "exported": self.now,
                "what": self.what,
                "entries": self.exported.entries,
                "damaged": self.exported.damaged,
            });
            self.write_json("stillroom.json", &about)?;
        }
        if self.into.symlink_metadata().is_ok() {
            return Err(ExchangeError::Exists);
        }
        fs::rename(&self.begun, &self.into)?;
        let parent = self.into.parent().unwrap_or(Path::new("."));
        File::open(parent)?.sync_all()?;
        Ok(self.exported.clone())
    }

    /// Exports in one go.
    ///
    /// # Errors
    /// As [`ExportRun::step`].
    pub fn run(mut self, journal: &Journal, report: Report<'_>) -> Result<Exported, ExchangeError> {
        drive(report, || self.step(journal))?;
        self.finish(journal)
    }

    fn write_entry(&mut self, journal: &Journal, id: RecordId) -> Result<(), ExchangeError> {
        let entry = ExportedEntry::read(journal, id)?;
        self.exported.entries += 1;
        self.exported.damaged += entry.damaged;
        if self.forms.json {
            let of = entry.revisions.iter().map(|one| (one.form.clone(), one.form_version));
            self.used.extend(of);
            self.write_json(&format!("entries/{id}.json"), &entry)?;
        }
        let Some(now) = entry.revisions.last().filter(|_| self.forms.markdown) else {
            return Ok(());
        };
        let form = journal.definition(&now.form, now.form_version)?;
        let client = now.head.client.and_then(|client| journal.catalog.clients.get(&client));
        let alias = client.map(|client| client.alias.as_str());
        let id = id.to_string();
        let text = markdown::entry(&id, now, &form, alias);
        let day = now.head.happened.date().format("%Y-%m-%d");
        let kind = file_name(&form.id.0);
        self.write(&format!("markdown/{day} {kind} {}.md", &id[..8]), text.as_bytes())
    }

    /// Writes the newest revision of a record that is no entry: its CBOR as JSON, and its body.
    fn write_record(&mut self, journal: &Journal, id: RecordId) -> Result<(), ExchangeError> {
        let Some(seq) = journal.store.head(id)? else { return Ok(()) };
        let opened = journal.store.meta(seq).map_err(JournalError::from);
        let Ok(meta) = opened.and_then(|sealed| journal.sealer.open_meta(id, seq, &sealed)) else {
            self.exported.damaged += 1;
            return Ok(());
        };
        let noun = minicbor::to_vec(&meta.noun).expect("writing into a Vec cannot fail");
        let body = meta.body.and_then(|at| journal.open_body(id, at).ok());
        let body: Option<Value> = body.and_then(|body| serde_json::from_slice(&body).ok());
        let record = json!({
            "id": id,
            "seq": seq.0,
            "written": meta.written,
            "noun": to_json(&noun),
            "body": body,
        });
        self.write_json(&format!("records/{id}.json"), &record)
    }

    fn write_json(
        &mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), ExchangeError> {
        let mut text = serde_json::to_vec_pretty(value).expect("string keys only");
        text.push(b'\n');
        self.write(name, &text)
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), ExchangeError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(self.begun.join(name))?.write_all(bytes)?;
        self.exported.files += 1;
        Ok(())
    }
}

impl Drop for ExportRun {
    fn drop(&mut self) {
        // Not there once it has its name.
        let _ = fs::remove_dir_all(&self.begun);
    }
}

/// Finds what leaves. Forms go by themselves, with the entries that are written with them.
fn records(journal: &Journal, what: ExportWhat) -> Result<VecDeque<RecordId>, ExchangeError> {
    Ok(match what {
        ExportWhat::Entry { id } => {
            journal.catalog.entry(id).ok_or(JournalError::NoSuchEntry)?;
            [id].into_iter().chain(journal.linked_to(&[id])).collect()
        }
        ExportWhat::Client { id } => {
            let entries = journal.entries_about(id)?;
            let linked = journal.linked_to_client(id, &entries);
            [id].into_iter().chain(entries).chain(linked).collect()
        }
        ExportWhat::Journal => {
            let drafts = journal.catalog.newest_first();
            let drafts = drafts.filter(|(_, state)| state.settled.is_none()).map(|(id, _)| id);
            let mut all: VecDeque<RecordId> = drafts.collect();
            for head in journal.store.head_metas(Heads::Chain)? {
                let meta = journal.sealer.open_meta(head.record, head.seq, &head.sealed);
                if !matches!(meta.map(|meta| meta.noun), Ok(Noun::Form(_) | Noun::Tombstone(_))) {
                    all.push_back(head.record);
                }
            }
            all
        }
    })
}

/// Keeps letters and digits; form keys have little else.
fn file_name(key: &str) -> String {
    key.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}

fn make_folder(folder: &Path) -> Result<(), ExchangeError> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(folder)?)
}
