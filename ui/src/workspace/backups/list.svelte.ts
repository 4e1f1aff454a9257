import * as api from "$lib/api";
import type { Backup } from "$lib/bindings/Backup";
import type { Backups } from "$lib/bindings/Backups";
import type { RestorePreview } from "$lib/bindings/RestorePreview";
import type { LongTask } from "./long-task.svelte";

/** The backups, and the one that is looked into. */
export class BackupList {
  all: Backups | null = $state.raw(null);
  chosen: Backup | null = $state.raw(null);
  secret = $state("");
  preview: RestorePreview | null = $state.raw(null);
  /** Whether restoring was refused because of damage, so that the rest may still be wanted. */
  damaged = $state(false);

  constructor(readonly task: LongTask) {}

  async load(): Promise<void> {
    const all = await this.task.do("list", api.listBackups);
    if (all) this.all = all;
  }

  async make(): Promise<Backup | null> {
    const made = await this.task.do("backup", api.makeBackup);
    if (made) await this.load();
    return made;
  }

  /** Those that a former passphrase or former words open. */
  get former(): readonly Backup[] {
    return (this.all?.listed ?? []).filter((one) => !one.same_passphrase || !one.same_words);
  }

  /** Those of this journal that former keys alone open. */
  get formerFiles(): readonly string[] {
    return this.all?.former ?? [];
  }

  async discard(these: readonly Backup[]): Promise<void> {
    const all = await this.task.do("discard", () =>
      api.discardBackups(these.map(({ path }) => path)),
    );
    if (all) this.all = all;
  }

  /** Makes a fresh backup and only then takes others away. */
  async replace(paths: readonly string[]): Promise<boolean> {
    const made = await this.make();
    if (!made?.verified) return false;
    // The fresh one may have rotated some of them away already.
    const there = new Set([
      ...(this.all?.listed ?? []).map(({ path }) => path),
      ...this.formerFiles,
    ]);
    const all = await this.task.do("discard", () =>
      api.discardBackups(paths.filter((path) => there.has(path))),
    );
    if (all) this.all = all;
    return this.task.failure === null;
  }

  /** Makes a fresh backup and only then deletes all that former keys open. */
  async replaceFormer(): Promise<boolean> {
    const made = await this.make();
    if (!made?.verified) return false;
    const paths = [...this.former.map(({ path }) => path), ...this.formerFiles];
    const all = await this.task.do("discard", () => api.discardBackups(paths));
    if (!all) return false;
    this.all = all;
    return true;
  }

  /** Takes files away that are named like backups and do not open. */
  async discardUnreadable(path: string): Promise<void> {
    const all = await this.task.do("discard", () => api.discardBackups([path]));
    if (all) this.all = all;
  }

  choose(backup: Backup | null): void {
    this.chosen = backup;
    this.secret = "";
    this.preview = null;
    this.damaged = false;
  }

  async look(): Promise<void> {
    const chosen = this.chosen;
    if (!chosen || this.secret === "") return;
    const secret = this.secret;
    this.preview = await this.task.do("preview", () => api.previewRestore(chosen.path, secret));
  }

  /** Restores what is looked into, what is damaged too once that was said; returns its name. */
  async restore(): Promise<string | null> {
    const chosen = this.chosen;
    if (!chosen || !this.preview) return null;
    const { secret, damaged } = this;
    const name = await this.task.do("restore", () =>
      api.restoreBackup(chosen.path, secret, damaged),
    );
    if (name !== null) this.choose(null);
    else this.damaged = this.task.failure?.code === "damaged";
    return name;
  }
}
