import type { Editor } from "@tiptap/core";
import { Fragment } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";

/**
 * Puts an attached file after the block with the caret, or in place of an empty one, and the caret
 * into the paragraph below. In lists and quotations it stands after all of them.
 */
export function putFile(editor: Editor, id: string): boolean {
  return editor.commands.command(({ state, tr, dispatch }) => {
    const { attached, paragraph } = state.schema.nodes;
    const { $from } = state.selection;
    if (!attached || !paragraph || $from.depth === 0) return false;
    const top = $from.node(1);
    const [start, end] = [$from.before(1), $from.after(1)];
    const isEmpty = top.type === paragraph && top.content.size === 0;
    const file = attached.create({ id });
    const below = tr.doc.nodeAt(end);
    const goesOn = below?.type === paragraph;
    const put = goesOn ? Fragment.from(file) : Fragment.from([file, paragraph.create()]);
    tr.replaceWith(isEmpty ? start : end, end, put);
    const at = (isEmpty ? start : end) + file.nodeSize + 1;
    tr.setSelection(TextSelection.create(tr.doc, at));
    dispatch?.(tr.scrollIntoView());
    return true;
  });
}
