//! Keeping: health, backups, erasing, holds, the will, leaving.

use std::path::{Path, PathBuf};

use stillroom::exchange::backup::{
    self, Backup, BackupRun, Backups, Erasure, RestorePreview, RestoreRun,
};
use stillroom::exchange::export::{ExportAs, ExportRun, ExportWhat, Exported};
use stillroom::exchange::health::{CheckRun, Health};
use stillroom::exchange::{Cancel, ExchangeError, leftovers};
use stillroom::journal::wire::Desk;
use stillroom::journal::{
    BackupPlaces, ErasePlan, EraseTarget, Hold, Journal, JournalError, Moment, Receipt, Will,
};
use stillroom::store::path::{path_of, text_of};
use stillroom::vault::{Passphrase, RecordId, RecoveryWords};
use tauri::{AppHandle, Manager, State, WebviewWindow};
use zeroize::Zeroizing;

use crate::failure::{Code, Failure};
use crate::picker;
use crate::running::{Running, alone, with_journal};
use crate::shelf::name_of;
use crate::state::{Shell, Typed};
use crate::worker;

/// How often a backup is begun when something is erased while it is made.
const TRIES: u32 = 5;

#[tauri::command(async)]
pub(crate) fn check_health(app: AppHandle) -> Result<Health, Failure> {
    let mut check = CheckRun::default();
    let running = app.state::<Running>();
    let _turn = running.begin(check.cancel())?;
    with_journal(&app, |journal| check.step(journal))?;
    app.state::<Shell>().open(|journal| check.finish(journal, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn list_backups(shell: State<'_, Shell>) -> Result<Backups, Failure> {
    shell.open(|journal| backup::list(journal))
}

/// Opens a journal whose key slots are damaged through those of its newest backup.
#[tauri::command(async)]
pub(crate) fn unlock_through_backup(
    app: AppHandle,
    shell: State<'_, Shell>,
    secret: Zeroizing<String>,
) -> Result<Desk, Failure> {
    let typed = typed(&secret);
    let mut seat = shell.seat();
    let folder = seat.current.clone().ok_or(Failure::LOCKED)?;
    let backups = backup::beside_locked(&folder);
    let anchors = shell.shelf.anchors();
    let desk = seat.unlock_through(&anchors, &backups, &typed.opener())?.desk(false);
    worker::attend(&app, seat.opened, &desk.settings);
    Ok(desk)
}

#[tauri::command(async)]
pub(crate) fn make_backup(app: AppHandle) -> Result<Backup, Failure> {
    back_up(&app)
}

/// Makes a backup; saves go on meanwhile. One that has copied what was erased meanwhile is made
/// anew.
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
    let running = app.state::<Running>();
    // Beginning would give up a copy that another run has under way.
    let turn = running.begin(Cancel::default())?;
    let mut run = shell.open(|journal| BackupRun::begin(journal, Moment::now()))?;
    turn.cancels(run.cancel());
    with_journal(app, |journal| run.copy(journal))?;
    alone(app, || run.prove())?;
    shell.open(|journal| run.finish(journal))
}

#[tauri::command(async)]
pub(crate) fn discard_backups(
    shell: State<'_, Shell>,
    paths: Vec<String>,
) -> Result<Backups, Failure> {
    shell.open(|journal| {
        for path in &paths {
            backup::discard(journal, path)?;
        }
        backup::list(journal)
    })
}

#[tauri::command(async)]
pub(crate) fn backup_places(shell: State<'_, Shell>) -> Result<BackupPlaces, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.backup_places()))
}

#[tauri::command(async)]
pub(crate) fn save_backup_places(
    shell: State<'_, Shell>,
    places: BackupPlaces,
) -> Result<(), Failure> {
    shell.open(|journal| journal.save_backup_places(places, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn preview_restore(
    shell: State<'_, Shell>,
    path: String,
    secret: Zeroizing<String>,
) -> Result<RestorePreview, Failure> {
    let typed = typed(&secret);
    shell.open(|journal| RestorePreview::of(&path_of(&path), &typed.opener(), Some(&*journal)))
}

/// Restores a backup beside the open journal, and returns the new one's name on the shelf. One with
/// damage of its own is restored only if that is asked for.
#[tauri::command(async)]
pub(crate) fn restore_backup(
    app: AppHandle,
    path: String,
    secret: Zeroizing<String>,
    despite_damage: bool,
) -> Result<String, Failure> {
    let typed = typed(&secret);
    let shell = app.state::<Shell>();
    let folder = shell.open(|journal| Ok::<_, Failure>(journal.folder().to_owned()))?;
    let into = free(&folder, "restored");
    let run = RestoreRun::begin(&path_of(&path), &typed.opener(), &into)?;
    let running = app.state::<Running>();
    let _turn = running.begin(run.cancel())?;
    let mut run = run;
    alone(&app, || if despite_damage { run.step_despite_damage() } else { run.step() })?;
    Ok(name_of(&into))
}

#[tauri::command(async)]
pub(crate) fn plan_erase(
    shell: State<'_, Shell>,
    target: EraseTarget,
) -> Result<ErasePlan, Failure> {
    shell.open(|journal| journal.plan_erase(target, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn erase(
    shell: State<'_, Shell>,
    target: EraseTarget,
    stamp: String,
    reason: String,
) -> Result<Erasure, Failure> {
    shell.open(|journal| {
        let receipt = journal.erase(target, &stamp, &reason, Moment::now())?;
        Erasure::of(journal, receipt)
    })
}

#[tauri::command(async)]
pub(crate) fn receipts(shell: State<'_, Shell>) -> Result<Vec<Receipt>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.receipts()))
}

#[tauri::command(async)]
pub(crate) fn holds(shell: State<'_, Shell>) -> Result<Vec<Hold>, Failure> {
    shell.open(|journal| Ok::<_, JournalError>(journal.holds()))
}

#[tauri::command(async)]
pub(crate) fn put_hold(
    shell: State<'_, Shell>,
    client: Option<RecordId>,
    words: String,
) -> Result<Hold, Failure> {
    shell.open(|journal| journal.put_hold(client, &words, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn lift_hold(shell: State<'_, Shell>, id: RecordId) -> Result<Hold, Failure> {
    shell.open(|journal| journal.lift_hold(id, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn will(shell: State<'_, Shell>) -> Result<Will, Failure> {
    shell.open(|journal| journal.will())
}

#[tauri::command(async)]
pub(crate) fn save_will(shell: State<'_, Shell>, will: Will) -> Result<Will, Failure> {
    shell.open(|journal| journal.save_will(will, Moment::now()))
}

/// Suggests a folder for readable files that is not there yet.
#[tauri::command(async)]
pub(crate) fn export_folder(app: AppHandle) -> Result<String, Failure> {
    let documents = app.path().document_dir().or_else(|_| app.path().home_dir());
    let documents = documents.map_err(|_| Failure::of(Code::Internal))?;
    Ok(text_of(&free(&documents.join("Stillroom"), "export")))
}

/// Has a folder picked and suggests a new one in it; none where nothing was picked.
#[tauri::command]
pub(crate) async fn pick_export_folder(window: WebviewWindow) -> Option<String> {
    let picked = picker::folder(&window).await?;
    Some(text_of(&free(&picked.join("Stillroom"), "export")))
}

/// Writes readable files into a folder that is not there yet.
#[tauri::command(async)]
pub(crate) fn export(
    app: AppHandle,
    what: ExportWhat,
    form: ExportAs,
    into: String,
) -> Result<Exported, Failure> {
    let shell = app.state::<Shell>();
    let running = app.state::<Running>();
    let turn = running.begin(Cancel::default())?;
    let into = path_of(into.trim());
    let begin = |journal: &mut Journal| ExportRun::begin(journal, what, form, &into, Moment::now());
    let mut run = shell.open(begin)?;
    turn.cancels(run.cancel());
    match with_journal(&app, |journal| run.step(journal)) {
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

/// Names the folders of exports that were cut off and may still hold readable files.
#[tauri::command(async)]
pub(crate) fn cut_off_exports(shell: State<'_, Shell>) -> Result<Vec<String>, Failure> {
    shell.open(|journal| Ok::<_, ExchangeError>(leftovers::cut_off_exports(journal)))
}

/// Takes away what one of these exports has written.
#[tauri::command(async)]
pub(crate) fn take_export_away(shell: State<'_, Shell>, folder: String) -> Result<(), Failure> {
    shell.open(|journal| leftovers::take_export_away(journal, &folder, Moment::now()))
}

/// Leaves what one of these exports has written, and names it no longer.
#[tauri::command(async)]
pub(crate) fn leave_export(shell: State<'_, Shell>, folder: String) -> Result<(), Failure> {
    shell.open(|journal| leftovers::leave_export(journal, &folder, Moment::now()))
}

#[tauri::command(async)]
pub(crate) fn cancel_run(running: State<'_, Running>) {
    running.cancel();
}

/// Takes what was typed for the words if it is twelve of them, and for a passphrase otherwise.
fn typed(secret: &str) -> Typed {
    match RecoveryWords::parse(secret) {
        Ok(words) => Typed::Words(words),
        Err(_) => Typed::Passphrase(Passphrase::typed(secret)),
    }
}

/// Names a folder beside another that is not there yet, with the same ending.
pub(super) fn free(beside: &Path, what: &str) -> PathBuf {
    let stem = name_of(beside);
    let ending = beside.extension().map(|ending| format!(".{}", ending.to_string_lossy()));
    let ending = ending.unwrap_or_default();
    let named = |number: u32| match number {
        1 => beside.with_file_name(format!("{stem}-{what}{ending}")),
        number => beside.with_file_name(format!("{stem}-{what}-{number}{ending}")),
    };
    // Should all of them be taken, the run refuses and says so.
    (1..1000).map(named).find(|folder| !folder.exists()).unwrap_or_else(|| named(1000))
}
