import { expect, it } from "vitest";
import { beginning, defaultsFrom } from "./begins";

it("a beginning is written as lines and read back, and other answers stay", () => {
  const before = {
    form: "free",
    answers: { ladder: { scale: 4 } },
    tags: [],
    certainty: null,
    weight: null,
  };
  const typed = {
    text: "For {{alias}}.\n\nThen:",
    tags: "#No, not-yet ",
    certainty: "hunch" as const,
  };
  const set = defaultsFrom(before, "free", "text", typed);
  expect(beginning(set, "text")).toBe(typed.text);
  expect([set.tags, set.certainty, set.answers["ladder"]]).toEqual([
    ["no", "not-yet"],
    "hunch",
    { scale: 4 },
  ]);
  const emptied = defaultsFrom(set, "free", "text", { ...typed, text: " " });
  expect(Object.keys(emptied.answers)).toEqual(["ladder"]);
});
