import type { ClientPage } from "$lib/bindings/ClientPage";

/** The session after the last one that a course or an entry has. */
export function nextCourse({ courses, stretches }: ClientPage): number {
  const numbers = stretches.flatMap(({ sessions }) => sessions.map(({ session }) => session ?? 0));
  const ends = courses.map(({ course }) => course.to ?? course.from);
  const last = Math.max(0, ...ends);
  const open = numbers.filter((number) => number > last);
  return open.length > 0 ? Math.min(...open) : Math.max(0, last, ...numbers) + 1;
}
