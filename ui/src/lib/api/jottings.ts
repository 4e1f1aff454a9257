import type { Jotting } from "../bindings/Jotting";
import type { JottingOutcome } from "../bindings/JottingOutcome";
import { invoke } from "./bridge";

export const jot = (text: string, client: string | null) =>
  invoke<Jotting>("jot", { text, client });
export const listJottings = () => invoke<Jotting[]>("list_jottings");
export const settleJotting = (id: string, outcome: JottingOutcome) =>
  invoke<Jotting[]>("settle_jotting", { id, outcome });
