import { describe, expect, it, vi } from "vitest";
import type { SavedSearch } from "$lib/bindings/SavedSearch";
import { SavedSearches } from "./saved.svelte";

function calls() {
  return {
    saveSearch: vi.fn(async (search: SavedSearch) => ({ ...search, id: `id-${search.name}` })),
    deleteSearch: vi.fn(async () => null),
  };
}

describe("saved searches", () => {
  it("stand in the rail by name, and are known by what they ask", async () => {
    const core = calls();
    const saved = new SavedSearches([], core);
    await saved.save("Dark hours", " dark:3.. held:<=1 ", true);
    await saved.save("Asks", "kind:boundary", false);
    expect(saved.all.map(({ name }) => name)).toEqual(["Asks", "Dark hours"]);
    expect(core.saveSearch.mock.calls[0]?.[0].text).toBe("dark:3.. held:<=1");
    expect(saved.asking("kind:boundary ")?.name).toBe("Asks");
    expect(saved.asking("kind:free")).toBeNull();
  });

  it("stay where they are if the core refuses to take them away", async () => {
    const core = calls();
    core.deleteSearch.mockRejectedValueOnce(new Error("disk full"));
    const saved = new SavedSearches(
      [{ id: "a", name: "Asks", text: "x", by_date: false, removed: false }],
      core,
    );
    await expect(saved.remove("a")).rejects.toThrow();
    expect(saved.all).toHaveLength(1);
    await saved.remove("a");
    expect(saved.all).toHaveLength(0);
  });
});
