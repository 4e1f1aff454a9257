import type { Addendum } from "../bindings/Addendum";
import type { Around } from "../bindings/Around";
import type { CertaintyStep } from "../bindings/CertaintyStep";
import type { Counts } from "../bindings/Counts";
import type { Entry } from "../bindings/Entry";
import type { EntryInput } from "../bindings/EntryInput";
import type { FieldChange } from "../bindings/FieldChange";
import type { History } from "../bindings/History";
import type { Kept } from "../bindings/Kept";
import type { Moment } from "../bindings/Moment";
import type { OpenedEntry } from "../bindings/OpenedEntry";
import type { Row } from "../bindings/Row";
import type { Rows } from "../bindings/Rows";
import type { Suggestion } from "../bindings/Suggestion";
import type { Which } from "../bindings/Which";
import type { TodayPage } from "../bindings/TodayPage";
import { invoke } from "./bridge";

export const listEntries = (which: Which, offset: number, limit: number) =>
  invoke<Rows>("list_entries", { which, offset, limit });
export const todayPage = () => invoke<TodayPage>("today_page");
export const openEntry = (id: string) => invoke<OpenedEntry>("open_entry", { id });
export const newEntry = (form: string, client: string | null, beside: string | null) =>
  invoke<Entry>("new_entry", { form, client, beside });
export const keepDraft = (input: EntryInput) => invoke<Kept>("keep_draft", { input });
export const settleEntry = (input: EntryInput) => invoke<Kept>("settle_entry", { input });
export const trashEntry = (id: string) => invoke<Row>("trash_entry", { id });
export const restoreEntry = (id: string) => invoke<Row>("restore_entry", { id });
export const suggest = (client: string) => invoke<Suggestion>("suggest", { client });
export const counts = () => invoke<Counts>("counts");
export const around = (id: string) => invoke<Around>("around", { id });
export const closeEntry = (id: string) => invoke<Entry>("close_entry", { id });
export const addAddendum = (entry: string, text: unknown) =>
  invoke<Addendum>("add_addendum", { entry, text });
export const keepAddendum = (entry: string, text: unknown) =>
  invoke<Moment>("keep_addendum", { entry, text });
export const history = (id: string) => invoke<History>("history", { id });
export const difference = (id: string, seq: number) =>
  invoke<FieldChange[]>("difference", { id, seq });
export const restoreRevision = (id: string, seq: number) =>
  invoke<Entry>("restore_revision", { id, seq });
export const certaintyTrail = (id: string) => invoke<CertaintyStep[]>("certainty_trail", { id });
export const tags = () => invoke<string[]>("tags");
