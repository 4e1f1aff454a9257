import { Editor } from "@tiptap/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mentionIn, type Mention, type Mentions } from "./mentions";
import { extensions } from "./prose/schema";
import { MentionWatch } from "./prose/mention-watch.svelte";

Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();

describe("a mention", () => {
  it.each([
    ["@", { trigger: "@", typed: "", at: 0 }],
    ["She said @wr", { trigger: "@", typed: "wr", at: 9 }],
    ["(#ea", { trigger: "#", typed: "ea", at: 1 }],
    ["then [[who owns", { trigger: "[[", typed: "who owns", at: 5 }],
    ["mail@home", null],
    ["no. #1 and", null],
    ["[[closed]] more", null],
    ["@Дрозд", { trigger: "@", typed: "Дрозд", at: 0 }],
  ])("in “%s” is read from its end", (before, found) => {
    expect(mentionIn(before)).toEqual(found);
  });
});

describe("mentions in a text", () => {
  let editor: Editor;
  let watch: MentionWatch;
  const chose = vi.fn();
  const all: Mention[] = [
    { key: "w", label: "Wren", text: "Wren" },
    { key: "f", label: "Flint", text: "Flint" },
  ];
  const mentions: Mentions = {
    offers: (_, typed) => [
      ...all.filter(({ label }) => label.toLowerCase().startsWith(typed)),
      ...(typed === "new" ? [{ key: "new", label: "New", text: "#new", makes: true }] : []),
    ],
    choose: chose,
  };
  const type = (text: string) => {
    for (const letter of text) editor.view.dispatch(editor.state.tr.insertText(letter));
  };
  const press = (key: string) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    editor.view.dom.dispatchEvent(event);
    return event.defaultPrevented;
  };

  beforeEach(() => {
    chose.mockReset();
    editor = new Editor({ extensions: extensions("kept"), element: document.body });
    watch = new MentionWatch(editor, mentions);
  });
  afterEach(() => {
    watch.close();
    editor.destroy();
  });

  it("offer what begins so, and Enter writes the first of it", () => {
    type("To @fl");
    expect([watch.offers.map(({ label }) => label), watch.at]).toEqual([["Flint"], 0]);
    expect(press("Enter")).toBe(true);
    expect(editor.getText()).toBe("To Flint");
    expect(chose).toHaveBeenCalledWith("@", all[1]);
    expect(watch.open).toBeNull();
  });

  it("are moved through by arrows", () => {
    type("@");
    expect(watch.at).toBe(-1);
    press("ArrowDown");
    press("ArrowDown");
    expect(watch.at).toBe(1);
    press("Tab");
    expect(editor.getText()).toBe("Flint");
  });

  it("leave Enter alone where nothing was chosen, and where nothing answers", () => {
    type("@");
    press("Enter");
    expect(chose).not.toHaveBeenCalled();
    type("@zz");
    expect(watch.offers).toEqual([]);
    press("Enter");
    expect(chose).not.toHaveBeenCalled();
  });

  it("do not make a new one by Enter alone", () => {
    type("#new");
    expect(watch.at).toBe(-1);
    press("ArrowDown");
    press("Enter");
    expect(editor.getText()).toBe("#new");
    expect(chose).toHaveBeenCalledOnce();
  });

  it("are put away by Escape until the next one", () => {
    type("@w");
    expect(press("Escape")).toBe(true);
    type("r");
    expect(watch.open).toBeNull();
    expect(press("Escape")).toBe(false);
    type(" @w");
    expect(watch.open).toMatchObject({ trigger: "@", typed: "w" });
  });

  it("stay away from where the caret is only put", () => {
    type("@w and");
    editor.commands.setTextSelection(3);
    expect(watch.open).toBeNull();
  });

  it("do nothing any more once the text is left", () => {
    watch.close();
    type("@w");
    expect(watch.open).toBeNull();
  });
});
