import { describe, expect, it } from "vitest";
import type { Field } from "$lib/bindings/Field";
import type { Form } from "$lib/bindings/Form";
import type { Shape } from "$lib/bindings/Shape";
import { lines } from "$lib/answers";
import { calledUp, fieldsOn, groupsOf, hasMineAlone, isAnswered } from "./fields";

const field = (id: string, more: Partial<Field> = {}) =>
  ({ id, label: id, fold: "core", beside: false, caret: false, kind: "text", ...more }) as Field;
const form = {
  fields: [
    field("seen", { label: "Seen with {{alias}}" }),
    field("word", { quiet: true }),
    field("links", { kind: "links" } as Partial<Field>),
  ],
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

describe("the groups under More", () => {
  const folded = lines([
    field("loose"),
    field("body", { group: "Body" }),
    field("settled"),
    field("pull", { group: "Leading" }),
    field("urge", { beside: true }),
    field("spaced", { group: "" }),
    field("shape_gibbs", { label: "Gibbs", group: "" }),
  ]);
  const groups = groupsOf(folded);

  it("stand under their headings, and a shape under its own name", () => {
    expect(
      groups.map(({ key, name, lines: [...all] }) => [key, name, all.flat().map(({ id }) => id)]),
    ).toEqual([
      ["loose", "", ["loose"]],
      ["body", "Body", ["body", "settled"]],
      ["pull", "Leading", ["pull", "urge", "spaced"]],
      ["shape_gibbs", "Gibbs", ["shape_gibbs"]],
    ]);
  });

  it("are answered when any of their fields is, also one that stands beside another", () => {
    const answers = { urge: { line: "to speak" } } as never;
    expect(groups.map((group) => isAnswered(group, answers))).toEqual([false, false, true, false]);
  });
});

describe("what is mine alone", () => {
  const answers = { left_out: { line: "the fee" } } as never;

  it("is left out where an answer is marked, or the whole entry is", () => {
    const none = { mine_alone: false, mine_alone_fields: [] };
    expect(hasMineAlone(none, answers)).toBe(false);
    expect(hasMineAlone({ ...none, mine_alone_fields: ["left_out"] }, answers)).toBe(true);
    expect(hasMineAlone({ ...none, mine_alone: true }, answers)).toBe(true);
  });

  it("is nothing where what is marked has no answer", () => {
    expect(hasMineAlone({ mine_alone: false, mine_alone_fields: ["other"] }, answers)).toBe(false);
  });
});
