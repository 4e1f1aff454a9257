import type { Block } from "$lib/bindings/Block";
import type { Sheet } from "$lib/bindings/Sheet";
import type { SheetFinding } from "$lib/bindings/SheetFinding";
import type { SheetFormat } from "$lib/bindings/SheetFormat";

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
};

function textsOf(block: Block): readonly string[] {
  switch (block.is) {
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

export type Group = "names" | "places" | "numbers" | "ask";

/** Under which heading a finding stands. */
export function groupOf({ class: kind, certainty }: SheetFinding): Group {
  if (certainty === "ask") return "ask";
  if (kind === "name" || kind === "handle") return "names";
  return kind === "place" || kind === "organisation" ? "places" : "numbers";
}

/** The findings under their headings, each with its place in the list of all. */
export function grouped(
  found: readonly SheetFinding[],
): { group: Group; lines: { finding: SheetFinding; at: number }[] }[] {
  const lines = found.map((finding, at) => ({ finding, at }));
  const groups: Group[] = ["names", "places", "numbers", "ask"];
  return groups
    .map((group) => ({ group, lines: lines.filter(({ finding }) => groupOf(finding) === group) }))
    .filter((one) => one.lines.length > 0);
}
