// @vitest-environment jsdom
import { Editor } from "@tiptap/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ChartWatch } from "../chart/watch.svelte";
import { chartKey } from "./chart";
import { extensions } from "./schema";

const paragraph = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });
const made = (texts: string[], terms: string[] = []) =>
  new Editor({
    extensions: extensions("?", () => terms),
    content: { type: "doc", content: texts.map(paragraph) },
  });

describe("chart hints in a text", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("come in a pause, are underlined, and let be they do not come again", () => {
    const editor = made(["A long breath.", "Then 0.5 mg/kg, BP 128/82."]);
    const watch = new ChartWatch(editor);
    expect(watch.asked).toBeNull();
    vi.advanceTimersByTime(1_000);
    expect(watch.asked?.place.text).toBe("0.5 mg/kg");
    expect(chartKey.getState(editor.state)?.find()).toHaveLength(2);
    watch.letStay();
    expect(watch.asked?.place.text).toBe("BP 128/82");
    watch.letStay();
    expect(watch.asked).toBeNull();
    expect(chartKey.getState(editor.state)?.find()).toHaveLength(0);
    editor.destroy();
  });

  it("leave a pointer in place of what was moved, and one undo brings it back", () => {
    const editor = made(["We began with 0.5 mg/kg and waited."]);
    const watch = new ChartWatch(editor);
    watch.look();
    watch.replace(watch.asked!.place, "(see chart)");
    expect(editor.getText()).toBe("We began with (see chart) and waited.");
    expect(watch.asked).toBeNull();
    editor.commands.undo();
    expect(editor.getText()).toBe("We began with 0.5 mg/kg and waited.");
    editor.destroy();
  });

  it("replace nothing where the text has changed meanwhile", () => {
    const editor = made(["0.5 mg/kg"]);
    const watch = new ChartWatch(editor);
    watch.look();
    const { place } = watch.asked!;
    editor.commands.setContent({ type: "doc", content: [paragraph("quiet")] });
    watch.replace(place, "(see chart)");
    expect(editor.getText()).toBe("quiet");
    editor.destroy();
  });
});

describe("completion in a text", () => {
  const ghost = (editor: Editor) => editor.view.dom.querySelector(".ghost")?.textContent ?? null;
  const arrow = (editor: Editor) =>
    editor.view.someProp("handleKeyDown", (handle) =>
      handle(editor.view, new KeyboardEvent("keydown", { key: "ArrowRight" })),
    ) ?? false;

  it("offers the rest of a term while it is written, and the right arrow takes it", () => {
    const editor = made(
      [""].map(() => "Much "),
      ["countertransference"],
    );
    editor.commands.focus("end");
    editor.commands.insertContent("coun");
    expect(ghost(editor)).toBe("tertransference");
    expect(editor.getText()).toBe("Much coun");
    expect(arrow(editor)).toBe(true);
    expect(editor.getText()).toBe("Much countertransference");
    expect(ghost(editor)).toBeNull();
    expect(arrow(editor)).toBe(false);
    editor.destroy();
  });

  it("offers nothing in the middle of a block, nor where the caret only moved", () => {
    const editor = made(["coun and more"], ["countertransference"]);
    editor.commands.setTextSelection(5);
    editor.commands.insertContent("t");
    expect(ghost(editor)).toBeNull();
    editor.commands.focus("end");
    expect(ghost(editor)).toBeNull();
    editor.destroy();
  });
});
