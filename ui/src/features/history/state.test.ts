import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Revision } from "$lib/bindings/Revision";
import type { Workspace } from "../../workspace/workspace.svelte";
import { History } from "./state.svelte";

const history = vi.hoisted(() => vi.fn());
const difference = vi.hoisted(() => vi.fn());
const restoreRevision = vi.hoisted(() => vi.fn());
vi.mock("$lib/api", () => ({ history, difference, restoreRevision }));

const revision = (seq: number): Revision => ({
  seq,
  number: seq,
  written: { utc_ms: seq, offset_min: 0 },
  words: 1,
  changed: [],
});
const take = vi.fn();
const workspace = {
  editor: { take },
  listing: { entriesVersion: 0, refresh: () => Promise.resolve() },
  notices: { say: vi.fn(), attempt: async <T>(act: () => Promise<T>) => act().catch(() => null) },
} as unknown as Workspace;

describe("history", () => {
  beforeEach(() => {
    take.mockReset();
    history
      .mockReset()
      .mockResolvedValue({ revisions: [revision(1), revision(4)], closed_text_stands: null });
    difference
      .mockReset()
      .mockImplementation((_: string, seq: number) =>
        Promise.resolve([{ field: `f${seq}`, label: "", pieces: [] }]),
      );
    restoreRevision.mockReset().mockResolvedValue({ entry: true });
  });

  it("begins with the newest and what it changed", async () => {
    const shown = new History(workspace, "e1");
    await shown.load();
    expect(shown.revisions.map(({ seq }) => seq)).toEqual([4, 1]);
    expect(shown.changes?.[0]?.field).toBe("f4");
  });

  it("an older one comes back, the newest one does not", async () => {
    const shown = new History(workspace, "e1");
    await shown.load();
    await shown.restore();
    expect(restoreRevision).not.toHaveBeenCalled();
    await shown.choose(revision(1));
    await shown.restore();
    expect(restoreRevision).toHaveBeenCalledWith("e1", 1);
    expect(take).toHaveBeenCalledWith({ entry: true });
  });

  it("the revision chosen last is the one that is shown", async () => {
    const shown = new History(workspace, "e1");
    await shown.load();
    let late: (value: unknown) => void = () => undefined;
    difference.mockImplementationOnce(() => new Promise((done) => (late = done)));
    const first = shown.choose(revision(1));
    await shown.choose(revision(4));
    late([{ field: "f1", label: "", pieces: [] }]);
    await first;
    expect(shown.changes?.[0]?.field).toBe("f4");
  });
});
