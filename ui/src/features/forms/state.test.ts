import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Field } from "$lib/bindings/Field";
import type { Form } from "$lib/bindings/Form";
import { blankForm, innerFrom, keyOf, ofKind, optionsFrom, ready } from "./editing";
import { FormEditing } from "./state.svelte";

const saveForm = vi.hoisted(() => vi.fn());
vi.mock("$lib/api", () => ({ saveForm }));

const labelled = (editing: FormEditing, label: string): void => {
  const at = editing.form.fields.length;
  editing.add();
  editing.setField(at, { ...editing.form.fields[at]!, label });
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
    const before = [{ key: "low", label: "low" }, { key: "high", label: "high" }];
    expect(optionsFrom("very low\nhigh", before)).toEqual([
      { key: "low", label: "very low" }, { key: "high", label: "high" },
    ]);
    expect(optionsFrom("high\nlow", before).map(({ key }) => key)).toEqual(["high", "low"]);
    expect(optionsFrom("high\n\n middle ", before).map(({ key }) => key)).toEqual(["high", "middle"]);
  });

  it("of inner fields stay, and what they hold does", () => {
    const date = { id: "due", label: "By", kind: "date" } as unknown as Field;
    const inner = innerFrom("To do\nBy", [date]);
    expect(inner.map(({ id, kind }) => [id, kind])).toEqual([["to_do", "line"], ["due", "date"]]);
  });
});

describe("a form in the editor", () => {
  beforeEach(() => saveForm.mockReset());

  it("is sent with keys of its labels and without names of fields that are gone", async () => {
    saveForm.mockImplementation(async (form: Form) => ({ came: "saved", form: { ...form, id: "own_tides", version: 1 } }));
    const editing = new FormEditing({ ...blankForm(), detail: ["text"], cues: [{ when: [{ field: "text", is: null, at_least: 1, at_most: null }], say: "x" }] });
    editing.set({ journal: " Tides " });
    labelled(editing, "Height");
    editing.setField(1, ofKind(editing.form.fields[1]!, "scale"));
    editing.drop(0);
    expect(await editing.keep()).toBe(true);
    const sent = saveForm.mock.calls[0]?.[0] as Form;
    expect(sent.fields.map(({ id }) => id)).toEqual(["height"]);
    expect([sent.journal, sent.noun, sent.leads, sent.detail, sent.cues]).toEqual(["Tides", "Tides", "height", [], []]);
    expect(editing.saved?.version).toBe(1);
  });

  it("keeps the key of a field that is renamed once it is in use", async () => {
    const form = blankForm();
    const editing = new FormEditing({ ...form, id: "own_tides", version: 1, journal: "Tides" });
    editing.setField(0, { ...editing.form.fields[0]!, label: "What I saw" });
    expect(ready(editing.form, ["text"]).fields[0]?.id).toBe("text");
    expect(ready(editing.form, []).fields[0]?.id).toBe("what_i_saw");
  });

  it("shows each mistake at its field, and those of the form apart", async () => {
    saveForm.mockResolvedValue({ came: "refused", mistakes: [
      { near: "own_form", reason: { reason: "no_name" } },
      { near: "height.low", reason: { reason: "no_label" } },
    ] });
    const editing = new FormEditing(blankForm());
    labelled(editing, "Height");
    expect(await editing.keep()).toBe(false);
    expect(editing.wrong("height")).toHaveLength(1);
    expect(editing.wrong("text")).toHaveLength(0);
    expect(editing.wrong(null).map(({ near }) => near)).toEqual(["own_form"]);
  });

  it("has one caret, and moves fields within the list only", () => {
    const editing = new FormEditing(blankForm());
    labelled(editing, "Height");
    editing.setField(1, { ...editing.form.fields[1]!, caret: true });
    expect(editing.form.fields.map(({ caret }) => caret)).toEqual([false, true]);
    editing.move(1, 1);
    editing.move(0, -1);
    expect(editing.form.fields.map(({ label }) => label)).toEqual(["Text", "Height"]);
    editing.move(1, -1);
    expect(editing.form.fields.map(({ label }) => label)).toEqual(["Height", "Text"]);
  });

  it("keeps what both kinds have when a field's kind is changed", () => {
    const choice = ofKind({ ...blankForm().fields[0]!, label: "Weather", hint: "quietly" }, "choice");
    const options = [{ key: "still", label: "still" }];
    const several = ofKind({ ...choice, facet: "weather", options } as Field, "choices");
    expect(several).toMatchObject({ kind: "choices", options, hint: "quietly", facet: "weather" });
    expect(ofKind(several, "text").facet).toBeNull();
  });
});
