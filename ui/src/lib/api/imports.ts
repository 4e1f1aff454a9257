import type { ImportChoices } from "../bindings/ImportChoices";
import type { Imported } from "../bindings/Imported";
import type { ImportReport } from "../bindings/ImportReport";
import type { ImportRow } from "../bindings/ImportRow";
import type { ImportTakenBack } from "../bindings/ImportTakenBack";
import { invoke } from "./bridge";

/** Has a file or a folder picked; returns its name, `null` if nothing was picked. */
export const chooseImport = (folder: boolean) => invoke<string | null>("choose_import", { folder });
export const surveyImport = (choices: ImportChoices) =>
  invoke<ImportReport>("survey_import", { choices });
/** Brings in what was surveyed last. */
export const runImport = () => invoke<Imported>("run_import");
export const imports = () => invoke<ImportRow[]>("imports");
export const importReport = (id: string) => invoke<ImportReport | null>("import_report", { id });
export const keepImport = (id: string) => invoke<null>("keep_import", { id });
export const takeBackImport = (id: string, edited: boolean) =>
  invoke<ImportTakenBack>("take_back_import", { id, edited });
export const forgetImport = () => invoke<null>("forget_import");
/** Where the source lies that was chosen last. */
export const importSource = () => invoke<string | null>("import_source");
