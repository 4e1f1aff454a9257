import type { Answers, Line } from "$lib/answers";
import type { Field } from "$lib/bindings/Field";
import type { Form } from "$lib/bindings/Form";
import type { Head } from "$lib/bindings/Head";
import type { Shape } from "$lib/bindings/Shape";
import { fill, type Variables } from "$lib/variables";

/** The key under which an entry keeps a shape's boxes. */
export const shapeKey = (shape: Pick<Shape, "id">) => `shape_${shape.id}`;

/** A shape as a field of the entry: one block of texts. */
export const shapeField = (shape: Shape): Field => ({
  id: shapeKey(shape),
  label: shape.name,
  hint: shape.after,
  fold: "more",
  beside: false,
  caret: false,
  group: "",
  kind: "block",
  fields: shape.fields,
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
    ...field,
    label: fill(field.label, values),
    hint: say(field.hint),
    placeholder: say(field.placeholder),
    group: say(field.group),
  };
}

/** The fields that stand on the page, with their variables filled; `called` as above. */
export function fieldsOn(
  form: Form,
  shapes: readonly Shape[],
  called: string,
  values: Variables,
): Field[] {
  const keys = new Set(called.split(" "));
  const own = form.fields.filter((field) => !field.quiet || keys.has(field.id));
  const added = shapes.filter((shape) => keys.has(shapeKey(shape))).map(shapeField);
  return [...own.map((field) => filled(field, values)), ...added];
}

/** What stands under one heading below *More*. */
export interface Group {
  /** The key of its first field. */
  key: string;
  /** Its heading; empty for what stands before the first one. */
  name: string;
  lines: Line[];
}

/** The folded lines by their headings; the boxes of a shape are a group of their own. */
export function groupsOf(folded: readonly Line[]): Group[] {
  const groups: Group[] = [];
  for (const line of folded) {
    const [{ id, group, label }] = line;
    const name = id.startsWith(shapeKey({ id: "" })) ? label : group;
    const last = groups.at(-1);
    if (last && !name) last.lines.push(line);
    else groups.push({ key: id, name: name ?? "", lines: [line] });
  }
  return groups;
}

/** Whether any field of a group is answered. */
export const isAnswered = ({ lines }: Group, answers: Answers) =>
  lines.some((line) => line.some(({ id }) => answers[id] !== undefined));

type Marks = Pick<Head, "mine_alone" | "mine_alone_fields">;

/** Whether an answer is the writer's alone, or the whole entry is. */
export const isMineAlone = (head: Marks, key: string) =>
  head.mine_alone || head.mine_alone_fields.includes(key);

/** Whether a page for supervision leaves anything of an entry out. */
export const hasMineAlone = (head: Marks, answers: Answers) =>
  Object.keys(answers).some((key) => isMineAlone(head, key));

/** The field whose answer closes an entry by itself, where it is given and the entry is open. */
export function closingField({
  form,
  answers,
  editable,
}: {
  form: Form;
  answers: Answers;
  editable: boolean;
}): Field | null {
  const key = form.closes_with;
  if (!key || !editable || answers[key] === undefined) return null;
  return form.fields.find(({ id }) => id === key) ?? null;
}
