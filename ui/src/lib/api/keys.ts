import { invoke } from "./bridge";

export const setPassphrase = (current: string | null, next: string) =>
  invoke<null>("set_passphrase", { current, new: next });
export const beginWords = (current: string | null) => invoke<string[]>("begin_words", { current });
export const finishWords = (words: string) => invoke<null>("finish_words", { words });
export const beginNewKeys = (current: string | null, next: string) =>
  invoke<string[]>("begin_new_keys", { current, new: next });
export const makeNewKeys = (words: string) => invoke<string[]>("make_new_keys", { words });
export const formerFolders = () => invoke<string[]>("former_folders");
export const retireFolder = (path: string) => invoke<null>("retire_folder", { path });
