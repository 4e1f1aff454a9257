import { beforeEach, describe, expect, it, vi } from "vitest";

const api = vi.hoisted(() => ({
  door: vi.fn(), lock: vi.fn(), quit: vi.fn(), leaveBare: vi.fn(), quitAndLose: vi.fn(),
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

  it("locks without a handover where the handover is refused", async () => {
    const room = open(false);
    api.lock.mockRejectedValueOnce(new Error("recursion limit exceeded"));
    await room.lock();
    expect(api.leaveBare).toHaveBeenCalledExactlyOnceWith("lock");
    expect(room.desk).toBeNull();
    expect(room.trouble).toBeNull();
  });

  it("locks where what is written cannot even be collected", async () => {
    for (const part of ["settleAll", "returnPoint", "left"] as const) {
      const room = open(false);
      api.lock.mockClear();
      api.leaveBare.mockClear();
      Object.assign(room.desk!, { [part]: () => { throw new RangeError("too deep"); } });
      await room.lock();
      expect(api.lock.mock.calls.length + api.leaveBare.mock.calls.length).toBe(1);
      expect(room.desk).toBeNull();
    }
  });

  it("waits for pages that settle slowly only so long", async () => {
    vi.useFakeTimers();
    const room = open(true);
    Object.assign(room.desk!, { settleAll: () => new Promise(() => undefined) });
    const locked = room.lock();
    await vi.advanceTimersByTimeAsync(5_000);
    await locked;
    expect(api.lock).toHaveBeenCalledExactlyOnceWith(point, left);
    vi.useRealTimers();
  });

  it("never shows a door before which nothing is locked, and can be asked again", async () => {
    const room = open(true);
    api.lock.mockRejectedValueOnce(new Error("refused"));
    api.leaveBare.mockRejectedValueOnce(new Error("refused"));
    await room.lock();
    expect(room.desk).not.toBeNull();
    expect(room.trouble).not.toBeNull();
    await room.tryAgain();
    expect(room.desk).toBeNull();
    expect(room.trouble).toBeNull();
  });

  it("gives up a journal that is being set up", async () => {
    const room = new Room();
    api.door.mockResolvedValue({ state: "first_run", waiting: 0 });
    await room.begin();
    await room.lock();
    expect(api.leaveBare).toHaveBeenCalledExactlyOnceWith("lock");
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
