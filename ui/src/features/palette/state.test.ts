import { describe, expect, it } from "vitest";
import { Keys, type Command } from "./state.svelte";

const command = (id: string, keys: string, whileTyping = true): Command =>
  ({ id, group: "act", name: id, keys, whileTyping, run: () => undefined });

const all = [
  command("new", "Ctrl+N"), command("boundary", "Ctrl+Shift+B"), command("search", "/", false),
  command("today", "G T", false), command("keys", "Ctrl+/"), command("more", "Ctrl+."),
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

describe("keys", () => {
  it("tell shift apart for letters but not for signs", () => {
    const keys = new Keys(() => all);
    expect(keys.find(press("n", { ctrlKey: true }))?.id).toBe("new");
    expect(keys.find(press("B", { ctrlKey: true, shiftKey: true }))?.id).toBe("boundary");
    expect(keys.find(press("b", { ctrlKey: true }))).toBeNull();
    expect(keys.find(press("/", { ctrlKey: true, shiftKey: true }))?.id).toBe("keys");
    expect(keys.find(press("/"))?.id).toBe("search");
  });

  it("leave plain keys to the text that is written", () => {
    const keys = new Keys(() => all);
    const input = document.body.appendChild(document.createElement("input"));
    expect(keys.find(press("/", {}, input))).toBeNull();
    expect(keys.find(press(".", { ctrlKey: true }, input))?.id).toBe("more");
  });

  it("G and then a letter goes places, for a moment", () => {
    const keys = new Keys(() => all);
    expect(keys.find(at(press("g"), 1_000))).toBeNull();
    expect(keys.find(at(press("t"), 1_500))?.id).toBe("today");
    expect(keys.find(at(press("g"), 5_000))).toBeNull();
    expect(keys.find(at(press("t"), 9_000))).toBeNull();
  });
});
