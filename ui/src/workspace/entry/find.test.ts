import { Editor } from "@tiptap/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BLANK_HEAD } from "$lib/testing";
import type { Answers } from "$lib/answers";
import type { Entry } from "$lib/bindings/Entry";
import { headingAt, placeNow } from "$lib/prose/places";
import { extensions } from "$lib/prose/schema";
import { FindInEntry } from "./find.svelte";
import { EntryPage } from "./page.svelte";

// What stands in for a window here scrolls nothing.
Element.prototype.scrollIntoView = () => undefined;
vi.mock("$lib/api", () => ({ saveDraft: vi.fn(() => new Promise(() => undefined)) }));

const paragraph = (words: string) => ({
  type: "paragraph",
  content: [{ type: "text", text: words }],
});
const doc = (...words: string[]) => ({ type: "doc", content: words.map(paragraph) });
const answers: Answers = {
  moment: { text: doc("The kettle sang. A kettle again.", "Kettles all morning.") },
  words: { verbatim: ["the kettle, the kettle", "no"] },
  after: { text: doc("Then no kettle.") },
  steps: { rows: [{ said: { line: "her kettle" } }, { said: { line: "mine" } }] },
};
const PATHS = ["moment", "words", "after", "steps"];

let page: EntryPage;
const editors: Record<string, Editor> = {};
const says = (path: string) =>
  editors[path]!.state.doc.textBetween(0, editors[path]!.state.doc.content.size, "\n");

function begin(): FindInEntry {
  return new FindInEntry(
    page,
    () => PATHS,
    () => undefined,
  );
}
async function look(
  words: string,
  more: Partial<Pick<FindInEntry, "whole" | "exact" | "by">> = {},
) {
  const find = begin();
  Object.assign(find, { words, ...more });
  await find.look();
  return find;
}

describe("finding in the open entry", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    const definition = {
      id: "free",
      version: 1,
      journal: "Free",
      noun: "Note",
      icon: "pen-line",
      about_client: false,
      detail: [],
      example: "",
      leads: "moment",
      fields: [],
      prompts: [],
      cues: [],
    };
    const entry: Entry = {
      input: { id: "e1", form: "free", form_version: 1, head: BLANK_HEAD, answers, base: null },
      definition,
      written: null,
      revised: null,
      revisions: 0,
      draft: true,
      other_draft: null,
      trashed: false,
      closed: null,
      late: false,
    };
    page = new EntryPage(entry, () => undefined);
    for (const path of ["moment", "after"]) {
      const answer = answers[path]!;
      const editor = new Editor({
        extensions: extensions("kept"),
        content: "text" in answer ? (answer.text as object) : null,
        element: document.createElement("div"),
      });
      editors[path] = editor;
      page.shown(path, {
        get doc() {
          return editor.state.doc;
        },
        made: editor,
        editor: () => editor,
      });
    }
  });
  afterEach(() => {
    for (const editor of Object.values(editors)) editor.destroy();
    page.close();
    vi.useRealTimers();
  });

  it("counts letters in a row in texts, lines and rows, in the order of the page", async () => {
    await look("kettle");
    expect(page.finding.spots.map(({ path, item }) => [path, item])).toEqual([
      ["moment", -1],
      ["moment", -1],
      ["moment", -1],
      ["words", 0],
      ["words", 0],
      ["after", -1],
      ["steps.0.said", 0],
    ]);
    expect([page.finding.total, page.finding.now]).toEqual([7, 0]);
  });

  it("heeds whole words and the letters as they are written", async () => {
    await look("kettle", { whole: true });
    expect(page.finding.total).toBe(6);
    await look("Kettle", { exact: true });
    expect(page.finding.total).toBe(1);
    await look("kEttle", { exact: true });
    expect(page.finding.total).toBe(0);
    await look("");
    expect([page.finding.total, page.finding.now]).toEqual([0, -1]);
  });

  it("steps through them, and round from the last to the first", async () => {
    const find = await look("kettle");
    find.step(-1);
    expect([page.finding.now, page.itemNow("steps.0.said")]).toEqual([6, 0]);
    find.step(1);
    expect([page.finding.now, page.itemNow("steps.0.said")]).toEqual([0, undefined]);
    expect(placeNow(editors["moment"]!.state)).toEqual({ from: 5, to: 11 });
  });

  it("goes on from the place as it lies after the text was changed", async () => {
    const find = await look("kettle");
    find.step(1);
    editors["moment"]!.commands.insertContentAt(1, "Early: ");
    find.step(1);
    expect(page.finding.now).toBe(2);
    editors["moment"]!.commands.setContent(doc("Nothing here."));
    find.step(1);
    expect(page.finding.spots[page.finding.now]?.path).toBe("words");
  });

  it("begins at the caret, with what is selected", async () => {
    page.caretAt("moment", editors["moment"]!);
    editors["moment"]!.commands.setTextSelection({ from: 20, to: 26 });
    const find = begin();
    expect(find.words).toBe("kettle");
    await find.look();
    expect(page.finding.now).toBe(1);
  });

  it("replaces one and goes on, also where the new words hold the old ones", async () => {
    const find = await look("kettle", { by: "kettle-drum" });
    expect(find.replace()).toBeNull();
    expect(says("moment")).toBe("The kettle-drum sang. A kettle again.\nKettles all morning.");
    expect(page.finding.now).toBe(1);
    find.replace();
    expect(says("moment")).toBe("The kettle-drum sang. A kettle-drum again.\nKettles all morning.");
    editors["moment"]!.commands.undo();
    expect(says("moment")).toBe("The kettle-drum sang. A kettle again.\nKettles all morning.");
  });

  it("replaces all in texts, lines and rows, and takes all of it back", async () => {
    const find = await look("kettle", { by: "pan" });
    const { count, back } = find.replaceAll();
    expect(count).toBe(7);
    expect(says("moment")).toBe("The pan sang. A pan again.\npans all morning.");
    expect(says("after")).toBe("Then no pan.");
    expect(page.answers["words"]).toEqual({ verbatim: ["the pan, the pan", "no"] });
    expect(page.answers["steps"]).toEqual({
      rows: [{ said: { line: "her pan" } }, { said: { line: "mine" } }],
    });
    expect(page.finding.total).toBe(0);
    expect(back()).toBe(true);
    expect(says("moment")).toBe("The kettle sang. A kettle again.\nKettles all morning.");
    expect(page.answers).toEqual(answers);
  });

  it("takes back only what was not changed since, and says so", async () => {
    const find = await look("kettle", { by: "" });
    const { back } = find.replaceAll();
    editors["after"]!.commands.insertContentAt(1, "More. ");
    expect(back()).toBe(false);
    expect(says("after")).toBe("More. Then no .");
    expect(says("moment")).toContain("The kettle sang.");
  });

  it("lets go of every mark at the end, and knows where one was", async () => {
    const find = await look("no", { whole: true });
    find.step(1);
    expect(find.end()).toMatchObject({ path: "after", from: 6, to: 8 });
    expect([page.find, page.finding.total, placeNow(editors["after"]!.state)]).toEqual([
      null,
      0,
      null,
    ]);
  });
});

it("finds the beginning of a heading by its number", () => {
  const editor = new Editor({
    extensions: extensions("kept"),
    element: null,
    content: {
      type: "doc",
      content: [
        { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "One" }] },
        paragraph("Text."),
        { type: "heading", attrs: { level: 3 }, content: [{ type: "text", text: "Two" }] },
      ],
    },
  });
  expect([0, 1, 2].map((nth) => headingAt(editor.state.doc, nth))).toEqual([1, 13, null]);
});
