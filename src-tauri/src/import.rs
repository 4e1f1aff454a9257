//! The source of an import, held in memory alone, and the long tasks with it.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use stillroom::exchange::import::{
    Choices, Held, ImportChoices, ImportReport, ImportRun, Imported, Survey, TakeBackRun, TakenBack,
};
use stillroom::exchange::{Cancel, ExchangeError};
use stillroom::journal::Moment;
use stillroom::vault::RecordId;
use tauri::{AppHandle, Manager};

use crate::failure::{Code, Failure};
use crate::state::Shell;
use crate::task::{TaskSlot, at_low_priority, report, run_with_journal};

/// The file or folder that was chosen, and its survey. Both are gone at the lock.
#[derive(Default)]
pub(crate) struct ChosenSource(Mutex<Option<Chosen>>);

#[derive(Clone)]
struct Chosen {
    path: PathBuf,
    survey: Option<(Choices, Survey)>,
}

impl ChosenSource {
    /// Takes a file or a folder, and returns its name.
    pub(crate) fn choose(&self, path: PathBuf) -> String {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        *self.now() = Some(Chosen { path, survey: None });
        name.unwrap_or_default()
    }

    /// Forgets it.
    pub(crate) fn forget(&self) {
        *self.now() = None;
    }

    /// Returns where it lies, to be shown.
    pub(crate) fn place(&self) -> Option<String> {
        self.now().as_ref().map(|chosen| chosen.path.to_string_lossy().into_owned())
    }

    fn chosen(&self) -> Result<Chosen, Failure> {
        self.now().clone().ok_or(Failure::of(Code::NotThere))
    }

    fn note_survey(&self, of: &PathBuf, choices: Choices, survey: Survey) {
        // Another one may have been chosen meanwhile.
        if let Some(chosen) = self.now().as_mut().filter(|chosen| chosen.path == *of) {
            chosen.survey = Some((choices, survey));
        }
    }

    fn now(&self) -> MutexGuard<'_, Option<Chosen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks at the chosen source beside the journal.
pub(crate) fn survey(app: &AppHandle, choices: ImportChoices) -> Result<ImportReport, Failure> {
    let source = app.state::<ChosenSource>();
    let Chosen { path, .. } = source.chosen()?;
    let (slot, cancel) = (app.state::<TaskSlot>(), Cancel::default());
    let _task = slot.begin(cancel.clone())?;
    let held = app.state::<Shell>().open(|journal| Ok::<_, ExchangeError>(Held::of(journal)))?;
    let choices = Choices::from(choices);
    let looked = at_low_priority(|| {
        Survey::of(&path, &choices, &held, &cancel, &mut |progress| report(app, progress))
    })?;
    let found = looked.report.clone();
    source.note_survey(&path, choices, looked);
    Ok(found)
}

/// Brings the source in that was surveyed.
pub(crate) fn bring_in(app: &AppHandle) -> Result<Imported, Failure> {
    let Chosen { path, survey } = app.state::<ChosenSource>().chosen()?;
    let (choices, survey) = survey.ok_or(Failure::of(Code::NotThere))?;
    let (shell, slot) = (app.state::<Shell>(), app.state::<TaskSlot>());
    let task = slot.begin(Cancel::default())?;
    let mut run =
        shell.open(|journal| ImportRun::begin(journal, &path, choices, &survey, Moment::now()))?;
    task.set_cancel(run.cancel());
    run_with_journal(app, |journal| run.step(journal))?;
    shell.open(|journal| run.finish(journal))
}

/// Takes an import back.
pub(crate) fn take_back(app: &AppHandle, id: RecordId, edited: bool) -> Result<TakenBack, Failure> {
    let (shell, slot) = (app.state::<Shell>(), app.state::<TaskSlot>());
    let task = slot.begin(Cancel::default())?;
    let mut run = shell.open(|journal| TakeBackRun::begin(journal, id, edited, Moment::now()))?;
    task.set_cancel(run.cancel());
    run_with_journal(app, |journal| run.step(journal))?;
    shell.open(|journal| run.finish(journal))
}
