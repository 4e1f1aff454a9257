import { listen } from "@tauri-apps/api/event";
import type { Desk } from "../bindings/Desk";
import type { Door } from "../bindings/Door";
import type { Judgement } from "../bindings/Judgement";
import type { ReturnPoint } from "../bindings/ReturnPoint";
import type { Unkept } from "../bindings/Unkept";
import { invoke, invokeWithBytes } from "./bridge";

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
export const openSample = () => invoke<Desk>("open_sample");
export const discardSample = () => invoke<null>("discard_sample");
export const switchJournal = (name: string) => invoke<Door>("switch_journal", { name });
export const lock = async (returnPoint: ReturnPoint, unkept: Unkept[]) =>
  invokeWithBytes("lock", { returnPoint, unkept });
export const quit = async (returnPoint: ReturnPoint, unkept: Unkept[]) =>
  invokeWithBytes("quit", { returnPoint, unkept });
/** Locks or quits with nothing handed over. */
export const leaveBare = (how: "lock" | "quit") => invoke<null>(how);
/** Says that the window is in use, which puts off the idle lock. */
export const noteActivity = () => invoke<null>("note_activity");
export const quitAndLose = () => invoke<null>("quit_and_lose");
/** The shell asks the window to settle, and to leave by `lock` or by `quit`. */
export const onLeave = (then: (to: "lock" | "quit" | "keep") => void) =>
  listen<"lock" | "quit" | "keep">("leave", ({ payload }) => then(payload));
/** What waited to be written is written. */
export const onWritten = (then: () => void) => listen("written", () => then());
