import { beforeEach, describe, expect, it, vi } from "vitest";
import { failure } from "$lib/messages";
import { tidyWords } from "$lib/typed-back.svelte";
import { Unlocking } from "./state.svelte";

const api = vi.hoisted(() => ({
  unlock: vi.fn(),
  unlockWithWords: vi.fn(),
  unlockThroughBackup: vi.fn(),
  openSample: vi.fn(),
}));
vi.mock("$lib/api", () => api);

describe("unlocking", () => {
  beforeEach(() => {
    for (const command of Object.values(api)) command.mockReset();
  });

  it("tries once at a time and forgets the passphrase once it is in", async () => {
    let open: (snapshot: string) => void = () => undefined;
    api.unlock.mockReturnValue(new Promise((resolve) => (open = resolve)));
    const enter = vi.fn();
    const at = new Unlocking(enter);
    at.passphrase = "correct horse";
    const first = at.tryOpen();
    await at.tryOpen();
    open("snapshot");
    await first;
    expect(api.unlock).toHaveBeenCalledExactlyOnceWith("correct horse");
    expect(enter).toHaveBeenCalledExactlyOnceWith("snapshot", false);
    expect(at.passphrase).toBe("");
  });

  it("keeps what was typed when it was wrong, and says why", async () => {
    api.unlock.mockRejectedValue({ code: "wrong_passphrase" });
    const at = new Unlocking(vi.fn());
    at.passphrase = "almost";
    await at.tryOpen();
    expect([at.failure?.code, at.passphrase, at.busy]).toEqual([
      "wrong_passphrase",
      "almost",
      false,
    ]);
  });

  it("says of a wrong passphrase that a space at its end counts", async () => {
    api.unlock.mockRejectedValue({ code: "wrong_passphrase" });
    for (const [typed, said] of [
      ["almost ", true],
      [" almost", true],
      ["al most", false],
    ] as const) {
      const at = new Unlocking(vi.fn());
      at.passphrase = typed;
      await at.tryOpen();
      expect(at.failure?.edgeSpace).toBe(said);
      expect(at.failure && failure(at.failure).includes("the space counts")).toBe(said);
    }
  });

  it("offers the newest backup only where the way in is damaged", async () => {
    const enter = vi.fn();
    const at = new Unlocking(enter);
    at.passphrase = "right";
    api.unlock.mockRejectedValue({ code: "wrong_passphrase" });
    await at.tryOpen();
    expect(at.mayTryBackup).toBe(false);
    api.unlock.mockRejectedValue({ code: "damaged_slot" });
    await at.tryOpen();
    expect(at.mayTryBackup).toBe(true);
    api.unlockThroughBackup.mockResolvedValue("snapshot");
    await at.tryBackup();
    expect(api.unlockThroughBackup).toHaveBeenCalledExactlyOnceWith("right");
    expect(enter).toHaveBeenCalledExactlyOnceWith("snapshot", false);
    expect(at.passphrase).toBe("");
  });

  it("does not ask for nothing", async () => {
    const at = new Unlocking(vi.fn());
    await at.tryOpen();
    at.switchWay();
    at.words = " , ";
    await at.tryOpen();
    expect(api.unlock).not.toHaveBeenCalled();
    expect(api.unlockWithWords).not.toHaveBeenCalled();
  });

  it("reads words from a numbered list or with commas", async () => {
    expect(tidyWords("1. Harvest, 2. lantern\n3) ORBIT")).toEqual(["harvest", "lantern", "orbit"]);
  });
});
