import * as api from "$lib/api";
import type { Counts } from "$lib/bindings/Counts";
import type { Snapshot } from "$lib/bindings/Snapshot";
import type { EntryRow } from "$lib/bindings/EntryRow";
import type { EntryRows } from "$lib/bindings/EntryRows";
import type { EntryFilter } from "$lib/bindings/EntryFilter";
import { Slices, type Fetch } from "$lib/slices.svelte";
import type { Notices } from "./notices.svelte";
import { entriesOf, isSamePlace, type Place } from "./place";
import type { Search } from "./search/search.svelte";
import { Selection } from "./selection.svelte";

/** Which of a place's entries its list shows, and in which order. */
export interface Narrowing {
  form: string | null;
  client: string | null;
  basket: boolean;
  oldestFirst: boolean;
}

const ALL: Narrowing = { form: null, client: null, basket: false, oldestFirst: false };

/** Fetches rows from the other end: the core lists the newest first. */
const fromTheOldest =
  (entries: EntryFilter): Fetch =>
  async (offset, limit) => {
    const { total } = await api.listEntries(entries, 0, 0);
    const end = Math.max(0, total - offset);
    const start = Math.max(0, end - limit);
    const { rows } = await api.listEntries(entries, start, end - start);
    return { total, offset, rows: rows.toReversed() };
  };

/** The rows and counts that change when an entry changes, and when they last did. */
export class Listing {
  counts: Counts = $state.raw()!;
  /** The rows of the place; `null` where it lists none. */
  list: Slices | null = $state.raw(null);
  /** Rises when rows may have changed that no list shows at the moment. */
  entriesVersion = $state(0);
  /** Rises when a revision was made or a follow-up answered, not with every draft. */
  revisionsVersion = $state(0);
  /** Which entries of the place are listed. */
  narrowing: Narrowing = $state.raw(ALL);
  readonly selection = new Selection();
  #place: Place | null = null;
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

  /** Lists the entries of a place; another place lists all of its own, in the order chosen last. */
  show(place: Place): void {
    if (!this.#place || !isSamePlace(this.#place, place)) {
      this.narrowing = { ...ALL, oldestFirst: this.narrowing.oldestFirst };
      this.selection.clear();
    }
    this.#place = place;
    this.#searching = place.kind === "search";
    this.#list(place);
  }

  /** Lists fewer entries of the place, more of them, or in another order. */
  narrow(part: Partial<Narrowing>): void {
    this.narrowing = { ...this.narrowing, ...part };
    this.selection.clear();
    if (this.#place) this.#list(this.#place);
  }

  /** Whether the list leaves out some entries of the place. */
  get isNarrowed(): boolean {
    const { form, client, basket } = this.narrowing;
    return form !== null || client !== null || basket;
  }

  #list(place: Place): void {
    const all = entriesOf(place);
    if (!all) {
      this.list = null;
      return;
    }
    const { form, client, basket, oldestFirst } = this.narrowing;
    const entries = {
      ...all,
      form: all.form ?? form,
      client: all.client ?? client,
      basket: all.basket || basket,
    };
    const isFirst = place.kind === "all" && this.entriesVersion === 0 && !this.isNarrowed;
    const fetch: Fetch = (offset, limit) => api.listEntries(entries, offset, limit);
    this.list = oldestFirst
      ? new Slices(fromTheOldest(entries))
      : new Slices(fetch, isFirst ? this.first : null);
  }

  /** Takes over the row of an entry that was saved, and the counts if they came with it. */
  async saved(row: EntryRow, counts: Counts | null): Promise<void> {
    this.entriesVersion += 1;
    if (!row.draft) this.revisionsVersion += 1;
    if (counts) this.counts = counts;
    else void this.recount();
    const list = this.list;
    // A change may take a row out of fewer entries.
    await this.#notices.attempt(async () =>
      this.isNarrowed ? list?.refresh() : list?.update(row),
    );
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
