import type { EntryRow } from "./bindings/EntryRow";
import type { EntryRows } from "./bindings/EntryRows";

/** How many rows are asked for at once. */
export const SLICE = 200;

/** Fetches the rows from `offset` on. */
export type Fetch = (offset: number, limit: number) => Promise<EntryRows>;

/**
 * A long list of which only the slices that were looked at are in the window. Answers that come
 * after the list was shown anew are dropped.
 */
export class Slices {
  total = $state(0);
  /** Rises with every change, so that the window knows to look again. */
  version = $state(0);
  /** Whether the first answer is still awaited. */
  loading = $state(true);
  #fetch: Fetch;
  #slices = new Map<number, EntryRow[]>();
  #asked = new Set<number>();
  #generation = 0;

  constructor(fetch: Fetch, first: EntryRows | null = null) {
    this.#fetch = fetch;
    if (first) this.#take(first);
  }

  /** The row at that place, if its slice is here. */
  row(index: number): EntryRow | null {
    return this.#slices.get(Math.floor(index / SLICE))?.[index % SLICE] ?? null;
  }

  /** Where that entry stands, among the rows that are here. */
  indexOf(id: string): number {
    for (const [slice, rows] of this.#slices) {
      const found = rows.findIndex((row) => row.id === id);
      if (found >= 0) return slice * SLICE + found;
    }
    return -1;
  }

  /** Sees to it that the rows from `from` up to `to` are here or on their way. */
  async ensure(from: number, to: number): Promise<void> {
    const slices: number[] = [];
    for (let slice = Math.floor(from / SLICE); slice * SLICE <= to; slice += 1) {
      if (!this.#slices.has(slice) && !this.#asked.has(slice)) slices.push(slice);
    }
    await Promise.all(slices.map((slice) => this.#ask(slice)));
  }

  /** Shows a changed row in its place, or fetches again where its place has changed. */
  async update(row: EntryRow): Promise<void> {
    const index = this.indexOf(row.id);
    const slice = this.#slices.get(Math.floor(index / SLICE));
    const before = slice?.[index % SLICE];
    if (!slice || !before || before.head.happened.utc_ms !== row.head.happened.utc_ms) {
      return this.refresh();
    }
    slice[index % SLICE] = row;
    this.version += 1;
  }

  /** Fetches again what is here; the old rows stay until the new ones come. */
  async refresh(): Promise<void> {
    const generation = (this.#generation += 1);
    this.#asked.clear();
    const wanted = [...this.#slices.keys()];
    if (wanted.length === 0) wanted.push(0);
    const answers = await Promise.all(wanted.map((slice) => this.#fetch(slice * SLICE, SLICE)));
    if (generation !== this.#generation) return;
    this.#slices.clear();
    for (const answer of answers) this.#take(answer);
  }

  async #ask(slice: number): Promise<void> {
    const generation = this.#generation;
    this.#asked.add(slice);
    try {
      const answer = await this.#fetch(slice * SLICE, SLICE);
      if (generation === this.#generation) this.#take(answer);
    } finally {
      if (generation === this.#generation) this.#asked.delete(slice);
    }
  }

  #take({ total, offset, rows }: EntryRows): void {
    for (let start = 0; start < Math.max(1, rows.length); start += SLICE) {
      const part = rows.slice(start, start + SLICE);
      const whole = part.length === SLICE || offset + start + part.length >= total;
      if (whole) this.#slices.set((offset + start) / SLICE, part);
    }
    this.total = total;
    this.loading = false;
    this.version += 1;
  }
}
