import type { Answers } from "$lib/answers";
import type { Field } from "$lib/bindings/Field";
import type { Form } from "$lib/bindings/Form";
import type { Shape } from "$lib/bindings/Shape";
import { fill, type Variables } from "$lib/variables";

/** The key under which an entry keeps a shape's boxes. */
export const shapeKey = (shape: Pick<Shape, "id">) => `shape_${shape.id}`;

/** A shape as a field of the entry: one block of texts. */
export const shapeField = (shape: Shape): Field => ({
  id: shapeKey(shape), label: shape.name, hint: shape.after, fold: "more", beside: false,
  caret: false, group: "", kind: "block", fields: shape.fields,
});

/** Keys of what shows only because it has an answer: quiet fields and shapes. */
export function calledUp(form: Form, shapes: readonly Shape[], answers: Answers): string {
  const quiet = form.fields.filter((field) => field.quiet).map(({ id }) => id);
  const all = [...quiet, ...shapes.map(shapeKey)];
  return all.filter((key) => answers[key] !== undefined).join(" ");
}

function filled(field: Field, values: Variables): Field {
  const texts = [field.label, field.hint, field.placeholder, field.group];
  if (!texts.some((text) => text?.includes("{{"))) return field;
  const say = (text: string | null | undefined) => (text ? fill(text, values) : text);
  return {
    ...field, label: fill(field.label, values), hint: say(field.hint),
    placeholder: say(field.placeholder), group: say(field.group),
  };
}

/** The fields that stand on the page, with their variables filled; `called` as above. */
export function fieldsOn(
  form: Form, shapes: readonly Shape[], called: string, values: Variables,
): Field[] {
  const keys = new Set(called.split(" "));
  const own = form.fields.filter((field) => !field.quiet || keys.has(field.id));
  const added = shapes.filter((shape) => keys.has(shapeKey(shape))).map(shapeField);
  return [...own.map((field) => filled(field, values)), ...added];
}
