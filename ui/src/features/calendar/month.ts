const DAY_MS = 86_400_000;

const utc = (day: string) => new Date(`${day}T00:00:00Z`);
const iso = (date: Date) => date.toISOString().slice(0, 10);

/** The day that lies so many days after another. */
export const daysAfter = (day: string, days: number): string =>
  iso(new Date(utc(day).getTime() + days * DAY_MS));

/** The same day of the month that lies so many months after it; its last one where there is none. */
export function monthsAfter(day: string, months: number): string {
  const date = utc(day);
  const [year, month, at] = [date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return iso(new Date(Date.UTC(year, month, Math.min(at, last))));
}

/** The weeks that a month is shown in: from the Monday, or Sunday, on or before its first day. */
export function weeksOf(day: string, sundayFirst: boolean): string[][] {
  const first = `${day.slice(0, 7)}-01`;
  const weekday = (utc(first).getUTCDay() + (sundayFirst ? 0 : 6)) % 7;
  const begin = daysAfter(first, -weekday);
  const all = Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (__, at) => daysAfter(begin, 7 * week + at)),
  );
  return all.filter((week) => week.some((one) => one.slice(0, 7) === day.slice(0, 7)));
}

/** The number of a week as ISO 8601 counts it: the week of its Thursday. */
export function weekNumber(day: string): number {
  const weekday = (utc(day).getUTCDay() + 6) % 7;
  const thursday = utc(daysAfter(day, 3 - weekday));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - first) / (7 * DAY_MS)) + 1;
}

/** The day to which a key leads from another; `null` for a key that leads nowhere. */
export function dayByKey(key: string, day: string): string | null {
  const days: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const step = days[key];
  if (step !== undefined) return daysAfter(day, step);
  if (key === "PageUp") return monthsAfter(day, -1);
  return key === "PageDown" ? monthsAfter(day, 1) : null;
}
