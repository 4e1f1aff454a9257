import { closeHistory } from "@tiptap/pm/history";
import { withAnswer, type Answers } from "$lib/answers";
import type { Answer } from "$lib/bindings/Answer";
import type { Spot } from "./finding.svelte";
import type { EntryPage } from "./page.svelte";

const replaced = (line: string, spots: readonly Spot[], by: string) =>
  spots.reduceRight((text, { from, to }) => text.slice(0, from) + by + text.slice(to), line);

const blankless = (line: string): Answer | null => (line === "" ? null : { line });

/** An answer with words put in the place of others; `path` leads through its rows and boxes. */
function withReplaced(
  answer: Answer,
  path: readonly string[],
  spots: readonly Spot[],
  by: string,
): Answer | null {
  const [key = "", ...deeper] = path;
  const inside = (answers: Answers, at: string, rest: readonly string[]) => {
    const inner = answers[at];
    return inner ? withAnswer(answers, at, withReplaced(inner, rest, spots, by)) : answers;
  };
  if ("line" in answer) return blankless(replaced(answer.line, spots, by));
  if ("verbatim" in answer) {
    const lines = answer.verbatim.map((line, at) =>
      replaced(
        line,
        spots.filter(({ item }) => item === at),
        by,
      ),
    );
    const kept = lines.filter((line) => line.trim() !== "");
    return kept.length > 0 ? { verbatim: kept } : null;
  }
  if ("block" in answer) return { block: inside(answer.block as Answers, key, deeper) };
  if (!("rows" in answer)) return answer;
  const rows = answer.rows as Answers[];
  const [inner = "", ...rest] = deeper;
  return { rows: rows.map((row, at) => (String(at) === key ? inside(row, inner, rest) : row)) };
}

function grouped(spots: readonly Spot[], keyOf: (spot: Spot) => string): Map<string, Spot[]> {
  const groups = new Map<string, Spot[]>();
  for (const spot of spots) groups.set(keyOf(spot), [...(groups.get(keyOf(spot)) ?? []), spot]);
  return groups;
}

const byPath = (spots: readonly Spot[]) => grouped(spots, ({ path }) => path);

/** Takes back what was replaced; tells whether all of it could be taken back. */
export type TakeBack = () => boolean;

/**
 * Puts words in the place of what was found. In a text it is one step that Ctrl+Z takes back; the
 * function that is returned takes back all of it, as far as nothing was changed there since.
 */
export function replaceSpots(page: EntryPage, spots: readonly Spot[], by: string): TakeBack {
  const back: TakeBack[] = [];
  for (const [path, here] of byPath(spots.filter(({ item }) => item < 0))) {
    const editor = page.finding.textAt(path)?.editor();
    if (!editor) continue;
    const { tr } = editor.state;
    for (const { from, to } of here.toReversed()) {
      if (by === "") tr.delete(from, to);
      else tr.insertText(by, from, to);
    }
    editor.view.dispatch(closeHistory(tr));
    const after = editor.state.doc;
    back.push(() => after.eq(editor.state.doc) && editor.commands.undo());
  }
  const lines = spots.filter(({ item }) => item >= 0);
  for (const [key, here] of grouped(lines, ({ path }) => path.split(".")[0] ?? "")) {
    const before = page.answers[key];
    if (!before) continue;
    let after: Answer | null = before;
    for (const [path, there] of byPath(here)) {
      after = after && withReplaced(after, path.split(".").slice(1), there, by);
    }
    page.answer(key, after);
    back.push(() => {
      if ((page.answers[key] ?? null) !== after) return false;
      page.answer(key, before);
      return true;
    });
  }
  return () => back.map((take) => take()).every(Boolean);
}
