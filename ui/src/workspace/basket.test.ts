import { beforeEach, describe, expect, it, vi } from "vitest";
import type { BasketItem } from "$lib/bindings/BasketItem";
import { BasketReading } from "./basket.svelte";
import type { Editor } from "./editor.svelte";
import type { Listing } from "./listing.svelte";
import type { Location } from "./location.svelte";
import { Notices } from "./notices.svelte";

const basket = vi.hoisted(() => vi.fn());
const orderBasket = vi.hoisted(() => vi.fn());
const markAsked = vi.hoisted(() => vi.fn());
const beginReflection = vi.hoisted(() => vi.fn());
vi.mock("$lib/api", () => ({ basket, orderBasket, markAsked, beginReflection }));

const item = (id: string, asked = false): BasketItem => ({
  id,
  row: null,
  question: `${id}?`,
  thread: null,
  asked,
});
const take = vi.fn();
const listing = {
  entriesVersion: 0,
  refresh: () => Promise.resolve(),
  recount: () => Promise.resolve(),
} as unknown as Listing;
const editor = { page: null, take, leave: () => Promise.resolve(true) } as unknown as Editor;
const location = { focusRequest: null } as unknown as Location;
const ids = (reading: BasketReading) => reading.items.map(({ id }) => id);

describe("the basket", () => {
  let reading: BasketReading;
  beforeEach(async () => {
    take.mockReset();
    basket.mockReset().mockResolvedValue([item("a"), item("b"), item("c")]);
    orderBasket.mockReset().mockResolvedValue([]);
    markAsked
      .mockReset()
      .mockImplementation((id: string, asked: boolean) => Promise.resolve(item(id, asked)));
    beginReflection.mockReset().mockResolvedValue({ entry: true });
    reading = new BasketReading(editor, listing, location, new Notices([]));
    await reading.load();
  });

  it("asks anew in each reading whether what is mine alone is shown", () => {
    reading.begin();
    expect(reading.withMine).toBe(false);
    reading.withMine = true;
    reading.step(1);
    expect(reading.withMine).toBe(true);
    reading.end();
    reading.begin();
    expect(reading.withMine).toBe(false);
  });

  it("keeps an order of one's own at once", async () => {
    await reading.move("c", -1);
    expect(ids(reading)).toEqual(["a", "c", "b"]);
    expect(orderBasket).toHaveBeenCalledWith(["a", "c", "b"]);
    await reading.move("a", -1);
    expect(orderBasket).toHaveBeenCalledTimes(1);
  });

  it("an order that could not be saved is not shown", async () => {
    orderBasket.mockRejectedValue({ code: "disk_full" });
    await reading.move("c", -1);
    expect(ids(reading)).toEqual(["a", "b", "c"]);
  });

  it("asking goes on to the next, and what was asked stays until one leaves", async () => {
    reading.begin();
    await reading.mark(reading.items[0]!);
    expect(reading.at).toBe(1);
    basket.mockResolvedValue([item("b"), item("c"), item("d")]);
    await reading.load();
    expect(ids(reading)).toEqual(["a", "b", "c", "d"]);
    expect(reading.asked.map(({ id }) => id)).toEqual(["a"]);
    await reading.mark(reading.items[0]!);
    expect(markAsked).toHaveBeenLastCalledWith("a", false);
  });

  it("the reflection begins with what was asked", async () => {
    await reading.mark(reading.items[1]!);
    await reading.reflect();
    expect(beginReflection).toHaveBeenCalledWith(["b"]);
    expect(take).toHaveBeenCalledWith({ entry: true }, true);
  });
});
