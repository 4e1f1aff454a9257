import type { JSONContent } from "@tiptap/core";
import type { Schema } from "@tiptap/pm/model";

/** The nodes and mark in which the schema holds what it does not know. */
export const OPAQUE_BLOCK = "opaqueBlock";
export const OPAQUE_INLINE = "opaqueInline";
export const OPAQUE_MARK = "opaqueMark";
/** The attribute that holds attributes unknown to the schema. */
export const UNKNOWN_ATTRS = "unknownAttrs";

type Json = Record<string, unknown>;

const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An empty document. */
export const emptyDoc = (): JSONContent => ({ type: "doc", content: [{ type: "paragraph" }] });

function splitAttrs(node: Json, known: ReadonlySet<string>): JSONContent["attrs"] {
  if (!isJson(node.attrs)) return undefined;
  const attrs: Json = {};
  const rest: Json = {};
  for (const [name, value] of Object.entries(node.attrs)) {
    (known.has(name) && name !== UNKNOWN_ATTRS ? attrs : rest)[name] = value;
  }
  return Object.keys(rest).length > 0 ? { ...attrs, [UNKNOWN_ATTRS]: rest } : attrs;
}

function shieldMark(schema: Schema, mark: unknown): NonNullable<JSONContent["marks"]>[number] {
  if (isJson(mark) && typeof mark.type === "string" && schema.marks[mark.type]) {
    return mark as NonNullable<JSONContent["marks"]>[number];
  }
  return { type: OPAQUE_MARK, attrs: { json: mark } };
}

function fits(schema: Schema, node: JSONContent): boolean {
  try {
    schema.nodeFromJSON(node).check();
    return true;
  } catch {
    return false;
  }
}

function shieldNode(schema: Schema, node: unknown, inline: boolean): JSONContent {
  const opaque = { type: inline ? OPAQUE_INLINE : OPAQUE_BLOCK, attrs: { json: node } };
  if (!isJson(node) || typeof node.type !== "string") return opaque;
  const type = schema.nodes[node.type];
  if (!type || type.isInline !== inline) return opaque;
  const known = new Set(Object.keys(type.spec.attrs ?? {}));
  const shielded: JSONContent = { ...node };
  const attrs = splitAttrs(node, known);
  if (attrs) shielded.attrs = attrs;
  if (Array.isArray(node.content)) {
    shielded.content = node.content.map((child) => shieldNode(schema, child, type.inlineContent));
  }
  if (Array.isArray(node.marks)) {
    shielded.marks = node.marks.map((mark) => shieldMark(schema, mark));
  }
  return fits(schema, shielded) ? shielded : opaque;
}

function shieldTop(schema: Schema, node: unknown): JSONContent {
  const shielded = shieldNode(schema, node, false);
  const stands = fits(schema, { type: "doc", content: [shielded] });
  return stands ? shielded : { type: OPAQUE_BLOCK, attrs: { json: node } };
}

/**
 * Makes a stored document fit the schema. Whatever the schema does not know, a node, a mark or an
 * attribute, is kept whole inside an opaque one, so that saving the entry never loses it.
 */
export function shield(schema: Schema, stored: unknown): JSONContent {
  if (stored === null || stored === undefined) return emptyDoc();
  if (!isJson(stored) || stored.type !== "doc") {
    return { type: "doc", content: [{ type: OPAQUE_BLOCK, attrs: { json: stored } }] };
  }
  const children = Array.isArray(stored.content) ? stored.content : [];
  if (children.length === 0) return emptyDoc();
  return { type: "doc", content: children.map((child) => shieldTop(schema, child)) };
}

function bareMark(mark: NonNullable<JSONContent["marks"]>[number]): unknown {
  return mark.type === OPAQUE_MARK ? mark.attrs?.json : mark;
}

function bareNode(node: JSONContent): unknown {
  if (node.type === OPAQUE_BLOCK || node.type === OPAQUE_INLINE) return node.attrs?.json;
  const { attrs, content, marks, ...rest } = node;
  const bare: Json = { ...rest };
  if (attrs) {
    const { [UNKNOWN_ATTRS]: unknown, ...known } = attrs;
    const all = { ...known, ...(isJson(unknown) ? unknown : {}) };
    if (Object.keys(all).length > 0) bare.attrs = all;
  }
  if (content) bare.content = content.map(bareNode);
  if (marks) bare.marks = marks.map(bareMark);
  return bare;
}

/** The document as it is stored: what was shielded comes out as it went in. */
export const bare = (doc: JSONContent): unknown => {
  const only = doc.content?.length === 1 ? doc.content[0] : undefined;
  const whole = only?.type === OPAQUE_BLOCK && isJson(only.attrs?.json) ? only.attrs.json : null;
  return whole?.type === "doc" ? whole : bareNode(doc);
};
