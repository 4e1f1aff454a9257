import * as api from "$lib/api";
import type { RunProgress } from "$lib/bindings/RunProgress";
import { asFailure, type Failure } from "$lib/failure";

/** How long a task may take before it shows its progress and can be cancelled. */
const NAMED_MS = 400;

/** Something that takes long: one at a time, with progress, cancel and what went wrong. */
export class LongTask {
  /** Which one is under way, by the name its page gives it. */
  name: string | null = $state(null);
  shown = $state(false);
  progress: RunProgress | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);

  /** Does it; `null` where it failed, was cancelled, or another one is under way. */
  async do<T>(name: string, act: () => Promise<T>): Promise<T | null> {
    if (this.name !== null) return null;
    this.name = name;
    this.failure = null;
    this.progress = null;
    const naming = setTimeout(() => (this.shown = true), NAMED_MS);
    try {
      return await act();
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code !== "cancelled") this.failure = failure;
      return null;
    } finally {
      clearTimeout(naming);
      this.shown = false;
      this.name = null;
    }
  }

  /** Asks the task under way to stop; what it had begun is deleted. */
  cancel(): void {
    if (this.name !== null) void api.cancelRun();
  }

  /** Follows the progress that the journal tells, until the returned function is called. */
  listen(): () => void {
    const off = api.onRunProgress((progress) => (this.progress = progress));
    return () => void off.then((stop) => stop());
  }
}
