import * as api from "$lib/api";
import type { FacetCounts } from "$lib/bindings/FacetCounts";
import type { Hit } from "$lib/bindings/Hit";
import type { SearchAnswer } from "$lib/bindings/SearchAnswer";
import type { SearchRequest } from "$lib/bindings/SearchRequest";
import { asFailure, type Failure } from "$lib/failure";

/**
 * The best come at each key, their counts once those are painted, the rest once typing rests. The
 * first of all answers brings its counts along, so that they do not push it down.
 */
const FIRST = 10;
const NEXT = 20;
const REST_MS = 250;
const RECENT = 6;

/** Puts finished filters and the rest of the typing together to one query. */
export const queryOf = (filters: readonly string[], text: string) =>
  [...filters, text.trim()].filter(Boolean).join(" ");

/** How many entries match, and how many of them have each filter value. */
export interface Counts {
  total: number;
  facets: readonly FacetCounts[];
}

/**
 * A search as it is typed. One question for hits is under way at a time and only the newest waits,
 * so that slow answers neither pile up nor overtake a newer one; counts never hold up a question.
 */
export class Search {
  text = $state("");
  filters: readonly string[] = $state.raw([]);
  byDate = $state(false);
  answer: SearchAnswer | null = $state.raw(null);
  /** Counts of this answer, or for the moment until they come, of the one before. */
  counts: Counts | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  /** Whether an answer has been awaited long enough to say so. */
  slow = $state(false);
  /** Recent queries whose results were opened, newest first; they are stored nowhere but here. */
  recent: readonly string[] = $state.raw([]);
  #ask: (request: SearchRequest) => Promise<SearchAnswer>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #again = false;
  #generation = 0;

  constructor(ask: (request: SearchRequest) => Promise<SearchAnswer> = api.search) {
    this.#ask = ask;
  }

  get query(): string {
    return queryOf(this.filters, this.text);
  }

  /** The single words of the text, each once; phrases and filters are left as they are. */
  get words(): readonly string[] {
    const words = this.text.match(/"[^"]*"|[^\s"]+/g) ?? [];
    return [...new Set(words)].filter((word) => !/^[-(]|^(and|or|not)$|:/i.test(word));
  }

  get hits(): readonly Hit[] {
    return this.answer?.hits ?? [];
  }

  /** Whether an answer to what is typed is still awaited. */
  get busy(): boolean {
    return this.#running || this.#again;
  }

  type(text: string): void {
    this.text = text;
    this.#later();
  }

  /** Asks something else altogether; its filters become chips as if they had been typed. */
  askFor(text: string, byDate = this.byDate): void {
    this.filters = [];
    this.byDate = byDate;
    this.type(`${text.trim()} `);
  }

  /** Remembers what was asked, because it led to an entry. */
  remember(): void {
    const { query } = this;
    if (query === "") return;
    this.recent = [query, ...this.recent.filter((other) => other !== query)].slice(0, RECENT);
  }

  add(filter: string): void {
    if (!this.filters.includes(filter)) this.filters = [...this.filters, filter];
    this.#later();
  }

  remove(filter: string): void {
    this.filters = this.filters.filter((other) => other !== filter);
    this.#later();
  }

  /** Takes the last filter back into the text, to be changed. */
  reopen(): void {
    const last = this.filters.at(-1);
    if (last === undefined) return;
    this.filters = this.filters.slice(0, -1);
    this.text = `${last}${this.text ? ` ${this.text}` : ""}`;
    this.#later();
  }

  sort(byDate: boolean): void {
    this.byDate = byDate;
    this.#later();
  }

  clear(): void {
    this.text = "";
    this.filters = [];
    this.#later();
  }

  /** Asks once more, because entries or the index have changed. */
  refresh(): void {
    if (this.query) this.#later();
  }

  /** Whether all that matches is here. */
  get whole(): boolean {
    const { total = null, hits = [] } = this.answer ?? {};
    return total !== null && hits.length >= total;
  }

  /** Fetches the hits after those that are here. */
  async more(): Promise<void> {
    const before = this.answer;
    if (!before || this.whole || this.#running) return;
    const generation = this.#generation;
    const next = await this.#ask(this.#request(before.hits.length, NEXT, false));
    if (generation !== this.#generation || this.answer !== before) return;
    const here = new Set(before.hits.map((hit) => hit.row.id));
    const hits = [...before.hits, ...next.hits.filter((hit) => !here.has(hit.row.id))];
    this.answer = { ...next, total: next.total ?? before.total, hits };
  }

  #request(offset: number, limit: number, counted: boolean): SearchRequest {
    return { text: this.query, by_date: this.byDate, offset, limit, counted };
  }

  #later(): void {
    this.#generation += 1;
    clearTimeout(this.#timer);
    if (this.query === "") {
      this.answer = null;
      this.counts = null;
      this.failure = null;
      return;
    }
    // Keys of one moment make one question.
    this.#timer = setTimeout(() => void this.#now());
  }

  async #now(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    const generation = this.#generation;
    const naming = setTimeout(() => (this.slow = true), 400);
    try {
      const request = this.#request(0, FIRST, this.counts === null);
      const answer = await this.#ask(request);
      if (generation === this.#generation) {
        this.#take(answer);
        if (request.counted) this.#count(answer);
        else requestAnimationFrame(() => this.#painted(generation));
      }
    } catch (thrown) {
      if (generation === this.#generation) this.failure = asFailure(thrown);
    } finally {
      clearTimeout(naming);
      this.slow = false;
      this.#running = false;
    }
    if (this.#again) {
      this.#again = false;
      await this.#now();
    }
  }

  // The timer runs behind the frame that paints the hits.
  #painted(generation: number): void {
    if (generation === this.#generation) this.#timer = setTimeout(() => void this.#rest());
  }

  #count({ total, facets }: SearchAnswer): void {
    this.counts = { total: total ?? 0, facets };
    this.#timer = setTimeout(() => void this.#below(), REST_MS);
  }

  async #rest(): Promise<void> {
    const generation = this.#generation;
    try {
      const counted = await this.#ask(this.#request(0, 0, true));
      if (generation !== this.#generation || !this.answer) return;
      this.answer = { ...this.answer, total: counted.total };
      this.#count(counted);
    } catch {
      // The hits are here; they only stay uncounted.
    }
  }

  async #below(): Promise<void> {
    try {
      await this.more();
    } catch {
      // Scrolling down asks again, and says why it fails.
    }
  }

  // A filter that stands whole, with a space behind it, leaves the text and becomes a chip.
  #take(answer: SearchAnswer): void {
    const lead = queryOf(this.filters, "");
    const shift = lead ? lead.length + 1 : 0;
    const leading = this.text.length - this.text.trimStart().length;
    let text = this.text;
    const lifted: string[] = [];
    for (const {
      text: filter,
      at: [from, to],
    } of answer.filters.toReversed()) {
      const [start, end] = [from - shift + leading, to - shift + leading];
      if (start < leading || text.slice(start, end) !== filter || text[end] !== " ") continue;
      text = text.slice(0, start) + text.slice(end + 1);
      lifted.unshift(filter);
    }
    this.answer = answer;
    this.failure = null;
    if (lifted.length > 0) {
      this.filters = [...this.filters, ...lifted.filter((one) => !this.filters.includes(one))];
      this.text = text;
    }
  }
}
