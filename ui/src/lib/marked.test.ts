import { describe, expect, it } from "vitest";
import { piecesOf } from "./marked";

describe("a marked snippet", () => {
  it("is cut in UTF-16 units, so that a sign outside the plane moves nothing", () => {
    expect(piecesOf({ text: "🕊 own headphones.", marks: [[7, 17]] })).toEqual([
      { text: "🕊 own ", marked: false },
      { text: "headphones", marked: true },
      { text: ".", marked: false },
    ]);
  });

  it("never loses text to a mark that does not fit", () => {
    const pieces = piecesOf({
      text: "abc",
      marks: [
        [1, 2],
        [0, 1],
        [2, 9],
      ],
    });
    expect(pieces.map(({ text }) => text).join("")).toBe("abc");
  });
});
