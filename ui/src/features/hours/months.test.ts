import { expect, it } from "vitest";
import { records as t } from "$lib/messages";
import { months } from "./months";

const line = (month: string, kind: string, minutes: number) => ({
  month,
  form: "inner",
  kind,
  label: kind,
  minutes,
  entries: 1,
});

it("minutes are grouped by month and added up", () => {
  const all = [line("2026-04", "a", 60), line("2026-03", "a", 45), line("2026-03", "b", 30)];
  expect(months(all).map(({ month, total }) => [month, total])).toEqual([
    ["2026-04", 60],
    ["2026-03", 75],
  ]);
  expect([t.hours(60), t.hours(75), t.hours(45)]).toEqual(["1 h", "1 h 15 min", "45 min"]);
});
