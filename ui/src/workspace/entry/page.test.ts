import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Entry } from "$lib/bindings/Entry";
import type { EntryInput } from "$lib/bindings/EntryInput";
import type { Form } from "$lib/bindings/Form";
import type { Hit } from "$lib/bindings/Hit";
import type { Saved } from "$lib/bindings/Saved";
import { needlesOf } from "./finding.svelte";
import { closingField } from "./fields";
import { EntryPage } from "./page.svelte";

const saveDraft = vi.hoisted(() => vi.fn<(input: EntryInput) => Promise<Saved>>());
const saveEntry = vi.hoisted(() => vi.fn<(input: EntryInput) => Promise<Saved>>());
const addAddendum = vi.hoisted(() => vi.fn().mockResolvedValue({}));
const markMineAlone = vi.hoisted(() => vi.fn<(id: string, mark: boolean) => Promise<Entry>>());
vi.mock("$lib/api", () => ({ saveDraft, saveEntry, addAddendum, markMineAlone }));

const at = { utc_ms: 5, offset_min: 0 };
const head = {
  happened: at,
  client: null,
  session: null,
  phase: null,
  certainty: null,
  weight: null,
  threads: ["t1"],
  tags: [],
  basket: null,
  acted: null,
  flags: [],
  links: [],
  mine_alone: false,
  mine_alone_fields: [],
};
const form: Form = {
  id: "free",
  version: 3,
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
const fresh = (more: Partial<Entry> = {}): Entry => ({
  input: { id: "e1", form: "free", form_version: 3, head, answers: {}, base: null },
  definition: form,
  written: null,
  revised: null,
  revisions: 0,
  draft: false,
  other_draft: null,
  trashed: false,
  closed: null,
  late: false,
  ...more,
});
const saved = (base: number | null): Saved => ({
  at,
  base,
  counts: { trash: 0, basket: 0, forms: {} },
  row: {
    id: "e1",
    form: "free",
    head,
    written: at,
    excerpt: "",
    detail: "",
    words: 0,
    draft: base === null,
    trashed: false,
    closed: false,
  },
});

describe("an entry on the page", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    saveDraft.mockReset().mockResolvedValue(saved(null));
    markMineAlone.mockReset();
    saveEntry.mockReset().mockResolvedValue(saved(7));
  });
  afterEach(() => vi.useRealTimers());

  it("is not saved for a head alone while nothing is written", async () => {
    const page = new EntryPage(fresh(), () => undefined);
    page.setHead({ client: "c1" });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await page.saveRevision()).toBe(true);
    expect(saveDraft).not.toHaveBeenCalled();
    expect(saveEntry).not.toHaveBeenCalled();
  });

  it("collects a text only when it is saved, and preserves what it does not show", async () => {
    const page = new EntryPage(fresh(), () => undefined);
    page.setHead({ client: "c1" });
    const text = {};
    const collect = vi.fn(() => page.answer("text", { text: { type: "doc", content: [] } }));
    for (let key = 0; key < 50; key += 1) page.changed(text, collect);
    expect(collect).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(collect).toHaveBeenCalledTimes(1);
    const sent = saveDraft.mock.calls[0]?.[0];
    expect(sent?.answers).toEqual({ text: { text: { type: "doc", content: [] } } });
    expect(sent?.head).toEqual({ ...head, client: "c1" });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(saveDraft).toHaveBeenCalledTimes(1);
  });

  it("a field that goes away hands its text over first", async () => {
    const page = new EntryPage(fresh(), () => undefined);
    const text = {};
    page.changed(text, () => page.answer("text", { line: "kept" }));
    page.collect(text);
    expect(page.answers).toEqual({ text: { line: "kept" } });
    await page.saveRevision();
    expect(saveEntry.mock.calls[0]?.[0].answers).toEqual({ text: { line: "kept" } });
  });

  it("bases the next writing on the revision that was made", async () => {
    const page = new EntryPage(fresh(), () => undefined);
    page.answer("a", { scale: 0 });
    await page.saveRevision();
    page.answer("a", { scale: 1 });
    await page.saveRevision();
    expect(saveEntry.mock.calls.map(([input]) => input.base)).toEqual([null, 7]);
  });

  it("marks an answer and the entry as the writer's alone, and takes that back", async () => {
    const page = new EntryPage(fresh(), () => undefined);
    page.answer("left_out", { line: "the fee" });
    page.marks.toggleMineAloneField("left_out");
    await page.toggleMineAlone();
    await page.saveRevision();
    expect(saveEntry.mock.calls[0]?.[0].head).toEqual({
      ...head,
      mine_alone: true,
      mine_alone_fields: ["left_out"],
    });
    page.marks.toggleMineAloneField("left_out");
    await page.toggleMineAlone();
    await page.saveRevision();
    expect(saveEntry.mock.calls[1]?.[0].head).toEqual(head);
  });

  it("marks a closed entry at once, and none of its answers", async () => {
    const page = new EntryPage(fresh({ closed: at }), () => undefined);
    const marked = fresh({ closed: at });
    marked.input.head = { ...head, mine_alone: true };
    markMineAlone.mockResolvedValue(marked);
    page.marks.toggleMineAloneField("left_out");
    expect(page.head).toEqual(head);
    await page.toggleMineAlone();
    expect(markMineAlone).toHaveBeenCalledExactlyOnceWith(page.id, true);
    expect(page.head.mine_alone).toBe(true);
    expect(saveEntry).not.toHaveBeenCalled();
  });

  it("marks nothing in an entry that lies in the trash", async () => {
    const page = new EntryPage(fresh({ trashed: true }), () => undefined);
    await page.toggleMineAlone();
    expect(page.head).toEqual(head);
    expect(markMineAlone).not.toHaveBeenCalled();
  });

  it("says before that it will close by itself, once the answer that closes it is given", () => {
    const decided = {
      id: "decided",
      label: "Decided",
      kind: "text",
      fold: "more",
      beside: false,
      caret: false,
    } as const;
    const consult = { ...form, closes_with: "decided", fields: [decided] };
    const page = new EntryPage(fresh({ definition: consult }), () => undefined);
    expect(closingField(page)).toBeNull();
    page.answer("decided", { line: "We give it back." });
    expect(closingField(page)?.label).toBe("Decided");
    page.setClosing(true);
    expect(closingField(page)).toBeNull();
    expect(closingField(new EntryPage(fresh(), () => undefined))).toBeNull();
  });

  it("saves a version by itself after ten minutes without a key", async () => {
    const page = new EntryPage(fresh(), () => undefined);
    page.answer("a", { scale: 0 });
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    expect(saveEntry).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(saveEntry).toHaveBeenCalledTimes(1);
  });

  it("takes up a draft from an older revision on top of the newest", async () => {
    const other: EntryInput = { ...fresh().input, answers: { a: { scale: 2 } }, base: 3 };
    const page = new EntryPage(
      fresh({ input: { ...fresh().input, base: 9 }, written: at, other_draft: other }),
      () => undefined,
    );
    page.takeOtherDraft();
    await page.saveRevision();
    expect(saveEntry.mock.calls[0]?.[0]).toMatchObject({ answers: other.answers, base: 9 });
  });

  it("never sends a closed entry", async () => {
    const page = new EntryPage(fresh({ closed: at, written: at }), () => undefined);
    page.answer("a", { scale: 1 });
    await page.saveRevision();
    expect(saveEntry).not.toHaveBeenCalled();
  });
});

describe("needles", () => {
  const hit = (...why: [found: string, field: string][]) =>
    ({ why: why.map(([found, field]) => ({ found, field })) }) as unknown as Hit;

  it("are what the search found in the texts, longest first and each once", () => {
    const found = hit(["headphone", "text"], ["headphones", "text"], ["headphones", "heard"]);
    expect(needlesOf(found)).toEqual(["headphones", "headphone"]);
  });

  it("are rows of words as they are, and leave the alias and the tags alone", () => {
    const found = hit(["own music", "text"], ["wren", "client"], ["door", "tag"]);
    expect(needlesOf(found)).toEqual(["own music"]);
  });

  it("a flag is raised and taken back, and keeps whether it asks again later", async () => {
    const page = new EntryPage(fresh(), () => undefined);
    page.answer("text", { text: { type: "doc" } });
    page.marks.toggleFlag("dark");
    page.marks.setFlagLater("dark", true);
    page.marks.toggleFlag("rupture");
    expect(page.head.flags).toEqual([
      { flag: "dark", later: true },
      { flag: "rupture", later: false },
    ]);
    page.marks.toggleFlag("dark");
    expect(page.head.flags.map(({ flag }) => flag)).toEqual(["rupture"]);
    await page.saveRevision();
    expect(saveEntry.mock.calls[0]?.[0].head.flags).toEqual([{ flag: "rupture", later: false }]);
  });

  it("an addendum that cannot be saved keeps the page open", async () => {
    const page = new EntryPage(fresh({ closed: at, written: at }), () => undefined);
    addAddendum.mockRejectedValueOnce({ code: "disk_full" });
    page.addendum.text = "Seen again.";
    expect(await page.saveRevision()).toBe(false);
    expect(await page.saveRevision()).toBe(true);
    expect(addAddendum).toHaveBeenCalledTimes(2);
  });
});
