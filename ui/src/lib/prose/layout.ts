import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { isKey, letterOf } from "../keys";

/** The boundary observation has the shortcut by which tiptap makes a quotation. */
const LEFT_ALONE = "Ctrl+Shift+B";

/**
 * Gives shortcuts of the text their letters where the layout writes another script: the keymaps
 * know only Latin letters, and WebKitGTK gives no key code for others.
 */
export const LatinKeys = Extension.create({
  name: "latinKeys",
  priority: 1_000,
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: { keydown: (_view, event) => isKey(event, LEFT_ALONE) },
        handleKeyDown(view, event) {
          const letter = event.ctrlKey || event.metaKey ? letterOf(event) : null;
          if (letter === null) return false;
          const { code, ctrlKey, metaKey, shiftKey, altKey } = event;
          const key = shiftKey ? letter.toUpperCase() : letter;
          if (key === event.key) return false;
          const latin = new KeyboardEvent("keydown", {
            key,
            code,
            ctrlKey,
            metaKey,
            shiftKey,
            altKey,
          });
          return view.someProp("handleKeyDown", (handle) => handle(view, latin)) ?? false;
        },
      },
    }),
  ],
});
