import type { Moment } from "./bindings/Moment";
import { locale } from "./locale.svelte";
import { isoDay } from "./moments";

const DAY_MS = 86_400_000;
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const two = (number: number) => String(number).padStart(2, "0");

function isoIfReal(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
  return real && year > 999 ? `${year}-${two(month)}-${two(day)}` : null;
}

/** The place of a name among others by its beginning; three letters are enough. */
const named = (names: readonly string[], typed: string) =>
  typed.length < 3
    ? -1
    : names.findIndex(
        (name) => name.startsWith(typed) || (typed === "sept" && name === "september"),
      );

/** What a date says of the year: nothing, two figures or four. */
function yearOf(typed: string | undefined, month: number, day: number, today: string): number {
  if (typed !== undefined) return typed.length === 2 ? 2000 + Number(typed) : Number(typed);
  const year = Number(today.slice(0, 4));
  // Without a year it is the latest such day that is not to come.
  return `${year}-${two(month)}-${two(day)}` > today ? year - 1 : year;
}

function inFigures(text: string, today: string, isMonthFirst: boolean): string | null {
  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (iso) return isoIfReal(Number(iso[1]), Number(iso[3]), Number(iso[4]));
  const found = /^(\d{1,2})\s*([-/.])\s*(\d{1,2})(?:\s*\2\s*(\d{4}|\d{2})?)?$/.exec(text);
  if (!found || (found[2] === "-" && !found[4])) return null;
  const [one, other] = [Number(found[1]), Number(found[3])];
  // Full stops stand between day and month everywhere; else the region decides, if it can.
  const monthLeads = found[2] === "." ? false : (isMonthFirst && one <= 12) || other > 12;
  const [day, month] = monthLeads ? [other, one] : [one, other];
  return isoIfReal(yearOf(found[4], month, day, today), month, day);
}

function inWords(text: string, today: string): string | null {
  const plain = text
    .replace(/^(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur?)(?:day)?[.,]?\s+/, "")
    .replace(/[.,]/g, " ")
    .replace(/\b(\d{1,2})(?:st|nd|rd|th)\b/, "$1")
    .replace(/\bof\b/, " ")
    .replace(/\s+/g, " ")
    .trim();
  const found = /^(?:(\d{1,2}) (\p{L}+)|(\p{L}+) (\d{1,2}))(?: (\d{4}))?$/u.exec(plain);
  if (!found) return null;
  const month = named(MONTHS, found[2] ?? found[3] ?? "") + 1;
  const day = Number(found[1] ?? found[4]);
  return month === 0 ? null : isoIfReal(yearOf(found[5], month, day, today), month, day);
}

function relative(text: string, now: Moment): string | null {
  const back = (days: number) => isoDay({ ...now, utc_ms: now.utc_ms - days * DAY_MS });
  if (text === "today") return back(0);
  if (text === "yesterday") return back(1);
  const ago = /^-(\d{1,3})$/.exec(text) ?? /^(\d{1,3}) days? ago$/.exec(text);
  if (ago) return back(Number(ago[1]));
  const weeks = /^(\d{1,3}) weeks? ago$/.exec(text);
  if (weeks) return back(7 * Number(weeks[1]));
  const weekday = named(WEEKDAYS, text.replace(/^last /, ""));
  if (weekday < 0) return null;
  const today = new Date(`${back(0)}T00:00:00Z`).getUTCDay();
  return back(((today - weekday + 6) % 7) + 1);
}

/**
 * Reads a day as people type it: `today`, `monday`, `-3` (days ago), `12 Nov`, `Nov 12`, `12.11.`,
 * `12/11/2026` or `11/12/2026` as the region has it, `2026-11-12`.
 */
export function readDay(
  typed: string,
  now: Moment,
  isMonthFirst = locale.monthFirst,
): string | null {
  const text = typed.trim().toLowerCase().replace(/\s+/g, " ");
  const today = isoDay(now);
  return relative(text, now) ?? inFigures(text, today, isMonthFirst) ?? inWords(text, today);
}

/** Reads a time of day, `14:05`, `1405`, `14.05`, `14h05`, `9` or `2:05 pm`, as minutes since midnight. */
export function readTime(typed: string): number | null {
  const text = typed.trim().toLowerCase().replace(/\s+/g, " ");
  if (text === "noon") return 720;
  if (text === "midnight") return 0;
  const found = /^(\d{1,2})(?:[:.h ]?(\d{2}))?(?::\d{2})?h?(?: ?([ap])\.? ?(?:m\.?)?| uhr)?$/.exec(
    text,
  );
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  if (minute > 59 || hour > 23) return null;
  if (!found[3]) return hour * 60 + minute;
  if (hour < 1 || hour > 12) return null;
  return ((hour % 12) + (found[3] === "p" ? 12 : 0)) * 60 + minute;
}

/** Reads a day with a time of day behind it, where there is one: `yesterday 3pm`. */
export function readDayAndTime(
  typed: string,
  now: Moment,
  isMonthFirst = locale.monthFirst,
): { day: string; minutes: number | null } | null {
  const whole = readDay(typed, now, isMonthFirst);
  if (whole) return { day: whole, minutes: null };
  const parts = typed.trim().split(/\s+/);
  for (let at = parts.length - 1; at > 0; at -= 1) {
    const day = readDay(
      parts
        .slice(0, at)
        .join(" ")
        .replace(/(?:,| at|, at)$/i, ""),
      now,
      isMonthFirst,
    );
    const minutes = readTime(parts.slice(at).join(" "));
    if (day && minutes !== null) return { day, minutes };
  }
  return null;
}
