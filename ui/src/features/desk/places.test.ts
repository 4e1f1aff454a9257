import { expect, it, vi } from "vitest";
import { hasPage, nameOf } from "./places";

const api = vi.hoisted(() => ({
  listThreads: vi.fn().mockResolvedValue([{ id: "t", question: "Who leaves first?" }]),
  listSymbols: vi.fn().mockResolvedValue([]), listPieces: vi.fn().mockResolvedValue([]),
  coursePage: vi.fn().mockResolvedValue({ course: { name: "First course" } }),
}));
vi.mock("$lib/api", () => api);

it("tells places with a page from those that are lists", () => {
  expect(["today", "basket", "client:1", "piece:2"].every(hasPage)).toBe(true);
  expect(["all", "trash", "search", "form:free", "client"].some(hasPage)).toBe(false);
});

it("names what has a name", async () => {
  expect(await Promise.all(["thread:t", "course:c", "symbol:gone", "all"].map(nameOf)))
    .toEqual(["Who leaves first?", "First course", null, null]);
});
