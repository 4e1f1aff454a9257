/** As many entries as can be selected at a time. */
export const MOST_SELECTED = 500;

/** The rows of the list that are selected, for something to be done to all of them. */
export class Selection {
  ids: ReadonlySet<string> = $state.raw(new Set());
  // From which row on a range is selected.
  #from: number | null = null;

  get size(): number {
    return this.ids.size;
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  /** Selects a row, or takes it out; ranges go on from it. */
  toggle(id: string, index: number): void {
    const ids = new Set(this.ids);
    if (!ids.delete(id) && ids.size < MOST_SELECTED) ids.add(id);
    this.ids = ids;
    this.#from = index;
  }

  /** Selects every row from the one that was selected last up to that one. */
  extend(to: number, idAt: (index: number) => string | null): void {
    const from = this.#from ?? to;
    const ids = new Set(this.ids);
    for (let at = Math.min(from, to); at <= Math.max(from, to); at += 1) {
      const id = idAt(at);
      if (id !== null && ids.size < MOST_SELECTED) ids.add(id);
    }
    this.ids = ids;
    this.#from ??= to;
  }

  clear(): void {
    this.ids = new Set();
    this.#from = null;
  }
}
