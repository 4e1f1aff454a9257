import * as api from "$lib/api";
import type { BasketItem } from "$lib/bindings/BasketItem";
import type { Editor } from "./editor.svelte";
import type { Listing } from "./listing.svelte";
import type { Location } from "./location.svelte";
import type { Notices } from "./notices.svelte";

/** The basket: its order, the place where one reads it through, and what was asked meanwhile. */
export class BasketReading {
  items: readonly BasketItem[] = $state.raw([]);
  /** Which item is read; none while the whole order is shown. */
  at: number | null = $state(null);
  loaded = $state(false);
  /** Whether what is mine alone is read, too; asked for anew in each reading. */
  withMine = $state(false);
  /** What is chosen for a page, in the order chosen. */
  chosen: readonly string[] = $state.raw([]);
  #editor: Editor;
  #listing: Listing;
  #location: Location;
  #notices: Notices;

  constructor(editor: Editor, listing: Listing, location: Location, notices: Notices) {
    this.#editor = editor;
    this.#listing = listing;
    this.#location = location;
    this.#notices = notices;
  }

  get now(): BasketItem | null {
    return this.at === null ? null : (this.items[this.at] ?? null);
  }

  /** What was marked as asked in this reading, in the order of the basket. */
  get asked(): readonly BasketItem[] {
    return this.items.filter(({ asked }) => asked);
  }

  /** Fetches the basket; what was asked in this reading stays in its place. */
  async load(): Promise<void> {
    const waiting = await this.#notices.attempt(api.basket);
    if (!waiting) return;
    const known = new Map(waiting.map((item) => [item.id, item]));
    const stay = this.items.flatMap((item) => {
      const fresh = known.get(item.id) ?? (item.asked ? item : null);
      known.delete(item.id);
      return fresh ? [fresh] : [];
    });
    this.items = this.items.length === 0 ? waiting : [...stay, ...known.values()];
    this.loaded = true;
  }

  isChosen(id: string): boolean {
    return this.chosen.includes(id);
  }

  /** Chooses an item for a page, or leaves it out again. */
  choose(id: string): void {
    this.chosen = this.isChosen(id)
      ? this.chosen.filter((other) => other !== id)
      : [...this.chosen, id];
  }

  /** What a page is made of: what is chosen, or else the whole basket. */
  get chosenOrAll(): readonly BasketItem[] {
    const chosen = this.chosen.flatMap((id) => this.items.filter((item) => item.id === id));
    return chosen.length > 0 ? chosen : this.items;
  }

  begin(): void {
    if (this.items.length > 0) this.at = 0;
  }

  end(): void {
    this.at = null;
    this.withMine = false;
  }

  step(by: 1 | -1): void {
    if (this.at === null) return;
    this.at = Math.max(0, Math.min(this.items.length - 1, this.at + by));
  }

  /** Moves an item up or down; the order is saved at once. */
  async move(id: string, by: 1 | -1): Promise<void> {
    const from = this.items.findIndex((item) => item.id === id);
    const to = from + by;
    const [one, other] = [this.items[from], this.items[to]];
    if (!one || !other) return;
    const items = [...this.items];
    [items[from], items[to]] = [other, one];
    const before = this.items;
    this.items = items;
    const order = items.map((item) => item.id);
    if (!(await this.#notices.attempt(() => api.orderBasket(order)))) this.items = before;
  }

  /** Marks the item as asked, or takes that back; the next one is read. */
  async mark(item: BasketItem): Promise<void> {
    const page = this.#editor.page;
    if (page?.id === item.id && !(await this.#editor.leave())) return;
    const marked = await this.#notices.attempt(() => api.markAsked(item.id, !item.asked));
    if (!marked) return;
    this.items = this.items.map((other) => (other.id === item.id ? marked : other));
    if (marked.asked && this.at !== null && this.at < this.items.length - 1) this.at += 1;
    this.#listing.entriesVersion += 1;
    void this.#listing.recount();
    await this.#listing.refresh();
  }

  async add(text: string): Promise<boolean> {
    const items = await this.#notices.attempt(() => api.addQuestion(text, null));
    if (!items) return false;
    await this.load();
    void this.#listing.recount();
    return true;
  }

  async drop(id: string): Promise<void> {
    if (!(await this.#notices.attempt(() => api.dropQuestion(id)))) return;
    this.items = this.items.filter((item) => item.id !== id);
    void this.#listing.recount();
  }

  /** Begins the reflection on what was asked; all of the basket where nothing was marked yet. */
  async reflect(): Promise<void> {
    const brought = (this.asked.length > 0 ? this.asked : this.items).map(({ id }) => id);
    await this.#editor.leave();
    const entry = await this.#notices.attempt(() => api.beginReflection(brought));
    if (!entry) return;
    this.#editor.take(entry, true);
    this.#location.focusRequest = "caret";
  }
}
