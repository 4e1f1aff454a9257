/** What the tests of the messages look for in the window's source text. */
import { parse } from "svelte/compiler";

/** A file of the window: its path and its text. */
export interface Source {
  path: string;
  text: string;
}

/** Attributes whose text is read or heard. */
const SAID = new Set([
  "aria-label",
  "aria-description",
  "aria-placeholder",
  "aria-roledescription",
  "aria-valuetext",
  "alt",
  "label",
  "placeholder",
  "title",
]);
/** Names of keys, which are printed on them. */
const KEYS = /\b(?:Alt|Ctrl|Enter|Esc|F\d+|Shift|Space|Tab)\b/g;

const isText = (text: string) => /\p{L}{2}/u.test(text.replace(KEYS, ""));

interface Node {
  type: string;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** Returns the literal texts that an expression may have as its value. */
function valuesOf(node: unknown): string[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? [node.value] : [];
    case "TemplateLiteral": {
      const quasis = node.quasis as { value: { cooked: string } }[];
      return [
        ...quasis.map(({ value }) => value.cooked),
        ...(node.expressions as unknown[]).flatMap(valuesOf),
      ];
    }
    case "ConditionalExpression":
      return [...valuesOf(node.consequent), ...valuesOf(node.alternate)];
    case "LogicalExpression":
    case "BinaryExpression":
      return node.operator === "===" || node.operator === "!=="
        ? []
        : [...valuesOf(node.left), ...valuesOf(node.right)];
    default:
      return [];
  }
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (!isNode(value)) return [];
  return value.type === "Text" ? [value.data as string] : valuesOf(value.expression);
}

/** Returns the texts that a component shows or has read out, and that are no messages. */
export function literalsIn({ text }: Pick<Source, "text">): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isNode(value)) return;
    if (value.type === "StyleDirective") return;
    if (value.type === "Attribute") {
      if (SAID.has(value.name as string)) found.push(...textsOf(value.value));
      return;
    }
    if (value.type === "Text" || value.type === "ExpressionTag") found.push(...textsOf(value));
    for (const [key, part] of Object.entries(value)) if (key !== "metadata") visit(part);
  };
  visit(parse(text, { modern: true }).fragment);
  return found.map((one) => one.trim()).filter(isText);
}

/** Returns the keys of a set of messages that a source reads, by whatever name it imports the set. */
function readIn(set: string, { text }: Source): string[] {
  const imports = text.matchAll(
    /import\s*\{([^}]*)\}\s*from\s*"[^"]*(?:messages(?:\/[a-z]+)?|\.\/[a-z]+)"/g,
  );
  const names = [...imports]
    .flatMap(([, list = ""]) => list.split(","))
    .map((one) => one.trim().split(/\s+as\s+/))
    .filter(([name]) => name === set)
    .map(([name, alias]) => alias ?? name);
  return names
    .flatMap((name) => [...text.matchAll(new RegExp(`\\b${name}\\s*\\.\\s*(\\w+)`, "g"))])
    .map(([, key = ""]) => key);
}

/** Returns the messages of a set that no source reads. */
export function unreadOf(set: string, messages: object, sources: readonly Source[]): string[] {
  const read = new Set(sources.flatMap((source) => readIn(set, source)));
  return Object.keys(messages).filter((key) => !read.has(key));
}
