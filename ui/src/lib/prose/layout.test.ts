import { Editor } from "@tiptap/core";
import { afterEach, expect, it } from "vitest";
import { extensions } from "./schema";

let editor: Editor;
afterEach(() => editor.destroy());

function stand(text: string) {
  editor = new Editor({
    extensions: extensions("unknown"),
    content: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] },
  });
  editor.commands.selectAll();
}
const press = (key: string, code: string, init: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent("keydown", {
    key,
    code,
    ctrlKey: true,
    cancelable: true,
    bubbles: true,
    ...init,
  });
  editor.view.dom.dispatchEvent(event);
  return event.defaultPrevented;
};

it.each([
  ["b", "KeyB"],
  ["B", "KeyB"],
  ["\u0438", "KeyB"],
  ["\u03B2", "KeyB"],
  ["\u05E0", "KeyB"],
])("Ctrl+B makes bold where the key writes %s", (key, code) => {
  stand("A long breath.");
  expect(press(key, code)).toBe(true);
  expect(editor.isActive("bold")).toBe(true);
});

it("Ctrl+Z takes back on a Russian layout", () => {
  stand("A long breath.");
  editor.commands.insertContent("Gone.");
  expect(press("\u044F", "KeyZ")).toBe(true);
  expect(editor.getText()).toBe("A long breath.");
});

it("Ctrl+Shift+B is left to the boundary observation", () => {
  stand("A long breath.");
  expect(press("B", "KeyB", { shiftKey: true })).toBe(false);
  expect(editor.isActive("bold")).toBe(false);
  expect(press("\u0418", "KeyB", { shiftKey: true })).toBe(false);
  expect(editor.isActive("blockquote")).toBe(false);
});

it("letters without Ctrl are text", () => {
  stand("A long breath.");
  expect(press("\u0438", "KeyB", { ctrlKey: false })).toBe(false);
});
