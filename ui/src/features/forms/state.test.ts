import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Field } from "$lib/bindings/Field";
import type { Form } from "$lib/bindings/Form";
import {
  added,
  blankForm,
  dropped,
  keyOf,
  moved,
  ofKind,
  optionsFrom,
  ready,
  replaced,
} from "./editing";
import { FormEditing } from "./state.svelte";

const saveForm = vi.hoisted(() => vi.fn());
vi.mock("$lib/api", () => ({ saveForm }));

const setField = (editing: FormEditing, at: number, part: object): void =>
  editing.set({
    fields: replaced(editing.form.fields, at, { ...editing.form.fields[at]!, ...part } as Field),
  });
const labelled = (editing: FormEditing, label: string): void => {
  editing.set({ fields: added(editing.form.fields) });
  setField(editing, editing.form.fields.length - 1, { label });
};

describe("keys", () => {
  it("are made of labels and never taken twice", () => {
    expect(keyOf("Wie hoch?", [])).toBe("wie_hoch");
    expect(keyOf("Été 2", [])).toBe("ete_2");
    expect(keyOf("3rd", [])).toBe("f_3rd");
    expect(keyOf("静けさ", [])).toBe("field");
    expect(keyOf("height", ["height", "height_2"])).toBe("height_3");
  });

  it("of choices stay when a label is reworded in its place, or moves", () => {
    const before = [
      { key: "low", label: "low" },
      { key: "high", label: "high" },
    ];
    expect(optionsFrom("very low\nhigh", before)).toEqual([
      { key: "low", label: "very low" },
      { key: "high", label: "high" },
    ]);
    expect(optionsFrom("high\nlow", before).map(({ key }) => key)).toEqual(["high", "low"]);
    expect(optionsFrom("high\n\n middle ", before).map(({ key }) => key)).toEqual([
      "high",
      "middle",
    ]);
  });

  it("of inner fields are made of their labels, too, and stay once they are known", () => {
    const due = { ...blankForm().fields[0]!, id: "due", label: "Until when" };
    const form = {
      ...blankForm(),
      fields: [
        {
          ...due,
          id: "field",
          label: "To do",
          kind: "rows",
          fields: [due, { ...due, id: "field" }],
        } as Field,
      ],
    };
    const known = (now: Form) =>
      (now.fields[0] as Field & { kind: "rows" }).fields.map(({ id }) => id);
    expect(known(ready(form, ["field", "field.due"]))).toEqual(["due", "until_when"]);
    expect(known(ready(form, []))).toEqual(["until_when", "until_when_2"]);
  });
});

describe("a form in the editor", () => {
  beforeEach(() => saveForm.mockReset());

  it("is sent with keys of its labels and without names of fields that are gone", async () => {
    saveForm.mockImplementation(async (form: Form) => ({
      came: "saved",
      form: { ...form, id: "own_tides", version: 1 },
    }));
    const editing = new FormEditing({
      ...blankForm(),
      detail: ["text"],
      cues: [{ when: [{ field: "text", is: null, at_least: 1, at_most: null }], say: "x" }],
    });
    editing.set({ journal: " Tides " });
    labelled(editing, "Height");
    setField(editing, 1, ofKind(editing.form.fields[1]!, "scale"));
    editing.set({ fields: dropped(editing.form.fields, 0) });
    expect(await editing.save()).toBe(true);
    const sent = saveForm.mock.calls[0]?.[0] as Form;
    expect(sent.fields.map(({ id }) => id)).toEqual(["height"]);
    expect([sent.journal, sent.noun, sent.leads, sent.detail, sent.cues]).toEqual([
      "Tides",
      "Tides",
      "height",
      [],
      [],
    ]);
    expect(editing.saved?.version).toBe(1);
  });

  it("keeps the key of a field that is renamed once it is in use", async () => {
    const form = blankForm();
    const editing = new FormEditing({ ...form, id: "own_tides", version: 1, journal: "Tides" });
    setField(editing, 0, { label: "What I saw" });
    expect(ready(editing.form, ["text"]).fields[0]?.id).toBe("text");
    expect(ready(editing.form, []).fields[0]?.id).toBe("what_i_saw");
  });

  it("shows each mistake at its field, and those of the form apart", async () => {
    saveForm.mockResolvedValue({
      came: "refused",
      mistakes: [
        { near: "own_form", reason: { reason: "no_name" } },
        { near: "height.low", reason: { reason: "no_label" } },
      ],
    });
    const editing = new FormEditing(blankForm());
    labelled(editing, "Height");
    expect(await editing.save()).toBe(false);
    expect(editing.wrong("height")).toHaveLength(1);
    expect(editing.wrong("text")).toHaveLength(0);
    expect(editing.wrong(null).map(({ near }) => near)).toEqual(["own_form"]);
  });

  it("has one caret, and moves fields within the list only", () => {
    const editing = new FormEditing(blankForm());
    labelled(editing, "Height");
    setField(editing, 1, { caret: true });
    const { fields } = editing.form;
    expect(fields.map(({ caret }) => caret)).toEqual([false, true]);
    const labels = (at: number, by: 1 | -1) => moved(fields, at, by).map(({ label }) => label);
    expect(labels(1, 1)).toEqual(["Text", "Height"]);
    expect(labels(0, -1)).toEqual(["Text", "Height"]);
    expect(labels(1, -1)).toEqual(["Height", "Text"]);
  });

  it("keeps what both kinds have when a field's kind is changed", () => {
    const choice = ofKind(
      { ...blankForm().fields[0]!, label: "Weather", hint: "quietly" },
      "choice",
    );
    const options = [{ key: "still", label: "still" }];
    const several = ofKind({ ...choice, facet: "weather", options } as Field, "choices");
    expect(several).toMatchObject({ kind: "choices", options, hint: "quietly", facet: "weather" });
    expect(ofKind(several, "text").facet).toBeNull();
  });
});
