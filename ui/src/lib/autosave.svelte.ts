import type { Moment } from "./bindings/Moment";
import { asFailure, type Failure } from "./failure";

/** What the bar says about saving. */
export type SaveState =
  | { kind: "still" }
  | { kind: "writing" }
  | { kind: "saved"; at: Moment }
  | { kind: "failed"; failure: Failure };

/** Saves the text: as a revision, or else as a draft. */
export type Save = (asRevision: boolean) => Promise<{ at: Moment }>;

const PAUSE_MS = 800;
const LONGEST_MS = 1_500;
const AGAIN_MS = 50;
const RETRY_MS = [2_000, 5_000, 10_000, 30_000];

/**
 * Saves what is written while it is written: within a second of the last key and every second and
 * a half while keys go on, so that a killed process takes less than two seconds of typing. Never
 * two calls are under way at once, the newest text wins, and what could not be saved is tried again
 * by itself. Large texts take longer to collect, so the waits grow with what the last save cost
 * this thread.
 */
export class Autosave {
  state: SaveState = $state({ kind: "still" });
  /**
   * Whether a screen reader says that it is saved: the first time, after a failure, and when the
   * writer asked for it. Said after each pause it would talk over the writing.
   */
  aloud = $state(false);
  #speaks = true;
  #save: Save;
  #clock: () => number;
  #changed = 0;
  #saved = 0;
  #revised = 0;
  #firstUnsaved = 0;
  #cost = 0;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<boolean> | null = null;
  #closed = false;

  constructor(
    save: Save,
    unrevised: boolean,
    last: Moment | null = null,
    clock: () => number = () => performance.now(),
  ) {
    this.#save = save;
    if (last) this.state = { kind: "saved", at: last };
    this.#clock = clock;
    if (unrevised) this.#changed = this.#saved = 1;
  }

  /** Whether something is written that not even a draft holds. */
  get unsaved(): boolean {
    return this.#changed > this.#saved;
  }

  /** Whether something is written that no revision holds. */
  get unrevised(): boolean {
    return this.#changed > this.#revised;
  }

  /** Says that something was written. Cheap enough for every key. */
  touch(): void {
    if (this.#closed) return;
    if (!this.unsaved) this.#firstUnsaved = this.#clock();
    this.#changed += 1;
    this.aloud = false;
    if (this.state.kind !== "failed" && this.state.kind !== "writing") {
      this.state = { kind: "writing" };
    }
    this.#schedule();
  }

  /** Saves everything written so far; tells whether that worked. */
  async flush(asRevision: boolean): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    const behind = asRevision ? this.unrevised : this.unsaved;
    return behind ? this.#run(asRevision) : true;
  }

  /** Saves everything as a revision because the writer asked for it, and has a screen reader say so. */
  async saveAloud(flush: () => Promise<boolean> = () => this.flush(true)): Promise<boolean> {
    this.aloud = false;
    this.#speaks = true;
    const saved = await flush();
    // The same words said twice are a change only if they were gone for a moment.
    if (saved) setTimeout(() => (this.aloud = !this.unsaved), AGAIN_MS);
    if (saved) this.#speaks = false;
    return saved;
  }

  /** Stops the timers. Call `flush` before, or what is unsaved is lost. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #schedule(after?: number): void {
    if (this.#running || this.#closed) return;
    clearTimeout(this.#timer);
    const pause = Math.min(3_000, PAUSE_MS + 4 * this.#cost);
    const longest = Math.min(20_000, Math.max(LONGEST_MS, 60 * this.#cost));
    const left = this.#firstUnsaved + longest - this.#clock();
    const wait = after ?? (this.#failures ? this.#retryAfter() : Math.min(pause, left));
    this.#timer = setTimeout(() => void this.flush(false), Math.max(0, wait));
  }

  #retryAfter(): number {
    return RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? PAUSE_MS;
  }

  #run(asRevision: boolean): Promise<boolean> {
    const running = this.#once(asRevision).finally(() => {
      this.#running = null;
      if (this.unsaved) this.#schedule();
    });
    this.#running = running;
    return running;
  }

  async #once(asRevision: boolean): Promise<boolean> {
    const upTo = this.#changed;
    try {
      const began = this.#clock();
      const saving = this.#save(asRevision);
      this.#cost = this.#clock() - began;
      const { at } = await saving;
      this.#saved = Math.max(this.#saved, upTo);
      if (asRevision) this.#revised = Math.max(this.#revised, upTo);
      this.#failures = 0;
      this.#firstUnsaved = this.#clock();
      this.state = this.unsaved ? { kind: "writing" } : { kind: "saved", at };
      if (!this.unsaved && this.#speaks) [this.aloud, this.#speaks] = [true, false];
      return true;
    } catch (thrown) {
      this.#failures += 1;
      this.#speaks = true;
      this.state = { kind: "failed", failure: asFailure(thrown) };
      return false;
    }
  }
}
