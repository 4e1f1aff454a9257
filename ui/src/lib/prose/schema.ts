import { Extension, Mark, Node, type Extensions } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Italic } from "@tiptap/extension-italic";
import {
  BulletList,
  ListItem,
  ListKeymap,
  OrderedList,
  TaskItem,
  TaskList,
} from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Text } from "@tiptap/extension-text";
import { Dropcursor, Gapcursor, UndoRedo } from "@tiptap/extensions";
import { UNKNOWN_ATTRS, OPAQUE_BLOCK, OPAQUE_INLINE, OPAQUE_MARK } from "./opaque";
import { Attached } from "./attached";
import { Chart } from "./chart";
import { Complete } from "./complete";
import { LatinKeys } from "./layout";
import { Nesting } from "./nesting";
import { Paste } from "./paste";
import { Places } from "./places";
import { Signs } from "./signs";

const json = { json: { default: null, rendered: false } };

/** The client's own words, wherever they stand in a text. */
export const Said = Mark.create({
  name: "said",
  inclusive: false,
  parseHTML: () => [{ tag: "q.said" }],
  renderHTML: () => ["q", { class: "said" }, 0],
  addKeyboardShortcuts() {
    const toggle = () => this.editor.commands.toggleMark(this.name);
    return { "Mod-Shift-'": toggle, 'Mod-Shift-"': toggle };
  },
});

const opaque = (name: string, group: "block" | "inline", label: string) =>
  Node.create({
    name,
    group,
    inline: group === "inline",
    atom: true,
    selectable: true,
    addAttributes: () => json,
    renderHTML: () => [group === "inline" ? "span" : "div", { class: "opaque" }, label],
  });

const OpaqueMark = Mark.create({
  name: OPAQUE_MARK,
  excludes: "",
  addAttributes: () => json,
  renderHTML: () => ["span", 0],
});

// Every known node carries the attributes that only a newer version understands. A paragraph runs
// in the direction of its own letters, which follows from the text and is not stored.
const KeptAttributes = Extension.create({
  name: "keptAttributes",
  addGlobalAttributes() {
    return [
      {
        types: ["paragraph", "heading"],
        attributes: {
          [UNKNOWN_ATTRS]: {
            default: null,
            parseHTML: () => null,
            renderHTML: () => ({ dir: "auto" }),
          },
        },
      },
      {
        types: [
          "blockquote",
          "bulletList",
          "orderedList",
          "listItem",
          "taskList",
          "taskItem",
          "horizontalRule",
          "hardBreak",
          "attached",
        ],
        attributes: { [UNKNOWN_ATTRS]: { default: null, rendered: false } },
      },
    ];
  },
});

/** What a text can hold. `label` names a part that this version cannot show. */
export const extensions = (
  label: string,
  terms: () => readonly string[] = () => [],
): Extensions => [
  Bold,
  Blockquote,
  BulletList,
  Document,
  Dropcursor,
  Gapcursor,
  HardBreak,
  Heading.configure({ levels: [1, 2, 3] }),
  UndoRedo,
  HorizontalRule,
  Italic,
  ListItem,
  ListKeymap,
  OrderedList,
  Paragraph,
  Text,
  TaskList,
  TaskItem.configure({ nested: true }),
  Said,
  Attached,
  OpaqueMark,
  opaque(OPAQUE_BLOCK, "block", label),
  opaque(OPAQUE_INLINE, "inline", label),
  KeptAttributes,
  Nesting,
  Paste,
  Places,
  Chart,
  Complete.configure({ terms }),
  LatinKeys,
  Signs,
];
