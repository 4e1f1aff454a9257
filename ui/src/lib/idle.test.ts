import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { whenIdle } from "./idle";

describe("idle", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("comes after the minutes, not before, and a key puts it off", () => {
    const then = vi.fn();
    const stop = whenIdle(5, then);
    vi.advanceTimersByTime(4 * 60_000);
    window.dispatchEvent(new KeyboardEvent("keydown"));
    vi.advanceTimersByTime(4 * 60_000);
    expect(then).not.toHaveBeenCalled();
    vi.advanceTimersByTime(70_000);
    expect(then).toHaveBeenCalledTimes(1);
    stop();
    vi.advanceTimersByTime(60 * 60_000);
    expect(then).toHaveBeenCalledTimes(1);
  });

  it("never comes when it is off", () => {
    const then = vi.fn();
    whenIdle(0, then);
    vi.advanceTimersByTime(86_400_000);
    expect(then).not.toHaveBeenCalled();
  });

  it("comes at once after a sleep", () => {
    const then = vi.fn();
    let now = 0;
    whenIdle(5, then, () => now);
    now = 3_600_000;
    vi.advanceTimersByTime(5_000);
    expect(then).toHaveBeenCalledTimes(1);
  });
});
