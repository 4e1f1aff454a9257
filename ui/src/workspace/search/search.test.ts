import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Hit } from "$lib/bindings/Hit";
import type { SearchAnswer } from "$lib/bindings/SearchAnswer";
import type { SearchRequest } from "$lib/bindings/SearchRequest";
import { Search } from "./search.svelte";

const answer = (total: number | null, more: Partial<SearchAnswer> = {}): SearchAnswer => ({
  total,
  hits: [],
  facets: [],
  filters: [],
  complaint: null,
  instead: null,
  synonyms: [],
  without: [],
  completing: false,
  ...more,
});

const hits = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ({ row: { id: `${from + at}` } }) as Hit);

function slowly() {
  const asked: { request: SearchRequest; reply: (answer: SearchAnswer) => void }[] = [];
  const ask = (request: SearchRequest) =>
    new Promise<SearchAnswer>((reply) => {
      asked.push({ request, reply });
    });
  return { asked, ask };
}

describe("search", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it("names the single words of a question, without filters, phrases of more and joiners", () => {
    const search = new Search(() => new Promise(() => {}));
    search.type('radiator OR heron kind:music -rain "hear the room" heron');
    expect(search.words).toEqual(["radiator", "heron", '"hear the room"']);
  });

  it("asks once for a burst of keys", async () => {
    const { asked, ask } = slowly();
    const search = new Search(ask);
    for (const text of ["h", "he", "hea"]) search.type(text);
    await pass(40);
    expect(asked.map(({ request }) => request.text)).toEqual(["hea"]);
  });

  it("shows only the newest answer and asks only the newest question meanwhile", async () => {
    const { asked, ask } = slowly();
    const search = new Search(ask);
    search.type("one");
    await pass(40);
    search.type("two");
    await pass(40);
    search.type("three");
    await pass(40);
    expect(asked).toHaveLength(1);
    asked[0]?.reply(answer(111));
    await pass(0);
    expect(search.answer).toBeNull();
    expect(asked.map(({ request }) => request.text)).toEqual(["one", "three"]);
    asked[1]?.reply(answer(333));
    await pass(0);
    expect(search.answer?.total).toBe(333);
  });

  it("the counts come once the hits of a key stand, the hits below once typing rests", async () => {
    const { asked, ask } = slowly();
    const search = new Search(ask);
    search.type("h");
    await pass(0);
    expect(asked[0]?.request).toMatchObject({ limit: 10, counted: true });
    asked[0]?.reply(answer(50, { hits: hits(0, 10) }));
    await pass(0);
    expect([search.hits.length, search.counts?.total]).toEqual([10, 50]);
    for (const text of ["he", "hea"]) {
      search.type(text);
      await pass(0);
      expect(asked.at(-1)?.request).toMatchObject({ text, limit: 10, counted: false });
      asked.at(-1)?.reply(answer(null, { hits: hits(0, 10) }));
      await pass(0);
    }
    expect([asked.length, search.counts?.total]).toEqual([3, 50]);
    await pass(20);
    expect(asked.at(-1)?.request).toMatchObject({ text: "hea", limit: 0, counted: true });
    asked.at(-1)?.reply(answer(29));
    await pass(200);
    expect([search.counts?.total, search.whole, asked.length]).toEqual([29, false, 4]);
    await pass(100);
    expect(asked.at(-1)?.request).toMatchObject({ text: "hea", offset: 10, counted: false });
    // An entry that has moved on between the two is shown once.
    asked.at(-1)?.reply(answer(29, { hits: hits(9, 29) }));
    await pass(0);
    expect([search.hits.length, search.whole]).toEqual([29, true]);
  });

  it("counts of an older question are not taken, and hits stand without any", async () => {
    const { asked, ask } = slowly();
    const search = new Search(ask);
    for (const [at, text] of ["one", "two"].entries()) {
      search.type(text);
      await pass(0);
      asked[at]?.reply(answer(at === 0 ? 11 : null, { hits: hits(0, 10) }));
      await pass(20);
    }
    search.type("three");
    asked[2]?.reply(answer(22));
    await pass(0);
    expect(search.counts?.total).toBe(11);
    asked[3]?.reply(answer(2, { hits: hits(0, 2) }));
    await pass(0);
    expect([search.answer?.total, search.whole]).toEqual([2, true]);
  });

  it("a cleared search shows nothing, whatever still comes", async () => {
    const { asked, ask } = slowly();
    const search = new Search(ask);
    search.type("one");
    await pass(40);
    search.clear();
    asked[0]?.reply(answer(5));
    await pass(50);
    expect(search.answer).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it("a whole filter with a space behind it becomes a chip", async () => {
    const { asked, ask } = slowly();
    const search = new Search(ask);
    search.add("kind:boundary");
    search.type("ladder:>=4 head");
    await pass(40);
    const query = "kind:boundary ladder:>=4 head";
    expect(asked[0]?.request.text).toBe(query);
    asked[0]?.reply(
      answer(2, {
        filters: [
          { text: "kind:boundary", at: [0, 13] },
          { text: "ladder:>=4", at: [14, 24] },
        ],
      }),
    );
    await pass(0);
    expect(search.filters).toEqual(["kind:boundary", "ladder:>=4"]);
    expect(search.text).toBe("head");
    expect(search.query).toBe(query);
  });

  it("a filter still being typed stays in the text", async () => {
    const { asked, ask } = slowly();
    const search = new Search(ask);
    search.type("ladder:4");
    await pass(40);
    asked[0]?.reply(answer(2, { filters: [{ text: "ladder:4", at: [0, 8] }] }));
    await pass(0);
    expect(search.filters).toEqual([]);
    expect(search.text).toBe("ladder:4");
  });

  it("takes the last filter back into the text", () => {
    const search = new Search(slowly().ask);
    search.add("client:wren");
    search.type("rest");
    search.reopen();
    expect([search.filters, search.text]).toEqual([[], "client:wren rest"]);
  });

  it("says why it failed and recovers", async () => {
    let broken = true;
    const search = new Search(() =>
      broken ? Promise.reject({ code: "busy" }) : Promise.resolve(answer(1)),
    );
    search.type("a");
    await pass(40);
    expect(search.failure).toEqual({ code: "busy" });
    broken = false;
    search.type("ab");
    await pass(40);
    expect([search.failure, search.answer?.total]).toEqual([null, 1]);
  });

  it("a saved search replaces what was asked, and its filters become chips", async () => {
    const { asked, ask } = slowly();
    const search = new Search(ask);
    search.add("kind:free");
    search.type("heron");
    search.askFor("ladder:>=4", true);
    await pass(40);
    expect(asked.at(-1)?.request).toMatchObject({ text: "ladder:>=4", by_date: true });
    asked.at(-1)?.reply(answer(1, { filters: [{ text: "ladder:>=4", at: [0, 10] }] }));
    await pass(0);
    expect(search.filters).toEqual(["ladder:>=4"]);
    expect(search.query).toBe("ladder:>=4");
  });

  it("remembers the last few questions that led somewhere, each once", () => {
    const search = new Search(slowly().ask);
    search.remember();
    expect(search.recent).toEqual([]);
    for (const text of ["a", "b", "a", "c", "d", "e", "f", "g"]) {
      search.type(text);
      search.remember();
    }
    expect(search.recent).toEqual(["g", "f", "e", "d", "c", "a"]);
  });
});
