import type { Answer } from "$lib/bindings/Answer";
import type { Certainty } from "$lib/bindings/Certainty";
import type { Defaults } from "$lib/bindings/Defaults";

/** What is typed as the beginning of new entries. */
export interface Typed {
  text: string;
  tags: string;
  certainty: Certainty | null;
}

interface Node {
  type: string;
  text?: string;
  content?: Node[];
}

const textOf = (node: Node): string =>
  node.text ?? (node.content ?? []).map(textOf).join(node.type === "doc" ? "\n" : "");

/** The beginning of a text field, as plain lines. */
export function beginning(defaults: Defaults, field: string): string {
  const answer = (defaults.answers as Record<string, Answer>)[field];
  return answer && "text" in answer ? textOf(answer.text as Node) : "";
}

function documentOf(text: string): Node {
  const paragraph = (line: string): Node =>
    line === ""
      ? { type: "paragraph" }
      : { type: "paragraph", content: [{ type: "text", text: line }] };
  return { type: "doc", content: text.split("\n").map(paragraph) };
}

/** Defaults with what was typed; other answers that were set stay. */
export function defaultsFrom(
  before: Defaults | null,
  form: string,
  field: string | null,
  typed: Typed,
): Defaults {
  const answers = { ...(before?.answers as Record<string, Answer> | undefined) };
  if (field !== null) {
    delete answers[field];
    if (typed.text.trim() !== "") answers[field] = { text: documentOf(typed.text) };
  }
  const tags = typed.tags.split(/[,\s]+/).map((tag) => tag.replace(/^#/, "").toLowerCase());
  return {
    form,
    answers,
    tags: tags.filter(Boolean),
    certainty: typed.certainty,
    weight: before?.weight ?? null,
  };
}
