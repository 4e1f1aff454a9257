import { describe, expect, it } from "vitest";
import type { Field } from "$lib/bindings/Field";
import { askable, boundOn } from "./cues";
import { blankForm, ofKind, placed, ready } from "./editing";

const named = (id: string, label: string, more: object): Field =>
  ({ ...blankForm().fields[0]!, caret: false, id, label, ...more }) as Field;
const height = named("height", "Height", {
  kind: "scale",
  min: 0,
  max: 3,
  anchors: [],
  ends: null,
  shape: "line",
});
const change = named("change", "Change", {
  kind: "choice",
  options: [{ key: "wider", label: "wider" }],
  own: false,
  text: false,
});
const consent = named("consent", "Touch", {
  kind: "block",
  fields: [change, named("note", "Note", { kind: "line" })],
});
const rows = named("moments", "Moments", { kind: "rows", fields: [change] });

describe("cues", () => {
  it("can ask about numbers and choices, also within a block, but not within rows", () => {
    expect(askable([height, consent, rows]).map(({ path, label }) => [path, label])).toEqual([
      ["height", "Height"],
      ["consent.change", "Touch: Change"],
    ]);
  });

  it("begin with a condition that means something", () => {
    const [number, choice] = askable([height, consent]);
    expect(boundOn(number!)).toEqual({ field: "height", at_least: 1, at_most: null, is: null });
    expect(boundOn(choice!)).toMatchObject({
      field: "consent.change",
      at_least: null,
      is: "wider",
    });
  });

  it("go on naming a field whose key is made of its label, and go with a field that is gone", () => {
    const block = named("field", "Touch", { kind: "block", fields: [{ ...change, id: "field" }] });
    const cue = {
      say: " Take it to someone. ",
      when: [{ field: "field.field", at_least: null, at_most: null, is: "wider" }],
    };
    const form = { ...blankForm(), fields: [block], cues: [cue] };
    const saved = ready(form, []);
    expect(placed(saved.fields).map(({ path }) => path)).toEqual(["touch", "touch.change"]);
    expect(saved.cues).toEqual([
      { say: "Take it to someone.", when: [{ ...cue.when[0], field: "touch.change" }] },
    ]);
    expect(ready({ ...form, fields: [ofKind(block, "text")] }, []).cues).toEqual([]);
  });
});
