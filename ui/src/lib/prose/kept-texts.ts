import type { Editor } from "@tiptap/core";
import { shield } from "./opaque";

const MOST_ENTRIES = 8;

/**
 * Editors of texts that were left, so that what was done in them can still be undone when the
 * entry is opened again. They stay until the journal is locked; of many entries only the latest.
 */
export class EditorTexts {
  #entries = new Map<string, Map<string, Editor>>();

  /** Keeps the editor of a text that goes off the page. */
  put(entry: string, path: string, editor: Editor): void {
    const texts = this.#entries.get(entry) ?? new Map<string, Editor>();
    texts.get(path)?.destroy();
    texts.set(path, editor);
    // The entry that was left last is the last to go.
    this.#entries.delete(entry);
    this.#entries.set(entry, texts);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MOST_ENTRIES) break;
      this.forget(oldest);
    }
  }

  /** Gives the editor of a text back if it still says what is stored. */
  take(entry: string, path: string, stored: unknown): Editor | null {
    const texts = this.#entries.get(entry);
    const editor = texts?.get(path);
    if (!texts || !editor) return null;
    texts.delete(path);
    const doc = editor.schema.nodeFromJSON(shield(editor.schema, stored));
    if (doc.eq(editor.state.doc)) return editor;
    editor.destroy();
    return null;
  }

  /** Lets go of an entry's texts. */
  forget(entry: string): void {
    for (const editor of this.#entries.get(entry)?.values() ?? []) editor.destroy();
    this.#entries.delete(entry);
  }

  /** Lets go of everything. */
  clear(): void {
    for (const entry of [...this.#entries.keys()]) this.forget(entry);
  }
}
