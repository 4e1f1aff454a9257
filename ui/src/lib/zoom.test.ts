import { describe, expect, it } from "vitest";
import { zoomed, zoomKey, ZOOMS } from "./zoom";

const press = (key: string, code: string, more: KeyboardEventInit = {}) =>
  zoomKey(new KeyboardEvent("keydown", { key, code, ctrlKey: true, ...more }));

describe("zoom", () => {
  it("has its keys on keyboards of several countries", () => {
    expect(press("=", "Equal")).toBe(1);
    expect(press("+", "Equal", { shiftKey: true })).toBe(1);
    expect(press("+", "BracketRight")).toBe(1);
    expect(press("+", "NumpadAdd")).toBe(1);
    expect(press("-", "Minus")).toBe(-1);
    expect(press("-", "Digit6")).toBe(-1);
    expect(press("-", "NumpadSubtract")).toBe(-1);
    expect(press("0", "Digit0")).toBe(0);
    expect(press("à", "Digit0")).toBe(0);
    expect(press("Insert", "Numpad0")).toBe(0);
  });

  it("leaves keys without Ctrl to the text, and others alone", () => {
    expect(press("+", "Equal", { ctrlKey: false })).toBeNull();
    expect(press("0", "Digit0", { altKey: true })).toBeNull();
    expect(press("9", "Digit9")).toBeNull();
  });

  it("goes from 80 to 200 per cent and no further", () => {
    let size = 100;
    for (let press = 0; press < 20; press += 1) size = zoomed(size, 1);
    expect(size).toBe(200);
    for (let press = 0; press < 20; press += 1) size = zoomed(size, -1);
    expect(size).toBe(80);
    expect(zoomed(137, 1)).toBe(150);
    expect(zoomed(137, -1)).toBe(125);
    expect(zoomed(175, 0)).toBe(100);
    expect(ZOOMS).toContain(100);
  });
});
