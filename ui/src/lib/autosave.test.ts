import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Autosave, type Save } from "./autosave.svelte";

const at = { utc_ms: 1_000, offset_min: 0 };

function slowly() {
  const calls: { asRevision: boolean; done: () => void; fail: (thrown: unknown) => void }[] = [];
  const save: Save = (asRevision) =>
    new Promise((resolve, reject) => {
      calls.push({ asRevision, done: () => resolve({ at }), fail: reject });
    });
  return { calls, save };
}

const settled = () => vi.advanceTimersByTimeAsync(0);

describe("autosave", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const open = (save: Save) => new Autosave(save, false, null, () => Date.now());

  it("saves a draft within a second of the last key", async () => {
    const { calls, save } = slowly();
    const saving = open(save);
    saving.touch();
    expect(saving.state.kind).toBe("writing");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(calls).toHaveLength(1);
    calls[0]?.done();
    await settled();
    expect(saving.state).toEqual({ kind: "saved", at });
  });

  it("saves a draft every second and a half while typing goes on", async () => {
    const save = vi.fn(() => Promise.resolve({ at }));
    const saving = open(save);
    for (let ms = 0; ms < 11_000; ms += 200) {
      saving.touch();
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(save).toHaveBeenCalledTimes(6);
  });

  it("never has two under way, and the newest text wins", async () => {
    const { calls, save } = slowly();
    const saving = open(save);
    saving.touch();
    await vi.advanceTimersByTimeAsync(1_000);
    saving.touch();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(calls).toHaveLength(1);
    calls[0]?.done();
    await settled();
    expect(saving.state.kind).toBe("writing");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(calls).toHaveLength(2);
    calls[1]?.done();
    await settled();
    expect(saving.unsaved).toBe(false);
  });

  it("saving a version waits for the draft under way and includes what was written since", async () => {
    const { calls, save } = slowly();
    const saving = open(save);
    saving.touch();
    await vi.advanceTimersByTimeAsync(1_000);
    saving.touch();
    const flushing = saving.flush(true);
    await settled();
    expect(calls.map((call) => call.asRevision)).toEqual([false]);
    calls[0]?.done();
    await settled();
    expect(calls.map((call) => call.asRevision)).toEqual([false, true]);
    calls[1]?.done();
    expect(await flushing).toBe(true);
    expect(saving.unrevised).toBe(false);
  });

  it("a saved draft is saved as a version once", async () => {
    const save = vi.fn(() => Promise.resolve({ at }));
    const saving = new Autosave(save, true, null, () => Date.now());
    expect(await saving.flush(false)).toBe(true);
    expect(save).not.toHaveBeenCalled();
    expect(await saving.flush(true)).toBe(true);
    expect(await saving.flush(true)).toBe(true);
    expect(save).toHaveBeenCalledTimes(1);
  });

  it("says why it failed, loses nothing and tries again by itself", async () => {
    const { calls, save } = slowly();
    const saving = open(save);
    saving.touch();
    await vi.advanceTimersByTimeAsync(1_000);
    calls[0]?.fail({ code: "disk_full" });
    await settled();
    expect(saving.state).toEqual({ kind: "failed", failure: { code: "disk_full" } });
    saving.touch();
    expect(saving.state.kind).toBe("failed");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(calls).toHaveLength(2);
    calls[1]?.done();
    await settled();
    expect(saving.state.kind).toBe("saved");
    expect(saving.unsaved).toBe(false);
  });

  it("waits longer where collecting the text is slow", async () => {
    let now = 0;
    const save = vi.fn(() => {
      now += 500;
      return Promise.resolve({ at });
    });
    const saving = new Autosave(save, false, null, () => now + Date.now());
    saving.touch();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(save).toHaveBeenCalledTimes(1);
    saving.touch();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(save).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_500);
    expect(save).toHaveBeenCalledTimes(2);
  });

  it("is spoken the first time, after a failure and when asked for, not after each pause", async () => {
    let fails = false;
    const save = vi.fn(() =>
      fails ? Promise.reject({ code: "disk_full" }) : Promise.resolve({ at }),
    );
    const saving = open(save);
    const spoken: boolean[] = [];
    const write = async () => {
      saving.touch();
      await vi.advanceTimersByTimeAsync(1_000);
      spoken.push(saving.aloud);
    };
    for (let sentence = 0; sentence < 4; sentence += 1) await write();
    expect(spoken).toEqual([true, false, false, false]);
    fails = true;
    await write();
    fails = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect([saving.state.kind, saving.aloud]).toEqual(["saved", true]);
    await write();
    expect(saving.aloud).toBe(false);
    for (let time = 0; time < 2; time += 1) {
      const asked = saving.saveAloud();
      expect(saving.aloud).toBe(false);
      await vi.advanceTimersByTimeAsync(100);
      expect(await asked).toBe(true);
      expect(saving.aloud).toBe(true);
    }
  });
});
