import { expect, it } from "vitest";
import type { Answers } from "./answers";
import { headingsOf, wordCount, writtenIn } from "./plain-text";

const text = (words: string) => ({ type: "text", text: words });
const paragraph = (...content: unknown[]) => ({ type: "paragraph", content });
const heading = (level: number, words: string) => ({
  type: "heading",
  attrs: { level },
  content: [text(words)],
});
const doc = (...content: unknown[]) => ({ type: "doc", content });

const answers: Answers = {
  moment: {
    text: doc(heading(1, "Morning"), paragraph(text("A long "), text("breath.")), paragraph()),
  },
  held: { scale: 4 },
  words: { verbatim: ["not yet", "now"] },
  stance: {
    choice: {
      key: "near",
      text: doc(paragraph(text("Quite"), { type: "hardBreak" }, text("near"))),
    },
  },
  boxes: { block: { rung: { line: "one more" } } },
  links: { rows: [{ line: { line: "first" } }, { held: { scale: 0 } }] },
  from_elsewhere: { text: doc(paragraph(text("kept from an import"))) },
};

it("reads what was written in an answer, whatever kind holds it", () => {
  expect(writtenIn(answers["moment"]!)).toEqual(["Morning", "A long breath.", ""]);
  expect(writtenIn(answers["stance"]!)).toEqual(["Quite near"]);
  expect(writtenIn(answers["boxes"]!)).toEqual(["one more"]);
  expect(writtenIn(answers["held"]!)).toEqual([]);
  expect(writtenIn({ text: null })).toEqual([]);
});

it("counts words by the blanks between, without what an import kept", () => {
  expect(wordCount(answers)).toBe(12);
  expect(wordCount({})).toBe(0);
});

it("lists headings with their field and number", () => {
  const more = { ...answers, free: { text: doc(heading(2, "Noon"), heading(3, "One")) } };
  expect(headingsOf(more)).toEqual([
    { key: "moment:0", text: "Morning", level: 1 },
    { key: "free:0", text: "Noon", level: 2 },
    { key: "free:1", text: "One", level: 3 },
  ]);
});
