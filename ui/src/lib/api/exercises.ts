import type { Finished } from "../bindings/Finished";
import type { PathState } from "../bindings/PathState";
import type { Run } from "../bindings/Run";
import type { RunInput } from "../bindings/RunInput";
import type { RunKept } from "../bindings/RunKept";
import type { RunLook } from "../bindings/RunLook";
import type { Shelf } from "../bindings/Shelf";
import { invoke } from "./bridge";

export const shelf = () => invoke<Shelf>("shelf");
export const startRun = (exercise: string, client: string | null, beside: string | null) =>
  invoke<Run>("start_run", { exercise, client, beside });
export const openRun = (id: string) => invoke<Run>("open_run", { id });
export const lookBesideRun = (id: string) => invoke<RunLook>("look_beside_run", { id });
export const keepRun = (input: RunInput) => invoke<RunKept>("keep_run", { input });
export const leaveRun = (input: RunInput) => invoke<RunKept>("leave_run", { input });
export const finishRun = (input: RunInput) => invoke<Finished>("finish_run", { input });
export const setRunAside = (id: string, aside: boolean) =>
  invoke<Run>("set_run_aside", { id, aside });
export const setPath = (on: boolean, reminder: number | null) =>
  invoke<PathState>("set_path", { on, reminder });
