import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { completionOf } from "../completion";
import { mentionIn } from "../mentions";

interface Offered {
  rest: string;
  at: number;
}

const completeKey = new PluginKey<Offered | null>("complete");

// Only at the end of a block: there the right arrow has no other use.
function offer(state: EditorState, terms: readonly string[]): Offered | null {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock || $from.parentOffset < $from.parent.content.size)
    return null;
  const before = $from.parent.textBetween(
    Math.max(0, $from.parentOffset - 80),
    $from.parentOffset,
    undefined,
    "\ufffc",
  );
  // A mention offers a list of its own.
  const found = mentionIn(before) ? null : completionOf(before, terms);
  return found ? { rest: found.rest, at: $from.pos } : null;
}

function ghost(rest: string): HTMLElement {
  const span = document.createElement("span");
  span.className = "ghost";
  span.setAttribute("aria-hidden", "true");
  span.textContent = rest;
  return span;
}

/** Offers the rest of a term after the caret; the right arrow takes it, anything else leaves it. */
export const Complete = Extension.create<{ terms: () => readonly string[] }>({
  name: "complete",
  addOptions: () => ({ terms: () => [] }),
  addKeyboardShortcuts() {
    return {
      ArrowRight: ({ editor }) => {
        const offered = completeKey.getState(editor.state);
        if (!offered) return false;
        editor.view.dispatch(editor.state.tr.insertText(offered.rest, offered.at));
        return true;
      },
    };
  },
  addProseMirrorPlugins() {
    const { terms } = this.options;
    return [
      new Plugin<Offered | null>({
        key: completeKey,
        state: {
          init: () => null,
          // Offered while one writes, not wherever the caret happens to stand.
          apply: (transaction, _offered, _before, after) =>
            transaction.docChanged && !transaction.getMeta("paste") ? offer(after, terms()) : null,
        },
        props: {
          decorations(state) {
            const offered = completeKey.getState(state);
            if (!offered) return null;
            const widget = Decoration.widget(offered.at, () => ghost(offered.rest), { side: 1 });
            return DecorationSet.create(state.doc, [widget]);
          },
        },
      }),
    ];
  },
});
