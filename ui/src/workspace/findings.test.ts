import { expect, it } from "vitest";
import type { SheetFinding } from "$lib/bindings/SheetFinding";
import { grouped, inOrder } from "./findings";

const finding = (words: string, kind: string, certainty = "sure"): SheetFinding => ({
  words,
  key: words.toLowerCase(),
  class: kind,
  why: "shape",
  certainty,
  count: 1,
  passage: words,
  suggestion: "",
  decision: null,
});

it("findings are listed by heading, and the next one is the one below", () => {
  const found = inOrder([
    finding("07700", "phone"),
    finding("Tobias", "name"),
    finding("the only harpist", "circumstance", "ask"),
    finding("Ambleford", "place"),
    finding("Runa", "name"),
  ]);
  expect(found.map(({ words }) => words)).toEqual([
    "Tobias",
    "Runa",
    "Ambleford",
    "07700",
    "the only harpist",
  ]);
  const listed = grouped(found);
  expect(listed.map(({ group }) => group)).toEqual(["names", "places", "numbers", "ask"]);
  expect(listed.flatMap(({ lines }) => lines.map(({ at }) => at))).toEqual([0, 1, 2, 3, 4]);
});
