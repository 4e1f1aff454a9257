import type { Answer } from "./bindings/Answer";
import type { Answers } from "./answers";

interface DocNode {
  type?: unknown;
  text?: unknown;
  content?: unknown;
}

const BLOCKS = new Set(["paragraph", "heading"]);

/** What a node says, its blocks one after the other. */
function blocksOf(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const { type, content } = node as DocNode;
  const parts: unknown[] = Array.isArray(content) ? content : [];
  if (!BLOCKS.has(String(type))) return parts.flatMap(blocksOf);
  const said = parts.map((part) => {
    const text = typeof part === "object" && part !== null ? (part as DocNode).text : null;
    return typeof text === "string" ? text : " ";
  });
  return [said.join("")];
}

const all = (answers: Answers) => Object.values(answers).flatMap(writtenIn);

/** What the writer wrote in an answer, paragraph by paragraph and line by line. */
export function writtenIn(answer: Answer): string[] {
  if ("text" in answer) return blocksOf(answer.text);
  if ("line" in answer) return [answer.line];
  if ("verbatim" in answer) return answer.verbatim;
  if ("choice" in answer) return blocksOf(answer.choice.text);
  if ("rows" in answer) return answer.rows.flatMap((row) => all(row as Answers));
  return "block" in answer ? all(answer.block as Answers) : [];
}

/** The answer that holds what an import found no place for; it is not the writer's. */
const FROM_ELSEWHERE = "from_elsewhere";

/** How many words were written, counted as the journal counts them: by the blanks between. */
export function wordCount({ [FROM_ELSEWHERE]: _elsewhere, ...own }: Answers): number {
  return all(own).reduce((sum, text) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
}

/** A heading in a text of an entry. */
export interface Heading {
  /** Its field and its number among the headings there: `moment:0`. */
  key: string;
  text: string;
  level: number;
}

function headingsIn(node: unknown): { text: string; level: number }[] {
  if (typeof node !== "object" || node === null) return [];
  const { type, content, attrs } = node as DocNode & { attrs?: { level?: unknown } };
  const level = Number(attrs?.level ?? 1);
  if (type === "heading") return [{ text: blocksOf(node)[0] ?? "", level }];
  return Array.isArray(content) ? content.flatMap(headingsIn) : [];
}

/** The headings in the texts of an entry, in the order of its answers. */
export const headingsOf = (answers: Answers): Heading[] =>
  Object.entries(answers).flatMap(([path, answer]) =>
    headingsIn("text" in answer ? answer.text : null).map((heading, nth) => ({
      key: `${path}:${nth}`,
      ...heading,
    })),
  );
