import type { Editor } from "@tiptap/core";
import type { ShownText } from "$lib/prose/still";
import * as api from "$lib/api";
import { numberIn, withAnswer, type Answers } from "$lib/answers";
import { Autosave } from "$lib/autosave.svelte";
import type { Answer } from "$lib/bindings/Answer";
import type { Exercise } from "$lib/bindings/Exercise";
import type { Finished } from "$lib/bindings/Finished";
import type { Run } from "$lib/bindings/Run";
import type { RunInput } from "$lib/bindings/RunInput";
import type { RunContext } from "$lib/bindings/RunContext";
import type { Step } from "$lib/bindings/Step";
import type { StepField } from "$lib/bindings/StepField";
import type { Unsaved } from "$lib/bindings/Unsaved";
import type { Writing } from "$lib/writing";
import { PendingTexts } from "../entry/pending-texts";

/** The fields on a step's screen: its own, and an earlier one that is shown again. */
export function fieldsOf(exercise: Exercise, step: Step): StepField[] {
  const again = exercise.steps.flatMap(({ fields }) => fields).find(({ id }) => id === step.again);
  return again ? [again, ...step.fields] : step.fields;
}

/** A sentence with earlier answers in place of `{field}`; `null` while one of them is missing. */
export function echo(sentence: string, answers: Answers): string | null {
  let missing = false;
  const said = sentence.replaceAll(/\{(\w+)\}/g, (_, field: string) => {
    const answer = answers[field] ?? null;
    const number = numberIn(answer);
    const line = answer && "line" in answer ? answer.line : null;
    missing ||= number === null && line === null;
    return number === null ? (line ?? "") : String(number);
  });
  return missing ? null : said;
}

/** A run of an exercise in the player: one step a screen, saved while one writes. */
export class ExerciseRun implements Writing {
  readonly exercise: Exercise;
  readonly id: string;
  readonly editable = true;
  /** Whether what is written is saved; without it everything goes when the page is left. */
  readonly saves: boolean;
  readonly saving: Autosave;
  /** Returns terms that a word being written may go on to. */
  terms: () => readonly string[] = () => [];
  readonly client: string | null;
  answers: Answers = $state.raw({});
  at = $state(0);
  context: RunContext = $state.raw({ week: null, last: null });
  finished: Finished | null = $state.raw(null);
  #pending = new PendingTexts();
  #moved = false;

  constructor(exercise: Exercise, run: Run, saves = true) {
    this.exercise = exercise;
    this.client = run.client;
    this.id = run.id;
    this.answers = run.answers as Answers;
    this.at = Math.min(run.step, exercise.steps.length - 1);
    this.saves = saves;
    this.saving = new Autosave((asRevision) => this.#save(asRevision), false);
    if (!saves) this.saving.close();
  }

  get step(): Step {
    return this.exercise.steps[this.at]!;
  }

  get isLast(): boolean {
    return this.at === this.exercise.steps.length - 1;
  }

  /** Fetches what of the journal its steps show; without it the exercise goes on all the same. */
  async loadContext(): Promise<void> {
    if (!this.exercise.steps.some(({ shows }) => shows !== null)) return;
    try {
      this.context = await api.runContext(this.id);
    } catch {
      this.context = { week: null, last: null };
    }
  }

  answer(key: string, answer: Answer | null): void {
    this.answers = withAnswer(this.answers, key, answer);
    if (!this.#pending.collecting) this.saving.touch();
  }

  changed(text: object, collect: () => void): void {
    this.#pending.add(text, collect);
    this.saving.touch();
  }

  collect(text: object): void {
    this.#pending.collect(text);
  }

  shown(_path: string, _text: ShownText | null): void {}
  caretAt(_path: string, _editor: Editor | null): void {}
  itemNow(): number | undefined {
    return undefined;
  }

  /** Goes a step back or forth; the step reached is saved, too. */
  go(by: 1 | -1): void {
    const next = this.at + by;
    if (next < 0 || next >= this.exercise.steps.length) return;
    this.#pending.collectAll();
    this.at = next;
    this.#moved = true;
    this.saving.touch();
    void this.saving.flush(true);
  }

  /** Saves everything as it stands; tells whether that worked. */
  async pause(): Promise<boolean> {
    if (this.finished || !this.saves) return true;
    if (this.#pending.any || this.#moved) this.saving.touch();
    const kept = await this.saving.flush(true);
    if (kept) this.#moved = false;
    return kept;
  }

  /** Finishes the run and makes an entry of it. */
  async finish(): Promise<Finished> {
    await this.saving.flush(false);
    this.finished = await api.finishRun(this.#input());
    this.saving.close();
    return this.finished;
  }

  /** What is written here and could not be saved. */
  unsaved(): Unsaved[] {
    return this.saving.unrevised && !this.finished ? [{ run: this.#input() }] : [];
  }

  close(): void {
    this.saving.close();
  }

  #input(): RunInput {
    this.#pending.collectAll();
    return { id: this.id, step: this.at, answers: this.answers };
  }

  #save(asRevision: boolean): Promise<{ at: Run["begun"] }> {
    const input = this.#input();
    return asRevision ? api.pauseRun(input) : api.saveRun(input);
  }
}

/** Seconds as a clock shows them: *7:00*. */
export function clock(seconds: number): string {
  const rest = Math.max(0, Math.round(seconds));
  return `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`;
}

/** When each exercise was last finished. */
export function lastFinished(runs: readonly Run[]): Map<string, NonNullable<Run["finished"]>> {
  const last = new Map<string, NonNullable<Run["finished"]>>();
  for (const { exercise, finished } of runs) {
    const before = last.get(exercise);
    if (finished && (!before || before.utc_ms < finished.utc_ms)) last.set(exercise, finished);
  }
  return last;
}
