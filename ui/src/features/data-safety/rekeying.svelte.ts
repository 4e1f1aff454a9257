import * as api from "$lib/api";
import { ChosenPassphrase } from "$lib/passphrase.svelte";
import { TypedBack } from "$lib/typed-back.svelte";
import type { LongTask } from "../../workspace/backups/long-task.svelte";

/** *My passphrase or words may be known*: the way to a journal under new keys. */
export class Rekeying {
  step: "closed" | "passphrase" | "words" | "back" | "done" = $state("closed");
  current = $state("");
  readonly next = new ChosenPassphrase(api.checkPassphrase);
  readonly back = new TypedBack();
  /** Folders that still hold the journal under former keys, after a crash in the middle. */
  left: readonly string[] = $state.raw([]);

  constructor(readonly task: LongTask) {}

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
    const words = await this.task.do("begin-keys", () => api.beginNewKeys(current, next.text));
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
    const former = await this.task.do("new-keys", () => api.makeNewKeys(words));
    this.forget();
    this.step = former ? "done" : "closed";
    await this.load();
    return former;
  }

  async retire(path: string): Promise<void> {
    await this.task.do("retire", () => api.retireFolder(path));
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
