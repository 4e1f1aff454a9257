import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppSession } from "./session.svelte";
import { emptySnapshot } from "./testing";
import { Workspace } from "./workspace.svelte";

const at = { utc_ms: 5, offset_min: 0 };
const form = {
  id: "free",
  version: 1,
  journal: "Free",
  noun: "Note",
  icon: "pen-line",
  about_client: false,
  detail: [],
  example: "",
  leads: "text",
  fields: [],
  prompts: [],
  cues: [],
};
const entry = (id: string, closed: object | null = null) => ({
  input: {
    id,
    form: "free",
    form_version: 1,
    answers: { text: { text: { type: "doc", content: [] } } },
    base: 3,
    head: { happened: at, client: null, session: null, phase: null, basket: null, flags: [] },
  },
  definition: form,
  written: at,
  revised: at,
  revisions: 1,
  draft: false,
  other_draft: null,
  trashed: false,
  closed,
  late: false,
});

const api = vi.hoisted(() => ({
  openEntry: vi.fn(),
  closeEntry: vi.fn(),
  trashEntry: vi.fn(),
  counts: vi.fn(),
  checkBodies: vi.fn(),
  lexicon: vi.fn(),
  exerciseOverview: vi.fn(),
  listSearches: vi.fn().mockResolvedValue([]),
  listEntries: vi.fn(),
  lock: vi.fn(),
  quit: vi.fn(),
}));
vi.mock("$lib/api", async (original) => ({ ...(await original<object>()), ...api }));

async function closing() {
  const workspace = new Workspace(
    emptySnapshot({
      forms: [form],
      return_point: { place: "all", entry: null, field: null, caret: 0, scroll: 0 },
    }),
  );
  await workspace.editor.open("e1");
  await workspace.lifecycle.closeForGood();
  return workspace;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  api.openEntry.mockImplementation((id: string) =>
    Promise.resolve({ entry: entry(id), around: null }),
  );
  api.closeEntry.mockImplementation((id: string) => Promise.resolve(entry(id, at)));
  api.listSearches.mockResolvedValue([]);
});
afterEach(() => vi.useRealTimers());

test("an entry is closed some seconds after the command, and is read-only meanwhile", async () => {
  const workspace = await closing();
  expect(workspace.editor.page?.editable).toBe(false);
  await vi.advanceTimersByTimeAsync(7_900);
  expect(api.closeEntry).not.toHaveBeenCalled();
  expect(workspace.notices.toast?.undo).not.toBeNull();
  await vi.advanceTimersByTimeAsync(200);
  expect(api.closeEntry).toHaveBeenCalledExactlyOnceWith("e1");
  expect(workspace.editor.page?.entry.closed).toEqual(at);
  expect(workspace.notices.toast?.undo).toBeNull();
});

test("after an undo the entry stays open and editable", async () => {
  const workspace = await closing();
  workspace.notices.toast?.undo?.();
  expect(workspace.editor.page?.editable).toBe(true);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(api.closeEntry).not.toHaveBeenCalled();
});

test("an entry that was left is closed all the same, and shown as closed when reopened before", async () => {
  const workspace = await closing();
  await workspace.editor.open("e2");
  await workspace.editor.open("e1");
  expect(workspace.editor.page?.editable).toBe(false);
  await workspace.editor.open("e2");
  await vi.advanceTimersByTimeAsync(8_000);
  expect(api.closeEntry).toHaveBeenCalledExactlyOnceWith("e1");
  expect(workspace.editor.page?.id).toBe("e2");
  expect(workspace.editor.page?.editable).toBe(true);
});

test.each(["lock", "quit"] as const)("a %s before leaves it open", async (way) => {
  const session = new AppSession();
  session.workspace = await closing();
  await session[way]();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(api[way]).toHaveBeenCalledOnce();
  expect(api.closeEntry).not.toHaveBeenCalled();
});

test("closing another entry closes the one before at once", async () => {
  const workspace = await closing();
  await workspace.editor.open("e2");
  await workspace.lifecycle.closeForGood();
  expect(api.closeEntry).toHaveBeenCalledExactlyOnceWith("e1");
  await vi.advanceTimersByTimeAsync(8_000);
  expect(api.closeEntry).toHaveBeenLastCalledWith("e2");
});

test("an entry that goes to the trash stays open", async () => {
  const workspace = await closing();
  await workspace.lifecycle.trash("e1");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(api.closeEntry).not.toHaveBeenCalled();
});
