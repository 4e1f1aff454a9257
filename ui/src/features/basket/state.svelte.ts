import * as api from "$lib/api";
import type { BasketItem } from "$lib/bindings/BasketItem";
import type { Desk } from "../desk/state.svelte";

/** The basket: its order, the place where one reads it through, and what was asked meanwhile. */
export class Reading {
  items: readonly BasketItem[] = $state.raw([]);
  /** Which item is read; none while the whole order is shown. */
  at: number | null = $state(null);
  loaded = $state(false);
  #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
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
    const waiting = await this.#desk.attempt(api.basket);
    if (!waiting) return;
    const known = new Map(waiting.map((item) => [item.id, item]));
    const kept = this.items.flatMap((item) => {
      const fresh = known.get(item.id) ?? (item.asked ? item : null);
      known.delete(item.id);
      return fresh ? [fresh] : [];
    });
    this.items = this.items.length === 0 ? waiting : [...kept, ...known.values()];
    this.loaded = true;
  }

  begin(): void {
    if (this.items.length > 0) this.at = 0;
  }

  end(): void {
    this.at = null;
  }

  step(by: 1 | -1): void {
    if (this.at === null) return;
    this.at = Math.max(0, Math.min(this.items.length - 1, this.at + by));
  }

  /** Moves an item up or down; the order is kept at once. */
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
    if (!(await this.#desk.attempt(() => api.orderBasket(order)))) this.items = before;
  }

  /** Marks the item as asked, or takes that back; the next one is read. */
  async mark(item: BasketItem): Promise<void> {
    const page = this.#desk.page;
    if (page?.id === item.id && !(await this.#desk.leave())) return;
    const marked = await this.#desk.attempt(() => api.markAsked(item.id, !item.asked));
    if (!marked) return;
    this.items = this.items.map((other) => (other.id === item.id ? marked : other));
    if (marked.asked && this.at !== null && this.at < this.items.length - 1) this.at += 1;
    this.#desk.changes += 1;
    void this.#desk.recount();
    await this.#desk.attempt(async () => this.#desk.list?.refresh());
  }

  async add(text: string): Promise<boolean> {
    const items = await this.#desk.attempt(() => api.addQuestion(text, null));
    if (!items) return false;
    await this.load();
    void this.#desk.recount();
    return true;
  }

  async drop(id: string): Promise<void> {
    if (!(await this.#desk.attempt(() => api.dropQuestion(id)))) return;
    this.items = this.items.filter((item) => item.id !== id);
    void this.#desk.recount();
  }

  /** Begins the reflection on what was asked; all of the basket where nothing was marked yet. */
  async reflect(): Promise<void> {
    const brought = (this.asked.length > 0 ? this.asked : this.items).map(({ id }) => id);
    await this.#desk.leave();
    const entry = await this.#desk.attempt(() => api.beginReflection(brought));
    if (!entry) return;
    this.#desk.take(entry, true);
    this.#desk.wish = "caret";
  }
}
