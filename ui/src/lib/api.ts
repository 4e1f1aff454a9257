import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Client } from "./bindings/Client";
import type { Counts } from "./bindings/Counts";
import type { Desk } from "./bindings/Desk";
import type { Door } from "./bindings/Door";
import type { Entry } from "./bindings/Entry";
import type { EntryInput } from "./bindings/EntryInput";
import type { Judgement } from "./bindings/Judgement";
import type { Kept } from "./bindings/Kept";
import type { ReturnPoint } from "./bindings/ReturnPoint";
import type { Row } from "./bindings/Row";
import type { Rows } from "./bindings/Rows";
import type { SearchAnswer } from "./bindings/SearchAnswer";
import type { SearchRequest } from "./bindings/SearchRequest";
import type { Settings } from "./bindings/Settings";
import type { Suggestion } from "./bindings/Suggestion";
import type { Which } from "./bindings/Which";

export const door = () => invoke<Door>("door");
export const judgePassphrase = (text: string) => invoke<Judgement>("judge_passphrase", { text });
export const suggestPassphrase = () => invoke<string>("suggest_passphrase");
export const beginJournal = (name: string, passphrase: string) =>
  invoke<string[]>("begin_journal", { name, passphrase });
export const finishJournal = (words: string) => invoke<Desk>("finish_journal", { words });
export const unlock = (passphrase: string) => invoke<Desk>("unlock", { passphrase });
export const unlockWithWords = (words: string) => invoke<Desk>("unlock_with_words", { words });
export const setPassphrase = (current: string | null, next: string) =>
  invoke<null>("set_passphrase", { current, new: next });
export const reissueWords = (passphrase: string) =>
  invoke<string[]>("reissue_words", { passphrase });
export const listEntries = (which: Which, offset: number, limit: number) =>
  invoke<Rows>("list_entries", { which, offset, limit });
export const openEntry = (id: string) => invoke<Entry>("open_entry", { id });
export const newEntry = (form: string, client: string | null, beside: string | null) =>
  invoke<Entry>("new_entry", { form, client, beside });
export const keepDraft = (input: EntryInput) => invoke<Kept>("keep_draft", { input });
export const settleEntry = (input: EntryInput) => invoke<Kept>("settle_entry", { input });
export const trashEntry = (id: string) => invoke<Row>("trash_entry", { id });
export const restoreEntry = (id: string) => invoke<Row>("restore_entry", { id });
export const suggest = (client: string) => invoke<Suggestion>("suggest", { client });
export const saveClient = (client: Client) => invoke<Client>("save_client", { client });
export const listClients = () => invoke<Client[]>("list_clients");
export const search = (request: SearchRequest) => invoke<SearchAnswer>("search", { request });
export const saveSettings = (settings: Settings) => invoke<null>("save_settings", { settings });
export const counts = () => invoke<Counts>("counts");
export const lock = (returnPoint: ReturnPoint) => invoke<null>("lock", { returnPoint });
export const quit = (returnPoint: ReturnPoint) => invoke<null>("quit", { returnPoint });
export const openSample = () => invoke<Desk>("open_sample");
export const discardSample = () => invoke<null>("discard_sample");
export const switchJournal = (name: string) => invoke<Door>("switch_journal", { name });
/** The shell asks the window to settle and to leave, by `lock` or by `quit`. */
export const onLeave = (then: (to: "lock" | "quit") => void) =>
  listen<"lock" | "quit">("leave", ({ payload }) => then(payload));
export const onIndexProgress = (then: (done: number, total: number) => void) =>
  listen<{ done: number; total: number }>("index-progress", ({ payload }) =>
    then(payload.done, payload.total));
