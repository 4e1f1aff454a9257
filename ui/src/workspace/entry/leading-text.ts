import { withAnswer, type Answers } from "$lib/answers";
import type { Field } from "$lib/bindings/Field";
import type { Form } from "$lib/bindings/Form";

/** A text as far as a line is added to it. */
interface TextDocument {
  content?: unknown[];
}

/** A line as a paragraph of a text. */
export const paragraphOf = (line: string) => ({
  type: "paragraph",
  content: [{ type: "text", text: line }],
});

/** The text that leads a form, or its first one; none where the form has no text. */
export function leadingText({ fields, leads }: Form): Field | null {
  const texts = fields.filter(({ kind }) => kind === "text");
  return texts.find(({ id }) => id === leads) ?? texts[0] ?? null;
}

/** Writes a line below what stands in a text. */
export function withLineBelow(answers: Answers, field: string, line: string): Answers {
  const before = answers[field];
  const text = before && "text" in before ? (before.text as TextDocument) : null;
  const content = [...(text?.content ?? []), paragraphOf(line)];
  return withAnswer(answers, field, { text: { ...text, type: "doc", content } });
}
