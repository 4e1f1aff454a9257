import * as api from "$lib/api";
import type { Entry } from "$lib/bindings/Entry";
import type { FieldChange } from "$lib/bindings/FieldChange";
import type { History as Whole } from "$lib/bindings/History";
import type { Revision } from "$lib/bindings/Revision";
import { records as t } from "$lib/messages";
import type { Workspace } from "../../workspace/workspace.svelte";

type Showing = Pick<Workspace, "editor" | "listing" | "notices">;

/** The revisions of one entry, what each changed, and the way back to one. */
export class History {
  readonly id: string;
  whole: Whole | null = $state.raw(null);
  chosen: Revision | null = $state.raw(null);
  changes: readonly FieldChange[] | null = $state.raw(null);
  #workspace: Showing;
  #step = 0;

  constructor(workspace: Showing, id: string) {
    this.#workspace = workspace;
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
    this.whole = await this.#workspace.notices.attempt(() => api.history(this.id));
    if (this.newest) await this.choose(this.newest);
  }

  /** Shows what a revision changed; the newest request wins. */
  async choose(revision: Revision): Promise<void> {
    const step = (this.#step += 1);
    this.chosen = revision;
    const changes = await this.#workspace.notices.attempt(() =>
      api.difference(this.id, revision.seq),
    );
    if (step === this.#step) this.changes = changes;
  }

  /** Brings the chosen revision back as a new one. */
  async restore(): Promise<void> {
    const revision = this.chosen;
    if (!revision || revision.seq === this.newest?.seq) return;
    const entry: Entry | null = await this.#workspace.notices.attempt(() =>
      api.restoreRevision(this.id, revision.seq),
    );
    if (!entry) return;
    this.#workspace.editor.take(entry);
    this.#workspace.listing.entriesVersion += 1;
    this.#workspace.notices.say(t.versionRestored);
    await this.#workspace.listing.refresh();
  }
}
