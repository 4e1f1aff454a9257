import type { Editor } from "@tiptap/core";
import { afterEach, expect, test, vi } from "vitest";
import { prose, type ProseOptions } from "./attachment";
import { EditorTexts } from "./kept-texts";
import type { ShownText } from "./still";

Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();
document.elementFromPoint = () => null;

const text = (words: string) => ({
  type: "doc",
  content: [{ type: "paragraph", content: [{ type: "text", text: words }] }],
});

/** A text on the page that somebody has turned to, with what it has said so far. */
function stand(doc: unknown, more: Partial<ProseOptions> = {}) {
  const made = still(doc, more);
  made.all.shown?.editor();
  return made;
}

/** A text on the page, with what it has said so far. */
function still(doc: unknown, more: Partial<ProseOptions> = {}) {
  const box = document.createElement("div");
  document.body.append(box);
  const seen: { editor: Editor | null; said: unknown } = { editor: null, said: undefined };
  const given: ProseOptions = {
    doc,
    label: "Text",
    placeholder: "",
    unknown: "?",
    editable: true,
    moved: () => undefined,
    focused: () => undefined,
    changed: (read) => (seen.said = read()),
    ready: (editor) => (seen.editor = editor),
    ...more,
  };
  const all: { shown: ShownText | null } = { shown: null };
  const end = prose(() => ({ ...given, shown: (text) => (all.shown = text) }))(box) as () => void;
  return { seen, box, end, page: box.firstElementChild as HTMLElement, all };
}
afterEach(() => document.body.replaceChildren());

function typed(editor: Editor, letters: string) {
  for (const letter of letters) {
    const { from, to } = editor.state.selection;
    const handled = editor.view.someProp("handleTextInput", (handle) =>
      handle(editor.view, from, to, letter, () => editor.state.tr.insertText(letter, from, to)),
    );
    if (!handled) editor.view.dispatch(editor.state.tr.insertText(letter, from, to));
  }
}

test.each([
  "1984. A year of silence",
  "- no, he said",
  "* a star",
  "+ one more",
  "> later",
  "# 3 of them",
  "--- later",
  "**bold** words",
  "*said* softly",
  "_so_ it was",
  "[ ] not yet",
  "1. then this",
])("%s stays what was typed", async (letters) => {
  const { seen, end } = stand(text("x"));
  seen.editor!.commands.setTextSelection({ from: 1, to: 2 });
  typed(seen.editor!, letters);
  await Promise.resolve();
  expect(seen.said).toEqual(text(letters));
  end();
});

test("every paragraph and heading runs in the direction of its own letters, and says nothing of it", () => {
  const stored = {
    type: "doc",
    content: [
      { type: "paragraph", content: [{ type: "text", text: "שלום." }] },
      { type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: "heron" }] },
    ],
  };
  const { seen, page, end } = stand(stored);
  expect([...page.children].map((line) => line.getAttribute("dir"))).toEqual(["auto", "auto"]);
  seen.editor!.commands.insertContentAt(1, "x");
  expect(JSON.stringify(seen.said)).not.toContain("auto");
  end();
});

function press(page: HTMLElement, init: KeyboardEventInit) {
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
  page.dispatchEvent(event);
  return event;
}

test("the page hears of Escape and of the keys for a boundary note", () => {
  const { page, seen, end } = stand(text("heron"));
  const heard = vi.fn<(event: KeyboardEvent) => void>();
  document.addEventListener("keydown", heard);
  for (const init of [
    { key: "Escape" },
    { key: "B", code: "KeyB", ctrlKey: true, shiftKey: true },
  ]) {
    expect(press(page, init).defaultPrevented).toBe(false);
  }
  expect(heard).toHaveBeenCalledTimes(2);
  expect(seen.editor!.isActive("blockquote")).toBe(false);
  document.removeEventListener("keydown", heard);
  end();
});

test("what was done in a text is undone after it was left and opened again", () => {
  const texts = new EditorTexts();
  const keeping = (doc: unknown): Partial<ProseOptions> => ({
    former: () => texts.take("e1", "text", doc),
    keep: (editor) => texts.put("e1", "text", editor),
  });
  const first = stand(text("A long breath."), keeping(text("A long breath.")));
  first.seen.editor!.commands.selectAll();
  typed(first.seen.editor!, "q");
  first.end();
  expect(document.querySelector(".ProseMirror")).toBeNull();
  const again = stand(text("q"), keeping(text("q")));
  expect(again.page.textContent).toBe("q");
  again.seen.editor!.commands.undo();
  expect(again.seen.said).toEqual(text("A long breath."));
  expect(again.page.textContent).toBe("A long breath.");
  again.end();
});

test("a text that was emptied comes back with its undo as well", () => {
  const texts = new EditorTexts();
  const keeping = (doc: unknown): Partial<ProseOptions> => ({
    former: () => texts.take("e1", "text", doc),
    keep: (editor) => texts.put("e1", "text", editor),
  });
  const first = stand(text("heron"), keeping(text("heron")));
  first.seen.editor!.chain().selectAll().deleteSelection().run();
  expect(first.seen.said).toBeNull();
  first.end();
  const again = stand(null, keeping(null));
  again.seen.editor!.commands.undo();
  expect(again.seen.said).toEqual(text("heron"));
  again.end();
});

test("a text that says something else by now is shown as it is stored", () => {
  const texts = new EditorTexts();
  const first = stand(text("heron"), { keep: (editor) => texts.put("e1", "text", editor) });
  first.end();
  const again = stand(text("wren"), { former: () => texts.take("e1", "text", text("wren")) });
  expect(again.page.textContent).toBe("wren");
  again.seen.editor!.commands.undo();
  expect(again.page.textContent).toBe("wren");
  again.end();
});

test("the undo of the latest entries is kept, and that of an erased entry is not", () => {
  const texts = new EditorTexts();
  for (let entry = 0; entry < 40; entry += 1) {
    stand(text("heron"), { keep: (editor) => texts.put(`e${entry}`, "text", editor) }).end();
  }
  expect(texts.take("e0", "text", text("heron"))).toBeNull();
  expect(texts.take("e39", "text", text("heron"))).not.toBeNull();
  texts.clear();
  expect(texts.take("e38", "text", text("heron"))).toBeNull();
});

const rich = {
  type: "doc",
  content: [
    { type: "paragraph", content: [{ type: "text", text: "Settled", marks: [{ type: "said" }] }] },
    { type: "paragraph" },
    { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "After" }] },
    { type: "paragraph", content: [{ type: "text", text: "a" }, { type: "hardBreak" }] },
    {
      type: "bulletList",
      content: [
        {
          type: "listItem",
          content: [{ type: "paragraph", content: [{ type: "text", text: "one" }] }],
        },
      ],
    },
    { type: "drawing", attrs: { strokes: [1] } },
  ],
};

test("a text is drawn without an editor just as its editor draws it", () => {
  const { page, seen, all, end } = still(rich);
  // The editor says what cannot be written in; that is seen by nobody.
  const drawn = () =>
    page.innerHTML.replaceAll(' contenteditable="false"', "").replaceAll(' draggable="true"', "");
  const before = drawn();
  expect(seen.editor).toBeNull();
  expect(before).toContain("Settled");
  all.shown!.editor();
  expect(seen.editor).not.toBeNull();
  expect(drawn()).toBe(before);
  expect(all.shown!.editor()).toBe(seen.editor);
  end();
  expect(all.shown).toBeNull();
});

test.each(["focus", "pointerenter", "pointerdown", "beforeinput", "dragenter"])(
  "whoever turns to a text with %s meets its editor",
  (beginning) => {
    const { page, seen, end } = still(text("heron"));
    expect(seen.editor).toBeNull();
    page.dispatchEvent(new Event(beginning));
    expect(seen.editor?.getText()).toBe("heron");
    end();
  },
);

test("a text that cannot be changed never takes an editor, and says what it says", () => {
  const { page, seen, end } = still(text("heron"), { editable: false });
  page.dispatchEvent(new Event("pointerenter"));
  expect(seen.editor).toBeNull();
  expect(page.textContent).toBe("heron");
  expect(page.getAttribute("contenteditable")).toBe("false");
  end();
});

test("a text with boxes to tick has its editor at once", () => {
  const boxes = {
    type: "doc",
    content: [
      {
        type: "taskList",
        content: [
          { type: "taskItem", attrs: { checked: false }, content: [{ type: "paragraph" }] },
        ],
      },
    ],
  };
  const { seen, end } = still(boxes);
  expect(seen.editor).not.toBeNull();
  end();
});
