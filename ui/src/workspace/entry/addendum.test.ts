import { beforeEach, describe, expect, it, vi } from "vitest";
import { documentOf, NewAddendum, paragraphs } from "./addendum.svelte";

const { addAddendum, saveAddendumDraft } = vi.hoisted(() => ({
  addAddendum: vi.fn(),
  saveAddendumDraft: vi.fn(),
}));
vi.mock("$lib/api", () => ({ addAddendum, saveAddendumDraft }));
const at = { utc_ms: 0, offset_min: 0 };

describe("addenda", () => {
  beforeEach(() => {
    addAddendum.mockReset().mockResolvedValue({ id: "a1", written: at, text: null });
    saveAddendumDraft.mockReset().mockResolvedValue(at);
  });

  it("are documents of plain paragraphs, and read back as such", () => {
    const text = "A second reading.\n\nShe had asked.";
    expect(paragraphs(documentOf(text))).toEqual(["A second reading.", "She had asked."]);
    expect(paragraphs(null)).toEqual([]);
  });

  it("an empty one is not saved", async () => {
    expect(await new NewAddendum("e1").save()).toBe(true);
    expect(addAddendum).not.toHaveBeenCalled();
  });

  it("is saved once, however often it is asked for at the same time", async () => {
    const addendum = new NewAddendum("e1");
    addendum.text = "Seen again.";
    const saved = await Promise.all([addendum.save(), addendum.save()]);
    expect(saved).toEqual([true, true]);
    expect(addAddendum).toHaveBeenCalledTimes(1);
    expect(addendum.text).toBe("");
  });

  it("stays on the page where it cannot be saved", async () => {
    addAddendum.mockRejectedValue({ code: "disk_full" });
    const addendum = new NewAddendum("e1");
    addendum.text = "Seen again.";
    expect(await addendum.save()).toBe(false);
    expect([addendum.text, addendum.failed]).toEqual(["Seen again.", true]);
  });

  it("is saved as a draft while it is typed, which goes with its last letter", async () => {
    vi.useFakeTimers();
    const addendum = new NewAddendum("e1");
    addendum.text = "Seen";
    await vi.advanceTimersByTimeAsync(2_000);
    expect(saveAddendumDraft).toHaveBeenLastCalledWith("e1", documentOf("Seen"));
    addendum.text = "";
    await vi.advanceTimersByTimeAsync(2_000);
    expect(saveAddendumDraft).toHaveBeenLastCalledWith("e1", null);
    expect(addAddendum).not.toHaveBeenCalled();
    addendum.saving.close();
    vi.useRealTimers();
  });
});
