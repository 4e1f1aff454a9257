import { Node } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { ATTACHED, attachedView } from "./attached-view";

/** An attached file in a text: a picture or a card, and a caption that is part of the text. */
export const Attached = Node.create({
  name: ATTACHED,
  group: "block",
  content: "text*",
  marks: "",
  isolating: true,
  defining: true,
  addAttributes: () => ({
    id: {
      default: null,
      parseHTML: (element) => element.getAttribute("data-attached"),
      renderHTML: ({ id }: { id?: unknown }) => ({ "data-attached": String(id) }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-attached]", contentElement: "figcaption" }],
  renderHTML: ({ HTMLAttributes }) => [
    "figure",
    { ...HTMLAttributes, class: "attached" },
    ["figcaption", 0],
  ],
  addNodeView: () => attachedView,
  addKeyboardShortcuts() {
    return {
      // A caption is one line: the text goes on below.
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection;
        if ($from.parent.type.name !== ATTACHED) return false;
        const after = $from.after();
        return editor.commands.command(({ tr, dispatch }) => {
          const next = tr.doc.nodeAt(after);
          if (next?.type.name !== "paragraph") {
            tr.insert(after, editor.schema.nodes["paragraph"]!.create());
          }
          tr.setSelection(TextSelection.create(tr.doc, after + 1));
          dispatch?.(tr.scrollIntoView());
          return true;
        });
      },
    };
  },
});
