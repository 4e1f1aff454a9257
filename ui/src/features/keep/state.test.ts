import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Backup } from "$lib/bindings/Backup";
import type { ErasePlan } from "$lib/bindings/ErasePlan";
import { BackupShelf, Erasing, Run } from "./state.svelte";

const api = vi.hoisted(() => ({
  cancelRun: vi.fn(), listBackups: vi.fn(), makeBackup: vi.fn(), discardBackups: vi.fn(),
  previewRestore: vi.fn(), restoreBackup: vi.fn(), planErase: vi.fn(), erase: vi.fn(),
}));
vi.mock("$lib/api", () => api);

const at = { utc_ms: 0, offset_min: 0 };
const backup = (path: string, proven = true, same = true): Backup => ({
  path, place: "first", made: at, proven: proven ? at : null, entries: 1, clients: 0, newest: null,
  revisions: 1, damaged: 0, bytes: 1, own: true, same_passphrase: same, same_words: true,
});
const plan = (part: Partial<ErasePlan>): ErasePlan => ({
  target: { target: "trash" }, entries: 1, revisions: 2, linked: 0, held: 0, mentions: [],
  stamp: "abc", ...part,
});

beforeEach(() => Object.values(api).forEach((mock) => mock.mockReset()));

describe("a run", () => {
  it("goes one at a time and says what went wrong", async () => {
    const run = new Run();
    let end = (): void => undefined;
    const first = run.do("one", () => new Promise<number>((done) => (end = () => done(1))));
    expect(await run.do("two", () => Promise.resolve(2))).toBeNull();
    end();
    expect(await first).toBe(1);
    await run.do("three", () => Promise.reject({ code: "disk_full" }));
    expect([run.failure?.code, run.name]).toEqual(["disk_full", null]);
  });

  it("takes being cancelled for no failure", async () => {
    const run = new Run();
    await run.do("one", () => Promise.reject({ code: "cancelled" }));
    expect(run.failure).toBeNull();
    run.cancel();
    expect(api.cancelRun).not.toHaveBeenCalled();
  });
});

describe("backups", () => {
  it("are taken away only once a fresh one is proven", async () => {
    const shelf = new BackupShelf(new Run());
    api.listBackups.mockResolvedValue({ listed: [backup("old", true, false)], unreadable: [] });
    api.makeBackup.mockResolvedValue(backup("new", false));
    expect(await shelf.replace([backup("old")])).toBe(false);
    expect(api.discardBackups).not.toHaveBeenCalled();
    expect(shelf.former.map(({ path }) => path)).toEqual(["old"]);
    api.makeBackup.mockResolvedValue(backup("new"));
    api.discardBackups.mockResolvedValue({ listed: [], unreadable: [] });
    expect(await shelf.replace([backup("old")])).toBe(true);
    expect(api.discardBackups).toHaveBeenCalledExactlyOnceWith(["old"]);
  });

  it("are restored only after a look, and the secret is dropped then", async () => {
    const shelf = new BackupShelf(new Run());
    shelf.choose(backup("one"));
    shelf.secret = "quiet harbour";
    expect(await shelf.restore()).toBeNull();
    api.previewRestore.mockResolvedValue({ entries: 1 });
    await shelf.look();
    api.restoreBackup.mockResolvedValue("quiet-restored");
    expect(await shelf.restore()).toBe("quiet-restored");
    expect([shelf.secret, shelf.chosen]).toEqual(["", null]);
  });
});

describe("erasing", () => {
  it("erases exactly what was shown", async () => {
    const erasing = new Erasing(new Run());
    api.planErase.mockResolvedValue(plan({}));
    await erasing.ask({ target: "trash" });
    erasing.reason = "asked for";
    api.erase.mockResolvedValue({ receipt: {}, still_in: [] });
    expect(await erasing.erase()).toBe(true);
    expect(api.erase).toHaveBeenCalledExactlyOnceWith({ target: "trash" }, "abc", "asked for");
    expect([erasing.plan, erasing.open]).toEqual([null, true]);
  });

  it("is not possible while a hold keeps the client, nor for nothing", async () => {
    const erasing = new Erasing(new Run());
    api.planErase.mockResolvedValue(plan({ target: { target: "client", id: "1" }, held: 1 }));
    await erasing.ask({ target: "client", id: "1" });
    expect([erasing.possible, await erasing.erase()]).toEqual([false, false]);
    api.planErase.mockResolvedValue(plan({ entries: 0 }));
    await erasing.ask({ target: "trash" });
    expect(erasing.possible).toBe(false);
    expect(api.erase).not.toHaveBeenCalled();
  });
});
