import * as api from "$lib/api";
import type { ShownSheet } from "$lib/api/sheets";
import { Autosave } from "$lib/autosave.svelte";
import type { BasketItem } from "$lib/bindings/BasketItem";
import type { Decision } from "$lib/bindings/Decision";
import type { FileKind } from "$lib/bindings/FileKind";
import type { SavedPage } from "$lib/bindings/SavedPage";
import type { SheetFinding } from "$lib/bindings/SheetFinding";
import type { SheetFormat } from "$lib/bindings/SheetFormat";
import type { SheetInput } from "$lib/bindings/SheetInput";
import type { SheetOf } from "$lib/bindings/SheetOf";
import type { Unsaved } from "$lib/bindings/Unsaved";
import { sheets as t } from "$lib/messages";
import { dayInWords, isoDay, momentOf } from "$lib/moments";
import type { Editor } from "./editor.svelte";
import { inOrder } from "./findings";
import type { Location } from "./location.svelte";
import type { Navigation } from "./navigation.svelte";
import type { Notices } from "./notices.svelte";

/** After how many days a follow-up asks whether a saved file was deleted. */
const REMIND_AFTER_DAYS = 7;

const withoutKey = <T>(all: Record<string, T>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([other]) => other !== key));

/** A page for supervision that is open: its boxes, then the identifier check, then its file. */
export class OpenSheet {
  input: SheetInput = $state.raw()!;
  #shown: ShownSheet = $state.raw()!;
  /** What is done: filling the boxes, or looking at what the check found. */
  step: "boxes" | "check" = $state("boxes");
  /** Which finding is looked at. */
  at = $state(0);
  /** Whether saving a file with findings that were not looked at has been asked about. */
  asked = $state(false);
  /** The service that copies the picked folder elsewhere, and what was to be saved there. */
  copied: { service: string; kind: FileKind } | null = $state.raw(null);
  /** Where the page was saved last. */
  file: SavedPage | null = $state.raw(null);
  /** Whether it was printed since something else was done with it. */
  onPaper = $state(false);
  /** On which day a follow-up asks about that file. */
  reminds: string | null = $state(null);
  readonly saving: Autosave;
  #notices: Notices;
  /** Whether the print dialog is open. */
  #printing = false;
  readonly #found = $derived(inOrder(this.#shown[1].findings.found));

  constructor(shown: ShownSheet, notices: Notices) {
    this.#shown = shown;
    this.input = shown[0].input;
    this.#notices = notices;
    this.saving = new Autosave(async () => {
      const sent = this.input;
      this.#take(await api.saveSheet(sent), sent);
      return { at: momentOf(new Date()) };
    }, false);
  }

  get page() {
    return this.#shown[0];
  }

  get checked() {
    return this.#shown[1];
  }

  get printed() {
    return this.#shown[2];
  }

  /** What was found, in the order in which it is listed. */
  get found(): readonly SheetFinding[] {
    return this.#found;
  }

  /** The finding that is looked at; none where nothing was found. */
  get now(): SheetFinding | null {
    return this.found[this.at] ?? null;
  }

  get openFindings(): number {
    return this.found.length - this.checked.findings.decided;
  }

  /** What was typed and is not saved. */
  unsaved(): Unsaved[] {
    return this.saving.unsaved ? [{ sheet: this.input }] : [];
  }

  /** Changes a part of the page; it is saved after a pause. */
  change(part: Partial<SheetInput>): void {
    this.input = { ...this.input, ...part };
    this.saving.touch();
  }

  setBox(id: string, text: string): void {
    this.change({ boxes: { ...this.input.boxes, [id]: text } });
  }

  /** Lets a box show again what the entries say. */
  async takeBack(id: string): Promise<void> {
    this.change({ boxes: withoutKey(this.input.boxes, id) });
    await this.saving.flush(false);
  }

  /** Ticks an option, or takes the tick off it. */
  async tick(id: string, key: string): Promise<void> {
    const { ticks } = this.input;
    this.change({ ticks: ticks[id] === key ? withoutKey(ticks, id) : { ...ticks, [id]: key } });
    await this.saving.flush(false);
  }

  /** Lets what is mine alone in the entries be printed this once, or not. */
  async withMineAlone(print_mine_alone: boolean): Promise<void> {
    this.change({ print_mine_alone });
    await this.saving.flush(false);
  }

  async fill(id: string, on: boolean): Promise<void> {
    const rest = this.input.filled.filter((other) => other !== id);
    this.change({ filled: on ? [...rest, id] : rest });
    await this.saving.flush(false);
  }

  /** Takes another format. Boxes that both have keep their texts; the others wait unseen. */
  async setFormat(format: SheetFormat): Promise<void> {
    this.change({ format, filled: [] });
    await this.saving.flush(false);
  }

  /** Goes on to the check, at the first finding that was not looked at. */
  async check(): Promise<void> {
    if (!(await this.saving.flush(false))) return;
    this.step = "check";
    this.asked = false;
    this.at = Math.max(
      0,
      this.found.findIndex(({ decision }) => decision === null),
    );
  }

  /** Looks at another finding. */
  look(at: number): void {
    this.at = Math.max(0, Math.min(this.found.length - 1, at));
  }

  /** Decides what becomes of the finding that is looked at, and goes on to the next open one. */
  async decide(decision: Decision): Promise<void> {
    const finding = this.now;
    if (!finding) return;
    this.change({ decisions: { ...this.input.decisions, [finding.key]: decision } });
    this.asked = false;
    if (await this.saving.flush(false)) this.next();
  }

  /** Never finds these words again, in any page. */
  async alwaysKeep(): Promise<void> {
    const finding = this.now;
    if (!finding) return;
    const words = await this.#notices.attempt(api.identifierWords);
    if (!words) return;
    const keep = [...words.keep.filter((word) => word !== finding.words), finding.words];
    await this.#saveWords({ ...words, keep });
  }

  /** Always finds these words and puts others in their place, in every page. */
  async alwaysReplace(text: string): Promise<void> {
    const finding = this.now;
    if (!finding) return;
    const words = await this.#notices.attempt(api.identifierWords);
    if (!words) return;
    const { words: found } = finding;
    if (await this.#saveWords({ ...words, replace: { ...words.replace, [found]: text } })) {
      await this.decide({ do: "replace", with: text });
    }
  }

  /** Goes to the next finding that was not looked at, or to the next of all. */
  next(): void {
    const after = [...this.found.keys()].map((step) => (this.at + 1 + step) % this.found.length);
    const open = after.find((at) => this.found[at]?.decision === null);
    if (open !== undefined) this.at = open;
  }

  /** Saves the page as a file where the person wants it. With open findings it asks once. */
  async save(kind: FileKind): Promise<void> {
    if (await this.#mayLeave()) await this.#save(kind, false);
  }

  /** Saves it in the folder that is copied elsewhere. */
  async saveThere(): Promise<void> {
    const { copied } = this;
    if (copied && (await this.saving.flush(false))) await this.#save(copied.kind, true);
  }

  async #save(kind: FileKind, agreed: boolean): Promise<void> {
    const came = await this.#notices.attempt(() => api.savePageFile(this.input, kind, agreed));
    this.copied = came?.is === "copied" ? { service: came.service, kind } : null;
    if (came?.is === "saved") this.#left(came.file);
  }

  /** Prints the page through the desktop's print dialog. With open findings it asks once. */
  async print(): Promise<void> {
    if (this.#printing) return;
    this.#printing = true;
    try {
      if (!(await this.#mayLeave())) return;
      if (await this.#notices.attempt(() => api.printSheet(this.input))) this.#left(null);
    } finally {
      this.#printing = false;
    }
  }

  /** Fetches again what the entries say, which may have been changed meanwhile. */
  async refresh(): Promise<void> {
    if (!(await this.saving.flush(false))) return;
    const sent = this.input;
    const shown = await this.#notices.attempt(() => api.openSheet(sent.id));
    if (shown) this.#take(shown, sent);
  }

  /** The first entry of the page that is still there. */
  get entry(): string | null {
    return this.input.sources.find((id) => !this.page.gone.includes(id)) ?? null;
  }

  /** Has a follow-up ask in a week whether the file was deleted. */
  async remind(): Promise<void> {
    const { entry, file } = this;
    if (!entry || !file || this.reminds) return;
    const day = new Date();
    day.setDate(day.getDate() + REMIND_AFTER_DAYS);
    const on = isoDay(momentOf(day));
    const card = await this.#notices.attempt(() =>
      api.remindOfFile(entry, t.reminder(file.name, file.folder), on),
    );
    if (card) this.reminds = dayInWords(on);
  }

  /** Saves what was typed; asks once while there are findings that were not looked at. */
  async #mayLeave(): Promise<boolean> {
    if (!(await this.saving.flush(false))) return false;
    if (this.openFindings === 0 || this.asked) return true;
    this.asked = true;
    return false;
  }

  /** Notes that the page has left, as a file or on paper. */
  #left(file: SavedPage | null): void {
    [this.file, this.onPaper, this.reminds] = [file, file === null, null];
    [this.asked, this.copied] = [false, null];
    // What is the writer's alone left this once.
    const { print_left_out: beneath, print_mine_alone: mine } = this.input;
    if (beneath || mine) this.change({ print_left_out: false, print_mine_alone: false });
  }

  async #saveWords(words: Parameters<typeof api.saveIdentifierWords>[0]): Promise<boolean> {
    const done = await this.#notices.attempt(() => api.saveIdentifierWords(words).then(() => true));
    if (!done) return false;
    this.saving.touch();
    const saved = await this.saving.flush(false);
    this.look(this.at);
    if (this.now?.decision) this.next();
    return saved;
  }

  // What was typed meanwhile stays.
  #take(shown: ShownSheet, sent: SheetInput): void {
    this.#shown = shown;
    if (this.input === sent) this.input = shown[0].input;
  }
}

/** The page for supervision that is open, if one is. */
export class Sheets {
  open: OpenSheet | null = $state.raw(null);
  #editor: Editor;
  #location: Location;
  #navigation: Navigation;
  #notices: Notices;

  constructor(editor: Editor, location: Location, navigation: Navigation, notices: Notices) {
    this.#editor = editor;
    this.#location = location;
    this.#navigation = navigation;
    this.#notices = notices;
  }

  /** Makes a page of what lies in the basket and goes to it. Loose questions are its question. */
  async makeOf(items: readonly BasketItem[]): Promise<void> {
    const loose = items.filter(({ row }) => row === null).map(({ question }) => question);
    const entries = items.filter(({ row }) => row !== null).map(({ id }) => id);
    await this.#make("one_question", entries, loose.length > 0 ? loose.join("\n") : null);
  }

  /** Makes a page of entries in full and goes to it. */
  async makeInFull(of: SheetOf): Promise<void> {
    await this.#editor.leave();
    await this.#go((today) => api.newSheetOf(of, today));
  }

  async #make(format: SheetFormat, sources: string[], question: string | null): Promise<void> {
    await this.#go((today) => api.newSheet(format, sources, today, question));
  }

  async #go(make: (today: string) => Promise<ShownSheet>): Promise<void> {
    const today = isoDay(momentOf(new Date()));
    const shown = await this.#notices.attempt(() => make(today));
    if (!shown) return;
    this.#keep(shown);
    await this.#navigation.visit({ kind: "sheet", id: shown[0].input.id });
  }

  /** Opens a page; one that is open shows what its entries say now. */
  async load(id: string): Promise<void> {
    if (this.open?.input.id === id) return this.open.refresh();
    if (!(await this.saveAll())) return;
    const shown = await this.#notices.attempt(() => api.openSheet(id));
    if (shown) this.#keep(shown);
    else await this.#navigation.visit({ kind: "basket" });
  }

  /** Begins the reflection on the open page. */
  async reflect(): Promise<void> {
    const { open } = this;
    if (!open || !(await open.saving.flush(false))) return;
    await this.#editor.leave();
    const entry = await this.#notices.attempt(() => api.beginReflectionOnSheet(open.input.id));
    if (!entry) return;
    this.#editor.take(entry, true);
    this.#location.focusRequest = "caret";
  }

  /** Goes from the check to the boxes, from there to the basket. */
  stepBack(): void {
    if (this.open?.step === "check") this.open.step = "boxes";
    else void this.#navigation.visit({ kind: "basket" });
  }

  /** What was typed and could not be saved. */
  unsaved(): Unsaved[] {
    return this.open?.unsaved() ?? [];
  }

  /** Saves what was typed last; tells whether that worked. */
  async saveAll(): Promise<boolean> {
    return (await this.open?.saving.flush(false)) ?? true;
  }

  #keep(shown: ShownSheet): void {
    this.open?.saving.close();
    this.open = new OpenSheet(shown, this.#notices);
  }
}
