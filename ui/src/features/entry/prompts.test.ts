import { describe, expect, it } from "vitest";
import { promptsFrom } from "./prompts";

describe("prompts", () => {
  const all = ["a", "b", "c", "d", "e"];

  it("come two at a time, and turning reaches all of them", () => {
    const seen = new Set([0, 1, 2].flatMap((turn) => promptsFrom("00ff03", all, turn)));
    expect(seen.size).toBe(5);
  });

  it("are never the same one twice", () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const [one, other] = promptsFrom("00ff04", all, turn);
      expect(one).not.toBe(other);
    }
  });

  it("are all shown where there are few", () => {
    expect(promptsFrom("x", ["a"], 3)).toEqual(["a"]);
  });
});
