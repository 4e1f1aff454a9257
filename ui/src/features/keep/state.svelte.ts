import * as api from "$lib/api";
import type { Backup } from "$lib/bindings/Backup";
import type { Backups } from "$lib/bindings/Backups";
import type { ErasePlan } from "$lib/bindings/ErasePlan";
import type { EraseTarget } from "$lib/bindings/EraseTarget";
import type { Erasure } from "$lib/bindings/Erasure";
import type { Health } from "$lib/bindings/Health";
import type { RestorePreview } from "$lib/bindings/RestorePreview";
import type { RunProgress } from "$lib/bindings/RunProgress";
import { asFailure, type Failure } from "$lib/failure";
import { Judged } from "$lib/passphrase.svelte";
import { TypedBack } from "$lib/typed-back.svelte";

/** How long a run may take before it shows its progress and can be cancelled. */
const NAMED_MS = 400;

/** Something that takes long: one at a time, with progress, cancel and what went wrong. */
export class Run {
  /** Which one is under way, by the name its page gives it. */
  name: string | null = $state(null);
  shown = $state(false);
  progress: RunProgress | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);

  /** Does it; `null` where it failed, was cancelled, or another one is under way. */
  async do<T>(name: string, act: () => Promise<T>): Promise<T | null> {
    if (this.name !== null) return null;
    this.name = name;
    this.failure = null;
    this.progress = null;
    const naming = setTimeout(() => (this.shown = true), NAMED_MS);
    try {
      return await act();
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code !== "cancelled") this.failure = failure;
      return null;
    } finally {
      clearTimeout(naming);
      this.shown = false;
      this.name = null;
    }
  }

  /** Asks the run under way to stop; what it had begun is taken away. */
  cancel(): void {
    if (this.name !== null) void api.cancelRun();
  }

  /** Follows the progress that the journal tells, until the returned function is called. */
  listen(): () => void {
    const off = api.onRunProgress((progress) => (this.progress = progress));
    return () => void off.then((stop) => stop());
  }
}

/** The backups, and the one that is looked into. */
export class BackupShelf {
  all: Backups | null = $state.raw(null);
  chosen: Backup | null = $state.raw(null);
  secret = $state("");
  preview: RestorePreview | null = $state.raw(null);
  /** Whether restoring was refused because of damage, so that the rest may still be wanted. */
  damaged = $state(false);

  constructor(readonly run: Run) {}

  async load(): Promise<void> {
    const all = await this.run.do("list", api.listBackups);
    if (all) this.all = all;
  }

  async make(): Promise<Backup | null> {
    const made = await this.run.do("backup", api.makeBackup);
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
    const all = await this.run.do("discard", () => api.discardBackups(these.map(({ path }) => path)));
    if (all) this.all = all;
  }

  /** Makes a fresh backup and only then takes others away. */
  async replace(paths: readonly string[]): Promise<boolean> {
    const made = await this.make();
    if (!made?.proven) return false;
    // The fresh one may have rotated some of them away already.
    const there = new Set([...(this.all?.listed ?? []).map(({ path }) => path), ...this.formerFiles]);
    const all = await this.run.do("discard", () => api.discardBackups(paths.filter((path) => there.has(path))));
    if (all) this.all = all;
    return this.run.failure === null;
  }

  /** Makes a fresh backup and only then takes away all that former keys open. */
  async replaceFormer(): Promise<boolean> {
    const made = await this.make();
    if (!made?.proven) return false;
    const paths = [...this.former.map(({ path }) => path), ...this.formerFiles];
    const all = await this.run.do("discard", () => api.discardBackups(paths));
    if (!all) return false;
    this.all = all;
    return true;
  }

  /** Takes files away that are named like backups and do not open. */
  async discardUnreadable(path: string): Promise<void> {
    const all = await this.run.do("discard", () => api.discardBackups([path]));
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
    this.preview = await this.run.do("preview", () => api.previewRestore(chosen.path, secret));
  }

  /** Restores what is looked into, what is damaged too once that was said; returns its name. */
  async restore(): Promise<string | null> {
    const chosen = this.chosen;
    if (!chosen || !this.preview) return null;
    const { secret, damaged } = this;
    const name = await this.run.do("restore", () => api.restoreBackup(chosen.path, secret, damaged));
    if (name !== null) this.choose(null);
    else this.damaged = this.run.failure?.code === "damaged";
    return name;
  }
}

/** Erasing, in two steps: what would go is shown, and exactly that then goes. */
export class Erasing {
  plan: ErasePlan | null = $state.raw(null);
  done: Erasure | null = $state.raw(null);
  reason = $state("");

  constructor(readonly run: Run) {}

  /** Whether the dialog is open. */
  get open(): boolean {
    return this.plan !== null || this.done !== null;
  }

  async ask(target: EraseTarget): Promise<void> {
    this.close();
    this.plan = await this.run.do("plan", () => api.planErase(target));
  }

  /** Whether what is shown can go. */
  get possible(): boolean {
    const plan = this.plan;
    if (!plan) return false;
    const held = plan.held > 0 && plan.target.target !== "trash";
    return !held && (plan.entries > 0 || plan.target.target === "client");
  }

  async erase(): Promise<boolean> {
    const plan = this.plan;
    if (!plan || !this.possible) return false;
    const reason = this.reason;
    const done = await this.run.do("erase", () => api.erase(plan.target, plan.stamp, reason));
    if (!done) return false;
    this.plan = null;
    this.done = done;
    return true;
  }

  close(): void {
    this.plan = null;
    this.done = null;
    this.reason = "";
  }
}

/** The long check. */
export class Checking {
  health: Health | null = $state.raw(null);

  constructor(readonly run: Run) {}

  async check(): Promise<void> {
    const health = await this.run.do("health", api.checkHealth);
    if (health) this.health = health;
  }
}

/** *My passphrase or words may be known*: the way to a journal under new keys. */
export class Rekeying {
  step: "closed" | "passphrase" | "words" | "back" | "done" = $state("closed");
  current = $state("");
  readonly next = new Judged(api.judgePassphrase);
  readonly back = new TypedBack();
  /** Folders that still hold the journal under former keys, after a crash in the middle. */
  left: readonly string[] = $state.raw([]);

  constructor(readonly run: Run) {}

  async load(): Promise<void> {
    this.left = await api.formerFolders().catch(() => []);
  }

  begin(): void {
    this.forget();
    this.step = "passphrase";
  }

  async makeWords(): Promise<void> {
    if (this.current === "" || !(await this.next.isReady())) return;
    const { current, next } = this;
    const words = await this.run.do("begin-keys", () => api.beginNewKeys(current, next.text));
    if (!words) return;
    this.forget();
    this.back.words = words;
    this.step = "words";
  }

  typeBack(typing: boolean): void {
    this.back.clear();
    this.step = typing ? "back" : "words";
  }

  /** Seals everything anew; returns the backups that the former keys still open. */
  async make(): Promise<readonly string[] | null> {
    if (this.back.matched < 12) return null;
    const words = this.back.typed.join(" ");
    const former = await this.run.do("new-keys", () => api.makeNewKeys(words));
    this.forget();
    this.step = former ? "done" : "closed";
    await this.load();
    return former;
  }

  async retire(path: string): Promise<void> {
    await this.run.do("retire", () => api.retireFolder(path));
    await this.load();
  }

  /** Drops everything that was typed or shown. */
  forget(): void {
    this.step = "closed";
    this.current = "";
    this.next.shown = false;
    this.next.forget();
    this.back.forget();
  }
}

/** Exports that were cut off and may still hold readable files. */
export class CutOff {
  folders: readonly string[] = $state.raw([]);

  constructor(readonly run: Run) {}

  async load(): Promise<void> {
    this.folders = await api.cutOffExports().catch(() => []);
  }

  /** Takes away what one of them has written. */
  async takeAway(folder: string): Promise<void> {
    await this.run.do("cut-off", () => api.takeExportAway(folder));
    await this.load();
  }

  /** Leaves it, and names it no longer. */
  async leave(folder: string): Promise<void> {
    await this.run.do("cut-off", () => api.leaveExport(folder));
    await this.load();
  }
}
