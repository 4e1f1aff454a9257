//! The run that brings entries in. A thread reads the source a little ahead; each step writes what
//! it has prepared, in one transaction, and leaves the journal free until the next.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::choices::Choices;
use super::compare::{Comparison, Held, Target};
use super::dry::each_prepared;
use super::fingerprint::Fingerprint;
use super::item::{Media, MediaAt};
use super::limits::MEDIA;
use super::map::Prepared;
use super::report::ImportReport;
use super::survey::Survey;
use super::text::word_part;
use super::tree::Tree;
use super::trouble::{Code, Trouble};
use crate::exchange::progress::drive;
use crate::exchange::{Cancel, ExchangeError, Progress, Report, Stage};
use crate::forms::{attached_id, attached_node};
use crate::journal::{
    Brought, Head, ImportMeta, ImportState, Incoming, Journal, JournalError, Moment,
};
use crate::vault::RecordId;

/// The most entries of one step.
const STEP: usize = 50;
/// The most text of one step, in bytes of the source.
const STEP_BYTES: usize = 1 << 20;
/// How many prepared steps the reader is ahead.
const AHEAD: usize = 2;
/// How long a step waits for the reader while it holds the journal.
const PATIENCE: Duration = Duration::from_millis(5);

/// An import under way. Dropping it stops the reader; what is in the journal stays, and the import
/// stays noted as one that was cut off until it is resumed, kept or undone.
pub struct ImportRun {
    id: RecordId,
    source: PathBuf,
    fingerprint: Fingerprint,
    begun: Moment,
    steps: Receiver<FromReader>,
    comparison: Comparison,
    /// What links may call each entry by.
    names: HashMap<String, RecordId>,
    /// Entries whose files are being added before they are written themselves.
    batch: Option<Batch>,
    /// The source, from which files are read as they are added.
    tree: Option<Tree>,
    attached: u64,
    /// The entries with links, and what their links may call others by.
    links: Vec<(RecordId, Vec<Vec<String>>)>,
    stage: At,
    total: u64,
    done: u64,
    cancel: StopsReader,
}

/// How far a run is.
enum At {
    Reading,
    /// The report of the reader is here; so many entries have their links.
    Linking(Box<ImportReport>, usize),
}

/// Entries of one step, and the files that belong to them.
struct Batch {
    incoming: Vec<Incoming>,
    /// Where each stands, and whether it brings an entry up to date.
    places: Vec<(String, bool)>,
    /// The files still to be added, with the entry of each.
    files: VecDeque<(usize, Media)>,
    /// The files that were added, by the names that stand for them, entry by entry.
    added: Vec<HashMap<String, RecordId>>,
}

/// What the reader gives.
enum FromReader {
    Step(Vec<Prepared>),
    End(Box<ImportReport>),
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Imported {
    /// The import's record id.
    pub id: RecordId,
    /// What came in.
    pub report: ImportReport,
}

impl ImportRun {
    /// Begins to bring a source in that has been surveyed with the same choices. An import of the
    /// same source that was cut off is resumed.
    ///
    /// # Errors
    /// [`ExchangeError::SourceChanged`] if the source is no longer what was surveyed;
    /// [`ExchangeError::NothingToBringIn`]; [`JournalError::NoSuchClient`] and
    /// [`JournalError::UnknownForm`] for rules that name what is not there; [`JournalError::Store`].
    pub fn begin(
        journal: &mut Journal,
        source: &Path,
        choices: Choices,
        survey: &Survey,
        now: Moment,
    ) -> Result<Self, ExchangeError> {
        let fingerprint = Fingerprint::of(source).ok();
        let (Some(fingerprint), true) = (fingerprint.clone(), fingerprint == survey.fingerprint)
        else {
            return Err(ExchangeError::SourceChanged);
        };
        let Some(kind) = survey.report.kind.filter(|_| survey.passing > 0) else {
            return Err(ExchangeError::NothingToBringIn);
        };
        for rule in choices.rules.values().chain([&choices.otherwise]) {
            journal.current_form(&rule.form)?;
            if rule.client.is_some_and(|client| journal.alias(client).is_none()) {
                return Err(JournalError::NoSuchClient.into());
            }
        }
        let held = Held::of(journal);
        let id = if let Some(id) = journal.cut_off_import(&fingerprint.identity) {
            id
        } else {
            let id = RecordId::make();
            let meta = ImportMeta {
                kind: kind.key(),
                source: fingerprint.identity,
                begun: now,
                ended: None,
                state: ImportState::Running,
                brought: 0,
                updated: 0,
                already: 0,
                left_out: 0,
            };
            journal.put_import(id, meta, now)?;
            id
        };
        let cancel = Cancel::default();
        let (sender, steps) = sync_channel(AHEAD);
        let reader = Reader {
            source: source.to_owned(),
            choices,
            aliases: held.aliases,
            sender,
            cancel: cancel.clone(),
        };
        // It ends with the run: nobody takes its steps then.
        thread::spawn(move || reader.read());
        Ok(Self {
            id,
            source: source.to_owned(),
            fingerprint,
            begun: now,
            steps,
            comparison: Comparison::new(held.known, Some(id)),
            names: HashMap::new(),
            batch: None,
            tree: None,
            attached: 0,
            links: Vec::new(),
            stage: At::Reading,
            total: survey.passing,
            done: 0,
            cancel: StopsReader(cancel),
        })
    }

    /// Returns what stops the run from any thread.
    pub fn cancel(&self) -> Cancel {
        self.cancel.0.clone()
    }

    /// Writes what the reader has prepared; returns `None` once everything is in.
    ///
    /// # Errors
    /// [`ExchangeError::Cancelled`]; [`ExchangeError::Journal`] for a full disk and the like. What
    /// the steps before have written is in the journal.
    pub fn step(&mut self, journal: &mut Journal) -> Result<Option<Progress>, ExchangeError> {
        self.cancel.0.check()?;
        if let Some(batch) = self.batch.take() {
            self.go_on_with(journal, batch)?;
            return Ok(Some(self.progress()));
        }
        match &self.stage {
            At::Reading => match self.steps.recv_timeout(PATIENCE) {
                Ok(FromReader::Step(prepared)) => self.sort(prepared),
                Ok(FromReader::End(report)) => self.stage = At::Linking(report, 0),
                Err(RecvTimeoutError::Timeout) => {}
                // The reader has ended without a report, which it does only when it is stopped.
                Err(RecvTimeoutError::Disconnected) => return Err(ExchangeError::Cancelled),
            },
            At::Linking(_, linked) if *linked >= self.links.len() => return Ok(None),
            At::Linking(_, linked) => {
                let next = (*linked + STEP).min(self.links.len());
                let ready: Vec<_> =
                    self.links[*linked..next].iter().map(|one| self.resolved(one)).collect();
                journal.link_brought(&ready, Moment::now())?;
                if let At::Linking(_, linked) = &mut self.stage {
                    *linked = next;
                }
            }
        }
        Ok(Some(self.progress()))
    }

    fn progress(&self) -> Progress {
        Progress::new(Stage::BringingIn, self.done.min(self.total), self.total)
    }

    /// Finds the entries that the links of one lead to.
    fn resolved(&self, (id, links): &(RecordId, Vec<Vec<String>>)) -> (RecordId, Vec<RecordId>) {
        let found = links.iter().filter_map(|names| names.iter().find_map(|n| self.names.get(n)));
        (*id, found.copied().collect())
    }

    /// Sorts out what is new or newer of a step.
    fn sort(&mut self, prepared: Vec<Prepared>) {
        let (mut incoming, mut places) = (Vec::new(), Vec::new());
        let mut files = VecDeque::new();
        for one in prepared {
            self.done += 1;
            let (id, is_update) = match self.comparison.take(&one) {
                Target::Nowhere => continue,
                Target::Here(id) => {
                    self.note_links(id, &one);
                    continue;
                }
                Target::New => (RecordId::make(), false),
                Target::Update(id) => (id, true),
            };
            let Some(happened) = one.happened else { continue };
            self.note_links(id, &one);
            let of_it = one.media.into_iter().filter(|media| media.at.is_some());
            files.extend(of_it.map(|media| (incoming.len(), media)));
            places.push((one.place, is_update));
            incoming.push(Incoming {
                id,
                form: one.rule.form,
                head: Head { client: one.rule.client, tags: one.tags, ..Head::at(happened) },
                created: one.created.unwrap_or(happened),
                document: one.document,
                appendix: one.appendix,
                key: one.key,
                digest: one.digest,
            });
        }
        let added = vec![HashMap::new(); incoming.len()];
        self.batch = Some(Batch { incoming, places, files, added });
    }

    /// Adds the next file of a step, or writes its entries once all are added.
    fn go_on_with(&mut self, journal: &mut Journal, mut batch: Batch) -> Result<(), ExchangeError> {
        let Some((at, media)) = batch.files.pop_front() else { return self.write(journal, batch) };
        match self.attach(journal, batch.incoming[at].id, &media) {
            Ok(id) => {
                self.attached += 1;
                batch.added[at].insert(media.name, id);
            }
            Err(ExchangeError::Journal(JournalError::Store(error))) => {
                return Err(JournalError::from(error).into());
            }
            Err(error) => {
                let code = match error {
                    ExchangeError::Journal(JournalError::AttachmentTooLarge) => Code::MediaTooLarge,
                    ExchangeError::Journal(JournalError::AttachmentsFull) => Code::MediaFull,
                    _ => Code::NotWhole,
                };
                let place = format!("{}: {}", batch.places[at].0, media.name);
                self.comparison.ledger.tell(Trouble::new(code, place));
            }
        }
        self.batch = Some(batch);
        Ok(())
    }

    /// Adds a file to an entry that is about to be written.
    fn attach(
        &mut self,
        journal: &mut Journal,
        entry: RecordId,
        media: &Media,
    ) -> Result<RecordId, ExchangeError> {
        let unreadable = |_| JournalError::FileUnreadable(std::io::ErrorKind::InvalidData);
        let tree = match &mut self.tree {
            Some(tree) => tree,
            None => self.tree.insert(Tree::open(&self.source).map_err(unreadable)?.0),
        };
        let now = Moment::now();
        let file = match &media.at {
            Some(MediaAt::Member(index)) => {
                let source = tree.stream(*index).map_err(unreadable)?;
                journal.attach(entry, &media.name, source, true, now)?
            }
            Some(MediaAt::Part(index, part)) => {
                let package = tree.read(*index, MEDIA).map_err(unreadable)?;
                let bytes = word_part(&package, part).map_err(unreadable)?;
                let source = Box::new(std::io::Cursor::new(bytes));
                journal.attach(entry, &media.name, source, true, now)?
            }
            None => return Err(JournalError::NoSuchAttachment.into()),
        };
        Ok(file.id)
    }

    fn write(&mut self, journal: &mut Journal, batch: Batch) -> Result<(), ExchangeError> {
        let Batch { mut incoming, places, added, .. } = batch;
        for (one, added) in incoming.iter_mut().zip(&added) {
            place_files(&mut one.document, added);
        }
        let outcomes = journal.bring_in(self.id, incoming, Moment::now())?;
        for (outcome, (place, is_update)) in outcomes.into_iter().zip(places) {
            let code = match outcome {
                Brought::In => continue,
                Brought::Edited => Code::Newer,
                Brought::Refused(JournalError::TooLarge) => Code::TooLarge,
                Brought::Refused(_) => Code::BadItem,
            };
            let counted =
                if is_update { &mut self.comparison.updated } else { &mut self.comparison.brought };
            *counted -= 1;
            self.comparison.ledger.tell(Trouble::new(code, place));
        }
        Ok(())
    }

    fn note_links(&mut self, id: RecordId, one: &Prepared) {
        for name in &one.names {
            self.names.entry(name.clone()).or_insert(id);
        }
        if !one.links.is_empty() {
            self.links.push((id, one.links.clone()));
        }
    }

    /// Notes that the import has ended, and keeps its report.
    ///
    /// # Errors
    /// [`ExchangeError::Journal`] for a full disk and the like: the import stays noted as cut off.
    pub fn finish(self, journal: &mut Journal) -> Result<Imported, ExchangeError> {
        let At::Linking(report, _) = self.stage else { return Err(ExchangeError::Cancelled) };
        let mut report = *report;
        self.comparison.put_into(&mut report);
        report.attached = self.attached;
        if Fingerprint::of(&self.source).ok().as_ref() != Some(&self.fingerprint) {
            report.add_one(Code::ChangedMeanwhile);
        }
        let now = Moment { utc_ms: Moment::now().utc_ms.max(self.begun.utc_ms), ..Moment::now() };
        journal.put_import_report(self.id, &report, now)?;
        let meta = ImportMeta {
            ended: Some(now),
            state: ImportState::Done,
            brought: report.come_in,
            updated: report.changed,
            already: report.already,
            left_out: report.left_out,
            ..journal.import(self.id)?.clone()
        };
        journal.put_import(self.id, meta, now)?;
        Ok(Imported { id: self.id, report })
    }

    /// Brings everything in, in one go.
    ///
    /// # Errors
    /// As [`ImportRun::step`] and [`ImportRun::finish`].
    pub fn run(
        mut self,
        journal: &mut Journal,
        report: Report<'_>,
    ) -> Result<Imported, ExchangeError> {
        drive(report, || self.step(journal))?;
        self.finish(journal)
    }
}

/// Puts files in the places of the names that stand for them; what was not added has no place, and
/// what no place names comes last.
fn place_files(document: &mut Value, added: &HashMap<String, RecordId>) {
    let Some(content) = document["content"].as_array_mut() else { return };
    let mut left: BTreeMap<&str, RecordId> =
        added.iter().map(|(name, id)| (name.as_str(), *id)).collect();
    content.retain_mut(|node| {
        let Some(name) = attached_id(node).map(ToOwned::to_owned) else { return true };
        left.remove(name.as_str());
        let Some(id) = added.get(&name) else { return false };
        *node = attached_node(&id.to_string(), "");
        true
    });
    content.extend(left.values().map(|id| attached_node(&id.to_string(), "")));
    if content.is_empty() {
        content.push(serde_json::json!({ "type": "paragraph" }));
    }
}

/// Stops the reader once the run is gone.
struct StopsReader(Cancel);

impl Drop for StopsReader {
    fn drop(&mut self) {
        // The reader may be at a long text; it looks here before it goes on.
        self.0.cancel();
    }
}

/// Reads a source on a thread of its own.
struct Reader {
    source: PathBuf,
    choices: Choices,
    aliases: Vec<String>,
    sender: SyncSender<FromReader>,
    cancel: Cancel,
}

impl Reader {
    fn read(self) {
        let (mut step, mut bytes) = (Vec::new(), 0);
        let Self { source, choices, aliases, sender, cancel } = self;
        let mut is_stopped = false;
        let report = each_prepared(&source, &choices, &aliases, &mut |prepared| {
            bytes += prepared.size;
            step.push(prepared);
            if step.len() >= STEP || bytes >= STEP_BYTES {
                bytes = 0;
                is_stopped = sender.send(FromReader::Step(std::mem::take(&mut step))).is_err();
            }
            is_stopped |= cancel.is_set();
            if is_stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if is_stopped || (!step.is_empty() && sender.send(FromReader::Step(step)).is_err()) {
            return;
        }
        // The run is gone if this does not arrive.
        let _ = sender.send(FromReader::End(Box::new(report)));
    }
}
