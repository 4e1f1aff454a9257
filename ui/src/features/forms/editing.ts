import type { Field } from "$lib/bindings/Field";
import type { FieldKind } from "$lib/bindings/FieldKind";
import type { Form } from "$lib/bindings/Form";
import type { Opt } from "$lib/bindings/Opt";

export type Kind = FieldKind["kind"];

/** The kinds that a field can be given, in the order of the list. */
export const KINDS: readonly Kind[] = [
  "text",
  "line",
  "verbatim",
  "scale",
  "choice",
  "choices",
  "check",
  "number",
  "minutes",
  "date",
  "palette",
  "rows",
  "block",
  "links",
];
/** What a field of links can point at. */
export const NOUNS = ["client", "thread", "entry", "symbol", "piece"] as const;
/** Kinds that search and charts can use. */
export const COUNTED: readonly Kind[] = [
  "scale",
  "choice",
  "choices",
  "palette",
  "number",
  "minutes",
];

/** Makes a key of a label: small letters, digits and underscores, one that is not taken. */
export function keyOf(label: string, taken: readonly string[]): string {
  const plain = label.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 32);
  const base = /^[a-z]/.test(slug) ? slug : `f_${slug}`.replace(/_$/, "");
  let key = base === "f" ? "field" : base;
  for (let number = 2; taken.includes(key); number += 1) key = `${base}_${number}`;
  return key;
}

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/**
 * Reads choices from lines. A label that stays keeps its key; one reworded in its place keeps it,
 * too, so that older answers are still understood.
 */
export function optionsFrom(text: string, before: readonly Opt[]): Opt[] {
  const labels = linesOf(text);
  const reworded = (at: number) => {
    const old = before[at];
    return old && labels.length === before.length && !labels.includes(old.label) ? old.key : null;
  };
  const keys: string[] = [];
  return labels.map((label, at) => {
    const known = before.find((option) => option.label === label)?.key ?? reworded(at);
    const key =
      known && !keys.includes(known)
        ? known
        : keyOf(label, [...keys, ...before.map((option) => option.key)]);
    keys.push(key);
    return { key, label };
  });
}

export const optionsText = (options: readonly Opt[]) =>
  options.map(({ label }) => label).join("\n");

/** A field with its path; fields within a block or within rows are `consent.change`. */
export interface Placed {
  path: string;
  field: Field;
}

/** Every field with its path, inner ones after the one that holds them. */
export const placed = (fields: readonly Field[], within = ""): Placed[] =>
  fields.flatMap((field) => {
    const path = within + field.id;
    return [{ path, field }, ...("fields" in field ? placed(field.fields, `${path}.`) : [])];
  });

/** The path of the innermost field that something is about; `null` where it is about none. */
export function ownerOf(near: string, fields: readonly Field[]): string | null {
  const within = placed(fields)
    .map(({ path }) => path)
    .filter((path) => near === path || near.startsWith(`${path}.`));
  return within.reduce<string | null>(
    (best, path) => (path.length > (best?.length ?? 0) ? path : best),
    null,
  );
}

/** The fields with one more at their end. */
export const added = (fields: readonly Field[]): Field[] => [
  ...fields,
  newField(fields.map(({ id }) => id)),
];

/** The fields with one replaced; the caret begins in one of them only. */
export const replaced = (fields: readonly Field[], at: number, field: Field): Field[] =>
  fields.map((other, index) =>
    index === at ? field : field.caret && other.caret ? { ...other, caret: false } : other,
  );

/** The fields without one. */
export const dropped = (fields: readonly Field[], at: number): Field[] =>
  fields.filter((_, index) => index !== at);

/** The fields with one moved, within the list only. */
export function moved(fields: readonly Field[], at: number, by: 1 | -1): Field[] {
  const others = dropped(fields, at);
  const field = fields[at];
  if (field && at + by >= 0 && at + by < fields.length) others.splice(at + by, 0, field);
  return others.length === fields.length ? others : [...fields];
}

function parts(kind: Kind, from: Field | null): FieldKind {
  const options = from && "options" in from ? from.options : [];
  const fields = from && "fields" in from ? from.fields : [];
  switch (kind) {
    case "scale":
      return { kind, min: 0, max: 4, anchors: [], ends: null, shape: "line" };
    case "choice":
      return { kind, options, own: false, text: false };
    case "choices":
      return { kind, options, own: false };
    case "palette":
      return { kind, options };
    case "number":
      return { kind, unit: null };
    case "rows":
      return { kind, fields };
    case "block":
      return { kind, fields };
    case "links":
      return { kind, to: "entry" };
    default:
      return { kind };
  }
}

function bare(id: string, label: string, kind: Kind): Field {
  return { id, label, fold: "core", beside: false, caret: false, ...parts(kind, null) };
}

/** A new field without a label. */
export const newField = (taken: readonly string[]): Field =>
  bare(keyOf("field", taken), "", "text");

/** The field with another kind; what both kinds have stays. */
export function ofKind(field: Field, kind: Kind): Field {
  const { id, label, fold, placeholder, hint, beside, group, caret, mine_alone = false } = field;
  const facet = COUNTED.includes(kind) ? field.facet : null;
  return {
    id,
    label,
    fold,
    placeholder,
    hint,
    beside,
    group,
    caret,
    mine_alone,
    facet,
    ...parts(kind, field),
  };
}

/** A form with nothing on it but one text. */
export const blankForm = (): Form => ({
  id: "",
  version: 0,
  journal: "",
  noun: "",
  icon: "feather",
  about_client: false,
  example: "",
  leads: "text",
  detail: [],
  prompts: [],
  cues: [],
  fields: [{ ...bare("text", "Text", "text"), caret: true }],
});

/** Gives new fields keys of their labels and notes where each one's path leads now. */
function keyed(
  fields: readonly Field[],
  known: readonly string[],
  now: Map<string, string>,
  from = "",
  to = "",
): Field[] {
  const keys = fields.map(({ id }) => id).filter((id) => known.includes(from + id));
  return fields.map((field) => {
    const path = from + field.id;
    const id = known.includes(path) ? field.id : keyOf(field.label, keys);
    keys.push(id);
    now.set(path, to + id);
    const inner =
      "fields" in field
        ? { fields: keyed(field.fields, known, now, `${path}.`, `${to + id}.`) }
        : {};
    return { ...field, id, ...inner } as Field;
  });
}

/**
 * The form as it can be saved: new fields get keys of their labels, lists lead with the field that
 * stands for the entry, and nothing names a field that is gone.
 */
export function ready(form: Form, known: readonly string[]): Form {
  const renamed = new Map<string, string>();
  const fields = keyed(form.fields, known, renamed);
  const now = (path: string) => renamed.get(path) ?? path;
  const paths = placed(fields).map(({ path }) => path);
  const has = (path: string) => paths.includes(path);
  const cues = form.cues.map((cue) => ({
    say: cue.say.trim(),
    when: cue.when.map((bound) => ({ ...bound, field: now(bound.field) })),
  }));
  const text = fields.find(({ kind }) => kind === "text") ?? fields[0];
  const leads = now(form.leads);
  return {
    ...form,
    fields,
    journal: form.journal.trim(),
    noun: form.noun.trim() || form.journal.trim(),
    leads: has(leads) ? leads : (text?.id ?? ""),
    detail: form.detail.map(now).filter(has),
    prompts: form.prompts.map((prompt) => prompt.trim()).filter(Boolean),
    cues: cues.filter(({ say, when }) => say !== "" && when.every(({ field }) => has(field))),
  };
}
