import { describe, expect, it } from "vitest";
import { scaleKey } from "./scale-keys";

const ten = { min: 0, max: 10 };
const four = { min: 0, max: 4 };
const signed = { min: -2, max: 2 };

describe("keys on a scale", () => {
  it("a digit sets it, and 0 is a value", () => {
    expect(scaleKey("3", null, four, null, 0)?.value).toBe(3);
    expect(scaleKey("0", 3, four, null, 0)?.value).toBe(0);
  });

  it("a digit beyond the end does nothing", () => {
    expect(scaleKey("7", 2, four, null, 0)).toBeNull();
  });

  it("one and then nought makes ten, but only in quick succession", () => {
    const one = scaleKey("1", null, ten, null, 0);
    expect(one?.value).toBe(1);
    expect(scaleKey("0", 1, ten, one?.typed ?? null, 300)?.value).toBe(10);
    expect(scaleKey("0", 1, ten, one?.typed ?? null, 2_000)?.value).toBe(0);
  });

  it("a second digit that does not join starts anew", () => {
    const one = scaleKey("1", null, ten, null, 0);
    expect(scaleKey("4", 1, ten, one?.typed ?? null, 100)?.value).toBe(4);
  });

  it("says when a further digit could say no more", () => {
    expect(scaleKey("3", null, four, null, 0)?.done).toBe(true);
    expect(scaleKey("0", null, ten, null, 0)?.done).toBe(true);
    const one = scaleKey("1", null, ten, null, 0);
    expect(one?.done).toBeUndefined();
    expect(scaleKey("0", 1, ten, one?.typed ?? null, 100)?.done).toBe(true);
    expect(scaleKey("ArrowRight", 1, ten, null, 0)?.done).toBeUndefined();
  });

  it("minus and a digit go below nought", () => {
    const minus = scaleKey("-", null, signed, null, 0);
    expect(minus?.value).toBeNull();
    expect(scaleKey("2", null, signed, minus?.typed ?? null, 100)?.value).toBe(-2);
    expect(scaleKey("-", null, four, null, 0)).toBeNull();
  });

  it("arrows move and stop at the ends; Backspace clears", () => {
    expect(scaleKey("ArrowRight", null, four, null, 0)?.value).toBe(0);
    expect(scaleKey("ArrowRight", 4, four, null, 0)?.value).toBe(4);
    expect(scaleKey("ArrowLeft", -2, signed, null, 0)?.value).toBe(-2);
    expect(scaleKey("End", 1, ten, null, 0)?.value).toBe(10);
    expect(scaleKey("Backspace", 3, four, null, 0)).toEqual({ value: null, typed: null });
  });

  it("leaves other keys alone", () => {
    expect(scaleKey("Tab", 3, four, null, 0)).toBeNull();
  });
});
