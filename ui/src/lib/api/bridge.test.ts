import { describe, expect, it, vi } from "vitest";

const cross = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke: cross }));
vi.mock("@tauri-apps/api/event", () => ({ listen: vi.fn() }));

const api = await import(".");

describe("the bridge", () => {
  it("takes half a surrogate pair for the replacement character, and leaves whole ones", async () => {
    cross.mockReset().mockResolvedValue([]);
    await api.addQuestion("before \ud83d after \ud83d\ude00", null);
    expect(cross).toHaveBeenCalledExactlyOnceWith("add_question", {
      text: "before \ufffd after \ud83d\ude00",
      thread: null,
    });
  });

  it("hands the page over as bytes when it locks, whatever is in it", async () => {
    cross.mockReset().mockResolvedValue(null);
    const point = { place: "all", entry: null, field: null, caret: 0, scroll: 0 };
    let text: unknown = "\ud83d";
    for (let depth = 0; depth < 1_000; depth += 1) text = { type: "blockquote", content: [text] };
    await api.lock(point, [{ addendum: { entry: "a", text } }]);
    const [command, bytes] = cross.mock.calls[0] ?? [];
    expect(command).toBe("lock");
    expect(ArrayBuffer.isView(bytes)).toBe(true);
  });

  it("rejects, and does not throw, where a page cannot be written as JSON", async () => {
    cross.mockReset().mockResolvedValue(null);
    const endless: unknown[] = [];
    endless.push(endless);
    const point = { place: "all", entry: null, field: null, caret: 0, scroll: 0 };
    await expect(api.lock(point, [{ addendum: { entry: "a", text: endless } }])).rejects.toThrow();
    await api.closeWithoutPage("lock");
    expect(cross).toHaveBeenCalledExactlyOnceWith("lock", undefined);
  });
});
