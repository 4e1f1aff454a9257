import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Desk as OpenDesk } from "$lib/bindings/Desk";
import type { Form } from "$lib/bindings/Form";
import { Desk } from "./state.svelte";

const at = { utc_ms: 5, offset_min: 0 };
const form = (id: string, about_client: boolean): Form => ({
  id, version: 1, journal: id, noun: id, icon: "pen-line", about_client, detail: [], example: "",
  leads: "text", fields: [], prompts: [], cues: [],
});
const forms = [form("integration", true), form("music", true), form("free", false)];

const api = vi.hoisted(() => ({
  acknowledgeNotice: vi.fn(), suggest: vi.fn(), newEntry: vi.fn(), counts: vi.fn(), checkBodies: vi.fn(), lexicon: vi.fn(), shelf: vi.fn(),
  listSearches: vi.fn().mockResolvedValue([]), listEntries: vi.fn(),
}));
vi.mock("$lib/api", async (original) => ({ ...(await original<object>()), ...api }));

const opened = () => new Desk({
  sample: false, forms, clients: [], notices: [], first: { total: 0, offset: 0, rows: [] },
  return_point: { place: "all", entry: null, field: null, caret: 0, scroll: 0 },
} as unknown as OpenDesk);

describe("the kind of an entry that is begun", () => {
  beforeEach(() => {
    api.newEntry.mockImplementation((id: string, client: string | null) => Promise.resolve({
      input: {
        id: `new ${id}`, form: id, form_version: 1, answers: {}, base: null,
        head: { happened: at, client, session: null, phase: null, basket: null, flags: [] },
      },
      definition: forms.find((one) => one.id === id), written: null, revised: null, draft: false,
      other_draft: null, trashed: false, closed: null,
    }));
    api.suggest.mockResolvedValue({ session: 3, phase: "medicine", form: "music" });
  });

  it("is guessed from the client where nobody chose it", async () => {
    const desk = opened();
    await desk.beginHere();
    expect(desk.page?.form.id).toBe("integration");
    await desk.choose("wren");
    expect(desk.page?.form.id).toBe("music");
    expect(desk.page?.head.client).toBe("wren");
  });

  it("stays what it is where it was chosen", async () => {
    const desk = opened();
    await desk.begin("integration", null, null);
    await desk.choose("wren");
    expect(desk.page?.form.id).toBe("integration");
    expect(desk.page?.head.session).toBe(3);
  });

  it("is never one that is about nobody", async () => {
    api.suggest.mockResolvedValue({ session: 3, phase: "medicine", form: "free" });
    const desk = opened();
    await desk.beginHere();
    await desk.choose("wren");
    expect(desk.page?.form.id).toBe("integration");
  });
});

it("says that texts are missing once they have been looked for", async () => {
  vi.useFakeTimers();
  const missing = { notice: "bodies_missing", count: 2 };
  api.checkBodies.mockResolvedValueOnce(missing);
  const desk = opened();
  expect(api.checkBodies).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(desk.notices).toEqual([missing]);
  vi.useRealTimers();
});

describe("what is said", () => {
  const undo = vi.fn();

  it("goes with the place it was said in", () => {
    const desk = opened();
    desk.say("Entry moved to the trash", undo);
    desk.goTo("all");
    expect(desk.said?.undo).toBe(undo);
    desk.goTo("trash");
    expect(desk.said).toBeNull();
  });

  it("stays wherever one goes while text is not kept", async () => {
    const desk = opened();
    await desk.begin("free", null, null);
    const { page } = desk;
    if (!page) throw new Error("a page stands");
    vi.spyOn(page, "settle").mockResolvedValue(false);
    await desk.closeEntry();
    desk.goTo("today");
    desk.hush();
    expect(desk.said?.stays).toBe(true);
  });
});

describe("the list", () => {
  it("opens by itself only where the page has nothing of its own", () => {
    const desk = opened();
    const opensAt = (place: string) => {
      desk.goTo(place);
      return desk.listOpen;
    };
    expect(["all", "form:free", "trash", "search"].map(opensAt)).toEqual([true, true, true, true]);
    expect(["basket", "client:wren", "thread:t", "course:c", "symbol:s", "piece:p"].map(opensAt))
      .toEqual([false, false, false, false, false, false]);
  });

  it("gives way to an entry, also while something is sought", async () => {
    const desk = opened();
    desk.goTo("search");
    await desk.begin("free", null, null);
    expect([desk.place, desk.listOpen]).toEqual(["search", false]);
    desk.goTo("search");
    expect(desk.listOpen).toBe(true);
  });
});

it("folds parts of the rail and opens them again", () => {
  const desk = opened();
  desk.fold("craft", true);
  desk.fold("craft", true);
  desk.fold("clients", true);
  desk.fold("craft", false);
  expect(desk.folded).toEqual(["clients"]);
});

it("goes on saying what could not be noted as known", async () => {
  const desk = opened();
  const [older, slots] = [{ notice: "older_copy", behind: 2 }, { notice: "slots_replaced" }] as const;
  desk.notices = [older, slots];
  api.acknowledgeNotice.mockRejectedValueOnce({ code: "read_only" }).mockResolvedValueOnce(null);
  await desk.acknowledge(older);
  expect(desk.notices).toEqual([older, slots]);
  await desk.acknowledge(older);
  expect(api.acknowledgeNotice).toHaveBeenLastCalledWith(older);
  expect(desk.notices).toEqual([slots]);
});
