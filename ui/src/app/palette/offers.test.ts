import { beforeEach, describe, expect, it, vi } from "vitest";
import { placeText, type Place } from "../../workspace/place";
import type { AppSession } from "../../workspace/session.svelte";
import type { Workspace } from "../../workspace/workspace.svelte";
import { Offers } from "./offers.svelte";

const api = vi.hoisted(() => ({
  listThreads: vi.fn(),
  listSymbols: vi.fn(),
  listPieces: vi.fn(),
  listCourses: vi.fn(),
  exerciseOverview: vi.fn(),
  search: vi.fn(),
}));
vi.mock("$lib/api", async (original) => ({ ...(await original<object>()), ...api }));

const went: string[] = [];
const forms = [
  { id: "integration", noun: "Integration note", journal: "Integration", about_client: true },
  { id: "boundary", noun: "Boundary observation", journal: "Boundaries", about_client: true },
  { id: "free", noun: "Free page", journal: "Free pages", about_client: false },
];
const clients = [
  { id: "w", alias: "Wren", status: "active" },
  { id: "f", alias: "Flint", status: "ended" },
];
const workspace = {
  sample: false,
  editor: { page: null },
  layout: {},
  location: { place: { kind: "today" }, trail: { before: null, ahead: [] } },
  library: {
    merged: null,
    forms,
    clients,
    settings: { theme: "paper" },
    client: (id: string) => clients.find((client) => client.id === id) ?? null,
    form: (id: string) => forms.find((form) => form.id === id) ?? null,
    saveSettings: ({ theme }: { theme: string }) => void went.push(`theme ${theme}`),
  },
  navigation: {
    visit: (place: Place, part = "") => void went.push(`${placeText(place)} ${part}`.trim()),
    openSearch: (text: string) => void went.push(`search ${text}`),
  },
  newEntry: {
    begin: (...of: unknown[]) => void went.push(`begin ${of.join(" ")}`),
    beginAbout: (id: string) => void went.push(`about ${id}`),
  },
  notices: { attempt: (act: () => Promise<unknown>) => act() },
  player: {
    begin: (id: string) => void went.push(`exercise ${id}`),
    resume: (id: string) => void went.push(`resume ${id}`),
  },
  savedSearches: { all: [{ id: "s", name: "Dark hours", text: "dark weight:3", by_date: false }] },
} as unknown as Workspace;

async function offers(typed: string) {
  const all = new Offers(workspace, {} as AppSession);
  await all.learn();
  await all.type(typed);
  return all;
}
const first = async (typed: string) => (await offers(typed)).shown[0];

describe("the palette", () => {
  beforeEach(() => {
    went.length = 0;
    api.listThreads.mockResolvedValue([
      { id: "t", question: "Who owns the pause?", archived: false },
    ]);
    api.listSymbols.mockResolvedValue([
      { id: "y", name: "The red boat", archived: false },
      { id: "z", name: "An old boat", archived: true },
    ]);
    api.listPieces.mockResolvedValue([{ id: "p", title: "Slow river", archived: false }]);
    api.listCourses.mockResolvedValue([{ id: "c", name: "Twelve in spring", archived: false }]);
    api.exerciseOverview.mockResolvedValue({
      exercises: [
        { id: "weekly", name: "Weekly turning" },
        { id: "chair", name: "The other chair" },
      ],
      runs: [{ id: "r", exercise: "chair", finished: null, aside: false }],
    });
    api.search.mockResolvedValue({ hits: [] });
  });

  it.each([
    ["weekly", "exercise weekly"],
    ["other chair", "resume r"],
    ["boat", "symbol:y"],
    ["pause", "thread:t"],
    ["river", "piece:p"],
    ["spring", "course:c"],
    ["dark hours", "search dark weight:3"],
    ["dusk", "theme dusk"],
    ["backup", "data backups"],
    ["legal", "data hold"],
    ["what is new", "about new"],
    ["telemetry", "about connections"],
    ["line spacing", "settings look"],
    ["quotation marks", "settings typing"],
    ["print", "data will"],
    ["wren", "client:w"],
    ["new note about wren", "about w"],
    ["new note about W", "about w"],
    ["boundary observation about wren", "begin boundary w "],
    ["today", "today"],
    ["exercises", "exercises"],
  ])("leads by %s to %s", async (typed, to) => {
    (await first(typed))?.run();
    expect(went).toEqual([to]);
  });

  it.each(["help", "keys", "shortcuts"])("shows the keys by %s", async (typed) => {
    expect((await offers(typed)).shown.map(({ id }) => id)).toContain("sheet");
  });

  it("shows the group with the best answer first", async () => {
    // The exercise *The other chair* has it in the middle of its name.
    api.listSymbols.mockResolvedValue([{ id: "o", name: "Other shore", archived: false }]);
    const groupsOf = async (typed: string) => (await offers(typed)).groups.map(({ id }) => id);
    expect(await groupsOf("other")).toEqual(["go", "act"]);
    expect((await groupsOf("")).slice(0, 2)).toEqual(["write", "act"]);
  });

  it("offers a note about a client by the alias alone, but none of the ended ones", async () => {
    expect((await offers("wren")).shown.map(({ name }) => name)).toContain("New note about Wren");
    expect((await offers("flint")).shown.map(({ name }) => name)).not.toContain(
      "New note about Flint",
    );
  });

  it("finds entries by their text, and stands without them", async () => {
    const head = { client: "w", happened: { utc_ms: 0, offset_min: 0 } };
    api.search.mockResolvedValue({
      hits: [{ row: { id: "e", form: "integration", excerpt: "The kettle sang.", head } }],
    });
    const found = (await offers("kettle")).shown;
    expect(found.map(({ id, name }) => [id, name])).toEqual([["entry:e", "The kettle sang."]]);
    api.search.mockRejectedValue(new Error("gone"));
    expect((await offers("weekly")).shown[0]?.id).toBe("exercise:weekly");
  });

  it("leaves out what cannot be done now", async () => {
    expect((await offers("")).shown.filter(({ off }) => off)).toEqual([]);
    expect((await offers("trash")).shown.map(({ id }) => id)).not.toContain("trash");
  });

  it("answers at once among thousands of names", async () => {
    const many = Array.from({ length: 5_000 }, (_, at) => ({
      id: `t${at}`,
      question: `What about the ${at}th pause?`,
      archived: false,
    }));
    api.listThreads.mockResolvedValue(many);
    const all = await offers("");
    const begun = performance.now();
    await all.type("pause 4999");
    expect(all.shown[0]?.id).toBe("go:thread:t4999");
    expect(performance.now() - begun).toBeLessThan(50);
  });
});
