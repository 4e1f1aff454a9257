import type { Editor } from "@tiptap/core";
import { putFile } from "$lib/prose/put-file";

/** Where the caret is, so that unlocking can return to it. */
export interface Caret {
  field: string;
  position: number;
}

/** Remembers in which field the caret is or last was. */
export class CaretMemory {
  #path: string | null = null;
  #editor: Editor | null = null;

  /** Notes that the caret came into a field; `editor` is that of a text. */
  note(path: string, editor: Editor | null): void {
    this.#path = path;
    this.#editor = editor;
  }

  /** Forgets the editor of a field whose text goes off the page. */
  forgetEditor(path: string): void {
    if (this.#path === path) this.#editor = null;
  }

  get place(): Caret | null {
    if (this.#path === null) return null;
    return { field: this.#path, position: this.#editor?.state.selection.head ?? 0 };
  }

  /** Whether the caret is, or last was, in a text that can be written in. */
  get takesFile(): boolean {
    return this.#editor?.isEditable === true;
  }

  /** Puts an attached file after the block with the caret; tells whether there is a text for it. */
  putFile(id: string): boolean {
    const editor = this.#editor;
    if (!editor?.isEditable) return false;
    return putFile(editor, id);
  }

  /** What is selected in the text, within one paragraph. */
  get selected(): string {
    const { from, to } = this.#editor?.state.selection ?? { from: 0, to: 0 };
    const text = this.#editor?.state.doc.textBetween(from, to, "\n", "\ufffc") ?? "";
    return /[\n\ufffc]/.test(text) ? "" : text;
  }

  /** Marks what is selected as the client's words, or takes that back. */
  markSaid(): void {
    this.#editor?.chain().focus().toggleMark("said").run();
  }
}
