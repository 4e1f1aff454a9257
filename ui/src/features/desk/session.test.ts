import { beforeEach, describe, expect, it, vi } from "vitest";

const api = vi.hoisted(() => ({
  door: vi.fn(), lock: vi.fn(), quit: vi.fn(), quitAndLose: vi.fn(),
  onIndexProgress: vi.fn(), onLeave: vi.fn(), onWritten: vi.fn(),
}));
vi.mock("$lib/api", () => api);

const { Room } = await import("./session.svelte");

const point = { place: "all", entry: null, field: null, caret: 0, scroll: 0 };
const left = [{ entry: { id: "a" } }];

function open(kept: boolean) {
  const room = new Room();
  room.desk = {
    stayOpen: () => undefined, settleAll: () => Promise.resolve(kept), returnPoint: () => point, left: () => left,
  } as unknown as InstanceType<typeof Room>["desk"];
  return room;
}

describe("leaving", () => {
  beforeEach(() => Object.values(api).forEach((call) => call.mockReset().mockResolvedValue(null)));

  it("hands nothing over when all is kept", async () => {
    const room = open(true);
    await room.lock();
    expect(api.lock).toHaveBeenCalledExactlyOnceWith(point, []);
    expect(room.desk).toBeNull();
  });

  it("locks although something could not be kept, and hands it over", async () => {
    const room = open(false);
    await room.lock();
    expect(api.lock).toHaveBeenCalledExactlyOnceWith(point, left);
  });

  it("asks before it quits while a page waits at the door", async () => {
    const room = new Room();
    api.door.mockResolvedValue({ state: "locked", waiting: 1 });
    await room.begin();
    await room.quit();
    expect(room.asksToQuit).toBe(true);
    expect(api.quit).not.toHaveBeenCalled();
    await room.quitAndLose();
    expect(api.quitAndLose).toHaveBeenCalledOnce();
  });

  it("asks no more once the page is written", async () => {
    const room = new Room();
    api.door.mockResolvedValue({ state: "locked", waiting: 1 });
    await room.begin();
    await room.quit();
    api.door.mockResolvedValue({ state: "locked", waiting: 0 });
    const written = api.onWritten.mock.calls[0]?.[0] as () => void;
    written();
    await vi.waitFor(() => expect(room.asksToQuit).toBe(false));
  });
});
