import type { Moment } from "./bindings/Moment";
import { locale, words } from "./messages";

/** The moment that the given date is, on this machine's clock. */
export function momentOf(date: Date): Moment {
  return { utc_ms: date.getTime(), offset_min: -date.getTimezoneOffset() };
}

// A date whose UTC fields read as the writer's clock did, wherever this machine is now.
function asWritten(moment: Moment): Date {
  return new Date(moment.utc_ms + moment.offset_min * 60_000);
}

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });

const clock = format({ hour: "2-digit", minute: "2-digit", hour12: false });
const dayMonth = format({ day: "numeric", month: "short" });
const weekday = format({ weekday: "long" });
const dayMonthLong = format({ day: "numeric", month: "long" });
const monthYear = format({ month: "long", year: "numeric" });
const dayMonthYear = format({ day: "numeric", month: "long", year: "numeric" });

/** *14:05*. */
export const timeOf = (moment: Moment) => clock.format(asWritten(moment));

/** Counts days since 1970 on the writer's own calendar. */
export const dayNumber = (moment: Moment) =>
  Math.floor((moment.utc_ms + moment.offset_min * 60_000) / 86_400_000);

/** *Thursday 12 November*, with the year where it is not this one. */
export function longDay(moment: Moment, now: Moment): string {
  const date = asWritten(moment);
  const sameYear = date.getUTCFullYear() === asWritten(now).getUTCFullYear();
  const rest = sameYear ? dayMonthLong : dayMonthYear;
  return `${weekday.format(date)} ${rest.format(date)}`;
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
  return same ? dayMonth.format(date) : `${dayMonth.format(date)} ${date.getUTCFullYear()}`;
}

/** The date as `2026-11-12`. */
export const isoDay = (moment: Moment) => asWritten(moment).toISOString().slice(0, 10);

const MONTHS = Array.from({ length: 12 }, (_, month) =>
  format({ month: "long" }).format(new Date(Date.UTC(2000, month, 1))).toLowerCase());

const two = (number: number) => String(number).padStart(2, "0");

function isoIfReal(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
  return real ? `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}` : null;
}

/**
 * Reads a date as people type it: `today`, `yesterday`, `-3` (days ago), `12 nov`, `12.11.`,
 * `12/11/2026`, `2026-11-12`. Day comes before month; a missing year is the current one.
 */
export function readDay(typed: string, now: Moment): string | null {
  const text = typed.trim().toLowerCase();
  const back = (days: number) =>
    isoDay({ ...now, utc_ms: now.utc_ms - days * 86_400_000 });
  if (text === words.today.toLowerCase()) return back(0);
  if (text === words.yesterday.toLowerCase()) return back(1);
  const ago = /^-(\d{1,3})$/.exec(text);
  if (ago) return back(Number(ago[1]));
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return isoIfReal(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const year = Number(isoDay(now).slice(0, 4));
  const dotted = /^(\d{1,2})[./](\d{1,2})\.?[/]?\s*(\d{4})?$/.exec(text);
  if (dotted) return isoIfReal(Number(dotted[3] ?? year), Number(dotted[2]), Number(dotted[1]));
  const named = /^(?:[a-z]+,?\s+)?(\d{1,2})\.?\s+(\p{L}{3,})\.?,?\s*(\d{4})?$/u.exec(text);
  if (!named) return null;
  const month = MONTHS.findIndex((name) => name.startsWith(named[2] ?? " "));
  return month < 0 ? null : isoIfReal(Number(named[3] ?? year), month + 1, Number(named[1]));
}

/** Reads a time of day, `14:05`, `1405`, `14.05` or `9`, as minutes since midnight. */
export function readTime(typed: string): number | null {
  const text = typed.trim();
  const found = /^(\d{1,2})(?:[:.h]?(\d{2}))?$/.exec(text);
  if (!found) return null;
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

/** The moment at that day and minute, on this machine's clock. */
export function momentAt(day: string, minutes: number): Moment {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return momentOf(new Date(year, month - 1, date, Math.floor(minutes / 60), minutes % 60));
}

/** *12 November 2026* for a date as `2026-11-12`. */
export const dayInWords = (day: string) => dayMonthYear.format(new Date(`${day}T00:00:00Z`));

/** *March 2026* for a month as `2026-03`. */
export const monthInWords = (month: string) => monthYear.format(new Date(`${month}-01T00:00:00Z`));
