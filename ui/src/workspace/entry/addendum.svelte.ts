import * as api from "$lib/api";
import { Autosave } from "$lib/autosave.svelte";
import type { Around } from "$lib/bindings/Around";
import type { Moment } from "$lib/bindings/Moment";
import type { Unsaved } from "$lib/bindings/Unsaved";

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
  content: text
    .trim()
    .split(/\n+/)
    .map((line) => ({
      type: "paragraph",
      content: [{ type: "text", text: line }],
    })),
});

/**
 * An addendum that is being written. It is saved as a draft while it is typed; leaving the page
 * or locking adds it to the entry.
 */
export class NewAddendum {
  readonly entry: string;
  readonly saving = new Autosave((asRevision) => this.#save(asRevision), false);
  #text = $state("");
  #added: (() => void) | null = null;

  constructor(entry: string) {
    this.entry = entry;
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.saving.touch();
  }

  /** Whether the last attempt to save it failed. */
  get failed(): boolean {
    return this.saving.state.kind === "failed";
  }

  whenSaved(then: () => void): void {
    this.#added = then;
  }

  /** Adds it to the entry; tells whether nothing is left to be saved. */
  save(): Promise<boolean> {
    return this.saving.flush(true);
  }

  /** What is written here and could not be saved. */
  unsaved(): Unsaved[] {
    if (this.#text.trim() === "") return [];
    return [{ addendum: { entry: this.entry, text: documentOf(this.#text) } }];
  }

  async #save(asRevision: boolean): Promise<{ at: Moment }> {
    const text = this.#text;
    const document = text.trim() === "" ? null : documentOf(text);
    if (!asRevision || !document) return { at: await api.saveAddendumDraft(this.entry, document) };
    const { written } = await api.addAddendum(this.entry, document);
    // What was typed while it was being added is the next one.
    this.#text = this.#text.startsWith(text)
      ? this.#text.slice(text.length).trimStart()
      : this.#text;
    this.#added?.();
    return { at: written };
  }
}

/** Whether there is anything to show around an entry. */
export const isAlone = ({ addenda, backlinks, follow_ups }: Around) =>
  addenda.length + backlinks.length + follow_ups.length === 0;
