import * as api from "$lib/api";
import type { Exercise } from "$lib/bindings/Exercise";
import type { Run } from "$lib/bindings/Run";
import type { ExerciseOverview as Overview } from "$lib/bindings/ExerciseOverview";
import { asFailure, type Failure } from "$lib/failure";

/** The exercises, what waits of them, and the path. */
export class Exercises {
  data: Overview | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);

  async fetch(): Promise<void> {
    await this.#attempt(async () => {
      this.data = await api.exerciseOverview();
    });
  }

  exercise = (id: string): Exercise | null =>
    this.data?.exercises.find((exercise) => exercise.id === id) ?? null;

  /** Runs that wait, the one last begun first. */
  get waiting(): Run[] {
    return (this.data?.runs ?? []).filter(({ finished, aside }) => finished === null && !aside);
  }

  get aside(): Run[] {
    return (this.data?.runs ?? []).filter(({ finished, aside }) => finished === null && aside);
  }

  /** The run that waits of an exercise, so that it is taken up and not begun twice. */
  waitingOf = (exercise: string): Run | null =>
    this.waiting.find((run) => run.exercise === exercise) ?? null;

  async putAside(run: Run, aside: boolean): Promise<void> {
    await this.#attempt(() => api.setRunAside(run.id, aside));
    await this.fetch();
  }

  async setPath(on: boolean, reminder: number | null): Promise<void> {
    await this.#attempt(async () => {
      const path = await api.setPath(on, reminder);
      if (this.data) this.data = { ...this.data, path };
    });
  }

  async #attempt(act: () => Promise<unknown>): Promise<void> {
    try {
      this.failure = null;
      await act();
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }
}
