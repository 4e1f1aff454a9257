import type { MinutesOf } from "$lib/bindings/MinutesOf";

/** The minutes of one month, by kind, and together. */
export interface Month {
  month: string;
  lines: readonly MinutesOf[];
  total: number;
}

/** Groups totals by month, newest first, as they come. */
export function months(all: readonly MinutesOf[]): Month[] {
  const found: { month: string; lines: MinutesOf[]; total: number }[] = [];
  for (const line of all) {
    let last = found.at(-1);
    if (last?.month !== line.month) {
      last = { month: line.month, lines: [], total: 0 };
      found.push(last);
    }
    last.lines.push(line);
    last.total += line.minutes;
  }
  return found;
}
