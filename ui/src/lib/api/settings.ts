import type { Settings } from "../bindings/Settings";
import { invoke } from "./bridge";

export const saveSettings = (settings: Settings) => invoke<null>("save_settings", { settings });
