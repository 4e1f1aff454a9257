import type { Editor } from "@tiptap/core";
import { chartKey, chartPlaces, type ChartPlace } from "../prose/chart";

/** Long enough after a key that nobody is interrupted. */
const PAUSE_MS = 700;

/** Watches one text for what belongs in the chart, in the pauses of writing. */
export class ChartWatch {
  /** What the margin asks about now, and how far down the text it stands in px. */
  asked: { place: ChartPlace; top: number } | null = $state.raw(null);
  #editor: Editor;
  #left = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(editor: Editor) {
    this.#editor = editor;
    this.later();
  }

  /** Looks again once the writing pauses. */
  later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), PAUSE_MS);
  }

  look(): void {
    const editor = this.#editor;
    if (editor.isDestroyed || !editor.isEditable) return;
    const open = chartPlaces(editor.state.doc).filter(({ text }) => !this.#left.has(text));
    if (open.length > 0 || this.asked) {
      editor.view.dispatch(editor.state.tr.setMeta(chartKey, open).setMeta("addToHistory", false));
    }
    const place = open[0];
    this.asked = place ? { place, top: this.#topOf(place) } : null;
  }

  /** Leaves the stretch as it stands and asks about it no more. */
  letStay(): void {
    if (!this.asked) return;
    this.#left.add(this.asked.place.text);
    this.look();
  }

  /** Puts the pointer in place of the stretch; one undo brings it back. */
  replace(place: ChartPlace, pointer: string): void {
    const editor = this.#editor;
    const { doc } = editor.state;
    const stands =
      place.to <= doc.content.size &&
      doc.textBetween(place.from, place.to, "\n", "\n") === place.text;
    if (stands) editor.view.dispatch(editor.state.tr.insertText(pointer, place.from, place.to));
    this.look();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #topOf(place: ChartPlace): number {
    try {
      const box = this.#editor.view.dom.getBoundingClientRect();
      return this.#editor.view.coordsAtPos(place.from).top - box.top;
    } catch {
      return 0;
    }
  }
}
