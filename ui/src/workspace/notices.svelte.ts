import * as api from "$lib/api";
import type { Notice } from "$lib/bindings/Notice";
import { asFailure } from "$lib/failure";
import { workspace as t, failure } from "$lib/messages";

/** A sentence at the foot of the page, perhaps with a way to undo what it reports. */
export interface Toast {
  text: string;
  undo: (() => void) | null;
  /** Whether it stays when one goes elsewhere, because it reports text that is not saved. */
  stays: boolean;
}

/** What the writer is told: the toast, and the journal's notices above the page. */
export class Notices {
  all: readonly Notice[] = $state.raw([]);
  toast: Toast | null = $state.raw(null);

  constructor(all: readonly Notice[]) {
    this.all = all;
  }

  /** Shows a toast. */
  say(text: string, undo: (() => void) | null = null): void {
    this.toast = { text, undo, stays: false };
  }

  /** Shows that the text of a page that was left is not saved yet. */
  sayUnsaved(): void {
    this.toast = { text: t.notSavedYet, undo: null, stays: true };
  }

  /** Takes the toast away: it belongs to a place that is left or covered. */
  hush(): void {
    if (this.toast?.stays === false) this.toast = null;
  }

  /** Runs an action and shows a toast if it fails. */
  async attempt<T>(act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (thrown) {
      this.say(t.failed(failure(asFailure(thrown))));
      return null;
    }
  }

  /** Adds a notice if the text of an entry is missing. */
  async checkIntegrity(): Promise<void> {
    const found = await this.attempt(api.checkBodies);
    if (found) this.all = [...this.all, found];
  }

  /** Hides a notice until the next unlock. */
  dismiss(notice: Notice): void {
    this.all = this.all.filter((other) => other !== notice);
  }

  /** Hides a notice for good, once the journal has recorded that the writer knows. */
  async acknowledge(notice: Notice): Promise<void> {
    const noted = await this.attempt(async () => {
      await api.acknowledgeNotice(notice);
      return true;
    });
    if (noted) this.dismiss(notice);
  }
}
