import type { ClientPage } from "$lib/bindings/ClientPage";
import type { SymbolLine } from "$lib/bindings/SymbolLine";
import type { ThreadLine } from "$lib/bindings/ThreadLine";
import { arc as t } from "$lib/messages";

/** The session after the last one that a course or an entry has. */
export function nextCourse({ courses, stretches }: ClientPage): number {
  const numbers = stretches.flatMap(({ sessions }) => sessions.map(({ session }) => session ?? 0));
  const ends = courses.map(({ course }) => course.to ?? course.from);
  const last = Math.max(0, ...ends);
  const open = numbers.filter((number) => number > last);
  return open.length > 0 ? Math.min(...open) : Math.max(0, last, ...numbers) + 1;
}

/** Threads as lines; those put away are left out. */
export const threadLines = (lines: readonly ThreadLine[]) =>
  lines.filter(({ thread }) => !thread.archived).map(({ thread, entries }) => ({
    place: `thread:${thread.id}`, name: thread.question, entries,
    note: thread.state === "rested" ? t.rests : "",
  }));

/** Symbols as lines; those put away are left out. */
export const symbolLines = (lines: readonly SymbolLine[]) =>
  lines.filter(({ symbol }) => !symbol.archived).map(({ symbol, entries }) => ({
    place: `symbol:${symbol.id}`, name: symbol.name, entries,
    note: symbol.sort ? t.sorts[symbol.sort] : "",
  }));
