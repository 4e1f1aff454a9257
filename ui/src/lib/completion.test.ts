import { describe, expect, it } from "vitest";
import { completionOf } from "./completion";

const terms = ["room for good", "return", "repair", "countertransference", "Wren", "dream logic"];
const rest = (before: string) => completionOf(before, terms)?.rest ?? null;

describe("what a word goes on to", () => {
  it.each([
    ["a moment of coun", "tertransference"],
    ["Ret", "urn"],
    ["their room f", "or good"],
    ["and then dream ", null],
    ["re", null],
    ["with Wre", "n"],
    ["return", null],
    ["preturn", null],
    ["", null],
    ["rep.", null],
  ])("%s", (before, expected) => expect(rest(before)).toBe(expected));

  it("prefers more words to fewer", () => {
    expect(completionOf("dream log", ["logic of it", "dream logic"])).toEqual({
      typed: "dream log",
      rest: "ic",
    });
  });
});
