import type { Editor } from "@tiptap/core";
import { createContext } from "svelte";
import type { Mentions } from "./mentions";
import type { ShownText } from "./prose/still";

/** What the page offers to the fields that stand on it. */
export interface Writing {
  /** Says that a text has changed; `collect` puts it among the answers when it is saved. */
  changed(text: object, collect: () => void): void;
  /** Puts a text among the answers now, because its field goes away. */
  collect(text: object): void;
  /** Says which text is shown at that path, or that none is any more. */
  shown(path: string, text: ShownText | null): void;
  /** The editor in which the text at that path was written before, if it still says the same. */
  former?(path: string, doc: unknown): Editor | null;
  /** Keeps the editor of a text that goes off the page, so that undo lives on. */
  rememberText?(path: string, editor: Editor): void;
  /** Says where the caret is. */
  caretAt(path: string, editor: Editor | null): void;
  /** Which item of a field that is not a text a search is at. */
  itemNow(path: string): number | undefined;
  /** Returns terms that a word being written may go on to. */
  terms?(): readonly string[];
  /** What can be mentioned in the texts. */
  readonly mentions?: Mentions | null;
  /** Whether anything can be changed. */
  readonly editable: boolean;
}

export const [writing, setWriting] = createContext<Writing>();
