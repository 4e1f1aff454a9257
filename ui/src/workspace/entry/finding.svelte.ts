import type { Editor } from "@tiptap/core";
import type { Answer } from "$lib/bindings/Answer";
import type { Hit } from "$lib/bindings/Hit";
import type { Answers } from "$lib/answers";
import { isBlank } from "$lib/prose/attachment";
import { findIn, placesIn, placesKey, type Place } from "$lib/prose/places";
import type { ShownText } from "$lib/prose/still";
import { paragraphOf } from "./leading-text";

interface Spot {
  path: string;
  /** Set in a text. */
  place: Place | null;
  /** Set in a list of lines. */
  item: number;
}

/** The words by which a search found an entry, wherever they stand in it; longer ones first. */
export function needlesOf(hit: Hit): string[] {
  const inText = hit.why.filter(({ field }) => field !== "client" && field !== "tag");
  const needles = new Set(inText.map(({ found }) => found));
  return [...needles].filter(Boolean).sort((one, other) => other.length - one.length);
}

function linesOf(answer: Answer): string[] {
  if ("line" in answer) return [answer.line];
  return "verbatim" in answer ? answer.verbatim : [];
}

/** Steps through the places that a search found in the open entry. */
export class Finding {
  needles: readonly string[] = $state.raw([]);
  total = $state(0);
  now = $state(-1);
  #texts = new Map<string, ShownText>();
  #spots: Spot[] = [];
  #item: { path: string; item: number } | null = $state.raw(null);

  /** Notes which text is shown at that path, or that none is any more. */
  shown(path: string, text: ShownText | null): void {
    if (text) this.#texts.set(path, text);
    else this.#texts.delete(path);
  }

  /** Puts the caret at a place in the text of that field, as far as it goes. */
  caretTo(path: string, position: number): void {
    const editor = this.#texts.get(path)?.editor();
    if (!editor) return;
    const end = editor.state.doc.content.size;
    editor.commands.setTextSelection(Math.max(0, Math.min(end, position)));
  }

  /** Writes a paragraph below a text that is shown; tells whether it is. */
  append(path: string, line: string): boolean {
    const editor = this.#texts.get(path)?.editor();
    if (!editor) return false;
    const end = editor.state.doc.content.size;
    return editor.commands.insertContentAt(
      isBlank(editor) ? { from: 0, to: end } : end,
      paragraphOf(line),
    );
  }

  /** The text that is shown at a place of the page, if it can be written in. */
  pathAt(element: Element | null): string | null {
    for (const [path, text] of this.#texts) {
      if (element && text.made?.view.dom.contains(element)) return path;
    }
    const box = element?.closest("[id^='f-']");
    return (
      [...this.#texts.keys()].find((path) => box?.id === `f-${path.replaceAll(".", "-")}`) ?? null
    );
  }

  /** The editor of the text at a path. */
  editorOf(path: string): Editor | null {
    return this.#texts.get(path)?.editor() ?? null;
  }

  itemNow(path: string): number | undefined {
    return this.#item?.path === path ? this.#item.item : undefined;
  }

  /** Marks the needles in the fields, given in their order on the page, and goes to the first. */
  show(needles: readonly string[], paths: readonly string[], answers: Answers): void {
    this.needles = needles;
    this.#spots = paths.flatMap((path) => this.#spotsIn(path, needles, answers));
    this.total = this.#spots.length;
    this.now = -1;
    if (needles.length > 0 && this.total > 0) this.step(1);
    else this.#draw();
  }

  /** Goes to the next place, or the one before. */
  step(by: 1 | -1): void {
    if (this.total === 0) return;
    this.now = (this.now + by + this.total) % this.total;
    this.#draw();
    const spot = this.#spots[this.now];
    if (!spot?.place) return;
    const element = this.#texts.get(spot.path)?.made?.view.dom.querySelector("mark.now");
    element?.scrollIntoView({ block: "center" });
  }

  /** The place that is shown, if it lies in a text. */
  get spot(): { path: string; position: number } | null {
    const spot = this.#spots[this.now];
    return spot?.place ? { path: spot.path, position: spot.place.from } : null;
  }

  clear(): void {
    this.show([], [], {});
    for (const { made } of this.#texts.values()) if (made) this.#mark(made, [], -1);
  }

  #spotsIn(path: string, needles: readonly string[], answers: Answers): Spot[] {
    const nested = [...this.#texts.keys()].filter(
      (key) => key === path || key.startsWith(`${path}.`),
    );
    if (nested.length > 0) {
      return nested.flatMap((key) => {
        const doc = this.#texts.get(key)?.doc;
        const places = doc ? placesIn(doc, needles) : [];
        return places.map((place) => ({ path: key, place, item: -1 }));
      });
    }
    const answer = answers[path];
    return (answer ? linesOf(answer) : []).flatMap((line, item) =>
      findIn(line, needles).length > 0 ? [{ path, place: null, item }] : [],
    );
  }

  #draw(): void {
    const spot = this.#spots[this.now];
    this.#item = spot && !spot.place ? { path: spot.path, item: spot.item } : null;
    for (const [path, text] of this.#texts) {
      const here = this.#spots.filter((one) => one.path === path);
      const editor = here.length > 0 ? text.editor() : text.made;
      if (!editor) continue;
      this.#mark(
        editor,
        here.flatMap(({ place }) => place ?? []),
        spot ? here.indexOf(spot) : -1,
      );
    }
  }

  #mark(editor: Editor, places: Place[], now: number): void {
    const { tr } = editor.state;
    editor.view.dispatch(tr.setMeta(placesKey, { places, now }).setMeta("addToHistory", false));
  }
}
