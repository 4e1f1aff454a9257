import { DOMSerializer, type Node } from "@tiptap/pm/model";
import type { Editor } from "@tiptap/core";

/** A text on the page, whose editor is made when somebody turns to it. */
export interface ShownText {
  /** What it says now. */
  readonly doc: Node;
  /** Its editor, where there is one already. */
  readonly made: Editor | null;
  /** Returns its editor, which is made where there is none yet. */
  editor(): Editor;
}

/** Whether nothing at all is written in a document. */
export const isEmptyDoc = ({ childCount, firstChild }: Node): boolean =>
  childCount === 1 && firstChild?.type.name === "paragraph" && firstChild.content.size === 0;

/** Whether a document holds what only an editor shows or answers to: boxes to tick, attached files. */
export function needsEditor(doc: Node): boolean {
  let found = false;
  doc.descendants((node) => {
    found ||= node.type.name === "taskItem" || node.type.name === "attached";
    return !found;
  });
  return found;
}

/** Draws a document into the element as its editor would, so that nothing moves once that is made. */
export function drawStill(doc: Node, element: HTMLElement): void {
  const { schema } = doc.type;
  element.replaceChildren(DOMSerializer.fromSchema(schema).serializeFragment(doc.content));
  // A line with nothing in it, or with a break at its end, has no height without one more break.
  for (const block of element.querySelectorAll("p, h1, h2, h3")) {
    if (!block.lastChild || block.lastChild.nodeName === "BR") {
      const end = document.createElement("br");
      end.className = "ProseMirror-trailingBreak";
      block.append(end);
    }
  }
}
