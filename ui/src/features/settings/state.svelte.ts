import * as api from "$lib/api";
import type { English } from "$lib/bindings/English";
import { asFailure, type Failure } from "$lib/failure";
import { ChosenPassphrase } from "$lib/passphrase.svelte";
import { TypedBack } from "$lib/typed-back.svelte";
import { printWords } from "../../workspace/documents/words";

/** Smallest and largest writing, in px. */
export const SIZES = { min: 15, max: 22 } as const;
/** Minutes until the journal locks by itself; 0 for never. */
export const IDLE = [1, 2, 5, 10, 15, 30, 60, 0] as const;

/** Returns the English of that choice; null, which follows the system, for any other. */
export const englishFrom = (choice: string): English | null =>
  choice === "en-GB" || choice === "en-US" ? choice : null;

/** Keeps a size within what can be read and laid out. */
export const clampSize = (px: number) => Math.min(SIZES.max, Math.max(SIZES.min, px));

/** Returns the name of the value that is nearest to that number. */
export function keyOf(values: Readonly<Record<string, number>>, number: number): string {
  const far = (value: number) => Math.abs(value - number);
  return Object.entries(values).reduce((one, other) =>
    far(other[1]) < far(one[1]) ? other : one,
  )[0];
}

/** Changing what opens the journal: the passphrase, or the recovery words. */
export class Keyring {
  current = $state("");
  readonly next = new ChosenPassphrase(api.checkPassphrase);
  /** New words, which open nothing before they were typed back. */
  readonly back = new TypedBack();
  /** Whether the words are being typed back. */
  typing = $state(false);
  changed = $state(false);
  busy = $state(false);
  failure: Failure | null = $state.raw(null);

  /** Prints the new words, which are never written into a file. */
  async print(): Promise<void> {
    await this.#try(() => printWords(this.back.words));
  }

  async changePassphrase(): Promise<void> {
    if (this.current === "") return;
    await this.#try(async () => {
      if (!(await this.next.isReady())) return;
      await api.setPassphrase(this.current, this.next.text);
      this.forget();
      this.changed = true;
    });
  }

  async beginWords(): Promise<void> {
    if (this.current === "") return;
    await this.#try(async () => {
      this.back.words = await api.beginWords(this.current);
      this.current = "";
    });
  }

  /** Takes or leaves the paper: the words are hidden while they are typed back. */
  typeBack(typing: boolean): void {
    this.back.clear();
    this.typing = typing;
  }

  async finishWords(): Promise<void> {
    if (this.back.matched < 12) return;
    await this.#try(async () => {
      await api.finishWords(this.back.typed.join(" "));
      this.forget();
      this.changed = true;
    });
  }

  /** Drops everything that was typed or shown. */
  forget(): void {
    this.current = "";
    this.back.forget();
    this.typing = false;
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
