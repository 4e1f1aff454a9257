import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AMERICAN_ONLY, BRITISH_ONLY } from "$lib/messages/testing/spellings";
import { guideFrom } from "./guide";

const written = readFileSync(
  join(import.meta.dirname, "../../../../docs/for-clinicians.md"),
  "utf8",
);

describe("the guide for clinicians", () => {
  const guide = guideFrom(written);

  it("says what to keep, the chart, devices, requests and leaving, on one page", () => {
    expect(guide.title).toBe("For clinicians");
    expect(guide.lead).not.toBe("");
    expect(guide.parts.map(({ heading }) => heading)).toEqual([
      "What to keep here",
      "What belongs in the chart",
      "Devices",
      "Requests, complaints and holds",
      "When somebody leaves",
    ]);
    for (const { heading, items } of guide.parts)
      expect(items.length, heading).toBeGreaterThanOrEqual(2);
    expect(written.trim().split("\n").filter(Boolean).length).toBeLessThanOrEqual(24);
  });

  it("is spelled alike in both Englishes, since it is one text", () => {
    const odd = [...AMERICAN_ONLY, ...BRITISH_ONLY].filter((word) =>
      new RegExp(`\\b${word}\\b`, "i").test(written),
    );
    expect(odd).toEqual([]);
  });

  it("shows every line, or is not built", () => {
    const shown = [
      guide.title,
      guide.lead,
      ...guide.parts.flatMap(({ heading, items }) => [heading, ...items]),
    ];
    const lines = written
      .split("\n")
      .map((line) => line.replace(/^(?:#+|-) /, "").trim())
      .filter(Boolean);
    expect(shown).toEqual(lines);
    for (const stray of ["- first", "# T\n\nlead\n\nmore", "# T\n\n### deeper"]) {
      expect(() => guideFrom(stray), stray).toThrow();
    }
  });
});
