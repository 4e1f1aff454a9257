import { describe, expect, it } from "vitest";
import { appointmentFrom, draftOf, inItsWeek, inWords, nextTwo } from "./appointment";

// Monday, 2 March 2026, 14:00 two hours east of Greenwich.
const now = { utc_ms: Date.UTC(2026, 2, 2, 12), offset_min: 120 };
const boxes = { weekday: 2, time: "14:30", every: "weekly", from: null, week: 1 } as const;

describe("a regular appointment", () => {
  it("is read from the boxes once they say a weekday and a time", () => {
    expect(appointmentFrom({ ...boxes, weekday: null }, now)).toBeNull();
    expect(appointmentFrom({ ...boxes, time: "soon" }, now)).toBeNull();
    expect(appointmentFrom(boxes, now)).toEqual({
      weekday: 2,
      minute: 870,
      every: { kind: "weekly" },
    });
    expect(appointmentFrom({ ...boxes, every: "monthly", week: 5 }, now)?.every).toEqual({
      kind: "monthly",
      week: 5,
    });
  });

  it("every two weeks keeps to its weeks when the weekday changes", () => {
    expect(nextTwo(1, now)).toEqual(["2026-03-02", "2026-03-09"]);
    expect(nextTwo(2, now)).toEqual(["2026-03-03", "2026-03-10"]);
    expect(nextTwo(7, now)).toEqual(["2026-03-08", "2026-03-15"]);
    // A day in a week of its own, long before and long after, and over the turn of a year.
    expect(inItsWeek(nextTwo(2, now), "2026-02-20")).toBe("2026-03-03");
    expect(inItsWeek(nextTwo(2, now), "2026-02-27")).toBe("2026-03-10");
    expect(inItsWeek(nextTwo(2, now), "2025-12-30")).toBe("2026-03-10");
    expect(inItsWeek(nextTwo(2, now), null)).toBe("2026-03-03");
    const every = { kind: "fortnightly", from: "2026-02-27" } as const;
    const again = draftOf({ weekday: 5, minute: 870, every });
    expect(appointmentFrom({ ...again, weekday: 2 }, now)?.every).toEqual({
      kind: "fortnightly",
      from: "2026-03-10",
    });
  });

  it("comes back from its boxes as it was, and is said in words", () => {
    const monthly = { weekday: 2, minute: 870, every: { kind: "monthly", week: 1 } } as const;
    expect(appointmentFrom(draftOf(monthly), now)).toEqual(monthly);
    expect(inWords(monthly)).toBe("first Tuesday of the month, 14:30");
    expect(inWords({ weekday: 7, minute: 0, every: { kind: "weekly" } })).toMatch(
      /^Sunday, .+, every week$/,
    );
  });
});
