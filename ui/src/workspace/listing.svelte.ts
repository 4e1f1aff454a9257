import * as api from "$lib/api";
import type { Counts } from "$lib/bindings/Counts";
import type { Snapshot } from "$lib/bindings/Snapshot";
import type { EntryRow } from "$lib/bindings/EntryRow";
import type { EntryRows } from "$lib/bindings/EntryRows";
import { Slices } from "$lib/slices.svelte";
import type { Notices } from "./notices.svelte";
import { entriesOf, type Place } from "./place";
import type { Search } from "./search/search.svelte";

/** The rows and counts that change when an entry changes, and when they last did. */
export class Listing {
  counts: Counts = $state.raw()!;
  /** The rows of the place; `null` where it lists none. */
  list: Slices | null = $state.raw(null);
  /** Rises when rows may have changed that no list shows at the moment. */
  entriesVersion = $state(0);
  /** Rises when a revision was made or a follow-up answered, not with every draft. */
  revisionsVersion = $state(0);
  /** The first rows of all, as they came with the open journal. */
  readonly first: EntryRows;
  #notices: Notices;
  #search: Search;
  #searching = false;

  constructor(
    { counts, first }: Pick<Snapshot, "counts" | "first">,
    notices: Notices,
    search: Search,
  ) {
    this.counts = counts;
    this.first = first;
    this.#notices = notices;
    this.#search = search;
  }

  /** Lists the entries of a place. */
  show(place: Place): void {
    this.#searching = place.kind === "search";
    const entries = entriesOf(place);
    if (!entries) {
      this.list = null;
      return;
    }
    const fetch = (offset: number, limit: number) => api.listEntries(entries, offset, limit);
    this.list = new Slices(
      fetch,
      place.kind === "all" && this.entriesVersion === 0 ? this.first : null,
    );
  }

  /** Takes over the row of an entry that was saved, and the counts if they came with it. */
  async saved(row: EntryRow, counts: Counts | null): Promise<void> {
    this.entriesVersion += 1;
    if (!row.draft) this.revisionsVersion += 1;
    if (counts) this.counts = counts;
    else void this.recount();
    const list = this.list;
    await this.#notices.attempt(async () => list?.update(row));
    if (this.#searching) this.#search.refresh();
  }

  /** Fetches again what is listed and counted, after entries moved, came or went. */
  async reload(): Promise<void> {
    this.entriesVersion += 1;
    await this.refresh();
    await this.recount();
    this.#search.refresh();
  }

  /** Fetches the rows of the place again. */
  async refresh(): Promise<void> {
    await this.#notices.attempt(async () => this.list?.refresh());
  }

  async recount(): Promise<void> {
    const counts = await this.#notices.attempt(api.counts);
    if (counts) this.counts = counts;
  }
}
