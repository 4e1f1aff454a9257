import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Place } from "../place";
import type { Workspace } from "../workspace.svelte";
import { facts, mergeClients, symbolLines, threadLines, unmerge } from "./state.svelte";

const mergeClientsOf = vi.hoisted(() => vi.fn());
const continueMerge = vi.hoisted(() => vi.fn());
const continueUnmerge = vi.hoisted(() => vi.fn());
const listClients = vi.hoisted(() => vi.fn());
vi.mock("$lib/api", () => ({
  mergeClients: mergeClientsOf,
  continueMerge,
  continueUnmerge,
  listClients,
}));

const went: Place[] = [];
const workspace = {
  notices: { attempt: async <T>(act: () => Promise<T>) => act().catch(() => null), say: vi.fn() },
  library: { merged: null, client: () => ({ alias: "Heron" }), reloadClients: () => listClients() },
  listing: { entriesVersion: 0 },
  editor: { close: () => Promise.resolve() },
  navigation: { goTo: (place: Place) => void went.push(place) },
} as unknown as Workspace;

describe("merging two aliases", () => {
  beforeEach(() => {
    went.length = 0;
    listClients.mockReset().mockResolvedValue([]);
    mergeClientsOf.mockReset().mockResolvedValue({ moved: 200, left: 230 });
    continueMerge
      .mockReset()
      .mockResolvedValueOnce({ moved: 200, left: 30 })
      .mockResolvedValueOnce({ moved: 30, left: 0 })
      .mockResolvedValue({ moved: 0, left: 0 });
  });

  it("goes on until no entry is left to move, then shows the one that stays", async () => {
    expect(await mergeClients(workspace, "w", "h")).toBe(true);
    expect(continueMerge).toHaveBeenCalledTimes(3);
    expect(went).toEqual([{ kind: "client", id: "h" }]);
  });

  it("can be taken back, and shows the one that came back", async () => {
    continueUnmerge
      .mockReset()
      .mockResolvedValueOnce({ moved: 30, left: 0 })
      .mockResolvedValue({ moved: 0, left: 0 });
    await mergeClients(workspace, "w", "h");
    await unmerge(workspace);
    expect(continueUnmerge).toHaveBeenCalledTimes(2);
    expect(went).toEqual([
      { kind: "client", id: "h" },
      { kind: "client", id: "w" },
    ]);
    await unmerge(workspace);
    expect(continueUnmerge).toHaveBeenCalledTimes(2);
  });

  it("stops where a step cannot be done, and shows what there is", async () => {
    continueMerge.mockReset().mockRejectedValue({ code: "disk_full" });
    expect(await mergeClients(workspace, "w", "h")).toBe(false);
    expect(listClients).toHaveBeenCalled();
    expect(went).toEqual([]);
  });
});

it("says of a page's entries what there is to say, and of none nothing", () => {
  const at = { utc_ms: Date.now(), offset_min: 0 };
  const tally = { entries: 3, sessions: 2, clients: 1, words: 9, forms: {}, first: at, last: at };
  expect(facts(tally, 3).slice(0, 2)).toEqual(["3 entries", "2 sessions"]);
  expect(facts({ ...tally, entries: 400 }, 300).at(-1)).toBe("100 earlier entries are in the list");
  expect(facts({ ...tally, entries: 0 }, 0)).toEqual([]);
});

it("leaves out what was archived, and says what is resting", () => {
  const thread = { client: null, merged: null };
  const threads = threadLines([
    {
      thread: { ...thread, id: "a", question: "Who?", state: "rested", archived: false },
      entries: 2,
    },
    {
      thread: { ...thread, id: "b", question: "When?", state: "open", archived: true },
      entries: 1,
    },
  ]);
  expect(threads).toEqual([
    { place: { kind: "thread", id: "a" }, name: "Who?", note: "resting", entries: 2 },
  ]);
  const symbols = symbolLines([
    {
      symbol: {
        id: "s",
        name: "the weir",
        sort: "place",
        client: null,
        archived: false,
        merged: null,
        was: [],
      },
      entries: 4,
    },
  ]);
  expect(symbols[0]).toEqual({
    place: { kind: "symbol", id: "s" },
    name: "the weir",
    note: "place",
    entries: 4,
  });
});
