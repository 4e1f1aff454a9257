import { describe, expect, it, vi } from "vitest";
import { noteTouches } from "./idle";

function at(name: string, ms: number) {
  const event = new Event(name);
  Object.defineProperty(event, "timeStamp", { value: ms });
  window.dispatchEvent(event);
}

describe("touches", () => {
  it("are told at once, and then at most every five seconds", () => {
    const note = vi.fn();
    const stop = noteTouches(note);
    at("pointermove", 1_000);
    expect(note).toHaveBeenCalledTimes(1);
    for (let ms = 1_100; ms < 6_000; ms += 100) at("keydown", ms);
    expect(note).toHaveBeenCalledTimes(1);
    at("input", 6_000);
    expect(note).toHaveBeenCalledTimes(2);
    stop();
    at("keydown", 60_000);
    expect(note).toHaveBeenCalledTimes(2);
  });
});
