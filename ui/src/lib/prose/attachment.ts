import { Editor, getSchema } from "@tiptap/core";
import { untrack } from "svelte";
import type { Attachment } from "svelte/attachments";
import { bare, shield } from "./keep";
import { extensions } from "./schema";

/** What the window needs of a text while it is on the page. */
export interface ProseOptions {
  doc: unknown;
  label: string;
  placeholder: string;
  unknown: string;
  editable: boolean;
  /** Terms that a word being written may go on to. */
  terms?: () => readonly string[];
  /** Called on every change; `read` collects the document and is not cheap. */
  changed: (read: () => unknown) => void;
  /** Called with the editor once it stands, and with `null` once it is gone. */
  ready: (editor: Editor | null) => void;
  /** Called whenever the selection or the text has changed. */
  moved: (editor: Editor) => void;
  focused: (focused: boolean) => void;
}

/** Whether nothing at all was written. */
export const isBlank = (editor: Editor) =>
  editor.state.doc.childCount === 1
  && editor.state.doc.firstChild?.isTextblock === true
  && editor.state.doc.firstChild.content.size === 0
  && editor.state.doc.firstChild.type.name === "paragraph";

const read = (editor: Editor) => () => (isBlank(editor) ? null : bare(editor.getJSON()));

/** Makes the element a text that can be written in, as long as it stands on the page. */
export function prose(options: () => ProseOptions): Attachment<HTMLElement> {
  // Untracked: nothing that is read while the text is made may make it anew under the caret.
  return (element) => untrack(() => {
    const given = options();
    const known = extensions(given.unknown, given.terms);
    const editor = new Editor({
      element,
      extensions: known,
      content: shield(getSchema(known), given.doc),
      injectCSS: false,
      editable: given.editable,
      editorProps: {
        attributes: {
          role: "textbox",
          "aria-multiline": "true",
          "aria-label": given.label,
          "aria-placeholder": given.placeholder,
          "aria-readonly": String(!given.editable),
          spellcheck: "false",
          autocapitalize: "sentences",
        },
      },
      onUpdate: ({ editor: written }) => given.changed(read(written)),
      onTransaction: ({ editor: moved }) => given.moved(moved),
      onFocus: () => given.focused(true),
      onBlur: () => given.focused(false),
    });
    given.ready(editor);
    return () => {
      given.ready(null);
      editor.destroy();
    };
  });
}
