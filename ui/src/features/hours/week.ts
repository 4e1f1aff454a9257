import type { HoursRow } from "$lib/bindings/HoursRow";

const DAY_MS = 86_400_000;

/** The day that lies so many days after another. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return daysAfter(day, -((weekday + 6) % 7));
}

/** The row as a key leaves it: kept, or struck; a struck one that is struck again is kept. */
export const settled = (row: HoursRow, key: "keep" | "strike"): HoursRow => ({
  ...row,
  state: key === "strike" && row.state !== "struck" ? "struck" : "kept",
});

/** What digits make of minutes that are being typed: at most a week of them. */
export function typedMinutes(typed: string, key: string): string {
  if (key === "Backspace") return typed.slice(0, -1);
  const next = `${typed}${key}`.replace(/^0+/, "");
  return Number(next) <= 10_080 ? next : typed;
}
