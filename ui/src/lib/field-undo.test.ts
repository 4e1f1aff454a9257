import { afterEach, beforeEach, expect, test } from "vitest";
import { forgetLeftFields, undoFields } from "./field-undo";

let now = 0;
let end: () => void;
beforeEach(() => {
  now = 0;
  end = undoFields(window, () => now);
});
afterEach(() => {
  end();
  document.body.replaceChildren();
});

function field<T extends "input" | "textarea">(tag: T) {
  const made = document.createElement(tag);
  document.body.append(made);
  return made as HTMLInputElement & HTMLTextAreaElement;
}

function put(
  into: HTMLInputElement | HTMLTextAreaElement,
  inputType: string,
  data: string,
  value: string,
) {
  into.dispatchEvent(
    new InputEvent("beforeinput", { bubbles: true, cancelable: true, inputType, data }),
  );
  into.value = value;
  into.dispatchEvent(new InputEvent("input", { bubbles: true, inputType, data }));
}
const type = (into: HTMLInputElement | HTMLTextAreaElement, text: string) => {
  for (const data of text) put(into, "insertText", data, into.value + data);
};
function press(on: HTMLElement, key: string, shiftKey = false) {
  const event = new KeyboardEvent("keydown", {
    key,
    ctrlKey: true,
    shiftKey,
    bubbles: true,
    cancelable: true,
  });
  on.dispatchEvent(event);
  return event.defaultPrevented;
}

test.each(["input", "textarea"] as const)("words typed into an %s are undone and redone", (tag) => {
  const into = field(tag);
  type(into, "one two");
  expect(press(into, "z")).toBe(true);
  expect(into.value).toBe("one ");
  press(into, "z");
  press(into, "z");
  expect(into.value).toBe("");
  press(into, "z");
  expect(into.value).toBe("");
  press(into, "Z", true);
  expect(into.value).toBe("one");
  press(into, "y");
  press(into, "y");
  expect(into.value).toBe("one two");
});

test("a slip that replaces everything is undone, and whoever listens hears of it", () => {
  const into = field("textarea");
  const heard: string[] = [];
  into.addEventListener("input", () => heard.push(into.value));
  type(into, "heron");
  now = 5_000;
  into.setSelectionRange(0, 5);
  put(into, "insertText", "q", "q");
  press(into, "z");
  expect(into.value).toBe("heron");
  expect([into.selectionStart, into.selectionEnd]).toEqual([0, 5]);
  expect(heard.at(-1)).toBe("heron");
});

test("each field has its own past", () => {
  const [one, other] = [field("input"), field("input")];
  type(one, "heron");
  type(other, "wren");
  press(one, "z");
  expect([one.value, other.value]).toEqual(["", "wren"]);
});

test("what the page put into a field is not undone by a writer's key", () => {
  const into = field("input");
  type(into, "door");
  into.value = "";
  press(into, "z");
  expect(into.value).toBe("");
});

test("no state of a passphrase is kept", () => {
  const into = field("input");
  into.autocomplete = "current-password";
  type(into, "quiet");
  expect(press(into, "z")).toBe(false);
  expect(into.value).toBe("quiet");
});

test("a field of an entry that is opened again has the past that it had, if it says the same", () => {
  const shown = (scope: string, value: string) => {
    document.body.innerHTML = `<div data-undo="${scope}"><input id="f-word"></div>`;
    const into = document.querySelector("input") as HTMLInputElement;
    into.value = value;
    return into;
  };
  type(shown("e1", ""), "weir");
  const other = shown("e2", "weir");
  press(other, "z");
  expect(other.value).toBe("weir");
  const again = shown("e1", "weir");
  press(again, "z");
  expect(again.value).toBe("");
  press(again, "z", true);
  expect(again.value).toBe("weir");
  const changed = shown("e1", "ford");
  press(changed, "z");
  expect(changed.value).toBe("ford");
  type(shown("e1", ""), "gone");
  forgetLeftFields();
  const erased = shown("e1", "gone");
  press(erased, "z");
  expect(erased.value).toBe("gone");
});
