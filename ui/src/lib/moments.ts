import type { Moment } from "./bindings/Moment";
import { locale } from "./locale.svelte";
import { words } from "./messages";

/** The moment that the given date is, on this machine's clock. */
export function momentOf(date: Date): Moment {
  return { utc_ms: date.getTime(), offset_min: -date.getTimezoneOffset() };
}

// A date whose UTC fields read as the writer's clock did, wherever this machine is now.
function asWritten(moment: Moment): Date {
  return new Date(moment.utc_ms + moment.offset_min * 60_000);
}

type Shape =
  | "clock"
  | "dayMonth"
  | "weekday"
  | "dayMonthLong"
  | "monthYear"
  | "dayMonthYear"
  | "dayMonthYearShort";

const shapes: Record<Shape, () => Intl.DateTimeFormatOptions> = {
  clock: () => ({
    hour: locale.twelveHours ? "numeric" : "2-digit",
    minute: "2-digit",
    hour12: locale.twelveHours,
  }),
  dayMonth: () => ({ day: "numeric", month: "short" }),
  weekday: () => ({ weekday: "long" }),
  dayMonthLong: () => ({ day: "numeric", month: "long" }),
  monthYear: () => ({ month: "long", year: "numeric" }),
  dayMonthYear: () => ({ day: "numeric", month: "long", year: "numeric" }),
  dayMonthYearShort: () => ({ day: "numeric", month: "short", year: "numeric" }),
};

// A format takes far longer to make than to use.
const made = new Map<string, Intl.DateTimeFormat>();

function written(shape: Shape, date: Date): string {
  const name = `${shape} ${locale.dates} ${locale.twelveHours}`;
  let format = made.get(name);
  if (!format) {
    format = new Intl.DateTimeFormat(locale.dates, { timeZone: "UTC", ...shapes[shape]() });
    made.set(name, format);
  }
  return format.format(date);
}

/** *14:05*, or *2:05 PM* where people write it so. */
export const timeOf = (moment: Moment) => written("clock", asWritten(moment));

/** *14:05* for minutes after midnight. */
export const clockOf = (minutes: number) => written("clock", new Date(minutes * 60_000));

/** The name of a weekday, 1 for Monday to 7 for Sunday. */
export const weekdayName = (weekday: number) =>
  // 5 January 1970 was a Monday.
  written("weekday", new Date((3 + weekday) * 86_400_000));

/** Counts days since 1970 on the writer's own calendar. */
export const dayNumber = (moment: Moment) =>
  Math.floor((moment.utc_ms + moment.offset_min * 60_000) / 86_400_000);

/** *Thursday 12 November*, with the year where it is not this one. */
export function longDay(moment: Moment, now: Moment): string {
  const date = asWritten(moment);
  const sameYear = date.getUTCFullYear() === asWritten(now).getUTCFullYear();
  const rest = written(sameYear ? "dayMonthLong" : "dayMonthYear", date);
  return `${written("weekday", date)}${locale.monthFirst ? "," : ""} ${rest}`;
}

/** *Thursday 12 November, 13:00*. */
export const longMoment = (moment: Moment, now: Moment) =>
  `${longDay(moment, now)}, ${timeOf(moment)}`;

/** The heading under which a list shows it: *Today*, *Yesterday*, a day, or a month. */
export function dayHeading(moment: Moment, now: Moment): string {
  const ago = dayNumber(now) - dayNumber(moment);
  if (ago === 0) return words.today;
  if (ago === 1) return words.yesterday;
  if (ago > 1 && ago < 14) return longDay(moment, now);
  return ago < 0 ? longDay(moment, now) : written("monthYear", asWritten(moment));
}

/** What stands at the right of a row: the time within two weeks, else the day. */
export function rowTime(moment: Moment, now: Moment): string {
  const ago = dayNumber(now) - dayNumber(moment);
  return ago < 14 ? timeOf(moment) : written("dayMonth", asWritten(moment));
}

/** *4 Nov*, or *4 Nov 2024* where it is not this year. */
export function shortDay(moment: Moment, now: Moment): string {
  const date = asWritten(moment);
  const same = date.getUTCFullYear() === asWritten(now).getUTCFullYear();
  return written(same ? "dayMonth" : "dayMonthYearShort", date);
}

/** The date as `2026-11-12`. */
export const isoDay = (moment: Moment) => asWritten(moment).toISOString().slice(0, 10);

/** The moment at that day and minute, on this machine's clock. */
export function momentAt(day: string, minutes: number): Moment {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return momentOf(new Date(year, month - 1, date, Math.floor(minutes / 60), minutes % 60));
}

/** *12 November 2026* for a date as `2026-11-12`. */
export const dayInWords = (day: string) => written("dayMonthYear", new Date(`${day}T00:00:00Z`));

/** *March 2026* for a month as `2026-03`. */
export const monthInWords = (month: string) =>
  written("monthYear", new Date(`${month}-01T00:00:00Z`));
