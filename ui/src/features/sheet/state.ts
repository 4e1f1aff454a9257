import type { Block } from "$lib/bindings/Block";
import type { Sheet } from "$lib/bindings/Sheet";
import type { SheetBox } from "$lib/bindings/SheetBox";
import type { SheetFormat } from "$lib/bindings/SheetFormat";
import type { SheetPage } from "$lib/bindings/SheetPage";
import type { SheetQuestion } from "$lib/bindings/SheetQuestion";

/** The letter by which each format is known. */
export const LETTERS: Record<SheetFormat, string> = {
  one_question: "A",
  seven_windows: "B",
  slow_replay: "C",
  three_needs: "D",
  caseload_round: "E",
  consult: "F",
  course_arc: "G",
  five_minutes: "H",
  word_and_margin: "P",
  entries: "I",
};

function textsOf(block: Block): readonly string[] {
  switch (block.is) {
    case "part":
      return [block.title, block.line];
    case "box":
      return block.text;
    case "table":
      return block.rows.flat();
    case "ticks":
    case "signatures":
      return [];
  }
}

/** Every text of a page that a person wrote, in the order in which the check reads them. */
export function texts(sheet: Sheet): string[] {
  return [sheet.header, ...sheet.blocks.flatMap(textsOf), ...sheet.foot.slice(0, 1)];
}

/** What became of a passage of the page in the copy that leaves. */
export function inCopy(passage: string, before: Sheet, after: Sheet): string {
  const at = texts(before).indexOf(passage);
  return texts(after)[at] ?? passage;
}

/** A stretch of a text, and whether it is marked. */
export interface Stretch {
  text: string;
  marked: boolean;
}

/** Cuts a text wherever words stand in it, whatever their capitals. */
export function marked(text: string, words: string): Stretch[] {
  const [lower, wanted] = [text.toLowerCase(), words.toLowerCase()];
  // A letter that is longer in small cannot be cut by the same places.
  if (wanted === "" || lower.length !== text.length) return [{ text, marked: false }];
  const cut: Stretch[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    if (at > from) cut.push({ text: text.slice(from, at), marked: false });
    cut.push({ text: text.slice(at, at + wanted.length), marked: true });
    from = at + wanted.length;
  }
  if (from < text.length || cut.length === 0) cut.push({ text: text.slice(from), marked: false });
  return cut;
}

/** A box or a question of a page that is being filled. */
export type Part = { is: "box"; box: SheetBox } | { is: "question"; question: SheetQuestion };

/**
 * The boxes and questions of a page in the order in which it prints them; then those that stand in
 * a table. What is left free for the pen is not filled here, and a question that has a box stands in it.
 */
export function parts(page: SheetPage): Part[] {
  const boxes = page.boxes.filter(({ blank }) => !blank);
  const questions = page.questions.filter(({ id }) => !boxes.some((box) => box.id === id));
  const order = page.sheet.blocks.flatMap((block) => ("label" in block ? [block.label] : []));
  const all: { label: string; part: Part }[] = [
    ...boxes.map((box) => ({ label: box.label, part: { is: "box", box } as const })),
    ...questions.map((question) => ({
      label: question.label,
      part: { is: "question", question } as const,
    })),
  ];
  const place = (label: string) => {
    const at = order.indexOf(label);
    return at < 0 ? order.length : at;
  };
  return all.sort((one, other) => place(one.label) - place(other.label)).map(({ part }) => part);
}
