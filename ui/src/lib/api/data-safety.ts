import { listen } from "@tauri-apps/api/event";
import type { Backup } from "../bindings/Backup";
import type { BackupPlaces } from "../bindings/BackupPlaces";
import type { Backups } from "../bindings/Backups";
import type { ErasePlan } from "../bindings/ErasePlan";
import type { EraseTarget } from "../bindings/EraseTarget";
import type { Erasure } from "../bindings/Erasure";
import type { ExportAs } from "../bindings/ExportAs";
import type { Exported } from "../bindings/Exported";
import type { ExportWhat } from "../bindings/ExportWhat";
import type { Health } from "../bindings/Health";
import type { Hold } from "../bindings/Hold";
import type { Notice } from "../bindings/Notice";
import type { Receipt } from "../bindings/Receipt";
import type { RestorePreview } from "../bindings/RestorePreview";
import type { RunProgress } from "../bindings/RunProgress";
import type { Will } from "../bindings/Will";
import { invoke } from "./bridge";

export const checkHealth = () => invoke<Health>("check_health");
export const listBackups = () => invoke<Backups>("list_backups");
export const makeBackup = () => invoke<Backup>("make_backup");
export const discardBackups = (paths: string[]) => invoke<Backups>("discard_backups", { paths });
export const backupPlaces = () => invoke<BackupPlaces>("backup_places");
export const saveBackupPlaces = (places: BackupPlaces) =>
  invoke<null>("save_backup_places", { places });
export const previewRestore = (path: string, secret: string) =>
  invoke<RestorePreview>("preview_restore", { path, secret });
export const restoreBackup = (path: string, secret: string, despiteDamage: boolean) =>
  invoke<string>("restore_backup", { path, secret, despiteDamage });
export const planErase = (target: EraseTarget) => invoke<ErasePlan>("plan_erase", { target });
export const erase = (target: EraseTarget, stamp: string, reason: string) =>
  invoke<Erasure>("erase", { target, stamp, reason });
export const receipts = () => invoke<Receipt[]>("receipts");
export const holds = () => invoke<Hold[]>("holds");
export const putHold = (client: string | null, words: string) =>
  invoke<Hold>("put_hold", { client, words });
export const liftHold = (id: string) => invoke<Hold>("lift_hold", { id });
export const will = () => invoke<Will>("will");
export const saveWill = (will: Will) => invoke<Will>("save_will", { will });
export const exportFolder = () => invoke<string>("export_folder");
export const pickExportFolder = () => invoke<string | null>("pick_export_folder");
export const exportFiles = (what: ExportWhat, form: ExportAs, into: string) =>
  invoke<Exported>("export", { what, form, into });
export const cutOffExports = () => invoke<string[]>("cut_off_exports");
export const deleteExport = (folder: string) => invoke<null>("delete_export", { folder });
export const dismissExport = (folder: string) => invoke<null>("dismiss_export", { folder });
export const cancelRun = () => invoke<null>("cancel_run");
/** What is to be said of entries whose text is missing, once all have been looked at. */
export const checkBodies = () => invoke<Notice | null>("check_bodies");
/** Notes that the writer knows of what a notice says. */
export const acknowledgeNotice = (notice: Notice) => invoke<null>("acknowledge_notice", { notice });
/** How far the run under way has come. */
export const onRunProgress = (then: (progress: RunProgress) => void) =>
  listen<RunProgress>("run-progress", ({ payload }) => then(payload));
