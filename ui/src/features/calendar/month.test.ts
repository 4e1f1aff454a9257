import { expect, it } from "vitest";
import { dayByKey, monthsAfter, weekNumber, weeksOf } from "./month";

it("a month is shown in whole weeks", () => {
  const november = weeksOf("2026-11-12", false);
  expect([november.length, november[0]?.[0], november.at(-1)?.[6]]).toEqual([
    6,
    "2026-10-26",
    "2026-12-06",
  ]);
  const sundays = weeksOf("2026-11-12", true);
  expect([sundays.length, sundays[0]?.[0]]).toEqual([5, "2026-11-01"]);
  expect(weeksOf("2027-02-01", false)).toHaveLength(4);
});

it("weeks are numbered as ISO 8601 has it", () => {
  expect(
    ["2026-01-01", "2026-12-31", "2027-01-03", "2027-01-04", "2024-12-30"].map(weekNumber),
  ).toEqual([1, 53, 53, 1, 1]);
});

it("keys go by days, weeks and months, over their ends", () => {
  expect(dayByKey("ArrowRight", "2026-12-31")).toBe("2027-01-01");
  expect(dayByKey("ArrowUp", "2026-03-03")).toBe("2026-02-24");
  expect(monthsAfter("2026-01-31", 1)).toBe("2026-02-28");
  expect(dayByKey("PageUp", "2026-03-31")).toBe("2026-02-28");
  expect(dayByKey("Enter", "2026-03-31")).toBeNull();
});
