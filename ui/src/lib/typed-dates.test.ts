import { expect, test } from "vitest";
import cases from "../../../tests/fixtures/dates.json";
import { hasTwelveHours, isMonthFirst } from "./locale.svelte";
import { momentAt } from "./moments";
import { readDay, readDayAndTime, readTime } from "./typed-dates";

const now = momentAt(cases.today, 15 * 60);

test.each(cases.days as [string, string, string | null][])(
  "in %j, %j is %j",
  (region, typed, day) => {
    expect(readDay(typed, now, isMonthFirst(region))).toBe(day);
  },
);

test.each([
  ["14:05", 845],
  ["1405", 845],
  ["14.05", 845],
  ["14h05", 845],
  ["9", 540],
  ["2:30 pm", 870],
  ["2:30 PM", 870],
  ["2:30\u202fPM", 870],
  ["2.30 p.m.", 870],
  ["2pm", 840],
  ["2 p", 840],
  ["12 am", 0],
  ["12:15 am", 15],
  ["12 pm", 720],
  ["9:05 Uhr", 545],
  ["9h", 540],
  ["noon", 720],
  ["24:00", null],
  ["13 pm", null],
  ["0 am", null],
  ["9:75", null],
  ["late", null],
] as const)("the time %j is %j", (typed, minutes) => {
  expect(readTime(typed)).toBe(minutes);
});

test.each([
  ["yesterday 3pm", "2026-11-11", 900],
  ["yesterday, 3 pm", "2026-11-11", 900],
  ["Nov 3 at 14:30", "2026-11-03", 870],
  ["12.11.2026 14.30", "2026-11-12", 870],
  ["monday", "2026-11-09", null],
  ["3/14/2026 2:30 pm", "2026-03-14", 870],
] as const)("%j is a day with its time", (typed, day, minutes) => {
  expect(readDayAndTime(typed, now, true)).toEqual({ day, minutes });
});

test("clocks are those of the region", () => {
  expect(["en-US", "en-AU", "en-GB", "de-DE", "", "?"].map(hasTwelveHours)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
