import type { Finished } from "../bindings/Finished";
import type { PathState } from "../bindings/PathState";
import type { Run } from "../bindings/Run";
import type { RunInput } from "../bindings/RunInput";
import type { RunSaved } from "../bindings/RunSaved";
import type { RunContext } from "../bindings/RunContext";
import type { ExerciseOverview } from "../bindings/ExerciseOverview";
import { spelled } from "../messages/content";
import { invoke } from "./bridge";

export const exerciseOverview = async (): Promise<ExerciseOverview> => {
  const overview = await invoke<ExerciseOverview>("exercise_overview");
  return { ...overview, exercises: spelled(overview.exercises) };
};
export const startRun = (exercise: string, client: string | null, beside: string | null) =>
  invoke<Run>("start_run", { exercise, client, beside });
export const openRun = (id: string) => invoke<Run>("open_run", { id });
export const runContext = (id: string) => invoke<RunContext>("run_context", { id });
export const saveRun = (input: RunInput) => invoke<RunSaved>("save_run", { input });
export const pauseRun = (input: RunInput) => invoke<RunSaved>("pause_run", { input });
export const finishRun = (input: RunInput) => invoke<Finished>("finish_run", { input });
export const setRunAside = (id: string, aside: boolean) =>
  invoke<Run>("set_run_aside", { id, aside });
export const setPath = (on: boolean, reminder: number | null) =>
  invoke<PathState>("set_path", { on, reminder });
