import type { Moment } from "./bindings/Moment";
import { asFailure, type Failure } from "./failure";

/** What the bar says about keeping. */
export type SaveState =
  | { kind: "still" }
  | { kind: "writing" }
  | { kind: "saved"; at: Moment }
  | { kind: "failed"; failure: Failure };

/** How the text is kept; `settle` makes a revision, otherwise a draft is kept. */
export type Keep = (settle: boolean) => Promise<{ at: Moment }>;

const PAUSE_MS = 800;
const LONGEST_MS = 1_500;
const AGAIN_MS = 50;
const RETRY_MS = [2_000, 5_000, 10_000, 30_000];

/**
 * Keeps what is written while it is written: within a second of the last key and every second and
 * a half while keys go on, so that a killed process takes less than two seconds of typing. Never
 * two calls are under way at once, the newest text wins, and what could not be kept is tried again
 * by itself. Large texts take longer to collect, so the waits grow with what the last keeping cost
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
  #keep: Keep;
  #clock: () => number;
  #changed = 0;
  #kept = 0;
  #settled = 0;
  #firstUnkept = 0;
  #cost = 0;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<boolean> | null = null;
  #closed = false;

  constructor(
    keep: Keep, unsettled: boolean, last: Moment | null = null,
    clock: () => number = () => performance.now(),
  ) {
    this.#keep = keep;
    if (last) this.state = { kind: "saved", at: last };
    this.#clock = clock;
    if (unsettled) this.#changed = this.#kept = 1;
  }

  /** Whether something is written that not even a draft holds. */
  get unkept(): boolean {
    return this.#changed > this.#kept;
  }

  /** Whether something is written that no revision holds. */
  get unsettled(): boolean {
    return this.#changed > this.#settled;
  }

  /** Says that something was written. Cheap enough for every key. */
  touch(): void {
    if (this.#closed) return;
    if (!this.unkept) this.#firstUnkept = this.#clock();
    this.#changed += 1;
    this.aloud = false;
    if (this.state.kind !== "failed" && this.state.kind !== "writing") {
      this.state = { kind: "writing" };
    }
    this.#schedule();
  }

  /** Keeps everything written so far; tells whether that worked. */
  async flush(settle: boolean): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    const behind = settle ? this.unsettled : this.unkept;
    return behind ? this.#run(settle) : true;
  }

  /** Keeps everything as a revision, since the writer asked for it, and has that said. */
  async settleAloud(flush: () => Promise<boolean> = () => this.flush(true)): Promise<boolean> {
    this.aloud = false;
    this.#speaks = true;
    const kept = await flush();
    // The same words said twice are a change only if they were gone for a moment.
    if (kept) setTimeout(() => (this.aloud = !this.unkept), AGAIN_MS);
    if (kept) this.#speaks = false;
    return kept;
  }

  /** Stops the timers. Call `flush` before, or what is unkept is lost. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #schedule(after?: number): void {
    if (this.#running || this.#closed) return;
    clearTimeout(this.#timer);
    const pause = Math.min(3_000, PAUSE_MS + 4 * this.#cost);
    const longest = Math.min(20_000, Math.max(LONGEST_MS, 60 * this.#cost));
    const left = this.#firstUnkept + longest - this.#clock();
    const wait = after ?? (this.#failures ? this.#retryAfter() : Math.min(pause, left));
    this.#timer = setTimeout(() => void this.flush(false), Math.max(0, wait));
  }

  #retryAfter(): number {
    return RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? PAUSE_MS;
  }

  #run(settle: boolean): Promise<boolean> {
    const running = this.#once(settle).finally(() => {
      this.#running = null;
      if (this.unkept) this.#schedule();
    });
    this.#running = running;
    return running;
  }

  async #once(settle: boolean): Promise<boolean> {
    const upTo = this.#changed;
    try {
      const began = this.#clock();
      const keeping = this.#keep(settle);
      this.#cost = this.#clock() - began;
      const { at } = await keeping;
      this.#kept = Math.max(this.#kept, upTo);
      if (settle) this.#settled = Math.max(this.#settled, upTo);
      this.#failures = 0;
      this.#firstUnkept = this.#clock();
      this.state = this.unkept ? { kind: "writing" } : { kind: "saved", at };
      if (!this.unkept && this.#speaks) [this.aloud, this.#speaks] = [true, false];
      return true;
    } catch (thrown) {
      this.#failures += 1;
      this.#speaks = true;
      this.state = { kind: "failed", failure: asFailure(thrown) };
      return false;
    }
  }
}
