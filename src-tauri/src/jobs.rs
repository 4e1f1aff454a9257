//! The long tasks: a health check, a backup, a restore and an export. Saves and searches go on
//! meanwhile.

use std::path::Path;

use stillroom::exchange::backup::{Backup, BackupRun, RestoreRun};
use stillroom::exchange::export::{ExportAs, ExportRun, ExportWhat, Exported};
use stillroom::exchange::health::{CheckRun, Health};
use stillroom::exchange::{Cancel, ExchangeError};
use stillroom::journal::{Journal, Moment};
use tauri::{AppHandle, Manager};

use crate::failure::{Code, Failure};
use crate::journal_folders::{free_beside, name_of};
use crate::state::{Secret, Shell};
use crate::task::{TaskSlot, run_detached, run_with_journal};

/// How often a backup is begun when something is erased while it is made.
const TRIES: u32 = 5;

/// Checks the health of the open journal.
pub(crate) fn check_health(app: &AppHandle) -> Result<Health, Failure> {
    let mut check = CheckRun::default();
    let slot = app.state::<TaskSlot>();
    let _task = slot.begin(check.cancel())?;
    run_with_journal(app, |journal| check.step(journal))?;
    app.state::<Shell>().open(|journal| check.finish(journal, Moment::now()))
}

/// Makes a backup of the open journal. One that has copied what was erased meanwhile is made anew.
pub(crate) fn back_up(app: &AppHandle) -> Result<Backup, Failure> {
    let mut made = back_up_once(app);
    for _ in 1..TRIES {
        match &made {
            Err(failure) if failure.code == Code::ErasedMeanwhile => made = back_up_once(app),
            _ => break,
        }
    }
    made
}

fn back_up_once(app: &AppHandle) -> Result<Backup, Failure> {
    let shell = app.state::<Shell>();
    let slot = app.state::<TaskSlot>();
    // Beginning would give up a copy that another task has under way.
    let task = slot.begin(Cancel::default())?;
    let mut run = shell.open(|journal| BackupRun::begin(journal, Moment::now()))?;
    task.set_cancel(run.cancel());
    run_with_journal(app, |journal| run.copy(journal))?;
    run_detached(app, || run.verify())?;
    shell.open(|journal| run.finish(journal))
}

/// Restores a backup beside the open journal, and returns the new journal's name. A backup that is
/// damaged itself is restored only if `despite_damage` is set.
pub(crate) fn restore(
    app: &AppHandle,
    backup: &Path,
    secret: &Secret,
    despite_damage: bool,
) -> Result<String, Failure> {
    let shell = app.state::<Shell>();
    let folder = shell.open(|journal| Ok::<_, Failure>(journal.folder().to_owned()))?;
    let into = free_beside(&folder, "restored");
    let mut run = RestoreRun::begin(backup, &secret.opener(), &into)?;
    let slot = app.state::<TaskSlot>();
    let _task = slot.begin(run.cancel())?;
    run_detached(app, || if despite_damage { run.step_despite_damage() } else { run.step() })?;
    Ok(name_of(&into))
}

/// Writes readable files into a folder that does not exist yet.
pub(crate) fn export(
    app: &AppHandle,
    what: ExportWhat,
    form: ExportAs,
    into: &Path,
) -> Result<Exported, Failure> {
    let shell = app.state::<Shell>();
    let slot = app.state::<TaskSlot>();
    let task = slot.begin(Cancel::default())?;
    let begin = |journal: &mut Journal| ExportRun::begin(journal, what, form, into, Moment::now());
    let mut run = shell.open(begin)?;
    task.set_cancel(run.cancel());
    match run_with_journal(app, |journal| run.step(journal)) {
        Ok(()) => shell.open(|journal| run.finish(journal)),
        Err(failure) => {
            // A journal that has been locked meanwhile looks for what was written when it opens.
            let _ = shell.open(|journal| {
                let _: () = run.give_up(journal);
                Ok::<_, ExchangeError>(())
            });
            Err(failure)
        }
    }
}
