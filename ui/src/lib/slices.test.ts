import { BLANK_HEAD } from "$lib/testing";
import { describe, expect, it, vi } from "vitest";
import type { EntryRow } from "./bindings/EntryRow";
import type { EntryRows } from "./bindings/EntryRows";
import { SLICE, Slices } from "./slices.svelte";

const row = (index: number, excerpt = ""): EntryRow => ({
  id: `r${index}`,
  form: "free",
  head: {
    ...BLANK_HEAD,
    happened: { utc_ms: -index, offset_min: 0 },
  },
  written: { utc_ms: -index, offset_min: 0 },
  excerpt,
  detail: "",
  words: 0,
  draft: false,
  trashed: false,
  closed: false,
});

const from =
  (total: number) =>
  (offset: number, limit: number): Promise<EntryRows> =>
    Promise.resolve({
      total,
      offset,
      rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) =>
        row(offset + at),
      ),
    });

describe("slices", () => {
  it("asks for each slice once", async () => {
    const fetch = vi.fn(from(60_000));
    const list = new Slices(fetch);
    await Promise.all([list.ensure(0, 30), list.ensure(10, 40)]);
    await list.ensure(0, 60);
    expect(fetch).toHaveBeenCalledTimes(1);
    await list.ensure(SLICE - 5, SLICE + 5);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(list.total).toBe(60_000);
    expect(list.row(SLICE)?.id).toBe(`r${SLICE}`);
    expect(list.row(59_999)).toBeNull();
  });

  it("paints at once from rows that came with the unlock", async () => {
    const fetch = vi.fn(from(60_000));
    const first = await from(60_000)(0, SLICE);
    const list = new Slices(fetch, first);
    await list.ensure(0, 20);
    expect(fetch).not.toHaveBeenCalled();
    expect(list.row(3)?.id).toBe("r3");
  });

  it("a short first slice that is not the whole list is fetched again", async () => {
    const fetch = vi.fn(from(500));
    const list = new Slices(fetch, await from(500)(0, 50));
    await list.ensure(0, 20);
    expect(fetch).toHaveBeenCalledWith(0, SLICE);
    expect(list.row(199)?.id).toBe("r199");
  });

  it("drops an answer that comes after a refresh", async () => {
    let late: (rows: EntryRows) => void = () => undefined;
    const fetch = vi
      .fn<(offset: number, limit: number) => Promise<EntryRows>>()
      .mockImplementationOnce(() => new Promise((resolve) => (late = resolve)))
      .mockImplementation(from(2));
    const list = new Slices(fetch);
    const asking = list.ensure(0, 10);
    await list.refresh();
    late(await from(900)(0, SLICE));
    await asking;
    expect(list.total).toBe(2);
  });

  it("replaces a changed row in place and refetches a moved one", async () => {
    const fetch = vi.fn(from(3));
    const list = new Slices(fetch);
    await list.ensure(0, 2);
    await list.update(row(1, "new words"));
    expect(list.row(1)?.excerpt).toBe("new words");
    expect(fetch).toHaveBeenCalledTimes(1);
    const moved = row(1);
    moved.head.happened = { utc_ms: 99, offset_min: 0 };
    await list.update(moved);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it("an empty list is whole", async () => {
    const fetch = vi.fn(from(0));
    const list = new Slices(fetch);
    await list.ensure(0, 10);
    await list.ensure(0, 10);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(list.loading).toBe(false);
  });
});
