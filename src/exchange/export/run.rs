//! The run: one file after the other into a folder that bears a mark until the end.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Value, json};

use super::cbor::to_json;
use super::entry::ExportedEntry;
use super::markdown;
use super::mine_alone::{Shared, is_of_mine_alone, shared};
use super::unfinished::{ABOUT, ATTACHMENTS, FOLDERS, delete_files, put_mark, remove_mark};
use super::{ExportAs, ExportWhat, Exported};
use crate::exchange::progress::drive;
use crate::exchange::{Cancel, ExchangeError, Progress, Report, Stage};
use crate::files::{create_private, make_private, sync_folder};
use crate::forms::{Answer, Answers, FormId, attached, attached_id, attached_in};
use crate::journal::{
    Attachment, AttachmentKind, AttachmentReader, ExportUnderWay, Journal, JournalError, Moment,
    Payload, spelled,
};
use crate::locale::Locale;
use crate::store::path::{self, text_of};
use crate::store::{Heads, StoreError};
use crate::vault::RecordId;

/// The version of the layout that `docs/export.md` describes.
const LAYOUT: u32 = 1;

/// As long as the longest name of a file that an export writes.
const LONGEST_NAME: &str = "attachments/0123456789abcdef0123456789abcdef.longlong";

/// How many pieces of an attached file are written in one step: 1 MiB.
const PIECES: usize = 4;

/// An export under way. Dropping it deletes what it has written.
pub struct ExportRun {
    into: PathBuf,
    /// What marks the folder until the end.
    mark: String,
    has_ended: bool,
    what: ExportWhat,
    forms: ExportAs,
    now: Moment,
    to_do: VecDeque<RecordId>,
    total: u64,
    used: BTreeSet<(FormId, u32)>,
    /// The attached files that what was written names, and those of them still to be written.
    named: BTreeSet<RecordId>,
    files: VecDeque<RecordId>,
    writing: Option<FileUnderWay>,
    /// What was written about each record.
    written: HashMap<RecordId, Written>,
    exported: Exported,
    cancel: Cancel,
}

/// An attached file that is being written.
struct FileUnderWay {
    id: RecordId,
    path: PathBuf,
    file: File,
    reader: AttachmentReader,
}

/// What was written about one record.
#[derive(Default)]
struct Written {
    files: Vec<PathBuf>,
    entries: u32,
    damaged: u32,
}

impl ExportRun {
    /// Begins to export into the folder `into`, a whole path, which must not be there; the folder
    /// that it is to lie in must be. The journal notes where before anything is written.
    ///
    /// # Errors
    /// [`ExchangeError::Exists`]; [`JournalError::PlaceInside`] for a folder inside a journal's;
    /// [`JournalError::NoSuchEntry`] and the like; [`ExchangeError::Journal`] when the folder cannot
    /// be written, or its path is not whole or too long.
    pub fn begin(
        journal: &mut Journal,
        what: ExportWhat,
        forms: ExportAs,
        into: &Path,
        now: Moment,
    ) -> Result<Self, ExchangeError> {
        let into = path::whole(into)?;
        if path::is_inside_a_journal(&into, Some(journal.folder())) {
            return Err(JournalError::PlaceInside.into());
        }
        path::check_name(&into.join(LONGEST_NAME))?;
        if into.symlink_metadata().is_ok() {
            return Err(ExchangeError::Exists);
        }
        if !into.parent().is_some_and(Path::is_dir) {
            return Err(StoreError::Io(std::io::ErrorKind::NotFound).into());
        }
        let to_do = records(journal, what)?;
        let mark = format!("{}{}", RecordId::make(), RecordId::make());
        let folder = text_of(&into);
        note(journal, ExportUnderWay { folder: folder.clone(), mark: mark.clone(), begun: now })?;
        let run = Self {
            into,
            mark,
            has_ended: false,
            what,
            forms,
            now,
            total: to_do.len() as u64,
            to_do,
            used: BTreeSet::new(),
            named: BTreeSet::new(),
            files: VecDeque::new(),
            writing: None,
            written: HashMap::new(),
            exported: Exported { folder, entries: 0, files: 0, damaged: 0, left_out: 0 },
            cancel: Cancel::default(),
        };
        match run.make_folders() {
            Ok(()) => Ok(run),
            Err(error) => {
                run.give_up(journal);
                Err(error)
            }
        }
    }

    fn make_folders(&self) -> Result<(), ExchangeError> {
        match make_private(&self.into) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(ExchangeError::Exists);
            }
            made => made?,
        }
        put_mark(&self.into, &self.mark).inspect_err(|_| {
            // Nothing else is in it yet.
            let _ = remove_mark(&self.into);
            let _ = fs::remove_dir(&self.into);
        })?;
        let wanted = |ending: &str| match ending {
            "md" => self.forms.markdown,
            "json" => self.forms.json,
            // That of attached files is made for the first of them.
            _ => false,
        };
        for (name, _) in FOLDERS.iter().filter(|(_, ending)| wanted(ending)) {
            make_private(&self.into.join(name))?;
        }
        Ok(())
    }

    /// Ends the run and deletes what it has written. What cannot be deleted stays noted.
    pub fn give_up(mut self, journal: &mut Journal) {
        self.has_ended = true;
        journal.set_exporting(None);
        if delete_files(&self.into, &self.mark).is_ok() {
            // It is looked for again at the next opening if this cannot be written.
            let _ = journal.note_export_ended(&self.mark, self.now);
        }
    }

    /// Returns what stops the run from any thread.
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone()
    }

    /// Writes one record, or some of an attached file; returns `None` once all are written.
    ///
    /// # Errors
    /// [`ExchangeError::Cancelled`]; [`ExchangeError::Journal`] for a full disk and the like.
    pub fn step(&mut self, journal: &Journal) -> Result<Option<Progress>, ExchangeError> {
        self.cancel.check()?;
        let Some(id) = self.to_do.pop_front() else {
            return self.write_some_of_a_file(journal);
        };
        if journal.has_entry(id) {
            self.write_entry(journal, id)?;
        } else if self.forms.json {
            self.write_record(journal, id)?;
        }
        let done = self.total - self.to_do.len() as u64;
        Ok(Some(Progress::new(Stage::Writing, done, self.total)))
    }

    /// Deletes what was erased meanwhile, writes what is about all of it, and takes the mark from
    /// the folder.
    ///
    /// # Errors
    /// [`ExchangeError::Journal`] for a full disk and the like: what was written is deleted.
    pub fn finish(mut self, journal: &mut Journal) -> Result<Exported, ExchangeError> {
        match self.complete(journal) {
            Ok(()) => {}
            Err(error) => {
                self.give_up(journal);
                return Err(error);
            }
        }
        journal.set_exporting(None);
        // The mark goes first: a kill between the two leaves a whole export without a mark, never a
        // marked one that the journal no longer knows.
        let unmarked = remove_mark(&self.into).map_err(ExchangeError::from);
        let unmarked = unmarked.and_then(|()| Ok(sync_folder(&self.into)?));
        let noted = journal.note_export_ended(&self.mark, self.now);
        // Either of the two is enough for it not to be taken for an unfinished one later.
        if let (Err(_), Err(error)) = (unmarked, noted) {
            Err(error.into())
        } else {
            self.has_ended = true;
            Ok(self.exported.clone())
        }
    }

    fn complete(&mut self, journal: &Journal) -> Result<(), ExchangeError> {
        self.cancel.check()?;
        self.delete_erased(journal)?;
        if self.forms.json {
            for (id, version) in std::mem::take(&mut self.used) {
                let form = journal.definition(&id, version)?;
                let name = format!("forms/{}-{version}.json", file_name(&id.0));
                self.write_json(None, &name, &*form)?;
            }
            let about = json!({
                "stillroom_export": LAYOUT,
                "exported": self.now,
                "what": self.what,
                "mine_alone": self.forms.mine_alone,
                "entries": self.exported.entries,
                "damaged": self.exported.damaged,
            });
            self.write_json(None, ABOUT, &about)?;
        }
        Ok(sync_folder(&self.into)?)
    }

    /// Removes the files about records that were erased since they were written.
    fn delete_erased(&mut self, journal: &Journal) -> Result<(), ExchangeError> {
        let erased = journal.erased();
        let gone: Vec<RecordId> =
            self.written.keys().filter(|id| erased.contains_key(*id)).copied().collect();
        for id in gone {
            let Written { files, entries, damaged } = self.written.remove(&id).unwrap_or_default();
            self.exported.files -= files.len() as u32;
            self.exported.entries -= entries;
            self.exported.damaged -= damaged;
            for file in files {
                fs::remove_file(file)?;
            }
        }
        Ok(())
    }

    /// Exports in one go.
    ///
    /// # Errors
    /// As [`ExportRun::step`]; what was written is deleted.
    pub fn run(
        mut self,
        journal: &mut Journal,
        report: Report<'_>,
    ) -> Result<Exported, ExchangeError> {
        match drive(report, || self.step(journal)) {
            Ok(()) => self.finish(journal),
            Err(error) => {
                self.give_up(journal);
                Err(error)
            }
        }
    }

    fn write_entry(&mut self, journal: &Journal, id: RecordId) -> Result<(), ExchangeError> {
        let entry = ExportedEntry::read(journal, id)?;
        let Shared { entry, left_out } = if self.forms.mine_alone {
            Shared { entry: Some(entry), left_out: false }
        } else {
            shared(journal, entry)
        };
        self.exported.left_out += u32::from(left_out);
        let Some(entry) = entry else { return Ok(()) };
        self.exported.entries += 1;
        self.exported.damaged += entry.damaged;
        let written = self.written.entry(id).or_default();
        (written.entries, written.damaged) = (1, entry.damaged);
        if self.forms.json {
            let of = entry.revisions.iter().map(|one| (one.form.clone(), one.form_version));
            self.used.extend(of);
            let revisions = entry.revisions.iter().map(|one| &one.answers);
            let all = revisions.chain(entry.draft.as_ref().map(|draft| &draft.answers));
            let named = all.flat_map(|answers| ids(attached(answers))).collect();
            self.note_files(named);
            self.write_json(Some(id), &format!("entries/{id}.json"), &entry)?;
        }
        let Some(now) = entry.revisions.last().filter(|_| self.forms.markdown) else {
            return Ok(());
        };
        self.note_files(ids(attached(&now.answers)).collect());
        let mut now = now.clone();
        name_files(journal, &mut now.answers);
        let now = &now;
        let form = journal.definition(&now.form, now.form_version)?;
        let alias = now.head.client.and_then(|client| journal.alias(client));
        let name = id.to_string();
        let locale = Locale::of(journal.settings().english);
        let text = markdown::entry(&name, now, &spelled(&form, locale.english), alias, locale);
        let day = now.head.happened.date().format("%Y-%m-%d");
        let kind = file_name(&form.id.0);
        let file = format!("markdown/{day} {kind} {}.md", &name[..8]);
        self.write(Some(id), &file, text.as_bytes())
    }

    /// Goes on with the attached files; returns `None` once all are written.
    fn write_some_of_a_file(
        &mut self,
        journal: &Journal,
    ) -> Result<Option<Progress>, ExchangeError> {
        let Some(mut under_way) = self.writing.take() else {
            let Some(id) = self.files.pop_front() else { return Ok(None) };
            // One that was erased meanwhile is named by its caption alone.
            if let Ok(file) = journal.attachment(id) {
                self.begin_file(journal, &file)?;
            }
            return Ok(Some(self.progress_of_files()));
        };
        for _ in 0..PIECES {
            match under_way.reader.next(journal) {
                Ok(Some(piece)) => under_way.file.write_all(&piece)?,
                Ok(None) => return Ok(Some(self.progress_of_files())),
                // It was erased, or does not open: half of it is of no use.
                Err(_) => {
                    if journal.is_attachment(under_way.id) {
                        self.exported.damaged += 1;
                    }
                    self.forget_file(under_way.id, &under_way.path)?;
                    return Ok(Some(self.progress_of_files()));
                }
            }
        }
        self.writing = Some(under_way);
        Ok(Some(self.progress_of_files()))
    }

    fn progress_of_files(&self) -> Progress {
        let left = self.files.len() as u64;
        let total = self.total + self.named.len() as u64;
        Progress::new(Stage::Writing, total.saturating_sub(left), total)
    }

    /// Begins to write an attached file, and what is known of it.
    fn begin_file(&mut self, journal: &Journal, file: &Attachment) -> Result<(), ExchangeError> {
        let Ok(reader) = journal.open_attachment(file.id) else {
            self.exported.damaged += 1;
            return Ok(());
        };
        let folder = self.into.join(ATTACHMENTS);
        if !folder.is_dir() {
            make_private(&folder)?;
        }
        if self.forms.json {
            self.write_json(Some(file.id), &format!("{ATTACHMENTS}/{}.json", file.id), file)?;
        }
        let path = self.into.join(name_of(file));
        let opened = create_private(&path)?;
        self.exported.files += 1;
        self.written.entry(file.id).or_default().files.push(path.clone());
        self.writing = Some(FileUnderWay { id: file.id, path, file: opened, reader });
        Ok(())
    }

    /// Takes away a file that cannot be written whole.
    fn forget_file(&mut self, id: RecordId, path: &Path) -> Result<(), ExchangeError> {
        fs::remove_file(path)?;
        self.exported.files -= 1;
        self.written.entry(id).or_default().files.retain(|file| file != path);
        Ok(())
    }

    /// Notes the attached files that something names, to be written after the records.
    fn note_files(&mut self, named: Vec<RecordId>) {
        for id in named {
            if self.named.insert(id) {
                self.files.push_back(id);
            }
        }
    }

    /// Writes the newest revision of a record that is no entry: its CBOR as JSON, and its body.
    fn write_record(&mut self, journal: &Journal, id: RecordId) -> Result<(), ExchangeError> {
        let Some(seq) = journal.store().head(id)? else { return Ok(()) };
        let opened = journal.store().meta(seq).map_err(JournalError::from);
        let Ok(meta) = opened.and_then(|sealed| journal.sealer().open_meta(id, seq, &sealed))
        else {
            self.exported.damaged += 1;
            return Ok(());
        };
        if !self.forms.mine_alone && is_of_mine_alone(journal, id, &meta.payload)? {
            return Ok(());
        }
        let payload = minicbor::to_vec(&meta.payload).expect("writing into a Vec cannot fail");
        let body = meta.body.and_then(|at| journal.open_body(id, at).ok());
        let body: Option<Value> = body.and_then(|body| serde_json::from_slice(&body).ok());
        if let Some(text) = body.as_ref().and_then(|body| body.get("text")) {
            self.note_files(ids(attached_in(text)).collect());
        }
        let record = json!({
            "id": id,
            "seq": seq.0,
            "written": meta.written,
            "noun": to_json(&payload),
            "body": body,
        });
        self.write_json(Some(id), &format!("records/{id}.json"), &record)
    }

    fn write_json(
        &mut self,
        about: Option<RecordId>,
        name: &str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), ExchangeError> {
        let mut text = serde_json::to_vec_pretty(value).expect("string keys only");
        text.push(b'\n');
        self.write(about, name, &text)
    }

    fn write(
        &mut self,
        about: Option<RecordId>,
        name: &str,
        bytes: &[u8],
    ) -> Result<(), ExchangeError> {
        let file = self.into.join(name);
        create_private(&file)?.write_all(bytes)?;
        self.exported.files += 1;
        if let Some(id) = about {
            self.written.entry(id).or_default().files.push(file);
        }
        Ok(())
    }
}

impl Drop for ExportRun {
    fn drop(&mut self) {
        if !self.has_ended {
            // What cannot be deleted is noted in the journal, and named at the next unlock.
            let _ = delete_files(&self.into, &self.mark);
        }
    }
}

/// Notes an export in the journal. One that cannot be written to must still be able to leave.
fn note(journal: &mut Journal, export: ExportUnderWay) -> Result<(), ExchangeError> {
    journal.set_exporting(Some(export.mark.clone()));
    match journal.note_export(export) {
        Err(JournalError::Store(StoreError::DiskFull | StoreError::ReadOnly)) => Ok(()),
        noted => Ok(noted?),
    }
}

/// Finds what leaves. Forms go by themselves, with the entries that are written with them.
fn records(journal: &Journal, what: ExportWhat) -> Result<VecDeque<RecordId>, ExchangeError> {
    let mut records: VecDeque<RecordId> = match what {
        ExportWhat::Entry { id } => {
            if !journal.has_entry(id) {
                return Err(JournalError::NoSuchEntry.into());
            }
            [id].into_iter().chain(journal.linked_to(&[id])).collect()
        }
        ExportWhat::Client { id } => {
            let entries = journal.entries_about(id)?;
            let linked = journal.linked_to_client(id, &entries);
            [id].into_iter().chain(entries).chain(linked).collect()
        }
        ExportWhat::Journal => {
            let drafts = journal.entries();
            let drafts = drafts.filter(|(_, state)| state.latest.is_none()).map(|(id, _)| id);
            let mut all: VecDeque<RecordId> = drafts.collect();
            for head in journal.store().head_metas(Heads::Chain)? {
                let meta = journal.sealer().open_meta(head.record, head.seq, &head.sealed);
                if !matches!(
                    meta.map(|meta| meta.payload),
                    Ok(Payload::Form(_) | Payload::Tombstone(_) | Payload::Exports(_))
                ) {
                    all.push_back(head.record);
                }
            }
            all
        }
    };
    // Attached files leave with what names them.
    records.retain(|id| !journal.is_attachment(*id));
    Ok(records)
}

fn ids(named: Vec<&str>) -> impl Iterator<Item = RecordId> {
    named.into_iter().filter_map(|id| id.parse().ok())
}

/// Returns where an attached file lies in an export.
fn name_of(file: &Attachment) -> String {
    format!("{ATTACHMENTS}/{}.{}", file.id, file.ending())
}

/// Writes into the texts of answers where their attached files lie, as seen from a Markdown file.
fn name_files(journal: &Journal, answers: &mut Answers) {
    for answer in answers.values_mut() {
        match answer {
            Answer::Text(document) | Answer::Choice { text: Some(document), .. } => {
                name_files_in(journal, document);
            }
            Answer::Block(inner) => name_files(journal, inner),
            Answer::Rows(rows) => rows.iter_mut().for_each(|row| name_files(journal, row)),
            _ => {}
        }
    }
}

fn name_files_in(journal: &Journal, document: &mut Value) {
    let mut open = vec![document];
    while let Some(node) = open.pop() {
        let id = attached_id(node).and_then(|id| id.parse().ok());
        if let Some(file) = id.and_then(|id| journal.attachment(id).ok()) {
            let is_picture =
                matches!(file.kind, AttachmentKind::Picture | AttachmentKind::OtherPicture);
            node["attrs"]["path"] = format!("../{}", name_of(&file)).into();
            node["attrs"]["picture"] = is_picture.into();
            node["attrs"]["name"] = file.name.into();
        }
        if let Some(Value::Array(children)) = node.get_mut("content") {
            open.extend(children.iter_mut());
        }
    }
}

/// Keeps letters and digits; form keys have little else.
fn file_name(key: &str) -> String {
    key.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}
