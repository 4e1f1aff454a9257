import type { Answer } from "./bindings/Answer";
import type { Bound } from "./bindings/Bound";
import type { Cue } from "./bindings/Cue";
import type { Field } from "./bindings/Field";

/** Answers by field key. */
export type Answers = Record<string, Answer>;

/** A choice as the window handles it. */
export interface Chosen {
  key: string | null;
  own: string | null;
  text: unknown;
}

/** Reads an answer as a choice, whatever is there. */
export function chosen(answer: Answer | null): Chosen {
  const found = answer && "choice" in answer ? answer.choice : null;
  return { key: found?.key ?? null, own: found?.own ?? null, text: found?.text ?? null };
}

/** Makes an answer of a choice; none where nothing was chosen and nothing written. */
export function choiceAnswer({ key, own, text }: Chosen): Answer | null {
  if (key === null && own === null && text === null) return null;
  return {
    choice: {
      ...(key === null ? {} : { key }),
      ...(own === null ? {} : { own }),
      ...(text === null ? {} : { text }),
    },
  };
}

/** Reads an answer as several choices. */
export function choices(answer: Answer | null): { keys: string[]; own: string[] } {
  const found = answer && "choices" in answer ? answer.choices : null;
  return { keys: found?.keys ?? [], own: found?.own ?? [] };
}

/** Makes an answer of several choices; none where nothing is chosen. */
export function choicesAnswer(keys: string[], own: string[]): Answer | null {
  if (keys.length === 0 && own.length === 0) return null;
  return { choices: own.length > 0 ? { keys, own } : { keys } };
}

/** The number in an answer, from whichever kind holds one. */
export function numberIn(answer: Answer | null): number | null {
  if (!answer) return null;
  if ("scale" in answer) return answer.scale;
  if ("number" in answer) return answer.number;
  return "minutes" in answer ? answer.minutes : null;
}

/** How many paragraphs and list items the text of an answer has. */
export function paragraphs(answer: Answer | null): number {
  const text: unknown = answer && "text" in answer ? answer.text : chosen(answer).text;
  const count = (node: unknown): number => {
    if (typeof node !== "object" || node === null) return 0;
    const { type, content = [] } = node as { type?: unknown; content?: unknown };
    if (type === "paragraph" || type === "heading") return 1;
    return Array.isArray(content) ? content.reduce((sum: number, part) => sum + count(part), 0) : 0;
  };
  return count(text);
}

/** The same answers with one changed, or removed where it is `null`. */
export function withAnswer(answers: Answers, key: string, answer: Answer | null): Answers {
  if (answer) return { ...answers, [key]: answer };
  const { [key]: _gone, ...rest } = answers;
  return rest;
}

function at(answers: Answers, path: string): Answer | null {
  const [key = "", ...deeper] = path.split(".");
  const answer = answers[key] ?? null;
  if (deeper.length === 0) return answer;
  return answer && "block" in answer ? at(answer.block, deeper.join(".")) : null;
}

function isChosen(answer: Answer | null, key: string): boolean {
  if (!answer) return false;
  if ("choice" in answer) return answer.choice.key === key;
  if ("choices" in answer) return answer.choices.keys.includes(key);
  if ("palette" in answer) return (answer.palette[key]?.level ?? 0) > 0;
  return "check" in answer ? answer.check === (key === "true") : false;
}

function holds(bound: Bound, answers: Answers): boolean {
  const answer = at(answers, bound.field);
  if (bound.is !== null) return isChosen(answer, bound.is);
  const number = numberIn(answer);
  if (number === null) return false;
  return (
    (bound.at_least === null || number >= bound.at_least) &&
    (bound.at_most === null || number <= bound.at_most)
  );
}

/** Whether everything that calls for the cue is answered so. */
export const calls = (cue: Cue, answers: Answers) =>
  cue.when.length > 0 && cue.when.every((bound) => holds(bound, answers));

/** The field under which a cue is said: the last on the page that it looks at. */
export function cuePlace(cue: Cue, fields: readonly Field[]): string | null {
  const named = new Set(cue.when.map((bound) => bound.field.split(".")[0]));
  return fields.findLast((field) => named.has(field.id))?.id ?? null;
}

/** One field, or two that stand beside each other. */
export type Line = readonly [Field] | readonly [Field, Field];

/** Whether it is a scale on one line. */
export const isLine = (field: Field | undefined) =>
  field?.kind === "scale" && field.shape === "line";

/** The id of the scale that such a line is, where it is one. */
export const lineScale = (line: Line | undefined) =>
  line?.length === 1 && isLine(line[0]) ? line[0].id : null;

/** Fields as they stand on the page: those marked `beside` join the one before. */
export function lines(fields: readonly Field[]): Line[] {
  const out: Line[] = [];
  for (const field of fields) {
    const before = out.at(-1);
    if (field.beside && before?.length === 1) out[out.length - 1] = [before[0], field];
    else out.push([field]);
  }
  return out;
}
