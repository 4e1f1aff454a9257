import { spelledForm } from "$lib/messages/content";
import type { Editor } from "@tiptap/core";
import type { ShownText } from "$lib/prose/still";
import * as api from "$lib/api";
import { withAnswer, type Answers } from "$lib/answers";
import { Autosave } from "$lib/autosave.svelte";
import type { Answer } from "$lib/bindings/Answer";
import type { Around } from "$lib/bindings/Around";
import type { Entry } from "$lib/bindings/Entry";
import type { EntryInput } from "$lib/bindings/EntryInput";
import type { Field } from "$lib/bindings/Field";
import type { Head } from "$lib/bindings/Head";
import type { Saved } from "$lib/bindings/Saved";
import type { Unsaved } from "$lib/bindings/Unsaved";
import type { Mentions } from "$lib/mentions";
import type { EditorTexts } from "$lib/prose/kept-texts";
import type { Writing } from "$lib/writing";
import { NewAddendum } from "./addendum.svelte";
import { CaretMemory, type Caret } from "./caret";
import { Cues } from "./cues.svelte";
import { shapeKey } from "./fields";
import { Finding } from "./finding.svelte";
import { OpenGroups } from "./groups.svelte";
import { HeadMarks } from "./head-marks";
import { leadingText, withLineBelow } from "./leading-text";
import { PendingTexts } from "./pending-texts";

const REVISION_AFTER_MS = 10 * 60_000;

/** One entry on the page: its head and answers, what is not saved yet, and where the caret is. */
export class EntryPage implements Writing {
  readonly id: string;
  entry: Entry = $state.raw()!;
  readonly form = $derived(spelledForm(this.entry.definition));
  head: Head = $state.raw()!;
  answers: Answers = $state.raw({});
  /** Rises when everything is replaced, so that the texts are drawn anew. */
  drawn = $state(0);
  /** Whether the folded fields are shown. */
  more = $state(false);
  readonly groups = new OpenGroups();
  /** The field that has the focus, or had it last. */
  field: Field | null = $state.raw(null);
  /** Whether it is about to be closed for good. */
  closing = $state(false);
  /** What the answers call up. */
  readonly cues = new Cues(
    () => this.form,
    () => this.answers,
  );
  /** The flags, and the answers that are for the writer alone. */
  readonly marks = new HeadMarks(this);
  /** Where the place of a search is shown. */
  readonly finding = new Finding(() => this.answers);
  /** What the writer looks for in the entry: words, or words and others to put in their place. */
  find: "words" | "replace" | null = $state(null);
  readonly saving: Autosave;
  /** What is being added to a closed entry. */
  readonly addendum: NewAddendum;
  /** Returns terms that a word being written may go on to. */
  terms: () => readonly string[] = () => [];
  /** What can be mentioned in its texts. */
  mentions: Mentions | null = null;
  /** Where editors of texts that were left stay for the way back. */
  texts: EditorTexts | null = null;
  /** What stands around it, as it came with the entry; the page takes it once. */
  around: Around | null = null;
  scroll = 0;
  #base: number | null;
  #pending = new PendingTexts();
  readonly caretMemory = new CaretMemory();
  #saved: (saved: Saved) => void;
  #revisionTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(entry: Entry, saved: (saved: Saved) => void) {
    this.id = entry.input.id;
    this.entry = entry;
    this.#base = entry.input.base;
    this.#saved = saved;
    this.#take(entry.input);
    this.addendum = new NewAddendum(this.id);
    this.saving = new Autosave((asRevision) => this.#save(asRevision), entry.draft, entry.revised);
  }

  get editable(): boolean {
    return !this.entry.trashed && this.entry.closed === null && !this.closing;
  }

  /** Says whether the entry is about to be closed; until then it can only be read. */
  setClosing(closing: boolean): void {
    if (this.closing === closing) return;
    this.closing = closing;
    this.drawn += 1;
  }

  /** Whether nothing of it was ever saved. */
  get isNew(): boolean {
    return this.entry.written === null && !this.entry.draft;
  }

  /** Whether anything was written on it. */
  get isBlank(): boolean {
    return Object.keys(this.answers).length === 0 && !this.#pending.any;
  }

  answer(key: string, answer: Answer | null): void {
    this.answers = withAnswer(this.answers, key, answer);
    this.touch();
  }

  /** Whether it can be marked as the writer's alone, as a closed entry can, too. */
  get markable(): boolean {
    return this.editable || (this.entry.closed !== null && !this.entry.trashed);
  }

  /** Marks the entry as the writer's alone, or removes the mark. */
  async toggleMineAlone(): Promise<void> {
    const mark = !this.head.mine_alone;
    if (this.editable) return this.setHead({ mine_alone: mark });
    if (!this.markable) return;
    this.entry = await api.markMineAlone(this.id, mark);
    this.head = this.entry.input.head;
  }

  /**
   * Writes a line below what stands in the leading text; tells whether the form has a text. It can
   * be undone like anything typed.
   */
  takeIn(line: string): boolean {
    const field = leadingText(this.form);
    if (!field || !this.editable) return false;
    if (!this.finding.append(field.id, line)) {
      this.#pending.collectAll();
      this.answers = withLineBelow(this.answers, field.id, line);
      this.drawn += 1;
    }
    this.touch();
    return true;
  }

  /** Adds the boxes of a shape, still empty. */
  addShape(id: string): void {
    this.answers = withAnswer(this.answers, shapeKey({ id }), { block: {} });
    this.more = true;
  }

  /** Changes the head. On a page with nothing written yet this alone is not saved. */
  setHead(change: Partial<Head>): void {
    this.head = { ...this.head, ...change };
    if (!this.isNew || !this.isBlank) this.touch();
  }

  changed(text: object, collect: () => void): void {
    this.#pending.add(text, collect);
    this.touch();
  }

  collect(text: object): void {
    this.#pending.collect(text);
  }

  shown(path: string, text: ShownText | null): void {
    if (!text) this.caretMemory.forgetEditor(path);
    this.finding.shown(path, text);
  }

  former(path: string, doc: unknown): Editor | null {
    return this.texts?.take(this.id, path, doc) ?? null;
  }

  rememberText(path: string, editor: Editor): void {
    if (this.texts) this.texts.put(this.id, path, editor);
    else editor.destroy();
  }

  caretAt(path: string, editor: Editor | null): void {
    this.caretMemory.note(path, editor);
  }

  itemNow(path: string): number | undefined {
    return this.finding.itemNow(path);
  }

  /** Where the caret is or last was. */
  get caret(): Caret | null {
    return this.caretMemory.place;
  }

  /** Returns the focus request that leads into the text: to what was found, or where one was. */
  get textFocus(): string {
    const { spot } = this.finding;
    if (spot) return `return:${spot.path}:${spot.position}`;
    return this.caret ? `return:${this.caret.field}:${this.caret.position}` : "caret";
  }

  /** Has the texts that are shown put among the answers now. */
  collectAll(): void {
    this.#pending.collectAll();
  }

  /** Has what was written saved soon, and as a revision later on. */
  touch(): void {
    if (this.#pending.collecting || !this.editable) return;
    this.saving.touch();
    clearTimeout(this.#revisionTimer);
    this.#revisionTimer = setTimeout(() => void this.saveRevision(), REVISION_AFTER_MS);
  }

  /** Makes a revision of what was written and returns whether everything is saved. */
  async saveRevision(): Promise<boolean> {
    clearTimeout(this.#revisionTimer);
    const [added, saved] = await Promise.all([this.addendum.save(), this.saving.flush(true)]);
    return added && saved;
  }

  /** Makes a revision because the writer asked for one, and has a screen reader say so. */
  saveAloud(): Promise<boolean> {
    return this.saving.saveAloud(() => this.saveRevision());
  }

  /** What is written here and could not be saved. */
  unsaved(): Unsaved[] {
    const entry = this.saving.unrevised ? [{ entry: this.#input() }] : [];
    return [...entry, ...this.addendum.unsaved()];
  }

  /** Leaves the page; its text must have been saved before. */
  close(): void {
    clearTimeout(this.#revisionTimer);
    this.saving.close();
    this.addendum.saving.close();
  }

  /** Takes up the draft that was begun from an older revision. */
  takeOtherDraft(): void {
    const other = this.entry.other_draft;
    if (!other) return;
    this.#pending.clear();
    this.#take({ ...other, base: this.#base });
    this.entry = { ...this.entry, other_draft: null };
    this.touch();
  }

  dismissOtherDraft(): void {
    this.entry = { ...this.entry, other_draft: null };
  }

  #take(input: EntryInput): void {
    this.head = input.head;
    this.answers = input.answers as Answers;
    this.drawn += 1;
  }

  #input(): EntryInput {
    this.#pending.collectAll();
    const { form, form_version } = this.entry.input;
    return {
      id: this.id,
      form,
      form_version,
      head: this.head,
      answers: this.answers,
      base: this.#base,
    };
  }

  #save(asRevision: boolean): Promise<Saved> {
    const input = this.#input();
    const saving = asRevision ? api.saveEntry(input) : api.saveDraft(input);
    return saving.then((saved) => {
      this.#base = saved.base ?? this.#base;
      const { written, draft } = saved.row;
      this.entry = { ...this.entry, written, draft, revised: saved.at };
      this.#saved(saved);
      return saved;
    });
  }
}

/** Ends the look for words on a page, and lets go of their marks. */
export function endFind(page: EntryPage): void {
  page.find = null;
  page.finding.clear();
}
