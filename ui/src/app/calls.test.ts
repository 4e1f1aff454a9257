import { BLANK_HEAD } from "$lib/testing";
import { mount, tick, unmount } from "svelte";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Entry } from "$lib/bindings/Entry";
import type { EntryInput } from "$lib/bindings/EntryInput";
import type { Saved } from "$lib/bindings/Saved";
import type { EntryRow } from "$lib/bindings/EntryRow";
import { emptySnapshot } from "../workspace/testing";

const shell = vi.hoisted(() => ({
  calls: [] as string[],
  answers: {} as Record<string, (args: never) => unknown>,
}));
// The bridge is counted; all that stands before it is the window itself.
vi.mock("@tauri-apps/api/core", () => ({
  invoke: (command: string, args: never) => {
    shell.calls.push(command);
    const answer = shell.answers[command];
    return answer
      ? Promise.resolve(answer(args))
      : Promise.reject(new Error(`nobody answers ${command}`));
  },
}));
vi.mock("@tauri-apps/api/event", () => ({ listen: () => Promise.resolve(() => undefined) }));

// What stands in for a browser here lays nothing out.
vi.stubGlobal("matchMedia", () => ({
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
vi.stubGlobal(
  "IntersectionObserver",
  class {
    observe() {}
    disconnect() {}
  },
);
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);
Element.prototype.checkVisibility = () => true;
afterAll(() => vi.unstubAllGlobals());

const { default: App } = await import("./App.svelte");
// It is loaded while a passphrase is typed.
await import("./Page.svelte");

const at = { utc_ms: Date.UTC(2026, 2, 2, 14), offset_min: 0 };
const row: EntryRow = {
  id: "e1",
  form: "free",
  written: at,
  excerpt: "A long breath at the weir.",
  detail: "",
  words: 6,
  draft: false,
  trashed: false,
  closed: false,
  head: {
    ...BLANK_HEAD,
    happened: at,
  },
};
const form = {
  id: "free",
  version: 1,
  journal: "Free pages",
  noun: "Free page",
  icon: "pen-line",
  about_client: false,
  detail: [],
  example: "",
  leads: "word",
  prompts: [],
  cues: [],
  fields: [
    {
      id: "word",
      label: "One word",
      fold: "core" as const,
      beside: false,
      caret: true,
      group: "",
      kind: "line" as const,
    },
  ],
};
const entry: Entry = {
  input: { id: "e1", form: "free", form_version: 1, head: row.head, answers: {}, base: 3 },
  definition: form as unknown as Entry["definition"],
  written: at,
  revised: at,
  revisions: 1,
  draft: false,
  other_draft: null,
  trashed: false,
  closed: null,
  late: false,
};
const saved = ({ input }: { input: EntryInput }): Saved => ({
  at,
  base: input.base,
  row: { ...row, draft: true },
  counts: { trash: 0, basket: 4, forms: { free: 1 } },
});

let app: object | undefined;

beforeEach(() => {
  const around = { addenda: [], backlinks: [], follow_ups: [], links: [] };
  const today = { ...emptySnapshot().today, is_empty: false, latest: [row] };
  shell.answers = {
    unlock_screen: () => ({
      state: "locked",
      journals: [{ name: "Journal", sample: false }],
      current: "Journal",
      straight: false,
      trouble: null,
      waiting: 0,
      unread: 0,
    }),
    unlock: () =>
      emptySnapshot({
        today,
        forms: [entry.definition],
        first: { total: 1, offset: 0, rows: [row] },
        counts: { trash: 0, basket: 3, forms: { free: 1 } },
        return_point: { place: "today", entry: null, field: null, caret: 0, scroll: 0 },
      }),
    open_entry: () => ({ entry, around }),
    save_draft: saved,
    save_entry: saved,
    around: () => around,
    flags: () => [],
    certainty_trail: () => [],
  };
});
afterEach(async () => {
  if (app) await unmount(app);
  document.body.innerHTML = "";
});

async function unlocked(): Promise<void> {
  app = mount(App, { target: document.body });
  const field = await vi.waitFor(() => {
    const found = document.querySelector<HTMLInputElement>("input[type=password]");
    if (!found) throw new Error("no field yet");
    return found;
  });
  field.value = "a long enough passphrase";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await tick();
  shell.calls.length = 0;
  field.form?.requestSubmit();
  await vi.waitFor(
    () => expect(document.querySelector("main")?.textContent).toContain(row.excerpt),
    { timeout: 20_000 },
  );
  await tick();
}

test("from the passphrase to a painted Today there is one call", { timeout: 60_000 }, async () => {
  await unlocked();
  expect(shell.calls).toEqual(["unlock"]);
  expect(document.querySelector(".rail")?.textContent).toContain("3");
});

test("an entry is opened by one call, and its draft saved by one whose answer carries the counts", {
  timeout: 60_000,
}, async () => {
  await unlocked();
  shell.calls.length = 0;
  [...document.querySelectorAll<HTMLElement>("main button")]
    .find((one) => one.textContent?.includes(row.excerpt))
    ?.click();
  const word = await vi.waitFor(() => {
    const found = document.querySelector<HTMLInputElement>("main input.line");
    if (!found) throw new Error("no page yet");
    return found;
  });
  // The entry came with what stands around it.
  await tick();
  expect(shell.calls.filter((command) => command !== "note_activity")).toEqual(["open_entry"]);
  shell.calls.length = 0;
  word.value = "weir";
  word.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await vi.waitFor(() => expect(shell.calls).toContain("save_draft"), { timeout: 3_000 });
  await new Promise((done) => setTimeout(done, 200));
  // The note that the window is in use puts off the idle lock; it saves nothing.
  expect(shell.calls.filter((command) => command !== "note_activity")).toEqual(["save_draft"]);
  expect(document.querySelector(".rail")?.textContent).toContain("4");
});
