import * as api from "$lib/api";
import type { Around } from "$lib/bindings/Around";

type Node = { type?: unknown; text?: unknown; content?: unknown };

/** The paragraphs of a document as plain text. */
export function paragraphs(document: unknown): string[] {
  const found: string[] = [];
  const read = (node: Node): string => {
    if (typeof node.text === "string") return node.text;
    return Array.isArray(node.content) ? (node.content as Node[]).map(read).join("") : "";
  };
  const walk = (node: Node) => {
    const parts = Array.isArray(node.content) ? (node.content as Node[]) : [];
    if (parts.some((part) => typeof part.text === "string")) found.push(read(node));
    else parts.forEach(walk);
  };
  if (typeof document === "object" && document !== null) walk(document);
  return found;
}

/** A document of plain paragraphs, one a line. */
export const documentOf = (text: string) => ({
  type: "doc",
  content: text.trim().split(/\n+/).map((line) => ({
    type: "paragraph", content: [{ type: "text", text: line }],
  })),
});

/** An addendum that is being written; leaving the page or locking keeps it. */
export class NewAddendum {
  text = $state("");
  failed = $state(false);
  readonly entry: string;
  #kept: (() => void) | null = null;
  #busy: Promise<boolean> | null = null;

  constructor(entry: string) {
    this.entry = entry;
  }

  whenSaved(then: () => void): void {
    this.#kept = then;
  }

  /** Adds it; tells whether nothing is left to be kept. */
  save(): Promise<boolean> {
    if (this.text.trim() === "") return Promise.resolve(true);
    this.#busy ??= this.#add().finally(() => (this.#busy = null));
    return this.#busy;
  }

  async #add(): Promise<boolean> {
    const text = this.text;
    try {
      await api.addAddendum(this.entry, documentOf(text));
    } catch {
      this.failed = true;
      return false;
    }
    this.failed = false;
    // What was typed while it was being kept is the next one.
    this.text = this.text.startsWith(text) ? this.text.slice(text.length).trimStart() : this.text;
    this.#kept?.();
    return true;
  }
}

/** Whether there is anything to show around an entry. */
export const isAlone = ({ addenda, backlinks, follow_ups }: Around) =>
  addenda.length + backlinks.length + follow_ups.length === 0;
