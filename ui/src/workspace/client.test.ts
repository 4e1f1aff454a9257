import { describe, expect, it, vi } from "vitest";
import type { Client } from "$lib/bindings/Client";
import { GLYPHS, HUES } from "$lib/glyphs";
import { Editing, likelyFirst, nextLook, readMonth } from "./client.svelte";

describe("clients", () => {
  it("look different from each other as long as there are looks", () => {
    const clients: Client[] = [];
    for (let count = 0; count < 6; count += 1) {
      clients.push({ ...nextLook(clients, `c${count}`), id: String(count) });
    }
    expect(new Set(clients.map(({ hue }) => hue)).size).toBe(HUES.length);
    expect(new Set(clients.map(({ glyph }) => glyph)).size).toBe(6);
    expect(Object.keys(GLYPHS).length).toBeGreaterThanOrEqual(16);
  });

  it("an alias that is taken is said, and nothing is lost", async () => {
    const save = vi.fn().mockRejectedValue({ code: "alias_taken" });
    const editing = new Editing(save);
    expect(await editing.save(nextLook([], " Wren "))).toBeNull();
    expect(save.mock.calls[0]?.[0].alias).toBe("Wren");
    expect(editing.failure?.code).toBe("alias_taken");
  });

  it("that are likely stand first, in the order of their hours", () => {
    const clients = ["a", "b", "c", "d"].map((id) => ({ ...nextLook([], id), id }));
    const ids = (likely: string[]) => likelyFirst(clients, likely).map(({ id }) => id);
    expect(ids(["c", "gone", "a"])).toEqual(["c", "a", "b", "d"]);
    expect(ids([])).toEqual(["a", "b", "c", "d"]);
  });

  it("no alias, no client", async () => {
    const save = vi.fn();
    expect(await new Editing(save).save(nextLook([], "  "))).toBeNull();
    expect(save).not.toHaveBeenCalled();
  });

  it.each([
    ["2026-3", "2026-03"],
    ["2026/11", "2026-11"],
    ["", null],
    ["2026-13", undefined],
  ])("reads %j as a month", (typed, month) => expect(readMonth(typed)).toBe(month));
});
