import { expect, it, vi } from "vitest";
import {
  entriesOf,
  hasPage,
  idAt,
  isSamePlace,
  nameOf,
  placeFrom,
  placeText,
  type Place,
} from "./place";

const api = vi.hoisted(() => ({
  listThreads: vi.fn().mockResolvedValue([{ id: "t", question: "Who leaves first?" }]),
  listSymbols: vi.fn().mockResolvedValue([]),
  listPieces: vi.fn().mockResolvedValue([]),
  coursePage: vi.fn().mockResolvedValue({ course: { name: "First course" } }),
}));
vi.mock("$lib/api", () => api);

it("tells places with a page from those that are lists", () => {
  const pages: Place[] = [
    { kind: "today" },
    { kind: "basket" },
    { kind: "client", id: "1" },
    { kind: "piece", id: "2" },
  ];
  const lists: Place[] = [
    { kind: "all" },
    { kind: "trash" },
    { kind: "search" },
    { kind: "form", id: "free" },
  ];
  expect(pages.every(hasPage)).toBe(true);
  expect(lists.some(hasPage)).toBe(false);
});

it("says which entries a place lists", () => {
  expect(entriesOf({ kind: "today" })).toBeNull();
  expect(entriesOf({ kind: "trash" })).toMatchObject({ trashed: true, basket: false });
  expect(entriesOf({ kind: "symbol", id: "s" })).toMatchObject({ linked: "s", client: null });
});

it("writes every place as text and reads it back", () => {
  const places: Place[] = [
    { kind: "today" },
    { kind: "followups" },
    { kind: "client", id: "c:1" },
    { kind: "form", id: "free" },
  ];
  for (const place of places) expect(placeFrom(placeText(place))).toEqual(place);
  expect(placeFrom("keep")).toEqual({ kind: "data" });
  for (const none of ["", "run:1", "client", "client:", "toString", "nowhere"])
    expect(placeFrom(none)).toBeNull();
});

it("knows one place from another", () => {
  expect(isSamePlace({ kind: "client", id: "1" }, { kind: "client", id: "1" })).toBe(true);
  expect(isSamePlace({ kind: "client", id: "1" }, { kind: "thread", id: "1" })).toBe(false);
  expect(idAt({ kind: "client", id: "1" }, "client")).toBe("1");
  expect(idAt({ kind: "clients" }, "client")).toBeNull();
});

it("names what has a name", async () => {
  const places: Place[] = [
    { kind: "thread", id: "t" },
    { kind: "course", id: "c" },
    { kind: "symbol", id: "gone" },
    { kind: "all" },
  ];
  expect(await Promise.all(places.map(nameOf))).toEqual([
    "Who leaves first?",
    "First course",
    null,
    null,
  ]);
});
