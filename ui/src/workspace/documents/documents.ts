import type { Block } from "$lib/bindings/Block";
import type { Sheet } from "$lib/bindings/Sheet";
import { unlock as t } from "$lib/messages";

/** A sheet of paper that holds nothing of the entries: a title, when it was, what stands on it. */
export function documentOf(title: string, header: string, blocks: Block[]): Sheet {
  return { letter: "J", paper: "a4", language: "en", title, header, foot: [], blocks };
}

/** A box with its paragraphs; an empty one stays visible. */
export function boxOf(label: string, text: string): Block {
  const lines = text.split("\n").map((line) => line.trim());
  return { is: "box", label, text: lines.filter((line) => line !== ""), pen: 0 };
}

/** A table; each row has a cell for every column. */
export function tableOf(caption: string, columns: [string, number][], rows: string[][]): Block {
  return {
    is: "table",
    caption,
    columns: columns.map(([head, share]) => ({ head, share, blank: false })),
    rows,
  };
}

/** The recovery words, numbered, in two columns, and where to keep them. */
export function wordsSheet(words: readonly string[], day: string): Sheet {
  const half = Math.ceil(words.length / 2);
  const cell = (at: number) => (words[at] === undefined ? "" : `${at + 1}. ${words[at]}`);
  const rows = Array.from({ length: half }, (_, at) => [cell(at), cell(at + half)]);
  const columns: [string, number][] = [
    [`1–${half}`, 1],
    [`${half + 1}–${words.length}`, 1],
  ];
  return documentOf(t.paperWords, day, [
    tableOf(t.paperWordsInOrder, columns, rows),
    boxOf(t.paperKeep, t.wordsKeep),
  ]);
}
