import { beforeEach, describe, expect, it, vi } from "vitest";
import { documentOf, NewAddendum, paragraphs } from "./addendum.svelte";

const addAddendum = vi.hoisted(() => vi.fn());
vi.mock("$lib/api", () => ({ addAddendum }));

describe("addenda", () => {
  beforeEach(() => {
    addAddendum.mockReset().mockResolvedValue({});
  });

  it("are documents of plain paragraphs, and read back as such", () => {
    const text = "A second reading.\n\nShe had asked.";
    expect(paragraphs(documentOf(text))).toEqual(["A second reading.", "She had asked."]);
    expect(paragraphs(null)).toEqual([]);
  });

  it("an empty one is nothing to keep", async () => {
    expect(await new NewAddendum("e1").save()).toBe(true);
    expect(addAddendum).not.toHaveBeenCalled();
  });

  it("is kept once, however often it is asked for at the same time", async () => {
    const addendum = new NewAddendum("e1");
    addendum.text = "Seen again.";
    const kept = await Promise.all([addendum.save(), addendum.save()]);
    expect(kept).toEqual([true, true]);
    expect(addAddendum).toHaveBeenCalledTimes(1);
    expect(addendum.text).toBe("");
  });

  it("stays on the page where it cannot be kept", async () => {
    addAddendum.mockRejectedValue({ code: "disk_full" });
    const addendum = new NewAddendum("e1");
    addendum.text = "Seen again.";
    expect(await addendum.save()).toBe(false);
    expect([addendum.text, addendum.failed]).toEqual(["Seen again.", true]);
  });
});
