import * as api from "$lib/api";
import type { Entry } from "$lib/bindings/Entry";
import type { FieldChange } from "$lib/bindings/FieldChange";
import type { History as Whole } from "$lib/bindings/History";
import type { Revision } from "$lib/bindings/Revision";
import { arc as t } from "$lib/messages";
import type { Desk } from "../desk/state.svelte";

/** The revisions of one entry, what each changed, and the way back to one. */
export class History {
  readonly id: string;
  whole: Whole | null = $state.raw(null);
  chosen: Revision | null = $state.raw(null);
  changes: readonly FieldChange[] | null = $state.raw(null);
  #desk: Desk;
  #step = 0;

  constructor(desk: Desk, id: string) {
    this.#desk = desk;
    this.id = id;
  }

  /** The revisions, newest first. */
  get revisions(): readonly Revision[] {
    return this.whole?.revisions.toReversed() ?? [];
  }

  get newest(): Revision | null {
    return this.whole?.revisions.at(-1) ?? null;
  }

  async load(): Promise<void> {
    this.whole = await this.#desk.attempt(() => api.history(this.id));
    if (this.newest) await this.choose(this.newest);
  }

  /** Shows what a revision changed; the newest wish wins. */
  async choose(revision: Revision): Promise<void> {
    const step = (this.#step += 1);
    this.chosen = revision;
    const changes = await this.#desk.attempt(() => api.difference(this.id, revision.seq));
    if (step === this.#step) this.changes = changes;
  }

  /** Brings the chosen revision back as a new one. */
  async bringBack(): Promise<void> {
    const revision = this.chosen;
    if (!revision || revision.seq === this.newest?.seq) return;
    const entry: Entry | null = await this.#desk.attempt(() => api.restoreRevision(this.id, revision.seq));
    if (!entry) return;
    this.#desk.take(entry);
    this.#desk.changes += 1;
    this.#desk.say(t.broughtBack);
    await this.#desk.attempt(async () => this.#desk.list?.refresh());
  }
}
