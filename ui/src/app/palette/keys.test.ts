import { describe, expect, it } from "vitest";
import type { Command } from "./commands.svelte";
import { Keys } from "./keys";

const command = (id: string, keys: string, also: string[] = []): Command => ({
  id,
  group: "act",
  name: id,
  keys,
  also,
  run: () => undefined,
});

const all = [
  command("new", "Ctrl+N"),
  command("boundary", "Ctrl+Shift+B"),
  command("search", "/"),
  command("today", "G T"),
  command("first", "G 1"),
  command("keys", "Ctrl+/", ["F1", "?"]),
  command("more", "Ctrl+."),
];
const press = (key: string, init: KeyboardEventInit = {}, on: HTMLElement = document.body) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, ...init });
  on.dispatchEvent(event);
  return event;
};
const at = (event: KeyboardEvent, time: number) => {
  Object.defineProperty(event, "timeStamp", { value: time });
  return event;
};

const found = (keys: Keys, event: KeyboardEvent) => keys.press(event).command?.id;

describe("keys", () => {
  it("tell shift apart for letters but not for signs", () => {
    const keys = new Keys(() => all);
    expect(found(keys, press("n", { ctrlKey: true }))).toBe("new");
    expect(found(keys, press("B", { ctrlKey: true, shiftKey: true }))).toBe("boundary");
    expect(found(keys, press("b", { ctrlKey: true }))).toBeUndefined();
    expect(found(keys, press("/", { ctrlKey: true, shiftKey: true }))).toBe("keys");
    expect(found(keys, press("/"))).toBe("search");
  });

  it("can be more than one for the same", () => {
    const keys = new Keys(() => all);
    expect(found(keys, press("F1"))).toBe("keys");
    expect(found(keys, press("?", { shiftKey: true }))).toBe("keys");
  });

  it("leave plain keys to the text that is written, and do nothing by them in a form", () => {
    const keys = new Keys(() => all);
    document.body.innerHTML = "<input><div role='group'><button>flat</button></div>";
    const [input, chip] = document.querySelectorAll<HTMLElement>("input, button");
    for (const part of [input!, chip!]) {
      expect(keys.press(press("/", {}, part))).toEqual({ command: null, used: false });
      expect(found(keys, press(".", { ctrlKey: true }, part))).toBe("more");
      expect(found(keys, press("F1", {}, part))).toBe("keys");
      expect(keys.press(at(press("g", {}, part), 1_000)).used).toBe(false);
      expect(found(keys, at(press("t", {}, part), 1_200))).toBeUndefined();
    }
  });

  it("G and then a letter goes places, for a moment", () => {
    const keys = new Keys(() => all);
    expect(keys.press(at(press("g"), 1_000))).toEqual({ command: null, used: true });
    expect(found(keys, at(press("t"), 1_500))).toBe("today");
    expect(found(keys, at(press("g"), 5_000))).toBeUndefined();
    expect(found(keys, at(press("t"), 9_000))).toBeUndefined();
  });

  it("the key after G is used up even where it leads nowhere", () => {
    const keys = new Keys(() => all);
    keys.press(at(press("g"), 1_000));
    expect(keys.press(at(press("j"), 1_100))).toEqual({ command: null, used: true });
    expect(keys.press(at(press("j"), 1_200))).toEqual({ command: null, used: false });
  });

  it("Shift alone is on the way to the second key, and digits are where they are", () => {
    const keys = new Keys(() => all);
    keys.press(at(press("g"), 1_000));
    expect(keys.press(at(press("Shift", { shiftKey: true }), 1_100)).used).toBe(false);
    expect(found(keys, at(press("1", { shiftKey: true, code: "Digit1" }), 1_200))).toBe("first");
    keys.press(at(press("g"), 2_000));
    expect(found(keys, at(press("&", { code: "Digit1" }), 2_100))).toBe("first");
    keys.press(at(press("\u043F", { code: "KeyG" }), 3_000));
    expect(found(keys, at(press("\u0435", { code: "KeyT" }), 3_100))).toBe("today");
    keys.press(at(press("g"), 4_000));
  });
});
