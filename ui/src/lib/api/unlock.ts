import { listen } from "@tauri-apps/api/event";
import type { Snapshot } from "../bindings/Snapshot";
import type { UnlockScreen } from "../bindings/UnlockScreen";
import type { PassphraseStrength } from "../bindings/PassphraseStrength";
import type { ReturnPoint } from "../bindings/ReturnPoint";
import type { Unsaved } from "../bindings/Unsaved";
import { invoke, invokeWithBytes } from "./bridge";

export const unlockScreen = () => invoke<UnlockScreen>("unlock_screen");
export const checkPassphrase = (text: string) =>
  invoke<PassphraseStrength>("check_passphrase", { text });
export const suggestPassphrase = () => invoke<string>("suggest_passphrase");
export const beginJournal = (name: string, passphrase: string) =>
  invoke<string[]>("begin_journal", { name, passphrase });
export const finishJournal = (words: string) => invoke<Snapshot>("finish_journal", { words });
export const unlock = (passphrase: string) => invoke<Snapshot>("unlock", { passphrase });
export const unlockWithWords = (words: string) => invoke<Snapshot>("unlock_with_words", { words });
export const unlockThroughBackup = (secret: string) =>
  invoke<Snapshot>("unlock_through_backup", { secret });
export const openSample = () => invoke<Snapshot>("open_sample");
export const discardSample = () => invoke<null>("discard_sample");
export const switchJournal = (name: string) => invoke<UnlockScreen>("switch_journal", { name });
export const lock = async (returnPoint: ReturnPoint, unsaved: Unsaved[]) =>
  invokeWithBytes("lock", { returnPoint, unsaved });
export const quit = async (returnPoint: ReturnPoint, unsaved: Unsaved[]) =>
  invokeWithBytes("quit", { returnPoint, unsaved });
/** Locks or quits with nothing handed over. */
export const closeWithoutPage = (how: "lock" | "quit") => invoke<null>(how);
/** Says that the window is in use, which puts off the idle lock. */
export const noteActivity = () => invoke<null>("note_activity");
export const quitAndLose = () => invoke<null>("quit_and_lose");
/** Called when the shell asks the window to save, and then to lock or to quit. */
export const onClosing = (then: (to: "lock" | "quit" | "save") => void) =>
  listen<"lock" | "quit" | "save">("closing", ({ payload }) => then(payload));
/** What waited to be written is written. */
export const onWritten = (then: () => void) => listen("written", () => then());
