import { beforeEach, describe, expect, it, vi } from "vitest";
import { BLANK_HEAD } from "$lib/testing";
import type { Entry } from "$lib/bindings/Entry";
import type { EntryFilter } from "$lib/bindings/EntryFilter";
import type { EntryInput } from "$lib/bindings/EntryInput";
import type { EntryRow } from "$lib/bindings/EntryRow";
import type { Form } from "$lib/bindings/Form";
import { emptySnapshot } from "./testing";

const definition: Form = {
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

/** A journal of five entries, newest first, which behaves as the core's does. */
const journal = vi.hoisted(() => ({ entries: new Map<string, unknown>(), asked: [] as unknown[] }));
const entries = () => journal.entries as Map<string, Entry>;
const rowOf = ({ input, trashed, draft }: Entry): EntryRow => ({
  id: input.id,
  form: input.form,
  head: input.head,
  written: { utc_ms: 0, offset_min: 0 },
  excerpt: "",
  detail: "",
  words: 0,
  draft,
  trashed,
  closed: false,
});
const save = (input: EntryInput, draft: boolean) => {
  const entry = { ...entries().get(input.id)!, input, draft };
  entries().set(input.id, entry);
  return Promise.resolve({ row: rowOf(entry), base: 1, counts: null, at: null });
};
const put = (id: string, trashed: boolean) => {
  const entry = { ...entries().get(id)!, trashed };
  entries().set(id, entry);
  return Promise.resolve(rowOf(entry));
};
vi.mock("$lib/api", () => ({
  listEntries: (which: EntryFilter, offset: number, limit: number) => {
    journal.asked.push(which);
    const rows = [...entries().values()]
      .filter(
        (entry) =>
          entry.trashed === which.trashed &&
          (which.form === null || which.form === entry.input.form),
      )
      .filter((entry) => !which.tag || entry.input.head.tags.includes(which.tag))
      .map(rowOf);
    return Promise.resolve({
      total: rows.length,
      offset,
      rows: rows.slice(offset, offset + limit),
    });
  },
  openEntry: (id: string) => Promise.resolve({ entry: entries().get(id), around: null }),
  saveEntry: (input: EntryInput) => save(input, false),
  saveDraft: (input: EntryInput) => save(input, true),
  trashEntry: (id: string) => put(id, true),
  restoreEntry: (id: string) => put(id, false),
  counts: () => Promise.resolve({ trash: 0, basket: 0, forms: {} }),
  checkBodies: () => Promise.resolve(null),
  saveSettings: () => Promise.resolve(),
  tags: () => Promise.resolve([]),
  search: () => Promise.resolve({ hits: [] }),
}));
const { Workspace } = await import("./workspace.svelte");

const settled = () => new Promise((done) => setTimeout(done, 20));
const tagsOf = (id: string) => entries().get(id)!.input.head.tags;

function open() {
  const workspace = new Workspace(emptySnapshot());
  workspace.navigation.goTo({ kind: "all" });
  return workspace;
}

beforeEach(() => {
  journal.entries.clear();
  journal.asked.length = 0;
  for (const [at, id] of ["a", "b", "c", "d", "e"].entries()) {
    const happened = { utc_ms: 10_000 - at, offset_min: 0 };
    entries().set(id, {
      input: {
        id,
        form: at < 3 ? "free" : "inner",
        form_version: 1,
        answers: {},
        base: 1,
        head: { ...BLANK_HEAD, happened, tags: id === "a" ? ["ease"] : [] },
      },
      definition,
      written: happened,
      revised: happened,
      revisions: 1,
      draft: id === "b",
      other_draft: null,
      trashed: false,
      closed: id === "c" ? happened : null,
      late: false,
    });
  }
});

describe("selected entries", () => {
  it("are tagged together, closed ones aside, and all of it is taken back at once", async () => {
    const { bulk, listing, notices } = open();
    for (const [at, id] of ["a", "b", "c", "d"].entries()) listing.selection.toggle(id, at);
    await bulk.tag("turning");
    expect(["a", "b", "c", "d", "e"].map(tagsOf)).toEqual([
      ["ease", "turning"],
      ["turning"],
      [],
      ["turning"],
      [],
    ]);
    expect(entries().get("b")!.draft).toBe(true);
    expect(notices.toast?.text).toBe("3 entries tagged “turning”. 1 is closed and stays as it is.");
    expect(listing.selection.size).toBe(4);
    notices.toast?.undo?.();
    await settled();
    expect(["a", "b", "d"].map(tagsOf)).toEqual([["ease"], [], []]);
  });

  it("keep a tag they have, and nothing to change is said", async () => {
    const { bulk, listing, notices } = open();
    listing.selection.toggle("a", 0);
    await bulk.tag("ease");
    expect([notices.toast?.text, notices.toast?.undo]).toEqual(["Nothing to change.", null]);
  });

  it("change on the page where one of them is open", async () => {
    const { bulk, editor, listing } = open();
    await editor.open("d");
    listing.selection.toggle("d", 3);
    await bulk.basket();
    expect(editor.page?.head.basket).toEqual({ question: "", asked: false });
    await editor.close();
    expect(entries().get("d")!.input.head.basket).toEqual({ question: "", asked: false });
  });

  it("go to the trash and come back together", async () => {
    const { bulk, editor, listing, notices } = open();
    await editor.open("a");
    listing.selection.toggle("a", 0);
    listing.selection.extend(1, (at) => ["a", "b"][at] ?? null);
    await bulk.trash();
    expect([editor.page, listing.selection.size, listing.list?.total]).toEqual([null, 0, 3]);
    notices.toast?.undo?.();
    await settled();
    expect([listing.list?.total, notices.toast?.text]).toEqual([5, "2 entries restored"]);
  });
});

describe("a tag", () => {
  it("is renamed wherever it stands, and merged into one that is there already", async () => {
    const { bulk, notices } = open();
    for (const id of ["b", "c", "e"]) {
      const entry = entries().get(id)!;
      const tags = id === "e" ? ["ease", "calm"] : ["ease"];
      entries().set(id, {
        ...entry,
        input: { ...entry.input, head: { ...entry.input.head, tags } },
      });
    }
    expect(await bulk.renameTag("ease", "calm")).toBe(true);
    expect(["a", "b", "c", "d", "e"].map(tagsOf)).toEqual([
      ["calm"],
      ["calm"],
      ["ease"],
      [],
      ["calm"],
    ]);
    expect(notices.toast?.text).toBe(
      "3 entries are tagged “calm” now. 1 is closed and stays as it is.",
    );
    notices.toast?.undo?.();
    await settled();
    expect(["a", "b", "c", "d", "e"].map(tagsOf)).toEqual([
      ["ease"],
      ["ease"],
      ["ease"],
      [],
      ["ease", "calm"],
    ]);
    expect(await bulk.renameTag("nowhere", "calm")).toBe(false);
  });
});

describe("the list", () => {
  const shown = async (workspace: ReturnType<typeof open>) => {
    await workspace.listing.list?.ensure(0, 10);
    const { list } = workspace.listing;
    return Array.from({ length: list?.total ?? 0 }, (_, at) => list?.row(at)?.id);
  };

  it("shows the oldest first, fewer kinds, and all again at another place", async () => {
    const workspace = open();
    workspace.listing.narrow({ oldestFirst: true });
    expect(await shown(workspace)).toEqual(["e", "d", "c", "b", "a"]);
    workspace.listing.narrow({ form: "inner" });
    expect(await shown(workspace)).toEqual(["e", "d"]);
    expect(workspace.listing.isNarrowed).toBe(true);
    workspace.navigation.goTo({ kind: "trash" });
    expect([workspace.listing.isNarrowed, workspace.listing.narrowing.oldestFirst]).toEqual([
      false,
      true,
    ]);
  });

  it("lets go of the selection when other rows are listed", () => {
    const workspace = open();
    workspace.listing.selection.toggle("a", 0);
    workspace.listing.narrow({ form: "free" });
    expect(workspace.listing.selection.size).toBe(0);
  });
});
