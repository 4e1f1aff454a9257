import { describe, expect, it } from "vitest";
import type { Field } from "$lib/bindings/Field";
import type { Form } from "$lib/bindings/Form";
import type { Shape } from "$lib/bindings/Shape";
import { calledUp, fieldsOn } from "./fields";

const field = (id: string, more: Partial<Field> = {}) =>
  ({ id, label: id, fold: "core", beside: false, caret: false, kind: "text", ...more }) as Field;
const form = {
  fields: [field("seen", { label: "Seen with {{alias}}" }), field("word", { quiet: true }), field("links", { kind: "links" } as Partial<Field>)],
} as Form;
const shapes: Shape[] = [
  { id: "kolb", name: "Kolb", after: "1984", fields: [field("experience")] },
  { id: "gibbs", name: "Gibbs", after: "1988", fields: [field("description")] },
];
const ids = (answers: Record<string, never>) =>
  fieldsOn(form, shapes, calledUp(form, shapes, answers), {}).map(({ id }) => id);

describe("the fields on the page", () => {
  it("are the form's, without the quiet ones that have no answer", () => {
    expect(ids({})).toEqual(["seen", "links"]);
  });

  it("show a quiet field and a shape once they have an answer", () => {
    const answers = { word: { line: "iron" }, shape_gibbs: { block: {} } } as never;
    expect(ids(answers)).toEqual(["seen", "word", "links", "shape_gibbs"]);
  });

  it("fill their variables and stay the same objects where there are none", () => {
    const [seen] = fieldsOn(form, [], "", { alias: "Wren" });
    expect(seen?.label).toBe("Seen with Wren");
    const [, word] = fieldsOn(form, [], "word", {});
    expect(word).toBe(form.fields[1]);
  });
});
