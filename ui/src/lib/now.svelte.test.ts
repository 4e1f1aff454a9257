import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dayHeading, momentOf } from "./moments";
import { Now } from "./now.svelte";

describe("the page's clock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime(new Date(2026, 10, 12, 23, 50));
  });
  afterEach(() => vi.useRealTimers());

  it("calls yesterday what was today once midnight has passed", () => {
    const now = new Now();
    const written = momentOf(new Date());
    const heading = () => dayHeading(written, now.moment);
    const before = heading();
    vi.advanceTimersByTime(9 * 60_000);
    expect(heading()).toBe(before);
    vi.advanceTimersByTime(60_000);
    expect(heading()).not.toBe(before);
  });

  it("has what shows a day drawn anew at midnight, and not every minute", () => {
    const now = new Now();
    const drawn = vi.fn();
    const stop = $effect.root(() => {
      $effect(() => drawn(now.moment));
    });
    flushSync();
    vi.advanceTimersByTime(9 * 60_000);
    flushSync();
    expect(drawn).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    flushSync();
    expect(drawn).toHaveBeenCalledTimes(2);
    stop();
  });

  it("looks again when the window comes back after a night of sleep", () => {
    const now = new Now();
    const before = now.moment;
    // The clock goes on while timers stand still.
    vi.setSystemTime(new Date(2026, 10, 13, 8, 0));
    expect(now.moment).toBe(before);
    window.dispatchEvent(new Event("focus"));
    expect(now.moment).not.toBe(before);
  });
});
