import type { Jotting } from "../bindings/Jotting";
import type { JottingOutcome } from "../bindings/JottingOutcome";
import { invoke } from "./bridge";

export const jot = (text: string, client: string | null) =>
  invoke<Jotting>("jot", { text, client });
export const setJottingOutcome = (id: string, outcome: JottingOutcome) =>
  invoke<Jotting[]>("set_jotting_outcome", { id, outcome });
