import { beforeEach, expect, it, vi } from "vitest";
import { BLANK_HEAD } from "$lib/testing";
import type { Head } from "$lib/bindings/Head";
import type { Linkables } from "../linking.svelte";
import type { Workspace } from "../workspace.svelte";
import { EntryMentions } from "./mentions.svelte";
import type { EntryPage } from "./page.svelte";

vi.mock("$lib/api", () => ({ tags: () => Promise.resolve(["ease", "not-yet"]) }));

const undo = { last: null as (() => void) | null };
const page = {
  id: "e1",
  form: { about_client: true },
  head: BLANK_HEAD,
  setHead(change: Partial<Head>) {
    this.head = { ...this.head, ...change };
  },
};
const workspace = {
  library: {
    clients: [
      { id: "w", alias: "Wren", status: "active" },
      { id: "x", alias: "Wrex", status: "archived" },
    ],
  },
  notices: {
    say: (_: string, back: (() => void) | null) => (undo.last = back),
    attempt: (act: () => Promise<unknown>) => act(),
  },
} as unknown as Workspace;
const linkables = {
  offers: (to: string) =>
    to === "thread"
      ? [{ key: "t1", label: "Who owns the pause?" }]
      : [
          { key: "e1", label: "Itself" },
          { key: "e2", label: "Wren, session 4, 12 Nov, the kettle" },
        ],
} as unknown as Linkables;

let mentions: EntryMentions;
beforeEach(() => {
  page.head = BLANK_HEAD;
  mentions = new EntryMentions(workspace, page as unknown as EntryPage, linkables);
});
const first = (trigger: "@" | "#" | "[[", typed: string) => mentions.offers(trigger, typed)[0]!;

it("a client who is named becomes whom the entry is about, unless it is about somebody", () => {
  expect(mentions.offers("@", "wr").map(({ label }) => label)).toEqual(["Wren"]);
  mentions.choose("@", first("@", "wr"));
  expect(page.head.client).toBe("w");
  undo.last?.();
  expect(page.head.client).toBeNull();
  page.head = { ...BLANK_HEAD, client: "other" };
  mentions.choose("@", first("@", "wr"));
  expect(page.head.client).toBe("other");
});

it("a tag is put on the entry, known or new, and taken back by undo", async () => {
  mentions.offers("#", "");
  await new Promise((done) => setTimeout(done));
  expect(mentions.offers("#", "").map(({ text }) => text)).toEqual(["#ease", "#not-yet"]);
  mentions.choose("#", first("#", "not"));
  expect(page.head.tags).toEqual(["not-yet"]);
  expect(mentions.offers("#", "soon")).toMatchObject([{ key: "soon", makes: true }]);
  mentions.choose("#", first("#", "soon"));
  undo.last?.();
  expect(page.head.tags).toEqual(["not-yet"]);
});

it("threads and entries are linked; what an entry says is not written out", () => {
  mentions.choose("[[", first("[[", "pause"));
  expect(page.head.threads).toEqual(["t1"]);
  expect(mentions.offers("[[", "itself")).toEqual([]);
  expect(first("[[", "kettle").text).toBe("Wren, session 4, 12 Nov");
  mentions.choose("[[", first("[[", "kettle"));
  expect(page.head.links).toEqual(["e2"]);
  undo.last?.();
  expect(page.head.links).toEqual([]);
});
