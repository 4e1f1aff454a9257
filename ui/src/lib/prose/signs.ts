import { Extension } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { Plugin } from "@tiptap/pm/state";
import { turned } from "../typing";

/**
 * Turns straight quotation marks and double hyphens into what the writing language has for them.
 * The sign as it was typed is a step of its own, so that Ctrl+Z brings it back.
 */
export const Signs = Extension.create({
  name: "signs",
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleTextInput(view, from, to, text) {
          if (view.composing || text.length !== 1) return false;
          const $from = view.state.doc.resolve(from);
          if (!$from.parent.isTextblock) return false;
          const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
          const found = turned(before, text);
          if (!found) return false;
          view.dispatch(view.state.tr.insertText(text, from, to));
          const turn = view.state.tr.insertText(found.text, from - found.back, from + 1);
          view.dispatch(closeHistory(turn).scrollIntoView());
          return true;
        },
      },
    }),
  ],
});
