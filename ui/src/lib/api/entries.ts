import type { Addendum } from "../bindings/Addendum";
import type { Around } from "../bindings/Around";
import type { Calendar } from "../bindings/Calendar";
import type { CertaintyStep } from "../bindings/CertaintyStep";
import type { Counts } from "../bindings/Counts";
import type { Entry } from "../bindings/Entry";
import type { EntryInput } from "../bindings/EntryInput";
import type { FieldChange } from "../bindings/FieldChange";
import type { History } from "../bindings/History";
import type { Moment } from "../bindings/Moment";
import type { Neighbours } from "../bindings/Neighbours";
import type { Saved } from "../bindings/Saved";
import type { OpenedEntry } from "../bindings/OpenedEntry";
import type { EntryRow } from "../bindings/EntryRow";
import type { EntryRows } from "../bindings/EntryRows";
import type { Suggestion } from "../bindings/Suggestion";
import type { EntryFilter } from "../bindings/EntryFilter";
import type { TagCount } from "../bindings/TagCount";
import type { TodayPage } from "../bindings/TodayPage";
import { invoke } from "./bridge";

export const listEntries = (which: EntryFilter, offset: number, limit: number) =>
  invoke<EntryRows>("list_entries", { which, offset, limit });
export const calendar = (from: string, to: string, year: number) =>
  invoke<Calendar>("calendar", { from, to, year });
export const neighbours = (id: string) => invoke<Neighbours>("neighbours", { id });
export const todayPage = () => invoke<TodayPage>("today_page");
export const openEntry = (id: string) => invoke<OpenedEntry>("open_entry", { id });
export const newEntry = (form: string, client: string | null, beside: string | null) =>
  invoke<Entry>("new_entry", { form, client, beside });
export const saveDraft = (input: EntryInput) => invoke<Saved>("save_draft", { input });
export const saveEntry = (input: EntryInput) => invoke<Saved>("save_entry", { input });
export const trashEntry = (id: string) => invoke<EntryRow>("trash_entry", { id });
export const restoreEntry = (id: string) => invoke<EntryRow>("restore_entry", { id });
export const suggest = (client: string) => invoke<Suggestion>("suggest", { client });
export const counts = () => invoke<Counts>("counts");
export const around = (id: string) => invoke<Around>("around", { id });
export const closeEntry = (id: string) => invoke<Entry>("close_entry", { id });
export const markMineAlone = (id: string, mineAlone: boolean) =>
  invoke<Entry>("mark_mine_alone", { id, mineAlone });
export const addAddendum = (entry: string, text: unknown) =>
  invoke<Addendum>("add_addendum", { entry, text });
export const saveAddendumDraft = (entry: string, text: unknown) =>
  invoke<Moment>("save_addendum_draft", { entry, text });
export const history = (id: string) => invoke<History>("history", { id });
export const difference = (id: string, seq: number) =>
  invoke<FieldChange[]>("difference", { id, seq });
export const restoreRevision = (id: string, seq: number) =>
  invoke<Entry>("restore_revision", { id, seq });
export const certaintyTrail = (id: string) => invoke<CertaintyStep[]>("certainty_trail", { id });
export const tagCounts = () => invoke<TagCount[]>("tag_counts");
export const tags = () => invoke<string[]>("tags");
