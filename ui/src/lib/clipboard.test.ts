// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { copyForAMinute } from "./clipboard";

const clipboard = { writeText: vi.fn(), readText: vi.fn() };

describe("the clipboard", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    clipboard.writeText.mockReset().mockResolvedValue(undefined);
    clipboard.readText.mockReset().mockResolvedValue("0.5 mg/kg");
    Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
  });
  afterEach(() => vi.useRealTimers());

  it("is cleared after a minute", async () => {
    expect(await copyForAMinute("0.5 mg/kg")).toBe(true);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(clipboard.writeText).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(clipboard.writeText).toHaveBeenLastCalledWith("");
  });

  it("keeps what was copied from elsewhere since", async () => {
    await copyForAMinute("0.5 mg/kg");
    clipboard.readText.mockResolvedValue("a poem");
    await vi.advanceTimersByTimeAsync(61_000);
    expect(clipboard.writeText).toHaveBeenCalledTimes(1);
  });

  it("says so when nothing could be copied", async () => {
    clipboard.writeText.mockRejectedValue(new Error("refused"));
    document.execCommand = () => false;
    expect(await copyForAMinute("0.5 mg/kg")).toBe(false);
  });
});
