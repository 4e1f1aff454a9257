import { Editor, getSchema } from "@tiptap/core";
import type { Node, Schema } from "@tiptap/pm/model";
import type { EditorView } from "@tiptap/pm/view";
import { untrack } from "svelte";
import type { Attachment } from "svelte/attachments";
import { isKey } from "../keys";
import { bare, shield } from "./opaque";
import { extensions } from "./schema";
import { drawStill, needsEditor, isEmptyDoc, type ShownText } from "./still";

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
  /** Called with the text once it is on the page, and with `null` once it is gone. */
  shown?: (text: ShownText | null) => void;
  /** Called with the editor once it is made, and with `null` once it is gone. */
  ready: (editor: Editor | null) => void;
  /** Called whenever the selection or the text has changed. */
  moved: (editor: Editor) => void;
  focused: (focused: boolean) => void;
  /** The editor in which this text was written before, where it is still there. */
  former?: (() => Editor | null) | undefined;
  /** Takes over the editor of a text that goes off the page; without it the editor ends. */
  keep?: ((editor: Editor) => void) | undefined;
}

/** Whether nothing at all was written. */
export const isBlank = (editor: Editor) => isEmptyDoc(editor.state.doc);

const read = (editor: Editor) => () => (isBlank(editor) ? null : bare(editor.getJSON()));

/** What calls for an editor: all of these come before the first letter, and before a caret is set. */
const BEGINNINGS = ["focus", "pointerenter", "pointerdown", "beforeinput", "dragenter"] as const;

const attributes = ({ label, placeholder, editable }: ProseOptions) => ({
  role: "textbox",
  "aria-multiline": "true",
  "aria-label": label,
  "aria-placeholder": placeholder,
  "aria-readonly": String(!editable),
  spellcheck: "false",
  autocapitalize: "sentences",
});

// Looks and behaves like an editor to everybody who uses it.
function stillPage(doc: Node, given: ProseOptions): HTMLElement {
  const page = document.createElement("div");
  page.className = "tiptap ProseMirror";
  page.setAttribute("contenteditable", String(given.editable));
  for (const [name, value] of Object.entries(attributes(given))) page.setAttribute(name, value);
  drawStill(doc, page);
  return page;
}

// Keys that belong to the page wherever the caret is: leaving the text, a new boundary note, a file.
const PAGE_KEYS = ["Escape", "Ctrl+Shift+B", "Ctrl+Shift+A"] as const;

const listeners = {
  // ProseMirror marks these as handled. Seen as done by its own handlers, they reach the page.
  keydown: (_view: EditorView, event: KeyboardEvent) =>
    !event.isComposing && PAGE_KEYS.some((key) => isKey(event, key)),
  // A text that lost the focus let go of its selection; this brings it back for Tab.
  focus: (view: EditorView) => {
    const page = view.dom.ownerDocument;
    const selection = page.getSelection();
    if (page.activeElement !== view.dom) return false;
    if (!selection?.anchorNode || !view.dom.contains(selection.anchorNode)) view.focus();
    return false;
  },
};

let schema: Schema | null = null;

// It is the same one for every text, and not quickly made.
function schemaOf({ unknown }: ProseOptions): Schema {
  schema ??= getSchema(extensions(unknown));
  return schema;
}

/** What the window needs of each editor at the moment: another page may show it later on. */
const shown = new WeakMap<Editor, ProseOptions>();

function makeEditor(page: HTMLElement, doc: Node, given: ProseOptions): Editor {
  const now = () => shown.get(editor) ?? given;
  const editor: Editor = new Editor({
    element: null,
    extensions: extensions(given.unknown, () => now().terms?.() ?? []),
    content: doc.toJSON(),
    injectCSS: false,
    editable: given.editable,
    // A text is what was typed: no sign at the beginning of a line turns into something else.
    enableInputRules: false,
    enablePasteRules: false,
    editorProps: { attributes: attributes(given), handleDOMEvents: listeners },
    onUpdate: ({ editor: written }) => now().changed(read(written)),
    onTransaction: ({ editor: moved }) => now().moved(moved),
    onFocus: () => now().focused(true),
    onBlur: () => now().focused(false),
  });
  show(editor, page, given);
  return editor;
}

function show(editor: Editor, page: HTMLElement, given: ProseOptions): void {
  shown.set(editor, given);
  editor.mount({ mount: page });
}

// What the pointer points at is gone with the still page; the caret is put there by hand.
function caretAtPointer(editor: Editor, { clientX, clientY }: MouseEvent): void {
  const at = editor.view.posAtCoords({ left: clientX, top: clientY });
  if (at) editor.commands.setTextSelection(at.pos);
}

/**
 * Makes the element a text that can be written in, as long as it is on the page.
 *
 * A text is drawn still and gets its editor as soon as somebody turns to it: a form has many
 * texts, and an entry with all of their editors would open slowly.
 */
export function prose(options: () => ProseOptions): Attachment<HTMLElement> {
  // Untracked: nothing that is read while the text is made may make it anew under the caret.
  return (element) =>
    untrack(() => {
      const given = options();
      const known = schemaOf(given);
      const doc = known.nodeFromJSON(shield(known, given.doc));
      const page = stillPage(doc, given);
      element.append(page);
      let editor: Editor | null = null;
      const former = given.editable ? (given.former?.() ?? null) : null;
      const begin = (): Editor => {
        if (editor) return editor;
        for (const beginning of BEGINNINGS) page.removeEventListener(beginning, turnedTo);
        editor = former ?? makeEditor(page, doc, given);
        if (former) show(former, page, given);
        given.ready(editor);
        return editor;
      };
      const turnedTo = (event: Event) => {
        const made = begin();
        // The editor began to listen too late for the event that called for it.
        if (event.type === "focus") page.dispatchEvent(new FocusEvent("focus"));
        if (event.type === "pointerdown") caretAtPointer(made, event as PointerEvent);
      };
      given.shown?.({
        get doc() {
          return editor?.state.doc ?? doc;
        },
        get made() {
          return editor;
        },
        editor: begin,
      });
      if (former || needsEditor(doc)) begin();
      else if (given.editable) {
        for (const beginning of BEGINNINGS) page.addEventListener(beginning, turnedTo);
      }
      return () => {
        given.shown?.(null);
        if (editor) given.ready(null);
        if (editor && given.editable && given.keep) {
          editor.unmount();
          given.keep(editor);
        } else editor?.destroy();
        page.remove();
      };
    });
}
