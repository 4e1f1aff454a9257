import type { Moment } from "./bindings/Moment";
import { words } from "./messages";
import { dateLocale, monthFirst, twelveHours } from "./region";

/** The moment that the given date is, on this machine's clock. */
export function momentOf(date: Date): Moment {
  return { utc_ms: date.getTime(), offset_min: -date.getTimezoneOffset() };
}

// A date whose UTC fields read as the writer's clock did, wherever this machine is now.
function asWritten(moment: Moment): Date {
  return new Date(moment.utc_ms + moment.offset_min * 60_000);
}

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(dateLocale, { timeZone: "UTC", ...options });

const clock = format({ hour: twelveHours ? "numeric" : "2-digit", minute: "2-digit", hour12: twelveHours });
const dayMonth = format({ day: "numeric", month: "short" });
const weekday = format({ weekday: "long" });
const dayMonthLong = format({ day: "numeric", month: "long" });
const monthYear = format({ month: "long", year: "numeric" });
const dayMonthYear = format({ day: "numeric", month: "long", year: "numeric" });
const dayMonthYearShort = format({ day: "numeric", month: "short", year: "numeric" });

/** *14:05*, or *2:05 PM* where people write it so. */
export const timeOf = (moment: Moment) => clock.format(asWritten(moment));

/** Counts days since 1970 on the writer's own calendar. */
export const dayNumber = (moment: Moment) =>
  Math.floor((moment.utc_ms + moment.offset_min * 60_000) / 86_400_000);

/** *Thursday 12 November*, with the year where it is not this one. */
export function longDay(moment: Moment, now: Moment): string {
  const date = asWritten(moment);
  const sameYear = date.getUTCFullYear() === asWritten(now).getUTCFullYear();
  const rest = sameYear ? dayMonthLong : dayMonthYear;
  return `${weekday.format(date)}${monthFirst ? "," : ""} ${rest.format(date)}`;
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
  return ago < 0 ? longDay(moment, now) : monthYear.format(asWritten(moment));
}

/** What stands at the right of a row: the time within two weeks, else the day. */
export function rowTime(moment: Moment, now: Moment): string {
  const ago = dayNumber(now) - dayNumber(moment);
  return ago < 14 ? timeOf(moment) : dayMonth.format(asWritten(moment));
}

/** *4 Nov*, or *4 Nov 2024* where it is not this year. */
export function shortDay(moment: Moment, now: Moment): string {
  const date = asWritten(moment);
  const same = date.getUTCFullYear() === asWritten(now).getUTCFullYear();
  return (same ? dayMonth : dayMonthYearShort).format(date);
}

/** The date as `2026-11-12`. */
export const isoDay = (moment: Moment) => asWritten(moment).toISOString().slice(0, 10);

/** The moment at that day and minute, on this machine's clock. */
export function momentAt(day: string, minutes: number): Moment {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return momentOf(new Date(year, month - 1, date, Math.floor(minutes / 60), minutes % 60));
}

/** *12 November 2026* for a date as `2026-11-12`. */
export const dayInWords = (day: string) => dayMonthYear.format(new Date(`${day}T00:00:00Z`));

/** *March 2026* for a month as `2026-03`. */
export const monthInWords = (month: string) => monthYear.format(new Date(`${month}-01T00:00:00Z`));
