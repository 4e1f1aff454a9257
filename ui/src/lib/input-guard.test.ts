import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { guardInput } from "./input-guard";

let end: () => void;
beforeEach(() => {
  end = guardInput(window);
  document.body.innerHTML = `<div contenteditable="true" tabindex="0"><p>heron</p></div>
    <textarea>wren</textarea><input value="reed"><button>flat</button>`;
});
afterEach(() => {
  end();
  document.body.replaceChildren();
});

const find = (selector: string) => document.querySelector<HTMLElement>(selector)!;
function reaches(selector: string, event: Event) {
  let arrived = false;
  const target = find(selector);
  target.addEventListener(event.type, () => (arrived = true), { once: true });
  target.dispatchEvent(event);
  return arrived && !event.defaultPrevented;
}
const typed = (inputType = "insertText") =>
  new InputEvent("beforeinput", { bubbles: true, cancelable: true, inputType, data: "j" });
const pasted = () => new Event("paste", { bubbles: true, cancelable: true });

test.each(["p", "textarea", "input"])(
  "%s takes nothing while a button has the focus",
  (selector) => {
    find("button").focus();
    expect(reaches(selector, typed())).toBe(false);
    expect(reaches(selector, typed("deleteContentBackward"))).toBe(false);
    expect(reaches(selector, pasted())).toBe(false);
    expect(reaches(selector, new Event("cut", { bubbles: true, cancelable: true }))).toBe(false);
  },
);

test.each([
  ["p", "[contenteditable]"],
  ["textarea", "textarea"],
  ["input", "input"],
])("%s takes what is typed while it has the focus", (selector, focused) => {
  find(focused).focus();
  expect(reaches(selector, typed())).toBe(true);
  expect(reaches(selector, pasted())).toBe(true);
});

test("what is dropped goes where it was dropped", () => {
  find("button").focus();
  expect(reaches("p", typed("insertFromDrop"))).toBe(true);
});

test.each([
  ["button", 1],
  ["textarea", 0],
])("a text that loses the focus to a %s lets go", (next, times) => {
  const letsGo = vi.spyOn(document.getSelection()!, "removeAllRanges");
  find("[contenteditable]").focus();
  document.getSelection()?.selectAllChildren(find("p"));
  letsGo.mockClear();
  find(next).focus();
  expect(letsGo).toHaveBeenCalledTimes(times);
});
