import * as api from "$lib/api";
import type { Desk } from "$lib/bindings/Desk";
import { asFailure, type Failure } from "$lib/failure";
import { Judged } from "$lib/passphrase.svelte";
import { tidyWords } from "../unlock/state.svelte";

const OWN = "journal";

/** What stands on the screen, in its order. */
export type Step = "what" | "passphrase" | "words" | "back" | "before";

/** The way from nothing to an open journal. */
export class FirstRun {
  step: Step = $state("what");
  readonly passphrase = new Judged(api.judgePassphrase);
  words: readonly string[] = $state.raw([]);
  typed: string[] = $state(Array<string>(12).fill(""));
  busy = $state(false);
  failure: Failure | null = $state.raw(null);
  #opened: Desk | null = null;
  #enter: (open: Desk) => void;

  constructor(enter: (open: Desk) => void) {
    this.#enter = enter;
  }

  /** Whether that word is typed as it was given. */
  matches = (at: number) => this.typed[at] !== "" && this.typed[at] === this.words[at];

  /** Whether that word can no longer become right. */
  isWrong = (at: number) =>
    this.typed[at] !== "" && this.words[at]?.startsWith(this.typed[at] ?? "") !== true;

  get matched(): number {
    return this.words.filter((_, at) => this.matches(at)).length;
  }

  get firstWrong(): number {
    return this.words.findIndex((_, at) => this.isWrong(at));
  }

  /** Writes into a word; several at once, as from a paste, fill those that follow. */
  write(at: number, text: string): number {
    const parts = tidyWords(text);
    if (parts.length <= 1 && !/\s$/.test(text)) {
      this.typed[at] = parts[0] ?? "";
      return at;
    }
    parts.slice(0, 12 - at).forEach((part, offset) => (this.typed[at + offset] = part));
    return Math.min(11, at + Math.max(1, parts.length));
  }

  async suggest(): Promise<void> {
    await this.#try(async () => this.passphrase.take(await api.suggestPassphrase()));
  }

  async makeJournal(): Promise<void> {
    await this.#try(async () => {
      if (!(await this.passphrase.isReady())) return;
      this.words = await api.beginJournal(OWN, this.passphrase.text);
      this.passphrase.forget();
      this.step = "words";
    });
  }

  typeBack(): void {
    this.step = "back";
  }

  showAgain(): void {
    this.typed = Array<string>(12).fill("");
    this.step = "words";
  }

  /** Proves the words by opening the new journal with them. */
  async finish(): Promise<void> {
    if (this.matched < 12) return;
    await this.#try(async () => {
      this.#opened = await api.finishJournal(this.typed.join(" "));
      this.words = [];
      this.typed = Array<string>(12).fill("");
      this.step = "before";
    });
  }

  goIn(): void {
    if (this.#opened) this.#enter(this.#opened);
  }

  async lookAtSample(): Promise<void> {
    await this.#try(async () => this.#enter(await api.openSample()));
  }

  async #try(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    try {
      await act();
    } catch (thrown) {
      this.failure = asFailure(thrown);
    } finally {
      this.busy = false;
    }
  }
}
