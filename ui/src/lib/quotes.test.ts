import { Editor } from "@tiptap/core";
import { afterEach, describe, expect, it } from "vitest";
import { extensions } from "./prose/schema";
import { quotesOf, typed } from "./quotes";
import { setTyping, turnSignsInFields } from "./typing";
import { undoFields } from "./field-undo";

/** What a text becomes when it is typed sign by sign. */
function typing(text: string, language = "en", american = false): string {
  let written = "";
  for (const sign of text) {
    const found = typed(written, sign, language, american);
    written = found ? written.slice(0, written.length - found.back) + found.text : written + sign;
  }
  return written;
}

describe("quotation marks as they are typed", () => {
  it.each([
    ["en", `"Not yet," she said. "It's 'fine'."`, "“Not yet,” she said. “It’s ‘fine’.”"],
    ["en", `("so")`, "(“so”)"],
    ["de", `"Noch nicht", sagte sie. 'Doch', geht's?`, "„Noch nicht“, sagte sie. ‚Doch‘, geht’s?"],
    ["fr", `"Pas encore", l'une`, "«\u202fPas encore\u202f», l’une"],
    ["sv", `"inte"`, "”inte”"],
    ["hu", `"nem"`, "„nem”"],
    ["it", `"no"`, "«no»"],
    ["ta", `"no"`, "“no”"],
  ])("in %s: %s", (language, text, becomes) => {
    expect(typing(text, language)).toBe(becomes);
  });

  it("joins two hyphens to a dash, and a third to a longer one", () => {
    expect(typing("away -- and back")).toBe("away – and back");
    expect(typing("away--and back", "en", true)).toBe("away—and back");
    expect(typing("away --- and back")).toBe("away — and back");
    expect(typing("weg -- und zurück", "de", true)).toBe("weg – und zurück");
  });

  it("leaves one hyphen alone, at the beginning of a line too", () => {
    expect(typing("- no, he said")).toBe("- no, he said");
    expect(typing("well-held, 5-6")).toBe("well-held, 5-6");
  });

  it("knows marks for every language, the English ones for any other", () => {
    expect(quotesOf("xx")).toEqual(quotesOf("en"));
  });
});

describe("in a text", () => {
  let editor: Editor;
  const write = (text: string) => {
    editor = new Editor({
      extensions: extensions("kept"),
      element: document.createElement("div"),
      enableInputRules: false,
    });
    for (const sign of text) {
      const { from, to } = editor.state.selection;
      const insert = () => editor.state.tr.insertText(sign, from, to);
      const done = editor.view.someProp("handleTextInput", (handle) =>
        handle(editor.view, from, to, sign, insert),
      );
      if (!done) editor.view.dispatch(insert());
    }
    return editor.getText();
  };
  afterEach(() => {
    editor.destroy();
    setTyping(null);
  });

  it("the mark is turned, and one undo brings back what was typed", () => {
    setTyping({ language: "en", american: false });
    expect(write(`"No`)).toBe("“No");
    expect(write(`so "`)).toBe("so “");
    editor.commands.undo();
    expect(editor.getText()).toBe(`so "`);
  });

  it("a dash takes the place of both hyphens, and no list comes of one", () => {
    setTyping({ language: "en", american: false });
    expect(write("- no -- he")).toBe("- no – he");
    expect(editor.getJSON().content?.[0]?.type).toBe("paragraph");
  });

  it("nothing is turned where the writer wants it as typed", () => {
    expect(write(`"no" -- he`)).toBe(`"no" -- he`);
  });
});

describe("in a plain field", () => {
  const ends = [turnSignsInFields(window), undoFields(window)];
  afterEach(() => {
    document.body.replaceChildren();
    setTyping(null);
  });
  function type(field: HTMLTextAreaElement | HTMLInputElement, text: string) {
    for (const data of text) {
      const init = { inputType: "insertText", data, bubbles: true };
      field.dispatchEvent(new InputEvent("beforeinput", init));
      field.setRangeText(data, field.selectionStart!, field.selectionEnd!, "end");
      field.dispatchEvent(new InputEvent("input", init));
    }
  }
  function stand(html: string) {
    document.body.innerHTML = html;
    const field = document.querySelector<HTMLTextAreaElement>("textarea, input")!;
    field.focus();
    return field;
  }

  it("of an entry the marks are turned, and Ctrl+Z brings back what was typed", () => {
    setTyping({ language: "en", american: false });
    const field = stand(`<div class="entry"><textarea></textarea></div>`);
    type(field, `so "`);
    expect(field.value).toBe("so “");
    field.dispatchEvent(
      new KeyboardEvent("keydown", { key: "z", code: "KeyZ", ctrlKey: true, bubbles: true }),
    );
    expect(field.value).toBe(`so "`);
    ends.forEach((end) => void end);
  });

  it("outside of entries nothing is turned", () => {
    setTyping({ language: "en", american: false });
    const field = stand(`<div class="list"><input type="text"></div>`);
    type(field, `"so"`);
    expect(field.value).toBe(`"so"`);
  });
});
