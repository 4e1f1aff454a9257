import type { CheckedSheet } from "../bindings/CheckedSheet";
import type { Entry } from "../bindings/Entry";
import type { FileKind } from "../bindings/FileKind";
import type { FollowUp } from "../bindings/FollowUp";
import type { IdentifierWords } from "../bindings/IdentifierWords";
import type { Printed } from "../bindings/Printed";
import type { Saving } from "../bindings/Saving";
import type { Sheet } from "../bindings/Sheet";
import type { SheetFormat } from "../bindings/SheetFormat";
import type { SheetInput } from "../bindings/SheetInput";
import type { SheetLine } from "../bindings/SheetLine";
import type { SheetOf } from "../bindings/SheetOf";
import type { SheetPage } from "../bindings/SheetPage";
import type { Supervisor } from "../bindings/Supervisor";
import type { SupervisorPage } from "../bindings/SupervisorPage";
import { invoke } from "./bridge";

/** A page, what the check found in it and what would leave, and how that is printed. */
export type ShownSheet = [SheetPage, CheckedSheet, Printed];

export const newSheet = (
  format: SheetFormat,
  sources: string[],
  on: string,
  question: string | null,
) => invoke<ShownSheet>("new_sheet", { format, sources, on, question });
export const newSheetOf = (of: SheetOf, on: string) =>
  invoke<ShownSheet>("new_sheet_of", { of, on });
export const openSheet = (id: string) => invoke<ShownSheet>("open_sheet", { id });
export const saveSheet = (input: SheetInput) => invoke<ShownSheet>("save_sheet", { input });
export const listSheets = () => invoke<SheetLine[]>("list_sheets");
export const identifierWords = () => invoke<IdentifierWords>("identifier_words");
export const saveIdentifierWords = (words: IdentifierWords) =>
  invoke<null>("save_identifier_words", { words });
export const savePageFile = (input: SheetInput, kind: FileKind, agreed: boolean) =>
  invoke<Saving>("save_page_file", { input, kind, agreed });
export const saveDocument = (sheet: Sheet, kind: FileKind, agreed: boolean) =>
  invoke<Saving>("save_document", { sheet, kind, agreed });
export const printDocument = (sheet: Sheet) => invoke<boolean>("print_document", { sheet });
export const printSheet = (input: SheetInput) => invoke<boolean>("print_sheet", { input });
export const remindOfFile = (entry: string, question: string, on: string) =>
  invoke<FollowUp>("remind_of_file", { entry, question, on });
export const beginReflectionOnSheet = (id: string) =>
  invoke<Entry>("begin_reflection_on_sheet", { id });
export const listSupervisors = () => invoke<Supervisor[]>("list_supervisors");
export const saveSupervisor = (supervisor: Supervisor) =>
  invoke<Supervisor>("save_supervisor", { supervisor });
export const supervisorPage = (id: string) => invoke<SupervisorPage>("supervisor_page", { id });
