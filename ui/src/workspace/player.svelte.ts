import * as api from "$lib/api";
import type { Exercise } from "$lib/bindings/Exercise";
import type { Unsaved } from "$lib/bindings/Unsaved";
import { exercises as tc } from "$lib/messages";
import { now } from "$lib/now.svelte";
import type { Editor } from "./editor.svelte";
import { ExerciseRun } from "./exercise/run.svelte";
import type { Library } from "./library.svelte";
import type { Listing } from "./listing.svelte";
import type { Notices } from "./notices.svelte";

/** Plays an exercise; the run covers everything else until it is paused or finished. */
export class Player {
  run: ExerciseRun | null = $state.raw(null);
  /** The entry that the next exercise is begun on. */
  target: string | null = $state(null);
  #editor: Editor;
  #library: Library;
  #listing: Listing;
  #notices: Notices;

  constructor(editor: Editor, library: Library, listing: Listing, notices: Notices) {
    this.#editor = editor;
    this.#library = library;
    this.#listing = listing;
    this.#notices = notices;
  }

  /** Begins an exercise, about a client or on an entry. */
  async begin(id: string, client: string | null, entry: string | null): Promise<void> {
    const run = await this.#notices.attempt(() => api.startRun(id, client, entry));
    this.target = null;
    if (run) await this.resume(run.id);
  }

  /** Plays an exercise without saving: it makes neither a run nor an entry. */
  async playWithoutSaving(exercise: Exercise, client: string | null): Promise<void> {
    if (!(await this.pause())) return;
    const run = new ExerciseRun(
      exercise,
      {
        id: "",
        exercise: exercise.id,
        begun: now.moment,
        step: 0,
        finished: null,
        aside: false,
        client,
        entry: null,
        answers: {},
      },
      false,
    );
    run.terms = this.#library.completions;
    this.target = null;
    this.run = run;
  }

  /** Resumes a run at the step where it was paused. */
  async resume(id: string): Promise<void> {
    if (!(await this.pause())) return;
    await this.#notices.attempt(async () => {
      const [record, { exercises }] = await Promise.all([api.openRun(id), api.exerciseOverview()]);
      const exercise = exercises.find((one) => one.id === record.exercise);
      if (!exercise || record.finished) return;
      const run = new ExerciseRun(exercise, record);
      run.terms = this.#library.completions;
      this.run = run;
      await run.loadContext();
    });
  }

  /** Pauses the run; what could not be saved keeps the player open. */
  async pause(): Promise<boolean> {
    const run = this.run;
    if (!run) return true;
    if (!(await run.pause())) return false;
    run.close();
    this.run = null;
    this.#listing.entriesVersion += 1;
    return true;
  }

  /** Finishes the run and shows the entry that came of it. */
  async finish(): Promise<void> {
    const run = this.run;
    if (!run) return;
    if (!run.saves) {
      this.run = null;
      return this.#notices.say(tc.finishedUnsaved);
    }
    const finished = await this.#notices.attempt(() => run.finish());
    if (!finished) return;
    this.run = null;
    const row = finished.row;
    if (!row) return this.#notices.say(tc.finishedEmpty);
    await this.#listing.saved(row, null);
    if (!(await this.#editor.open(row.id))) return;
    this.#notices.say(tc.savedIn(this.#library.form(row.form)?.journal ?? row.form));
  }

  /** Returns what is written in the run and is not saved. */
  unsaved(): Unsaved[] {
    return this.run?.unsaved() ?? [];
  }

  /** Saves what is written in the run; tells whether that worked. */
  async saveAll(): Promise<boolean> {
    return this.run ? this.run.pause() : true;
  }
}
