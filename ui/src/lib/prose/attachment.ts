import { Editor, getSchema } from "@tiptap/core";
import type { Schema } from "@tiptap/pm/model";
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

/** What makes an empty page into one that is written on: all of these come before the first letter. */
const BEGINNINGS = ["focus", "beforeinput", "dragenter"] as const;

const attributes = ({ label, placeholder, editable }: ProseOptions) => ({
  role: "textbox",
  "aria-multiline": "true",
  "aria-label": label,
  "aria-placeholder": placeholder,
  "aria-readonly": String(!editable),
  spellcheck: "false",
  autocapitalize: "sentences",
});

// Looks like an editor of an empty text, and is told from one by nobody.
function emptyPage(given: ProseOptions): HTMLElement {
  const page = document.createElement("div");
  page.className = "tiptap ProseMirror";
  page.setAttribute("contenteditable", String(given.editable));
  for (const [name, value] of Object.entries(attributes(given))) page.setAttribute(name, value);
  const line = document.createElement("p");
  line.append(document.createElement("br"));
  page.append(line);
  return page;
}

let schema: Schema | null = null;

function makeEditor(page: HTMLElement, given: ProseOptions): Editor {
  const known = extensions(given.unknown, given.terms);
  // It is the same one for every text, and not quickly made.
  schema ??= getSchema(known);
  return new Editor({
    element: { mount: page },
    extensions: known,
    content: shield(schema, given.doc),
    injectCSS: false,
    editable: given.editable,
    editorProps: { attributes: attributes(given) },
    onUpdate: ({ editor: written }) => given.changed(read(written)),
    onTransaction: ({ editor: moved }) => given.moved(moved),
    onFocus: () => given.focused(true),
    onBlur: () => given.focused(false),
  });
}

/**
 * Makes the element a text that can be written in, as long as it stands on the page.
 *
 * An empty one gets its editor as soon as somebody turns to it: a form has many empty texts, and
 * an entry with all of their editors would open slowly.
 */
export function prose(options: () => ProseOptions): Attachment<HTMLElement> {
  // Untracked: nothing that is read while the text is made may make it anew under the caret.
  return (element) => untrack(() => {
    const given = options();
    const page = emptyPage(given);
    element.append(page);
    let editor: Editor | null = null;
    const begin = (event?: Event) => {
      for (const beginning of BEGINNINGS) page.removeEventListener(beginning, begin);
      editor = makeEditor(page, given);
      given.ready(editor);
      // The editor began to listen too late for the event that called for it.
      if (event?.type === "focus") page.dispatchEvent(new FocusEvent("focus"));
    };
    if (given.doc !== null && given.doc !== undefined) begin();
    else if (given.editable) {
      for (const beginning of BEGINNINGS) page.addEventListener(beginning, begin);
    }
    return () => {
      if (editor) given.ready(null);
      editor?.destroy();
      page.remove();
    };
  });
}
