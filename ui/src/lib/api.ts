import { invoke as cross } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Addendum } from "./bindings/Addendum";
import type { Around } from "./bindings/Around";
import type { Backup } from "./bindings/Backup";
import type { BackupPlaces } from "./bindings/BackupPlaces";
import type { Backups } from "./bindings/Backups";
import type { BasketItem } from "./bindings/BasketItem";
import type { Card } from "./bindings/Card";
import type { CertaintyStep } from "./bindings/CertaintyStep";
import type { Client } from "./bindings/Client";
import type { ClientPage } from "./bindings/ClientPage";
import type { Counts } from "./bindings/Counts";
import type { Course } from "./bindings/Course";
import type { CoursePage } from "./bindings/CoursePage";
import type { Craft } from "./bindings/Craft";
import type { Defaults } from "./bindings/Defaults";
import type { Desk } from "./bindings/Desk";
import type { Door } from "./bindings/Door";
import type { Entry } from "./bindings/Entry";
import type { EntryInput } from "./bindings/EntryInput";
import type { ErasePlan } from "./bindings/ErasePlan";
import type { EraseTarget } from "./bindings/EraseTarget";
import type { Erasure } from "./bindings/Erasure";
import type { ExportAs } from "./bindings/ExportAs";
import type { Exported } from "./bindings/Exported";
import type { ExportWhat } from "./bindings/ExportWhat";
import type { FieldChange } from "./bindings/FieldChange";
import type { Finished } from "./bindings/Finished";
import type { Flag } from "./bindings/Flag";
import type { FollowUp } from "./bindings/FollowUp";
import type { Form } from "./bindings/Form";
import type { FormSaved } from "./bindings/FormSaved";
import type { Health } from "./bindings/Health";
import type { History } from "./bindings/History";
import type { Hold } from "./bindings/Hold";
import type { Judgement } from "./bindings/Judgement";
import type { Kept } from "./bindings/Kept";
import type { Lexicon } from "./bindings/Lexicon";
import type { LexiconTerm } from "./bindings/LexiconTerm";
import type { Merge } from "./bindings/Merge";
import type { MinutesOf } from "./bindings/MinutesOf";
import type { Notice } from "./bindings/Notice";
import type { OwnPrompt } from "./bindings/OwnPrompt";
import type { PathState } from "./bindings/PathState";
import type { Piece } from "./bindings/Piece";
import type { PiecePage } from "./bindings/PiecePage";
import type { Receipt } from "./bindings/Receipt";
import type { RestorePreview } from "./bindings/RestorePreview";
import type { ReturnPoint } from "./bindings/ReturnPoint";
import type { Row } from "./bindings/Row";
import type { Rows } from "./bindings/Rows";
import type { Run } from "./bindings/Run";
import type { RunInput } from "./bindings/RunInput";
import type { RunKept } from "./bindings/RunKept";
import type { RunLook } from "./bindings/RunLook";
import type { SavedSearch } from "./bindings/SavedSearch";
import type { RunProgress } from "./bindings/RunProgress";
import type { SearchAnswer } from "./bindings/SearchAnswer";
import type { SearchRequest } from "./bindings/SearchRequest";
import type { Settings } from "./bindings/Settings";
import type { Shelf } from "./bindings/Shelf";
import type { Suggestion } from "./bindings/Suggestion";
import type { Symbol } from "./bindings/Symbol";
import type { SymbolPage } from "./bindings/SymbolPage";
import type { TermCount } from "./bindings/TermCount";
import type { TermUses } from "./bindings/TermUses";
import type { Thread } from "./bindings/Thread";
import type { ThreadPage } from "./bindings/ThreadPage";
import type { Unkept } from "./bindings/Unkept";
import type { Which } from "./bindings/Which";
import type { Will } from "./bindings/Will";

/** Half a surrogate pair as JSON writes it: the core takes whole characters only. */
const HALF_A_PAIR = /\\ud[89a-f]/;

function whole(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\p{Surrogate}/gu, "\ufffd");
  if (Array.isArray(value)) return value.map(whole);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, whole(of)]));
}

/** Calls the shell. Half a surrogate pair in any text goes as the replacement character. */
async function invoke<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  const halves = args && HALF_A_PAIR.test(JSON.stringify(args));
  return cross<T>(command, halves ? (whole(args) as Record<string, unknown>) : args);
}

/**
 * Calls the shell with bytes that it reads by itself: what cannot be read does not keep the call
 * from being made.
 */
const invokeWithBytes = (command: string, args: Record<string, unknown>) =>
  cross<null>(command, new TextEncoder().encode(JSON.stringify(args)));

export const door = () => invoke<Door>("door");
export const judgePassphrase = (text: string) => invoke<Judgement>("judge_passphrase", { text });
export const suggestPassphrase = () => invoke<string>("suggest_passphrase");
export const beginJournal = (name: string, passphrase: string) =>
  invoke<string[]>("begin_journal", { name, passphrase });
export const finishJournal = (words: string) => invoke<Desk>("finish_journal", { words });
export const unlock = (passphrase: string) => invoke<Desk>("unlock", { passphrase });
export const unlockWithWords = (words: string) => invoke<Desk>("unlock_with_words", { words });
export const unlockThroughBackup = (secret: string) =>
  invoke<Desk>("unlock_through_backup", { secret });
export const setPassphrase = (current: string | null, next: string) =>
  invoke<null>("set_passphrase", { current, new: next });
export const beginWords = (current: string | null) =>
  invoke<string[]>("begin_words", { current });
export const finishWords = (words: string) => invoke<null>("finish_words", { words });
export const beginNewKeys = (current: string | null, next: string) =>
  invoke<string[]>("begin_new_keys", { current, new: next });
export const makeNewKeys = (words: string) => invoke<string[]>("make_new_keys", { words });
export const formerFolders = () => invoke<string[]>("former_folders");
export const retireFolder = (path: string) => invoke<null>("retire_folder", { path });
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
export const clientPage = (id: string) => invoke<ClientPage>("client_page", { id });
export const mergeClients = (from: string, into: string) =>
  invoke<Merge>("merge_clients", { from, into });
export const mergeSome = () => invoke<Merge>("merge_some");
export const unmergeSome = () => invoke<Merge>("unmerge_some");
export const listCourses = () => invoke<Course[]>("list_courses");
export const saveCourse = (course: Course) => invoke<Course>("save_course", { course });
export const coursePage = (id: string) => invoke<CoursePage>("course_page", { id });
export const listThreads = () => invoke<Thread[]>("list_threads");
export const saveThread = (thread: Thread) => invoke<Thread>("save_thread", { thread });
export const mergeThreads = (from: string, into: string) =>
  invoke<Thread>("merge_threads", { from, into });
export const threadPage = (id: string) => invoke<ThreadPage>("thread_page", { id });
export const listSymbols = () => invoke<Symbol[]>("list_symbols");
export const saveSymbol = (symbol: Symbol) => invoke<Symbol>("save_symbol", { symbol });
export const mergeSymbols = (from: string, into: string) =>
  invoke<Symbol>("merge_symbols", { from, into });
export const symbolPage = (id: string) => invoke<SymbolPage>("symbol_page", { id });
export const listPieces = () => invoke<Piece[]>("list_pieces");
export const savePiece = (piece: Piece) => invoke<Piece>("save_piece", { piece });
export const mergePieces = (from: string, into: string) =>
  invoke<Piece>("merge_pieces", { from, into });
export const piecePage = (id: string) => invoke<PiecePage>("piece_page", { id });
export const flags = () => invoke<Flag[]>("flags");
export const listFollowUps = (client: string | null) =>
  invoke<Card[]>("list_follow_ups", { client });
export const answerFollowUp = (id: string, answer: string) =>
  invoke<FollowUp>("answer_follow_up", { id, answer });
export const reopenFollowUp = (id: string) => invoke<FollowUp>("reopen_follow_up", { id });
export const around = (id: string) => invoke<Around>("around", { id });
export const closeEntry = (id: string) => invoke<Entry>("close_entry", { id });
export const addAddendum = (entry: string, text: unknown) =>
  invoke<Addendum>("add_addendum", { entry, text });
export const history = (id: string) => invoke<History>("history", { id });
export const difference = (id: string, seq: number) =>
  invoke<FieldChange[]>("difference", { id, seq });
export const restoreRevision = (id: string, seq: number) =>
  invoke<Entry>("restore_revision", { id, seq });
export const basket = () => invoke<BasketItem[]>("basket");
export const orderBasket = (order: string[]) => invoke<BasketItem[]>("order_basket", { order });
export const addQuestion = (text: string, thread: string | null) =>
  invoke<BasketItem[]>("add_question", { text, thread });
export const dropQuestion = (id: string) => invoke<BasketItem[]>("drop_question", { id });
export const markAsked = (id: string, asked: boolean) =>
  invoke<BasketItem>("mark_asked", { id, asked });
export const beginReflection = (brought: string[]) =>
  invoke<Entry>("begin_reflection", { brought });
export const minutes = () => invoke<MinutesOf[]>("minutes");
export const listSearches = () => invoke<SavedSearch[]>("list_searches");
export const saveSearch = (search: SavedSearch) => invoke<SavedSearch>("save_search", { search });
export const deleteSearch = (id: string) => invoke<null>("delete_search", { id });
export const checkHealth = () => invoke<Health>("check_health");
export const listBackups = () => invoke<Backups>("list_backups");
export const makeBackup = () => invoke<Backup>("make_backup");
export const discardBackups = (paths: string[]) =>
  invoke<Backups>("discard_backups", { paths });
export const backupPlaces = () => invoke<BackupPlaces>("backup_places");
export const saveBackupPlaces = (places: BackupPlaces) =>
  invoke<null>("save_backup_places", { places });
export const previewRestore = (path: string, secret: string) =>
  invoke<RestorePreview>("preview_restore", { path, secret });
export const restoreBackup = (path: string, secret: string, despiteDamage: boolean) =>
  invoke<string>("restore_backup", { path, secret, despiteDamage });
export const planErase = (target: EraseTarget) => invoke<ErasePlan>("plan_erase", { target });
export const erase = (target: EraseTarget, stamp: string, reason: string) =>
  invoke<Erasure>("erase", { target, stamp, reason });
export const receipts = () => invoke<Receipt[]>("receipts");
export const holds = () => invoke<Hold[]>("holds");
export const putHold = (client: string | null, words: string) =>
  invoke<Hold>("put_hold", { client, words });
export const liftHold = (id: string) => invoke<Hold>("lift_hold", { id });
export const will = () => invoke<Will>("will");
export const saveWill = (will: Will) => invoke<Will>("save_will", { will });
export const exportFolder = () => invoke<string>("export_folder");
export const pickExportFolder = () => invoke<string | null>("pick_export_folder");
export const exportFiles = (what: ExportWhat, form: ExportAs, into: string) =>
  invoke<Exported>("export", { what, form, into });
export const cutOffExports = () => invoke<string[]>("cut_off_exports");
export const takeExportAway = (folder: string) => invoke<null>("take_export_away", { folder });
export const leaveExport = (folder: string) => invoke<null>("leave_export", { folder });
export const cancelRun = () => invoke<null>("cancel_run");
export const search = (request: SearchRequest) => invoke<SearchAnswer>("search", { request });
export const saveSettings = (settings: Settings) => invoke<null>("save_settings", { settings });
export const counts = () => invoke<Counts>("counts");
/** What is to be said of entries whose text is missing, once all have been looked at. */
export const checkBodies = () => invoke<Notice | null>("check_bodies");
/** Notes that the writer knows of what a notice says. */
export const acknowledgeNotice = (notice: Notice) =>
  invoke<null>("acknowledge_notice", { notice });
export const lock = async (returnPoint: ReturnPoint, unkept: Unkept[]) =>
  invokeWithBytes("lock", { returnPoint, unkept });
export const quit = async (returnPoint: ReturnPoint, unkept: Unkept[]) =>
  invokeWithBytes("quit", { returnPoint, unkept });
/** Locks or quits with nothing handed over. */
export const leaveBare = (how: "lock" | "quit") => invoke<null>(how);
/** Says that the window is in use, which puts off the idle lock. */
export const noteActivity = () => invoke<null>("note_activity");
export const quitAndLose = () => invoke<null>("quit_and_lose");
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
export const saveForm = (form: Form) => invoke<FormSaved>("save_form", { form });
export const putFormAway = (form: string, away: boolean) =>
  invoke<Craft>("put_form_away", { form, away });
export const savePrompt = (prompt: OwnPrompt) => invoke<Craft>("save_prompt", { prompt });
export const saveDefaults = (defaults: Defaults) => invoke<null>("save_defaults", { defaults });
export const certaintyTrail = (id: string) => invoke<CertaintyStep[]>("certainty_trail", { id });
export const openSample = () => invoke<Desk>("open_sample");
export const discardSample = () => invoke<null>("discard_sample");
export const switchJournal = (name: string) => invoke<Door>("switch_journal", { name });
/** The shell asks the window to settle, and to leave by `lock` or by `quit`. */
export const onLeave = (then: (to: "lock" | "quit" | "keep") => void) =>
  listen<"lock" | "quit" | "keep">("leave", ({ payload }) => then(payload));
/** What waited to be written is written. */
export const onWritten = (then: () => void) => listen("written", () => then());
export const onIndexProgress = (then: (done: number, total: number) => void) =>
  listen<{ done: number; total: number }>("index-progress", ({ payload }) =>
    then(payload.done, payload.total));
/** How far the run under way has come. */
export const onRunProgress = (then: (progress: RunProgress) => void) =>
  listen<RunProgress>("run-progress", ({ payload }) => then(payload));
