import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Exercise } from "$lib/bindings/Exercise";
import type { Run } from "$lib/bindings/Run";
import type { RunInput } from "$lib/bindings/RunInput";
import type { StepField } from "$lib/bindings/StepField";
import { clock, echo, fieldsOf, lastFinished, ExerciseRun } from "./run.svelte";

const at = { utc_ms: 5, offset_min: 0 };
const saveRun = vi.hoisted(() => vi.fn<(input: RunInput) => Promise<{ at: typeof at }>>());
const pauseRun = vi.hoisted(() => vi.fn<(input: RunInput) => Promise<{ at: typeof at }>>());
const finishRun = vi.hoisted(() => vi.fn());
const runContext = vi.hoisted(() => vi.fn());
vi.mock("$lib/api", () => ({ saveRun, pauseRun, finishRun, runContext }));

const field = (id: string): StepField => ({
  id,
  label: id,
  fold: "more",
  beside: false,
  caret: false,
  kind: "line",
  into: null,
  stays: false,
});
const step = (id: string, more: Partial<Exercise["steps"][number]> = {}) => ({
  id,
  say: `${id}?`,
  aside: null,
  before: null,
  seconds: null,
  shows: null,
  again: null,
  fields: [field(id)],
  ...more,
});
const exercise: Exercise = {
  id: "tide",
  number: 1,
  version: 1,
  name: "Tide",
  aim: "To look.",
  minutes: 5,
  then: null,
  rhythm: null,
  care: null,
  stamp: null,
  without_saving: false,
  form: "inner",
  rest: null,
  about_client: false,
  creates: [],
  steps: [step("one"), step("two"), step("three", { again: "one", fields: [] })],
};
const run = (more: Partial<Run> = {}): Run => ({
  id: "r1",
  exercise: "tide",
  begun: at,
  step: 0,
  finished: null,
  aside: false,
  client: null,
  entry: null,
  answers: {},
  ...more,
});

describe("a run in the player", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    saveRun.mockReset().mockResolvedValue({ at });
    pauseRun.mockReset().mockResolvedValue({ at });
    finishRun.mockReset().mockResolvedValue({ run: run({ finished: at }), row: null });
  });
  afterEach(() => vi.useRealTimers());

  it("resumes at its step, also where the exercise has become shorter", () => {
    expect(new ExerciseRun(exercise, run({ step: 1 })).step.id).toBe("two");
    expect(new ExerciseRun(exercise, run({ step: 9 })).step.id).toBe("three");
  });

  it("saves what is written within a second, and a version with every step", async () => {
    const played = new ExerciseRun(exercise, run());
    played.answer("one", { line: "salt" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saveRun).toHaveBeenCalledWith({ id: "r1", step: 0, answers: { one: { line: "salt" } } });
    played.go(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(pauseRun).toHaveBeenCalledWith({
      id: "r1",
      step: 1,
      answers: { one: { line: "salt" } },
    });
  });

  it("writes without saving: no word reaches the journal, however it is closed", async () => {
    for (const leave of ["pause", "go"] as const) {
      const played = new ExerciseRun(exercise, run({ id: "" }), false);
      played.answer("one", { line: "rage" });
      played.changed({}, () => played.answer("one", { line: "more rage" }));
      await vi.advanceTimersByTimeAsync(60_000);
      if (leave === "go") played.go(1);
      expect(await played.pause()).toBe(true);
      expect(played.unsaved()).toEqual([]);
      played.close();
    }
    expect(saveRun).not.toHaveBeenCalled();
    expect(pauseRun).not.toHaveBeenCalled();
  });

  it("takes a text along that was not collected yet when it is left", async () => {
    const played = new ExerciseRun(exercise, run());
    played.changed({}, () => played.answer("one", { line: "late" }));
    expect(await played.pause()).toBe(true);
    expect(pauseRun.mock.calls[0]?.[0].answers).toEqual({ one: { line: "late" } });
  });

  it("writes nothing if nothing was done", async () => {
    const played = new ExerciseRun(exercise, run());
    expect(await played.pause()).toBe(true);
    expect(pauseRun).not.toHaveBeenCalled();
  });

  it("is not closed while it could not be saved", async () => {
    pauseRun.mockRejectedValue({ code: "disk_full" });
    saveRun.mockRejectedValue({ code: "disk_full" });
    const played = new ExerciseRun(exercise, run());
    played.answer("one", { line: "salt" });
    expect(await played.pause()).toBe(false);
    expect(played.saving.unsaved).toBe(true);
  });

  it("finishes with the step and the answers as they stand", async () => {
    const played = new ExerciseRun(exercise, run({ step: 2 }));
    played.changed({}, () => played.answer("one", { line: "done" }));
    await played.finish();
    expect(finishRun).toHaveBeenCalledWith({
      id: "r1",
      step: 2,
      answers: { one: { line: "done" } },
    });
    expect(await played.pause()).toBe(true);
    expect(pauseRun).not.toHaveBeenCalled();
  });

  it("goes neither before the first step nor beyond the last", () => {
    const played = new ExerciseRun(exercise, run());
    played.go(-1);
    expect(played.at).toBe(0);
    played.go(1);
    played.go(1);
    played.go(1);
    expect([played.at, played.isLast]).toEqual([2, true]);
  });
});

describe("what a step shows", () => {
  it("can be an earlier field again", () => {
    expect(fieldsOf(exercise, exercise.steps[2]!).map(({ id }) => id)).toEqual(["one"]);
  });

  it("echoes earlier answers, or nothing while one is missing", () => {
    const answers = { pull: { scale: 7 }, act: { scale: 0 } };
    expect(echo("Pull {pull}, act {act}.", answers)).toBe("Pull 7, act 0.");
    expect(echo("Pull {pull}, act {act}.", { pull: { scale: 7 } })).toBeNull();
  });

  it("counts a clock down to nothing", () => {
    expect([clock(420), clock(61.2), clock(-3)]).toEqual(["7:00", "1:01", "0:00"]);
  });

  it("knows when each exercise was last finished", () => {
    const later = { ...at, utc_ms: 9 };
    const runs = [run({ finished: at }), run({ finished: later }), run()];
    expect(lastFinished(runs).get("tide")).toEqual(later);
  });
});
