import * as api from "$lib/api";
import type { Snapshot } from "$lib/bindings/Snapshot";
import { asFailure, type Failure } from "$lib/failure";
import { ChosenPassphrase } from "$lib/passphrase.svelte";
import { TypedBack } from "$lib/typed-back.svelte";
import { printWords } from "../../workspace/documents/words";

const OWN = "journal";

/** What stands on the screen, in its order. */
export type Step = "what" | "passphrase" | "words" | "back" | "before";

/** Which of the four named steps each belongs to. */
export const AT: Readonly<Record<Step, number>> = {
  what: 0,
  passphrase: 1,
  words: 2,
  back: 2,
  before: 3,
};
const BEGINS: readonly Step[] = ["what", "passphrase", "words"];

/** The way from nothing to an open journal. */
export class FirstRun extends TypedBack {
  step: Step = $state("what");
  readonly passphrase = new ChosenPassphrase(api.checkPassphrase);
  busy = $state(false);
  failure: Failure | null = $state.raw(null);
  #opened: Snapshot | null = null;
  #enter: (open: Snapshot) => void;

  constructor(enter: (open: Snapshot) => void) {
    super();
    this.#enter = enter;
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

  /** Whether one can go back to that step: not once the journal is made. */
  canGoTo(step: number): boolean {
    return step < AT[this.step] && this.step !== "before";
  }

  /** Goes back to a step. Before the words the passphrase is chosen anew, and new words are made with it. */
  goTo(step: number): void {
    const to = BEGINS[step];
    if (!to || !this.canGoTo(step) || this.busy) return;
    this.failure = null;
    if (AT[this.step] === AT.words) this.forget();
    this.step = to;
  }

  /** Prints the words, which are never written into a file. */
  async print(): Promise<void> {
    await this.#try(() => printWords(this.words));
  }

  typeBack(): void {
    this.step = "back";
  }

  showAgain(): void {
    this.clear();
    this.step = "words";
  }

  /** Proves the words by opening the new journal with them. */
  async finish(): Promise<void> {
    if (this.matched < 12) return;
    await this.#try(async () => {
      this.#opened = await api.finishJournal(this.typed.join(" "));
      this.forget();
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
