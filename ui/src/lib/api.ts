import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { CertaintyStep } from "./bindings/CertaintyStep";
import type { Client } from "./bindings/Client";
import type { Counts } from "./bindings/Counts";
import type { Craft } from "./bindings/Craft";
import type { Defaults } from "./bindings/Defaults";
import type { Desk } from "./bindings/Desk";
import type { Door } from "./bindings/Door";
import type { Entry } from "./bindings/Entry";
import type { EntryInput } from "./bindings/EntryInput";
import type { Finished } from "./bindings/Finished";
import type { Form } from "./bindings/Form";
import type { FormSaved } from "./bindings/FormSaved";
import type { Judgement } from "./bindings/Judgement";
import type { Kept } from "./bindings/Kept";
import type { Lexicon } from "./bindings/Lexicon";
import type { LexiconTerm } from "./bindings/LexiconTerm";
import type { Mistake } from "./bindings/Mistake";
import type { OwnPrompt } from "./bindings/OwnPrompt";
import type { PathState } from "./bindings/PathState";
import type { ReturnPoint } from "./bindings/ReturnPoint";
import type { Row } from "./bindings/Row";
import type { Rows } from "./bindings/Rows";
import type { Run } from "./bindings/Run";
import type { RunInput } from "./bindings/RunInput";
import type { RunKept } from "./bindings/RunKept";
import type { RunLook } from "./bindings/RunLook";
import type { SearchAnswer } from "./bindings/SearchAnswer";
import type { SearchRequest } from "./bindings/SearchRequest";
import type { Settings } from "./bindings/Settings";
import type { Shelf } from "./bindings/Shelf";
import type { Suggestion } from "./bindings/Suggestion";
import type { TermCount } from "./bindings/TermCount";
import type { TermUses } from "./bindings/TermUses";
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
export const answerAsk = (run: string, ask: string) => invoke<null>("answer_ask", { run, ask });
export const setPath = (on: boolean, reminder: number | null) =>
  invoke<PathState>("set_path", { on, reminder });
export const lexicon = () => invoke<Lexicon>("lexicon");
export const saveTerm = (term: LexiconTerm) => invoke<Lexicon>("save_term", { term });
export const removeTerm = (term: string) => invoke<Lexicon>("remove_term", { term });
export const unhideTerm = (term: string) => invoke<Lexicon>("unhide_term", { term });
export const termUses = (term: string, limit: number) =>
  invoke<TermUses>("term_uses", { term, limit });
export const termCounts = () => invoke<TermCount[]>("term_counts");
export const craft = () => invoke<Craft>("craft");
export const listForms = () => invoke<Form[]>("list_forms");
export const copyForm = (form: string) => invoke<Form>("copy_form", { form });
export const checkForm = (form: Form) => invoke<Mistake[]>("check_form", { form });
export const saveForm = (form: Form) => invoke<FormSaved>("save_form", { form });
export const putFormAway = (form: string, away: boolean) =>
  invoke<Craft>("put_form_away", { form, away });
export const savePrompt = (prompt: OwnPrompt) => invoke<Craft>("save_prompt", { prompt });
export const saveDefaults = (defaults: Defaults) => invoke<null>("save_defaults", { defaults });
export const certaintyTrail = (id: string) => invoke<CertaintyStep[]>("certainty_trail", { id });
export const openSample = () => invoke<Desk>("open_sample");
export const discardSample = () => invoke<null>("discard_sample");
export const switchJournal = (name: string) => invoke<Door>("switch_journal", { name });
/** The shell asks the window to settle and to leave, by `lock` or by `quit`. */
export const onLeave = (then: (to: "lock" | "quit") => void) =>
  listen<"lock" | "quit">("leave", ({ payload }) => then(payload));
export const onIndexProgress = (then: (done: number, total: number) => void) =>
  listen<{ done: number; total: number }>("index-progress", ({ payload }) =>
    then(payload.done, payload.total));
