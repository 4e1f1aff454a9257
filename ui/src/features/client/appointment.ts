import type { Appointment } from "$lib/bindings/Appointment";
import type { Moment } from "$lib/bindings/Moment";
import type { Recurrence } from "$lib/bindings/Recurrence";
import { hours as t } from "$lib/messages";
import { clockOf, dayNumber, weekdayName } from "$lib/moments";
import { readTime } from "$lib/typed-dates";

const DAY_MS = 86_400_000;

/** An appointment as it stands in the boxes. */
export interface Draft {
  weekday: number | null;
  time: string;
  every: Recurrence["kind"];
  /** The next day on which a fortnightly one is, as `2026-03-03`. */
  from: string | null;
  /** Which such weekday of the month, 5 for the last. */
  week: number;
}

export const draftOf = (appointment: Appointment | null): Draft => ({
  weekday: appointment?.weekday ?? null,
  time: appointment ? clockOf(appointment.minute) : "",
  every: appointment?.every.kind ?? "weekly",
  from: appointment?.every.kind === "fortnightly" ? appointment.every.from : null,
  week: appointment?.every.kind === "monthly" ? appointment.every.week : 1,
});

const isoOf = (days: number) => new Date(days * DAY_MS).toISOString().slice(0, 10);

// Days since 1970, which was a Thursday; weeks begin on Monday.
const weekOf = (days: number) => Math.floor((days + 3) / 7);
const daysOf = (iso: string) => Math.floor(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);

/** The next two days on which a weekday falls, today among them: in which of them it may be. */
export function nextTwo(weekday: number, now: Moment): [string, string] {
  const today = dayNumber(now);
  // 5 January 1970, day 4, was a Monday.
  const ahead = (((weekday + 3 - today) % 7) + 7) % 7;
  return [isoOf(today + ahead), isoOf(today + ahead + 7)];
}

/** Which of two days lies in a week of a fortnightly appointment; the first where none is known. */
export function inItsWeek(days: readonly [string, string], from: string | null): string {
  const isIts = (day: string) =>
    from !== null && (weekOf(daysOf(day)) - weekOf(daysOf(from))) % 2 === 0;
  return isIts(days[1]) ? days[1] : days[0];
}

/** Reads the boxes; `null` where they do not say a weekday and a time yet. */
export function appointmentFrom(
  { weekday, time, every, from, week }: Draft,
  now: Moment,
): Appointment | null {
  const minute = readTime(time);
  if (weekday === null || minute === null) return null;
  const repeats = (): Recurrence => {
    if (every === "monthly") return { kind: every, week };
    if (every === "weekly") return { kind: every };
    return { kind: every, from: inItsWeek(nextTwo(weekday, now), from) };
  };
  return { weekday, minute, every: repeats() };
}

/** *Tuesday, 14:00, every two weeks*. */
export function inWords({ weekday, minute, every }: Appointment): string {
  const [day, time] = [weekdayName(weekday), clockOf(minute)];
  if (every.kind === "monthly") return t.monthly(every.week, day, time);
  return every.kind === "weekly" ? t.weekly(day, time) : t.fortnightly(day, time);
}
