import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Backup } from "$lib/bindings/Backup";
import type { ErasePlan } from "$lib/bindings/ErasePlan";
import { BackupList } from "../../workspace/backups/list.svelte";
import { UnfinishedExports } from "./unfinished-exports.svelte";
import { Erasing } from "./erasing.svelte";
import { Rekeying } from "./rekeying.svelte";
import { LongTask } from "../../workspace/backups/long-task.svelte";

const api = vi.hoisted(() => ({
  cancelRun: vi.fn(),
  listBackups: vi.fn(),
  makeBackup: vi.fn(),
  discardBackups: vi.fn(),
  previewRestore: vi.fn(),
  restoreBackup: vi.fn(),
  planErase: vi.fn(),
  erase: vi.fn(),
  checkPassphrase: vi.fn(),
  beginNewKeys: vi.fn(),
  makeNewKeys: vi.fn(),
  formerFolders: vi.fn(),
  cutOffExports: vi.fn(),
  deleteExport: vi.fn(),
  dismissExport: vi.fn(),
}));
vi.mock("$lib/api", () => api);

const at = { utc_ms: 0, offset_min: 0 };
const backup = (path: string, verified = true, same = true): Backup => ({
  path,
  place: "first",
  made: at,
  verified: verified ? at : null,
  entries: 1,
  clients: 0,
  newest: null,
  revisions: 1,
  damaged: 0,
  bytes: 1,
  own: true,
  same_passphrase: same,
  same_words: true,
});
const plan = (part: Partial<ErasePlan>): ErasePlan => ({
  target: { target: "trash" },
  entries: 1,
  revisions: 2,
  linked: 0,
  held: 0,
  mentions: [],
  stamp: "abc",
  ...part,
});

beforeEach(() => {
  for (const mock of Object.values(api)) mock.mockReset();
});

describe("a run", () => {
  it("runs one at a time and says what went wrong", async () => {
    const task = new LongTask();
    let end = (): void => undefined;
    const first = task.do("one", () => new Promise<number>((done) => (end = () => done(1))));
    expect(await task.do("two", () => Promise.resolve(2))).toBeNull();
    end();
    expect(await first).toBe(1);
    await task.do("three", () => Promise.reject({ code: "disk_full" }));
    expect([task.failure?.code, task.name]).toEqual(["disk_full", null]);
  });

  it("takes being cancelled for no failure", async () => {
    const task = new LongTask();
    await task.do("one", () => Promise.reject({ code: "cancelled" }));
    expect(task.failure).toBeNull();
    task.cancel();
    expect(api.cancelRun).not.toHaveBeenCalled();
  });
});

describe("backups", () => {
  it("are deleted only once a new one is verified", async () => {
    const backups = new BackupList(new LongTask());
    api.listBackups.mockResolvedValue({
      listed: [backup("old", true, false)],
      unreadable: [],
      former: [],
    });
    api.makeBackup.mockResolvedValue(backup("new", false));
    expect(await backups.replace(["old"])).toBe(false);
    expect(api.discardBackups).not.toHaveBeenCalled();
    expect(backups.former.map(({ path }) => path)).toEqual(["old"]);
    api.makeBackup.mockResolvedValue(backup("new"));
    api.discardBackups.mockResolvedValue({ listed: [], unreadable: [], former: [] });
    expect(await backups.replace(["old", "rotated away"])).toBe(true);
    expect(api.discardBackups).toHaveBeenCalledExactlyOnceWith(["old"]);
  });

  it("are restored only after a look, and the secret is dropped then", async () => {
    const backups = new BackupList(new LongTask());
    backups.choose(backup("one"));
    backups.secret = "quiet harbour";
    expect(await backups.restore()).toBeNull();
    api.previewRestore.mockResolvedValue({ entries: 1 });
    await backups.look();
    api.restoreBackup.mockResolvedValue("quiet-restored");
    expect(await backups.restore()).toBe("quiet-restored");
    expect([backups.secret, backups.chosen]).toEqual(["", null]);
  });
});

describe("a damaged backup", () => {
  it("is restored in part only after that was confirmed", async () => {
    const backups = new BackupList(new LongTask());
    backups.choose(backup("one"));
    backups.secret = "quiet harbour";
    api.previewRestore.mockResolvedValue({ entries: 1 });
    await backups.look();
    api.restoreBackup.mockRejectedValueOnce({ code: "damaged" }).mockResolvedValue("rest");
    expect([await backups.restore(), backups.damaged]).toEqual([null, true]);
    expect(api.restoreBackup).toHaveBeenLastCalledWith("one", "quiet harbour", false);
    expect(await backups.restore()).toBe("rest");
    expect(api.restoreBackup).toHaveBeenLastCalledWith("one", "quiet harbour", true);
    expect(backups.damaged).toBe(false);
  });
});

describe("new keys", () => {
  const words = "abcdefghijkl".split("").map((letter) => `word${letter}`);

  it("are made only with words that were typed back, and nothing typed is left", async () => {
    api.checkPassphrase.mockResolvedValue({ ok: true, reason: null, level: 4 });
    api.beginNewKeys.mockResolvedValue(words);
    api.makeNewKeys.mockResolvedValue(["old"]);
    api.formerFolders.mockResolvedValue([]);
    const keys = new Rekeying(new LongTask());
    keys.begin();
    keys.current = "the old one";
    keys.next.take("five words that nobody guesses");
    keys.next.again = "five words that nobody guesses";
    await keys.makeWords();
    expect(api.beginNewKeys).toHaveBeenCalledExactlyOnceWith(
      "the old one",
      "five words that nobody guesses",
    );
    expect([keys.step, keys.current, keys.next.text]).toEqual(["words", "", ""]);
    keys.typeBack(true);
    keys.back.write(0, words.slice(1).join(" "));
    expect(await keys.make()).toBeNull();
    expect(api.makeNewKeys).not.toHaveBeenCalled();
    keys.back.clear();
    keys.back.write(0, words.join(" "));
    expect(await keys.make()).toEqual(["old"]);
    expect(api.makeNewKeys).toHaveBeenCalledExactlyOnceWith(words.join(" "));
    expect([keys.step, keys.back.words, keys.back.typed[0]]).toEqual(["done", [], ""]);
  });

  it("that could not be made leave nothing on the page but why", async () => {
    api.makeNewKeys.mockRejectedValue({ code: "disk_full" });
    api.formerFolders.mockResolvedValue(["/a/folder"]);
    const keys = new Rekeying(new LongTask());
    keys.back.words = words;
    keys.back.write(0, words.join(" "));
    expect(await keys.make()).toBeNull();
    expect([keys.step, keys.task.failure?.code, keys.left]).toEqual([
      "closed",
      "disk_full",
      ["/a/folder"],
    ]);
  });
});

describe("erasing", () => {
  it("erases exactly what was shown", async () => {
    const erasing = new Erasing(new LongTask());
    api.planErase.mockResolvedValue(plan({}));
    await erasing.ask({ target: "trash" });
    erasing.reason = "asked for";
    api.erase.mockResolvedValue({ receipt: {}, still_in: [] });
    expect(await erasing.erase()).toBe(true);
    expect(api.erase).toHaveBeenCalledExactlyOnceWith({ target: "trash" }, "abc", "asked for");
    expect([erasing.plan, erasing.open]).toEqual([null, true]);
  });

  it("is not possible while a hold keeps the client, nor for nothing", async () => {
    const erasing = new Erasing(new LongTask());
    api.planErase.mockResolvedValue(plan({ target: { target: "client", id: "1" }, held: 1 }));
    await erasing.ask({ target: "client", id: "1" });
    expect([erasing.possible, await erasing.erase()]).toEqual([false, false]);
    api.planErase.mockResolvedValue(plan({ entries: 0 }));
    await erasing.ask({ target: "trash" });
    expect(erasing.possible).toBe(false);
    expect(api.erase).not.toHaveBeenCalled();
  });
});

describe("exports that were cut off", () => {
  it("are listed until they are deleted or ignored", async () => {
    const unfinished = new UnfinishedExports(new LongTask());
    api.cutOffExports.mockResolvedValue(["/a/folder", "/another"]);
    await unfinished.load();
    expect(unfinished.folders).toEqual(["/a/folder", "/another"]);
    api.deleteExport.mockRejectedValue({ code: "not_there" });
    await unfinished.delete("/a/folder");
    expect([unfinished.task.failure?.code, unfinished.folders.length]).toEqual(["not_there", 2]);
    api.cutOffExports.mockResolvedValue([]);
    await unfinished.dismiss("/another");
    expect(api.dismissExport).toHaveBeenCalledExactlyOnceWith("/another");
    expect(unfinished.folders).toEqual([]);
  });

  it("leave files of other journals and of unknown ones out of what former keys open", async () => {
    const backups = new BackupList(new LongTask());
    const all = {
      listed: [backup("old", true, false)],
      former: ["under-old-keys"],
      unreadable: ["damaged"],
    };
    api.listBackups.mockResolvedValue({ ...all, others: 3 });
    api.makeBackup.mockResolvedValue(backup("new"));
    api.discardBackups.mockResolvedValue({ ...all, listed: [], former: [] });
    expect(await backups.replaceFormer()).toBe(true);
    expect(api.discardBackups).toHaveBeenCalledExactlyOnceWith(["old", "under-old-keys"]);
  });
});
