import { beforeEach, describe, expect, it, vi } from "vitest";
import { clampSize, Keyring } from "./state.svelte";

const api = vi.hoisted(() => ({
  checkPassphrase: vi.fn(),
  setPassphrase: vi.fn(),
  beginWords: vi.fn(),
  finishWords: vi.fn(),
}));
vi.mock("$lib/api", () => api);

async function chosen(ring: Keyring) {
  vi.useFakeTimers();
  ring.next.take("five words that nobody guesses");
  ring.next.again = "five words that nobody guesses";
  await vi.advanceTimersByTimeAsync(200);
  vi.useRealTimers();
}

describe("what opens the journal", () => {
  beforeEach(() => {
    api.checkPassphrase.mockResolvedValue({ ok: true, reason: null, level: 4 });
    api.setPassphrase.mockReset();
    api.beginWords.mockReset();
    api.finishWords.mockReset();
  });

  it("changes only with the current passphrase, and forgets both then", async () => {
    const ring = new Keyring();
    await chosen(ring);
    await ring.changePassphrase();
    expect(api.setPassphrase).not.toHaveBeenCalled();
    ring.current = "old";
    await ring.changePassphrase();
    expect(api.setPassphrase).toHaveBeenCalledExactlyOnceWith(
      "old",
      "five words that nobody guesses",
    );
    expect([ring.current, ring.next.text, ring.changed]).toEqual(["", "", true]);
  });

  it("keeps what was typed when the current one was wrong", async () => {
    api.setPassphrase.mockRejectedValue({ code: "wrong_passphrase" });
    const ring = new Keyring();
    await chosen(ring);
    ring.current = "not it";
    await ring.changePassphrase();
    expect([ring.failure?.code, ring.changed]).toEqual(["wrong_passphrase", false]);
    expect(ring.next.text).not.toBe("");
  });

  it("replaces the words only once all twelve were typed back", async () => {
    const words = Array.from({ length: 12 }, (_, at) => `word${"abcdefghijkl"[at]}`);
    api.beginWords.mockResolvedValue(words);
    const ring = new Keyring();
    ring.current = "old";
    await ring.beginWords();
    expect([ring.back.words, ring.current]).toEqual([words, ""]);
    ring.typeBack(true);
    ring.back.write(0, words.slice(0, 11).join(" "));
    await ring.finishWords();
    expect(api.finishWords).not.toHaveBeenCalled();
    ring.back.write(11, words[11] ?? "");
    await ring.finishWords();
    expect(api.finishWords).toHaveBeenCalledExactlyOnceWith(words.join(" "));
    expect([ring.back.words, ring.changed]).toEqual([[], true]);
  });

  it("writing stays readable", () => {
    expect([clampSize(3), clampSize(18), clampSize(90)]).toEqual([15, 18, 22]);
  });
});
