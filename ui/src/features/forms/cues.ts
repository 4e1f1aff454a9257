import type { Bound } from "$lib/bindings/Bound";
import type { Field } from "$lib/bindings/Field";
import type { Opt } from "$lib/bindings/Opt";
import { forms as t } from "$lib/messages";
import { placed } from "./editing";

/** A field that a cue can ask about: by its number, or by what is chosen. */
export interface Askable {
  path: string;
  label: string;
  /** What can be chosen; `null` where it is a number. */
  options: readonly Opt[] | null;
}

const NUMBERS: readonly Field["kind"][] = ["scale", "number", "minutes"];

function optionsOf(field: Field): readonly Opt[] | null {
  if (field.kind === "check") return [{ key: "true", label: t.cueSet }];
  return "options" in field ? field.options : null;
}

/** The fields that a cue can ask about; those within rows are many and cannot be asked. */
export function askable(fields: readonly Field[]): Askable[] {
  const rows = fields.filter(({ kind }) => kind === "rows").map(({ id }) => `${id}.`);
  const asked = placed(fields).filter(
    ({ path, field }) =>
      !rows.some((within) => path.startsWith(within)) &&
      (NUMBERS.includes(field.kind) || (optionsOf(field)?.length ?? 0) > 0),
  );
  const names = new Map(placed(fields).map(({ path, field }) => [path, field.label || t.label]));
  return asked.map(({ path, field }) => {
    const above = path.includes(".") ? `${names.get(path.split(".")[0] ?? "")}: ` : "";
    return { path, label: above + (field.label || t.label), options: optionsOf(field) };
  });
}

/** A condition on a field, before it says how much or what. */
export const boundOn = ({ path, options }: Askable): Bound => ({
  field: path,
  at_least: options ? null : 1,
  at_most: null,
  is: options?.[0]?.key ?? null,
});
