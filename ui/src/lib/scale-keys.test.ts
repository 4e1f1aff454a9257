import { describe, expect, it } from "vitest";
import { scaleKey, scaleKeyOf, type ScaleStep, type Typed } from "./scale-keys";

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

  it("a digit that does not join is for the scale below, at once and later", () => {
    const one = scaleKey("1", null, ten, null, 0);
    for (const at of [100, 899, 900, 60_000]) {
      for (const key of ["1", "3", "9"]) {
        expect(scaleKey(key, 1, ten, one?.typed ?? null, at, true)).toEqual({
          value: 1,
          typed: null,
          below: true,
        });
      }
    }
    expect(scaleKey("0", 1, ten, one?.typed ?? null, 900, true)?.below).toBe(true);
  });

  it("with no scale below, such a digit changes nothing, and after a while begins anew", () => {
    const one = scaleKey("1", null, ten, null, 0);
    expect(scaleKey("3", 1, ten, one?.typed ?? null, 100)?.value).toBe(1);
    expect(scaleKey("3", 1, ten, one?.typed ?? null, 1_000)?.value).toBe(3);
  });

  it("no run of digits down a column sets a value that nobody typed", () => {
    const bounds = [four, four, four, ten, ten];
    for (const pause of [50, 1_200]) {
      const values: (number | null)[] = [null, null, null, null, null];
      let [on, typed, now]: [number, Typed | null, number] = [0, null, 0];
      for (const key of "23413") {
        now += pause;
        for (let again = true; again; ) {
          const step: ScaleStep | null = scaleKey(
            key,
            values[on]!,
            bounds[on]!,
            typed,
            now,
            on < 4,
          );
          again = step?.below === true;
          typed = step?.typed ?? null;
          if (step) values[on] = step.value;
          if (step?.done || step?.below) on = Math.min(4, on + 1);
        }
      }
      expect(values).toEqual([2, 3, 4, 1, 3]);
    }
  });

  it("reads two digits where the scale has them, and waits for the second of a long one", () => {
    const long = { min: 5, max: 20 };
    const one = scaleKey("1", null, long, null, 0);
    expect(one?.value).toBeNull();
    expect(scaleKey("5", null, long, one?.typed ?? null, 100)).toEqual({
      value: 15,
      typed: null,
      done: true,
    });
    const hundred = { min: 0, max: 100 };
    const first = scaleKey("5", null, hundred, null, 0);
    expect(scaleKey("5", 5, hundred, first?.typed ?? null, 100)).toEqual({
      value: 55,
      typed: null,
      done: true,
    });
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
    expect(scaleKey("2", null, signed, minus?.typed ?? null, 5_000)?.value).toBe(-2);
    expect(scaleKey("7", 1, signed, minus?.typed ?? null, 100)).toEqual({ value: 1, typed: null });
    expect(scaleKey("-", null, four, null, 0)).toBeNull();
  });

  it("arrows move and stop at the ends; Backspace clears", () => {
    expect(scaleKey("ArrowRight", null, four, null, 0)?.value).toBe(0);
    expect(scaleKey("ArrowRight", 4, four, null, 0)?.value).toBe(4);
    expect(scaleKey("ArrowLeft", -2, signed, null, 0)?.value).toBe(-2);
    expect(scaleKey("End", 1, ten, null, 0)?.value).toBe(10);
    expect(scaleKey("Backspace", 3, four, null, 0)).toEqual({ value: null, typed: null });
  });

  it("reads digits by where they are, but a minus where there is one", () => {
    expect(scaleKeyOf("\u00e9", "2", ten)).toBe("2");
    expect(scaleKeyOf("-", "6", ten)).toBe("6");
    expect(scaleKeyOf("-", "6", signed)).toBe("-");
    expect(scaleKeyOf("Home", null, ten)).toBe("Home");
  });

  it("leaves other keys alone", () => {
    expect(scaleKey("Tab", 3, four, null, 0)).toBeNull();
  });
});
