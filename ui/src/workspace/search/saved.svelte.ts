import * as api from "$lib/api";
import type { SavedSearch } from "$lib/bindings/SavedSearch";

type Calls = Pick<typeof api, "saveSearch" | "deleteSearch">;

/** The searches that are saved under a name. */
export class SavedSearches {
  all: readonly SavedSearch[] = $state.raw([]);
  #calls: Calls;

  constructor(all: readonly SavedSearch[], calls: Calls = api) {
    this.all = all;
    this.#calls = calls;
  }

  /** The one that asks exactly this, if there is one. */
  asking = (text: string): SavedSearch | null =>
    this.all.find((saved) => saved.text === text.trim()) ?? null;

  async save(name: string, text: string, byDate: boolean): Promise<void> {
    const wanted = { id: null, name, text: text.trim(), by_date: byDate, removed: false };
    const saved = await this.#calls.saveSearch(wanted);
    this.all = [...this.all, saved].sort((one, other) => one.name.localeCompare(other.name));
  }

  async remove(id: string): Promise<void> {
    await this.#calls.deleteSearch(id);
    this.all = this.all.filter((saved) => saved.id !== id);
  }
}
