import type { Editor } from "@tiptap/core";
import type { Transaction } from "@tiptap/pm/state";
import { isComposed } from "../keys";
import { mentionIn, type Begun, type Mentions } from "../mentions";

/** A mention in a text, and where it stands, in ProseMirror positions. */
interface Open extends Begun {
  from: number;
  to: number;
}

/** Watches one text for mentions as they are typed, and puts in what is chosen. */
export class MentionWatch {
  /** The mention that is being typed. */
  open: Open | null = $state.raw(null);
  /** Which offer is chosen by Enter; -1 for none. */
  at = $state(-1);
  #editor: Editor;
  #mentions: Mentions;
  // Where one was put away, so that it does not come again.
  #left = -1;

  constructor(editor: Editor, mentions: Mentions) {
    this.#editor = editor;
    this.#mentions = mentions;
    editor.on("transaction", this.#look);
    editor.on("blur", this.#hide);
    // Before the editor's own keys, and before Escape leaves the text.
    editor.view.dom.addEventListener("keydown", this.#press, true);
  }

  readonly offers = $derived.by(() =>
    this.open ? this.#mentions.offers(this.open.trigger, this.open.typed) : [],
  );

  /** Puts an offer into the text in the place of what was typed. */
  take(at: number): void {
    const [open, mention] = [this.open, this.offers[at]];
    if (!open || !mention) return;
    this.#left = open.from;
    this.open = null;
    const { state, view } = this.#editor;
    view.dispatch(state.tr.insertText(mention.text, open.from, open.to).scrollIntoView());
    view.focus();
    this.#mentions.choose(open.trigger, mention);
  }

  close(): void {
    this.#editor.off("transaction", this.#look);
    this.#editor.off("blur", this.#hide);
    if (!this.#editor.isDestroyed) {
      this.#editor.view.dom.removeEventListener("keydown", this.#press, true);
    }
  }

  readonly #look = ({ transaction }: { transaction: Transaction }): void => {
    if (!transaction.docChanged && !transaction.selectionSet) return;
    const { $from: caret, empty } = this.#editor.state.selection;
    // Offered while one types, not wherever the caret is put.
    if (!empty || !caret.parent.isTextblock || (!transaction.docChanged && !this.open)) {
      this.#hide();
      return;
    }
    const begun = transaction.getMeta("paste")
      ? null
      : mentionIn(caret.parent.textBetween(0, caret.parentOffset, undefined, "\ufffc"));
    if (!begun) {
      this.#left = -1;
      this.#hide();
      return;
    }
    const from = caret.start() + begun.at;
    if (from === this.#left) return;
    this.open = { ...begun, from, to: caret.pos };
    // What is only made by choosing it is never chosen by itself.
    const first = this.offers[0];
    this.at = begun.typed !== "" && first && !first.makes ? 0 : -1;
  };

  readonly #hide = (): void => {
    this.open = null;
  };

  readonly #press = (event: KeyboardEvent): void => {
    if (!this.open || isComposed(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    const count = this.offers.length;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      this.#left = this.open.from;
      this.open = null;
    } else if (count === 0) return;
    else if (by !== undefined) this.at = (Math.max(this.at, by > 0 ? -1 : 0) + by + count) % count;
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && this.at >= 0) {
      this.take(this.at);
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
}
