import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Form } from "$lib/bindings/Form";
import { placeFrom } from "./place";
import { emptySnapshot } from "./testing";
import { Workspace } from "./workspace.svelte";

const at = { utc_ms: 5, offset_min: 0 };
const form = (id: string, about_client: boolean): Form => ({
  id,
  version: 1,
  journal: id,
  noun: id,
  icon: "pen-line",
  about_client,
  detail: [],
  example: "",
  leads: "text",
  fields: [],
  prompts: [],
  cues: [],
});
const forms = [form("integration", true), form("music", true), form("free", false)];

const api = vi.hoisted(() => ({
  acknowledgeNotice: vi.fn(),
  suggest: vi.fn(),
  newEntry: vi.fn(),
  counts: vi.fn(),
  checkBodies: vi.fn(),
  lexicon: vi.fn(),
  exerciseOverview: vi.fn(),
  listSearches: vi.fn().mockResolvedValue([]),
  listEntries: vi.fn(),
}));
vi.mock("$lib/api", async (original) => ({ ...(await original<object>()), ...api }));

const opened = () =>
  new Workspace(
    emptySnapshot({
      forms,
      return_point: { place: "all", entry: null, field: null, caret: 0, scroll: 0 },
    }),
  );

describe("the kind of an entry that is begun", () => {
  beforeEach(() => {
    api.newEntry.mockImplementation((id: string, client: string | null) =>
      Promise.resolve({
        input: {
          id: `new ${id}`,
          form: id,
          form_version: 1,
          answers: {},
          base: null,
          head: { happened: at, client, session: null, phase: null, basket: null, flags: [] },
        },
        definition: forms.find((one) => one.id === id),
        written: null,
        revised: null,
        draft: false,
        other_draft: null,
        trashed: false,
        closed: null,
      }),
    );
    api.suggest.mockResolvedValue({ session: 3, phase: "medicine", form: "music" });
  });

  it("is guessed from the client where nobody chose it", async () => {
    const workspace = opened();
    await workspace.newEntry.beginHere();
    expect(workspace.editor.page?.form.id).toBe("integration");
    await workspace.newEntry.chooseClient("wren");
    expect(workspace.editor.page?.form.id).toBe("music");
    expect(workspace.editor.page?.head.client).toBe("wren");
  });

  it("stays what it is where it was chosen", async () => {
    const workspace = opened();
    await workspace.newEntry.begin("integration", null, null);
    await workspace.newEntry.chooseClient("wren");
    expect(workspace.editor.page?.form.id).toBe("integration");
    expect(workspace.editor.page?.head.session).toBe(3);
  });

  it("is never one that is about nobody", async () => {
    api.suggest.mockResolvedValue({ session: 3, phase: "medicine", form: "free" });
    const workspace = opened();
    await workspace.newEntry.beginHere();
    await workspace.newEntry.chooseClient("wren");
    expect(workspace.editor.page?.form.id).toBe("integration");
  });
});

it("says that texts are missing once they have been looked for", async () => {
  vi.useFakeTimers();
  const missing = { notice: "bodies_missing", count: 2 };
  api.checkBodies.mockResolvedValueOnce(missing);
  const workspace = opened();
  expect(api.checkBodies).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(workspace.notices.all).toEqual([missing]);
  vi.useRealTimers();
});

describe("what is said", () => {
  const undo = vi.fn();

  it("goes with the place it was said in", () => {
    const workspace = opened();
    workspace.notices.say("Entry moved to the trash", undo);
    workspace.navigation.goTo({ kind: "all" });
    expect(workspace.notices.toast?.undo).toBe(undo);
    workspace.navigation.goTo({ kind: "trash" });
    expect(workspace.notices.toast).toBeNull();
  });

  it("stays on every page while text is not saved", async () => {
    const workspace = opened();
    await workspace.newEntry.begin("free", null, null);
    const { page } = workspace.editor;
    if (!page) throw new Error("a page stands");
    vi.spyOn(page, "saveRevision").mockResolvedValue(false);
    await workspace.editor.close();
    workspace.navigation.goTo({ kind: "today" });
    workspace.notices.hush();
    expect(workspace.notices.toast?.stays).toBe(true);
  });
});

describe("the list", () => {
  it("opens by itself only where the page has nothing of its own", () => {
    const workspace = opened();
    const opensAt = (text: string) => {
      workspace.navigation.goTo(placeFrom(text)!);
      return workspace.location.listOpen;
    };
    expect(["all", "form:free", "trash", "search"].map(opensAt)).toEqual([true, true, true, true]);
    expect(
      ["basket", "client:wren", "thread:t", "course:c", "symbol:s", "piece:p"].map(opensAt),
    ).toEqual([false, false, false, false, false, false]);
  });

  it("gives way to an entry, also while something is sought", async () => {
    const workspace = opened();
    workspace.navigation.goTo({ kind: "search" });
    await workspace.newEntry.begin("free", null, null);
    expect([workspace.location.place.kind, workspace.location.listOpen]).toEqual(["search", false]);
    workspace.navigation.goTo({ kind: "search" });
    expect(workspace.location.listOpen).toBe(true);
  });
});

it("folds parts of the rail and opens them again", () => {
  const workspace = opened();
  workspace.layout.fold("practice", true);
  workspace.layout.fold("practice", true);
  workspace.layout.fold("clients", true);
  workspace.layout.fold("practice", false);
  expect(workspace.layout.folded).toEqual(["clients"]);
});

it("goes on saying what could not be noted as known", async () => {
  const workspace = opened();
  const [older, slots] = [
    { notice: "older_copy", behind: 2 },
    { notice: "slots_replaced" },
  ] as const;
  workspace.notices.all = [older, slots];
  api.acknowledgeNotice.mockRejectedValueOnce({ code: "read_only" }).mockResolvedValueOnce(null);
  await workspace.notices.acknowledge(older);
  expect(workspace.notices.all).toEqual([older, slots]);
  await workspace.notices.acknowledge(older);
  expect(api.acknowledgeNotice).toHaveBeenLastCalledWith(older);
  expect(workspace.notices.all).toEqual([slots]);
});
