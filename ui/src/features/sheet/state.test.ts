import { expect, it } from "vitest";
import type { Sheet } from "$lib/bindings/Sheet";
import type { SheetBox } from "$lib/bindings/SheetBox";
import type { SheetPage } from "$lib/bindings/SheetPage";
import { inCopy, marked, parts, texts } from "./state";

const sheet = (moment: string, cell: string): Sheet => ({
  letter: "A",
  paper: "a5",
  language: "en",
  title: "One question, one minute",
  header: "Wren",
  foot: ["Supervision", "Exported 12 November 2026"],
  blocks: [
    { is: "box", label: "One moment", text: ["Quiet.", moment], pen: 0 },
    { is: "ticks", label: "What I want", options: [{ label: "think with me", ticked: true }] },
    { is: "table", caption: "Pauses", columns: [], rows: [["1", cell]] },
  ],
});

it("the texts of a page are those that the check reads", () => {
  expect(texts(sheet("Tobias came.", "Tobias left."))).toEqual([
    "Wren",
    "Quiet.",
    "Tobias came.",
    "1",
    "Tobias left.",
    "Supervision",
  ]);
});

it("a passage is found again in the copy by its place", () => {
  const before = sheet("Tobias came.", "Tobias left.");
  const after = sheet("Her brother came.", "Her brother left.");
  expect(inCopy("Tobias left.", before, after)).toBe("Her brother left.");
  expect(inCopy("not on the page", before, after)).toBe("not on the page");
});

it("words are marked wherever they stand, and nothing is lost", () => {
  const cut = marked("Tobias, said TOBIAS.", "tobias");
  expect(cut.map(({ text }) => text).join("")).toBe("Tobias, said TOBIAS.");
  expect(cut.filter((part) => part.marked).map(({ text }) => text)).toEqual(["Tobias", "TOBIAS"]);
  expect(marked("Nobody.", "")).toEqual([{ text: "Nobody.", marked: false }]);
});

it("boxes and questions stand in the order of the page, without what is for the pen", () => {
  const box = (id: string, label: string, blank = false) =>
    ({ id, label, blank }) as unknown as SheetBox;
  const page = {
    boxes: [box("moment", "One moment"), box("pause", "Pause"), box("pen", "In supervision", true)],
    questions: [{ id: "role", label: "What I want", options: [], ticked: null }],
    sheet: {
      blocks: [
        { is: "ticks", label: "What I want", options: [] },
        { is: "table", caption: "Pauses", columns: [], rows: [] },
        { is: "box", label: "One moment", text: [], pen: 0 },
      ],
    },
  } as unknown as SheetPage;
  expect(parts(page).map((part) => (part.is === "box" ? part.box.id : part.question.id))).toEqual([
    "role",
    "moment",
    "pause",
  ]);
});
