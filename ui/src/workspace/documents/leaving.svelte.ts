import * as api from "$lib/api";
import type { FileKind } from "$lib/bindings/FileKind";
import type { SavedPage } from "$lib/bindings/SavedPage";
import type { Sheet } from "$lib/bindings/Sheet";
import type { Notices } from "../notices.svelte";

/** The ways out of a document that holds nothing of the entries: paper, PDF, a Word file. */
export class Leaving {
  /** Where it was saved last. */
  file: SavedPage | null = $state.raw(null);
  /** The service that copies the picked folder elsewhere, and what was to be saved there. */
  copied: { service: string; kind: FileKind } | null = $state.raw(null);
  /** Whether it was printed since. */
  onPaper = $state(false);
  #printing = false;
  #notices: Notices;
  #sheet: () => Sheet;

  constructor(notices: Notices, sheet: () => Sheet) {
    this.#notices = notices;
    this.#sheet = sheet;
  }

  /** Saves it where the person wants it; `agreed` says yes to a folder that is copied elsewhere. */
  async save(kind: FileKind, agreed = false): Promise<void> {
    const came = await this.#notices.attempt(() => api.saveDocument(this.#sheet(), kind, agreed));
    this.copied = came?.is === "copied" ? { service: came.service, kind } : null;
    if (came?.is === "saved") [this.file, this.onPaper] = [came.file, false];
  }

  async print(): Promise<void> {
    if (this.#printing) return;
    this.#printing = true;
    const printed = await this.#notices.attempt(() => api.printDocument(this.#sheet()));
    this.#printing = false;
    if (printed) [this.file, this.copied, this.onPaper] = [null, null, true];
  }
}
