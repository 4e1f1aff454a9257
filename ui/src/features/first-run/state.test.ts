import { beforeEach, describe, expect, it, vi } from "vitest";
import { FirstRun } from "./state.svelte";

const WORDS = [
  "harvest",
  "lantern",
  "orbit",
  "velvet",
  "thimble",
  "meadow",
  "copper",
  "drift",
  "saddle",
  "plum",
  "anchor",
  "quiet",
];
const api = vi.hoisted(() => ({
  checkPassphrase: vi.fn(),
  suggestPassphrase: vi.fn(),
  beginJournal: vi.fn(),
  finishJournal: vi.fn(),
  openSample: vi.fn(),
}));
vi.mock("$lib/api", () => api);

async function atWords() {
  vi.useFakeTimers();
  const run = new FirstRun(vi.fn());
  await run.suggest();
  run.passphrase.again = run.passphrase.text;
  await vi.advanceTimersByTimeAsync(200);
  await run.makeJournal();
  run.typeBack();
  vi.useRealTimers();
  return run;
}

describe("the first run", () => {
  beforeEach(() => {
    api.checkPassphrase.mockResolvedValue({ ok: true, reason: null, level: 4 });
    api.suggestPassphrase.mockResolvedValue("four words that rest");
    api.beginJournal.mockReset().mockResolvedValue(WORDS);
    api.finishJournal.mockReset().mockResolvedValue("snapshot");
  });

  it("makes no journal with a passphrase that is too weak", async () => {
    api.checkPassphrase.mockResolvedValue({ ok: false, reason: "too_short", level: 0 });
    const run = new FirstRun(vi.fn());
    run.passphrase.shown = true;
    run.passphrase.type("short");
    await run.makeJournal();
    expect(api.beginJournal).not.toHaveBeenCalled();
  });

  it("checks at once what was typed last before Enter", async () => {
    const run = new FirstRun(vi.fn());
    run.passphrase.shown = true;
    run.passphrase.type("four words that rest");
    await run.makeJournal();
    expect(run.step).toBe("words");
  });

  it("takes a suggested passphrase only once it is typed, even while it is shown", async () => {
    const run = new FirstRun(vi.fn());
    await run.suggest();
    await run.makeJournal();
    expect([run.passphrase.shown, run.passphrase.twice, run.step]).toEqual([true, true, "what"]);
    run.passphrase.again = "four words that rest";
    await run.makeJournal();
    expect(run.step).toBe("words");
  });

  it("goes back a step until the journal is made, and makes new words then", async () => {
    const run = await atWords();
    expect([0, 1, 2, 3].map((step) => run.canGoTo(step))).toEqual([true, true, false, false]);
    run.write(0, "harvest");
    run.goTo(1);
    expect([run.step, run.words.length, run.matched]).toEqual(["passphrase", 0, 0]);
    run.passphrase.shown = true;
    run.passphrase.type("four words that rest");
    await run.makeJournal();
    expect(api.beginJournal).toHaveBeenCalledTimes(2);
    run.write(0, WORDS.join(" "));
    await run.finish();
    run.goTo(0);
    expect(run.step).toBe("before");
  });

  it("forgets the passphrase once the words are made", async () => {
    const run = await atWords();
    expect(run.passphrase.text).toBe("");
    expect(run.step).toBe("back");
  });

  it("a space moves on, and pasted words fill what follows", async () => {
    const run = await atWords();
    expect(run.write(0, "harvest ")).toBe(1);
    expect(run.write(1, WORDS.slice(1).join(" "))).toBe(11);
    expect(run.matched).toBe(12);
  });

  it("names the wrong word as soon as it cannot become right", async () => {
    const run = await atWords();
    run.write(0, "har");
    expect(run.firstWrong).toBe(-1);
    run.write(0, "harb");
    expect(run.firstWrong).toBe(0);
  });

  it("goes on only when all twelve match, and drops the words then", async () => {
    const run = await atWords();
    run.write(0, WORDS.slice(0, 11).join(" "));
    await run.finish();
    expect(api.finishJournal).not.toHaveBeenCalled();
    run.write(11, "quiet");
    await run.finish();
    expect(api.finishJournal).toHaveBeenCalledExactlyOnceWith(WORDS.join(" "));
    expect([run.step, run.words.length, run.typed.join("")]).toEqual(["before", 0, ""]);
  });

  it("showing the words again clears what was typed", async () => {
    const run = await atWords();
    run.write(0, "harvest lantern");
    run.showAgain();
    expect([run.step, run.matched]).toEqual(["words", 0]);
  });
});
