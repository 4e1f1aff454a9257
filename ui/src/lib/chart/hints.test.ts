import { describe, expect, it } from "vitest";
import { chartSpans } from "./hints";

const found = (text: string) =>
  chartSpans(text).map(({ kind, from, to }) => [kind, text.slice(from, to)]);

describe("what belongs in the chart", () => {
  it.each([
    ["gave 0.5 mg/kg and waited", "dose", "0.5 mg/kg"],
    ["75mg im at the start", "dose", "75mg im"],
    ["two 100 mg lozenges", "dose", "100 mg lozenges"],
    ["1,5 mg/kg", "dose", "1,5 mg/kg"],
    ["BP 128/82 before", "reading", "BP 128/82"],
    ["it was 128/82 mmHg", "reading", "128/82 mmHg"],
    ["HR 72 bpm", "reading", "HR 72 bpm"],
    ["SpO2: 97%", "reading", "SpO2: 97%"],
    ["start 14:05 in the small room", "time", "start 14:05"],
    ["ended at 16.20, slowly", "time", "ended at 16.20"],
    ["F33.1 again", "code", "F33.1"],
    ["6B41 perhaps", "code", "6B41"],
    ["by DSM-5 it would be", "code", "DSM-5"],
    ["ICD-10 says", "code", "ICD-10"],
    ["PHQ-9: 14", "score", "PHQ-9: 14"],
    ["GAD-7 score 9 today", "score", "GAD-7 score 9"],
    ["phq9 was 12", "score", "phq9 was 12"],
    ["spoke of suicide for the first time", "risk", "suicide"],
    ["no suicidal thoughts today", "risk", "suicidal"],
    ["He talked of ending his life", "risk", "ending his life"],
    ["“I could kill myself”, flatly", "risk", "kill myself"],
    ["she wants to die", "risk", "wants to die"],
    ["self-harm again, the arms", "risk", "self-harm"],
    ["afraid that he will hurt his son", "risk", "hurt his son"],
    ["is this mandated reporting?", "risk", "mandated reporting"],
    ["rang safeguarding", "risk", "safeguarding"],
  ])("%s", (text, kind, stretch) => {
    expect(found(text)).toEqual([[kind, stretch]]);
  });

  it("is a plan to the end of its line", () => {
    expect(found("Warm.\nPlan: two more sessions\nThen rain.")).toEqual([
      ["plan", "Plan: two more sessions"],
    ]);
  });

  it.each([
    "We planned nothing, and the plan held.",
    "She was 14 when it began; room 12, chapter 9.",
    "The PHQ-9 lay on the table, unread.",
    "At 14:05 the light changed.",
    "He said: 50/50, and laughed.",
    "They gave 100 reasons. Kilograms of grief.",
    "F sharp, then B flat; bar 33.1 is the loud one",
    "Start again, end again. Ladder 4 of 7, darkness 3.",
    "It hurt. My old self would have died of shame; half my life went into that.",
    "She protected the child in the story, and harmed nobody by it.",
    "",
  ])("leaves alone: %s", (text) => {
    expect(found(text)).toEqual([]);
  });

  it("finds several in reading order and none twice", () => {
    const text = "Start 14:05, 0.75 mg/kg IM, BP 120/80, end 15:40.";
    expect(found(text).map(([kind]) => kind)).toEqual(["time", "dose", "reading", "time"]);
  });

  it("is quick on a long paragraph without any", () => {
    expect(chartSpans("a quiet hour, and then 3 birds ".repeat(600))).toEqual([]);
  });
});
