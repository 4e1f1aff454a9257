import * as api from "$lib/api";
import { asFailure, type Failure } from "$lib/failure";
import { Judged } from "$lib/passphrase.svelte";

/** Smallest and largest writing, in px. */
export const SIZES = { min: 15, max: 22 } as const;
/** Minutes until the journal locks by itself; 0 for never. */
export const IDLE = [1, 2, 5, 10, 15, 30, 60, 0] as const;

/** Keeps a size within what can be read and laid out. */
export const clampSize = (px: number) => Math.min(SIZES.max, Math.max(SIZES.min, px));

/** Changing what opens the journal: the passphrase, or the recovery words. */
export class Keyring {
  current = $state("");
  readonly next = new Judged(api.judgePassphrase);
  /** New words, shown until they are on paper. */
  words: readonly string[] = $state.raw([]);
  changed = $state(false);
  busy = $state(false);
  failure: Failure | null = $state.raw(null);

  async changePassphrase(): Promise<void> {
    if (this.current === "") return;
    await this.#try(async () => {
      if (!(await this.next.isReady())) return;
      await api.setPassphrase(this.current, this.next.text);
      this.forget();
      this.changed = true;
    });
  }

  async reissueWords(): Promise<void> {
    if (this.current === "") return;
    await this.#try(async () => {
      this.words = await api.reissueWords(this.current);
      this.current = "";
    });
  }

  /** Drops everything that was typed or shown. */
  forget(): void {
    this.current = "";
    this.words = [];
    this.failure = null;
    this.changed = false;
    this.next.shown = false;
    this.next.forget();
  }

  async #try(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    this.changed = false;
    try {
      await act();
    } catch (thrown) {
      this.failure = asFailure(thrown);
    } finally {
      this.busy = false;
    }
  }
}
