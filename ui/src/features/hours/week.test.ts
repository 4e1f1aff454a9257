import { expect, it } from "vitest";
import type { HoursRow } from "$lib/bindings/HoursRow";
import { daysAfter, mondayOf, settled, typedMinutes } from "./week";

it("weeks begin on Monday, over the ends of months and years", () => {
  expect(mondayOf("2026-11-09")).toBe("2026-11-09");
  expect(mondayOf("2026-11-15")).toBe("2026-11-09");
  expect(mondayOf("2026-01-01")).toBe("2025-12-29");
  expect(daysAfter("2026-02-23", 7)).toBe("2026-03-02");
});

it("a key keeps or strikes a row, and strikes nothing for good", () => {
  const row = { state: "proposed", minutes: 50 } as HoursRow;
  expect(settled(row, "keep").state).toBe("kept");
  expect(settled(row, "strike").state).toBe("struck");
  expect(settled({ ...row, state: "struck" }, "strike").state).toBe("kept");
});

it("minutes are typed digit by digit and stay within a week", () => {
  expect(typedMinutes("", "0")).toBe("");
  expect(typedMinutes("36", "0")).toBe("360");
  expect(typedMinutes("360", "Backspace")).toBe("36");
  expect(typedMinutes("1008", "9")).toBe("1008");
});
