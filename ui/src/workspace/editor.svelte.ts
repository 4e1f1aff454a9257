import * as api from "$lib/api";
import type { Entry } from "$lib/bindings/Entry";
import type { Hit } from "$lib/bindings/Hit";
import type { Saved } from "$lib/bindings/Saved";
import type { Unsaved } from "$lib/bindings/Unsaved";
import { forgetLeftFields } from "$lib/field-undo";
import { markOf } from "$lib/focus";
import { entry as te } from "$lib/messages";
import { momentOf, shortDay } from "$lib/moments";
import { EditorTexts } from "$lib/prose/kept-texts";
import { EntryPage } from "./entry/page.svelte";
import type { Library } from "./library.svelte";
import type { Listing } from "./listing.svelte";
import type { Location } from "./location.svelte";
import type { Notices } from "./notices.svelte";
import type { Spot } from "./trail.svelte";

/** How long opening an entry may take before the page says so. */
const SLOW_MS = 400;

/** The open entry, and those that were left before all of them was saved. */
export class Editor {
  page: EntryPage | null = $state.raw(null);
  /** Whether opening an entry takes so long that the page says so. */
  opening = $state(false);
  /** Whether the page shows the entry's revisions instead of the entry. */
  history = $state(false);
  focusMode = $state(false);
  /** The hit that was opened and whose places are to be shown. */
  openHit: Hit | null = $state.raw(null);
  /** The entry that is about to be closed for good. */
  closing: string | null = $state(null);
  #texts = new EditorTexts();
  // Pages that were left while they could not be saved; they go on trying.
  #unsaved = new Map<string, EntryPage>();
  #steps = 0;
  #library: Library;
  #listing: Listing;
  #location: Location;
  #notices: Notices;

  constructor(library: Library, listing: Listing, location: Location, notices: Notices) {
    this.#library = library;
    this.#listing = listing;
    this.#location = location;
    this.#notices = notices;
  }

  /** Returns where one is, for the way back. */
  get spot(): Spot {
    const page = this.page;
    const entry = page && !(page.isNew && page.isBlank) ? page.id : null;
    return { place: this.#location.place, entry, mark: markOf(document.activeElement) };
  }

  /** Saves the open entry; what cannot be saved goes on trying in the background. */
  async leave(): Promise<boolean> {
    const page = this.page;
    if (!page) return true;
    const saved = await page.saveRevision();
    if (saved) {
      page.close();
      this.#unsaved.delete(page.id);
    } else {
      this.#unsaved.set(page.id, page);
      this.#notices.sayUnsaved();
    }
    return saved;
  }

  /** Opens an entry; the last request wins where several are under way. */
  async open(id: string): Promise<EntryPage | null> {
    const [from, before] = [this.spot, this.page];
    const page = await this.enter(id);
    if (page && page !== before) this.#location.trail.leave(from);
    return page;
  }

  /** Opens an entry without a step in the trail. */
  async enter(id: string): Promise<EntryPage | null> {
    const step = (this.#steps += 1);
    if (this.page?.id === id) {
      this.#location.listOpen = false;
      return this.page;
    }
    this.#notices.hush();
    const naming = setTimeout(() => (this.opening = true), SLOW_MS);
    try {
      await this.leave();
      const page = this.#unsaved.get(id) ?? (await this.#notices.attempt(() => this.#fetch(id)));
      if (step !== this.#steps || !page) return null;
      this.#show(page);
      return page;
    } finally {
      clearTimeout(naming);
      this.opening = false;
    }
  }

  /** Closes the page and shows the place alone. */
  async close(): Promise<void> {
    this.#steps += 1;
    await this.leave();
    this.page = null;
    this.history = false;
    this.focusMode = false;
  }

  /** Leaves the open entry and shows a new one, unless another request came meanwhile. */
  async replace(make: () => Promise<Entry | null>): Promise<EntryPage | null> {
    const [step, from] = [(this.#steps += 1), this.spot];
    this.#notices.hush();
    await this.leave();
    const entry = await make();
    if (step !== this.#steps || !entry) return null;
    this.#location.trail.leave(from);
    const page = this.#pageOf(entry);
    this.#show(page);
    return page;
  }

  /** Shows an entry that came with another answer; `begun` saves the answers it came with. */
  take(entry: Entry, begun = false): void {
    const page = this.#pageOf(entry);
    if (this.page?.id !== page.id) this.#location.trail.leave(this.spot);
    this.#show(page);
    if (begun) page.touch();
  }

  /** Takes the page away without saving: its entry is gone. */
  drop(): void {
    this.page?.close();
    this.page = null;
  }

  /** Forgets all texts that are held for undo: some of their entries are erased. */
  forgetTexts(): void {
    this.#texts.clear();
    forgetLeftFields();
  }

  /** Shows the revisions of the open entry, after what was written became one. */
  async showHistory(): Promise<void> {
    const page = this.page;
    if (!page || page.isNew) return;
    if (!(await page.saveRevision())) return this.#notices.sayUnsaved();
    if (this.page === page) this.history = true;
  }

  /** Looks for words in the open entry, perhaps to put others in their place. */
  find(what: "words" | "replace"): void {
    const page = this.page;
    if (!page || this.history) return;
    page.find = what === "replace" && page.editable ? "replace" : (page.find ?? "words");
    this.#location.focusRequest = "find";
  }

  /** Returns an entry's name in a sentence: *Integration note, Wren, 12 Nov*. */
  nameOf(page: EntryPage): string {
    const alias = this.#library.client(page.head.client)?.alias;
    const when = shortDay(page.head.happened, momentOf(new Date()));
    return [page.form.noun, alias, when].filter(Boolean).join(", ");
  }

  /** Puts the entry into the basket or takes it out. */
  toggleBasket(): void {
    const page = this.page;
    if (!page?.editable) return;
    const before = page.head.basket;
    if (before) {
      page.setHead({ basket: null });
      this.#notices.say(te.basketTaken, () => page.setHead({ basket: before }));
    } else {
      page.setHead({ basket: { question: "", asked: false } });
      this.#location.focusRequest = "question";
    }
  }

  /** Marks the open entry as the writer's alone, or takes that back. */
  async toggleMineAlone(): Promise<void> {
    await this.#notices.attempt(async () => this.page?.toggleMineAlone());
  }

  /** Returns the page of an entry that is open, or was left and is not saved yet. */
  held(id: string): EntryPage | null {
    return this.page?.id === id ? this.page : (this.#unsaved.get(id) ?? null);
  }

  /** Returns what is written in entries and is not saved. */
  unsaved(): Unsaved[] {
    return [...this.#pages()].flatMap((page) => page.unsaved());
  }

  /** Makes revisions of everything written; tells whether all of it is saved. */
  async saveAll(): Promise<boolean> {
    const saved = await Promise.all([...this.#pages()].map((page) => page.saveRevision()));
    return saved.every(Boolean);
  }

  #pages(): Set<EntryPage> {
    return new Set([...this.#unsaved.values(), ...(this.page ? [this.page] : [])]);
  }

  #pageOf(entry: Entry): EntryPage {
    return new EntryPage(entry, (saved) => void this.#saved(saved));
  }

  async #fetch(id: string): Promise<EntryPage> {
    const { entry, around } = await api.openEntry(id);
    const page = this.#pageOf(entry);
    page.around = around;
    return page;
  }

  async #saved({ row, counts }: Saved): Promise<void> {
    this.#unsaved.delete(row.id);
    await this.#listing.saved(row, counts);
  }

  #show(page: EntryPage): void {
    this.history = false;
    page.terms = this.#library.completions;
    page.texts = this.#texts;
    page.setClosing(this.closing === page.id);
    this.page = page;
    this.#location.focusRequest = null;
    this.#location.makeRoomForEntry();
  }
}
