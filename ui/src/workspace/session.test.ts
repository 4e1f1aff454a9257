import { beforeEach, describe, expect, it, vi } from "vitest";

const api = vi.hoisted(() => ({
  unlockScreen: vi.fn(),
  lock: vi.fn(),
  quit: vi.fn(),
  closeWithoutPage: vi.fn(),
  quitAndLose: vi.fn(),
  onIndexProgress: vi.fn(),
  onClosing: vi.fn(),
  onWritten: vi.fn(),
}));
vi.mock("$lib/api", () => api);

const { AppSession } = await import("./session.svelte");

const point = { place: "all", entry: null, field: null, caret: 0, scroll: 0 };
const unsaved = [{ entry: { id: "a" } }];

function open(saved: boolean) {
  const session = new AppSession();
  session.workspace = {
    lifecycle: { stayOpen: () => undefined },
    navigation: { returnPoint: () => point },
    saveAll: () => Promise.resolve(saved),
    unsaved: () => unsaved,
  } as unknown as InstanceType<typeof AppSession>["workspace"];
  return session;
}

describe("leaving", () => {
  beforeEach(() => {
    for (const call of Object.values(api)) call.mockReset().mockResolvedValue(null);
  });

  it("hands nothing over when all is saved", async () => {
    const session = open(true);
    await session.lock();
    expect(api.lock).toHaveBeenCalledExactlyOnceWith(point, []);
    expect(session.workspace).toBeNull();
  });

  it("locks although something could not be saved, and hands it over", async () => {
    const session = open(false);
    await session.lock();
    expect(api.lock).toHaveBeenCalledExactlyOnceWith(point, unsaved);
  });

  it("locks without a handover where the handover is refused", async () => {
    const session = open(false);
    api.lock.mockRejectedValueOnce(new Error("recursion limit exceeded"));
    await session.lock();
    expect(api.closeWithoutPage).toHaveBeenCalledExactlyOnceWith("lock");
    expect(session.workspace).toBeNull();
    expect(session.trouble).toBeNull();
  });

  it("locks where what is written cannot even be collected", async () => {
    const tooDeep = () => {
      throw new RangeError("too deep");
    };
    for (const broken of [
      { saveAll: tooDeep },
      { navigation: { returnPoint: tooDeep } },
      { unsaved: tooDeep },
    ]) {
      const session = open(false);
      api.lock.mockClear();
      api.closeWithoutPage.mockClear();
      Object.assign(session.workspace!, broken);
      await session.lock();
      expect(api.lock.mock.calls.length + api.closeWithoutPage.mock.calls.length).toBe(1);
      expect(session.workspace).toBeNull();
    }
  });

  it("waits only so long for pages that save slowly", async () => {
    vi.useFakeTimers();
    const session = open(true);
    Object.assign(session.workspace!, { saveAll: () => new Promise(() => undefined) });
    const locked = session.lock();
    await vi.advanceTimersByTimeAsync(5_000);
    await locked;
    expect(api.lock).toHaveBeenCalledExactlyOnceWith(point, unsaved);
    vi.useRealTimers();
  });

  it("shows no unlock screen while nothing is locked, and can be asked again", async () => {
    const session = open(true);
    api.lock.mockRejectedValueOnce(new Error("refused"));
    api.closeWithoutPage.mockRejectedValueOnce(new Error("refused"));
    await session.lock();
    expect(session.workspace).not.toBeNull();
    expect(session.trouble).not.toBeNull();
    await session.tryAgain();
    expect(session.workspace).toBeNull();
    expect(session.trouble).toBeNull();
  });

  it("gives up a journal that is being set up", async () => {
    const session = new AppSession();
    api.unlockScreen.mockResolvedValue({ state: "first_run", waiting: 0 });
    await session.begin();
    await session.lock();
    expect(api.closeWithoutPage).toHaveBeenCalledExactlyOnceWith("lock");
  });

  it("asks before it quits while a page is still to be written", async () => {
    const session = new AppSession();
    api.unlockScreen.mockResolvedValue({ state: "locked", waiting: 1 });
    await session.begin();
    await session.quit();
    expect(session.asksToQuit).toBe(true);
    expect(api.quit).not.toHaveBeenCalled();
    await session.quitAndLose();
    expect(api.quitAndLose).toHaveBeenCalledOnce();
  });

  it("asks no more once the page is written", async () => {
    const session = new AppSession();
    api.unlockScreen.mockResolvedValue({ state: "locked", waiting: 1 });
    await session.begin();
    await session.quit();
    api.unlockScreen.mockResolvedValue({ state: "locked", waiting: 0 });
    const written = api.onWritten.mock.calls[0]?.[0] as () => void;
    written();
    await vi.waitFor(() => expect(session.asksToQuit).toBe(false));
  });
});
