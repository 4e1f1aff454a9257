import { PATTERNS, type ChartKind } from "./patterns";

/** A stretch that belongs in the chart, in UTF-16 units of the text. */
export interface ChartSpan {
  kind: ChartKind;
  from: number;
  to: number;
}

/** What a text must hold at least for any pattern to fit. */
const LIKELY =
  /[\d:]|icd|dsm|suicid|self|overdos|dead|die|li(?:fe|ves)|kill|hurt|harm|safeguard|mandat|duty|abuse|protection/i;

/** A text of this length is looked at in one go; longer ones a block at a time by the caller. */
const LONGEST = 20_000;

// A plan or an assessment is the whole line that it begins.
const toLineEnd = (text: string, at: number) => {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
};

// A score needs its number apart from the one in its name: "PHQ-9" alone is only a name.
const isBareName = (found: string) => /^[\p{L}-]+[-\s]?(?:2|5|7|9|15|16|20)$/iu.test(found);

/** Finds what belongs in the chart, in reading order and without overlap. */
export function chartSpans(text: string): ChartSpan[] {
  const spans: ChartSpan[] = [];
  if (text.length > LONGEST || !LIKELY.test(text)) return spans;
  for (const { kind, written } of PATTERNS) {
    for (const found of text.matchAll(written)) {
      if (kind === "score" && isBareName(found[0])) continue;
      const from = found.index;
      const to = kind === "plan" ? toLineEnd(text, from) : from + found[0].trimEnd().length;
      const free = spans.every((span) => to <= span.from || from >= span.to);
      if (free && to > from) spans.push({ kind, from, to });
    }
  }
  return spans.sort((one, other) => one.from - other.from);
}
