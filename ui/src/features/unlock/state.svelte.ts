import * as api from "$lib/api";
import type { Snapshot } from "$lib/bindings/Snapshot";
import { asFailure, type Failure } from "$lib/failure";
import { hasEdgeSpace } from "$lib/passphrase.svelte";
import { tidyWords } from "$lib/typed-back.svelte";

/** The unlock screen: one try at a time, and what came of it. */
export class Unlocking {
  passphrase = $state("");
  words = $state("");
  byWords = $state(false);
  busy = $state(false);
  failure: Failure | null = $state.raw(null);
  #enter: (open: Snapshot, byWords: boolean) => Promise<void>;

  constructor(enter: (open: Snapshot, byWords: boolean) => Promise<void>, trouble: unknown = null) {
    this.#enter = enter;
    if (trouble) this.failure = asFailure(trouble);
  }

  get count(): number {
    return tidyWords(this.words).length;
  }

  switchWay(): void {
    this.byWords = !this.byWords;
    this.failure = null;
    this.passphrase = "";
    this.words = "";
  }

  /** Tries what was typed; the fields are emptied as soon as it opens. */
  async tryOpen(): Promise<void> {
    await this.#try((secret) => (this.byWords ? api.unlockWithWords(secret) : api.unlock(secret)));
  }

  /** Whether the way in is damaged and a backup of this journal may still know it. */
  get mayTryBackup(): boolean {
    const lost = ["damaged_slot", "too_many_slots"].includes(this.failure?.code ?? "");
    return lost && this.#secret() !== "";
  }

  /** Opens with the key slots of the newest backup that knows what was typed. */
  async tryBackup(): Promise<void> {
    await this.#try(api.unlockThroughBackup);
  }

  #secret(): string {
    return this.byWords ? tidyWords(this.words).join(" ") : this.passphrase;
  }

  async #try(unlock: (secret: string) => Promise<Snapshot>): Promise<void> {
    const secret = this.#secret();
    if (this.busy || secret === "") return;
    this.busy = true;
    this.failure = null;
    try {
      const byWords = this.byWords;
      const open = await unlock(secret);
      this.passphrase = "";
      this.words = "";
      await this.#enter(open, byWords);
    } catch (thrown) {
      const failure = asFailure(thrown);
      const wrong = failure.code === "wrong_passphrase";
      this.failure = wrong ? { ...failure, edgeSpace: hasEdgeSpace(secret) } : failure;
    } finally {
      this.busy = false;
    }
  }

  /** Opens the sample journal, which has no passphrase. */
  async openSample(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.#enter(await api.openSample(), false);
    } catch (thrown) {
      this.failure = asFailure(thrown);
    } finally {
      this.busy = false;
    }
  }
}
