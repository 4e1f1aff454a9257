import { describe, expect, it } from "vitest";
import { calls, choiceAnswer, choicesAnswer, chosen, cuePlace, lines, withAnswer } from "./answers";
import type { Field } from "./bindings/Field";

const field = (id: string, more: Partial<Field> = {}): Field =>
  ({ id, label: id, fold: "core", beside: false, caret: false, kind: "text", ...more }) as Field;

const cue = {
  when: [
    { field: "darkness", at_least: 3, at_most: null, is: null },
    { field: "held", at_least: null, at_most: 1, is: null },
  ],
  say: "Today.",
};

describe("answers", () => {
  it("what is not answered has no answer; nought is one", () => {
    expect(choicesAnswer([], [])).toBeNull();
    expect(choiceAnswer({ key: null, own: null, text: null })).toBeNull();
    expect(withAnswer({ a: { scale: 1 } }, "a", null)).toEqual({});
    expect(withAnswer({}, "a", { scale: 0 })).toEqual({ a: { scale: 0 } });
  });

  it("a choice keeps its evidence when the choice is taken back", () => {
    const text = { type: "doc" };
    const answer = choiceAnswer({ ...chosen({ choice: { key: "avoidance", text } }), key: null });
    expect(answer).toEqual({ choice: { text } });
  });

  it("a cue needs all its bounds, and an unanswered field meets none", () => {
    expect(calls(cue, { darkness: { scale: 3 }, held: { scale: 0 } })).toBe(true);
    expect(calls(cue, { darkness: { scale: 3 } })).toBe(false);
    expect(calls(cue, { darkness: { scale: 2 }, held: { scale: 0 } })).toBe(false);
  });

  it("a cue reaches into a block", () => {
    const wider = {
      when: [{ field: "consent.change", at_least: null, at_most: null, is: "wider" }],
      say: "",
    };
    expect(calls(wider, { consent: { block: { change: { choice: { key: "wider" } } } } })).toBe(
      true,
    );
    expect(calls(wider, { consent: { block: {} } })).toBe(false);
  });

  it("a cue stands under the last field that it looks at", () => {
    expect(cuePlace(cue, [field("held"), field("darkness"), field("led")])).toBe("darkness");
  });

  it("fields beside each other share a line, two at most", () => {
    const beside = { beside: true };
    const found = lines([field("a"), field("b", beside), field("c", beside), field("d")]);
    expect(found.map((line) => line.map(({ id }) => id).join())).toEqual(["a,b", "c", "d"]);
  });
});
