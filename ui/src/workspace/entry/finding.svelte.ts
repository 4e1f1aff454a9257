import type { Editor } from "@tiptap/core";
import { tick } from "svelte";
import type { Answer } from "$lib/bindings/Answer";
import type { Hit } from "$lib/bindings/Hit";
import type { Answers } from "$lib/answers";
import { isBlank } from "$lib/prose/attachment";
import { findIn, placeNow, placesIn, placesKey, WORDS, type Matching } from "$lib/prose/places";
import type { Place } from "$lib/prose/places";
import type { ShownText } from "$lib/prose/still";
import { paragraphOf } from "./leading-text";

/** A place that was found. */
export interface Spot {
  path: string;
  /** Which line of a list of lines; -1 in a text, whose place is in ProseMirror positions. */
  item: number;
  from: number;
  to: number;
}

/** The words by which a search found an entry, wherever they stand in it; longer ones first. */
export function needlesOf(hit: Hit): string[] {
  const inText = hit.why.filter(({ field }) => field !== "client" && field !== "tag");
  const needles = new Set(inText.map(({ found }) => found));
  return [...needles].filter(Boolean).sort((one, other) => other.length - one.length);
}

/** The lines of an answer by their paths: its own, and those in its rows and boxes. */
function linesIn(answer: Answer, path: string): { path: string; lines: readonly string[] }[] {
  const inner = (answers: Answers, at: string) =>
    Object.entries(answers).flatMap(([key, one]) => linesIn(one, `${at}.${key}`));
  if ("line" in answer) return [{ path, lines: [answer.line] }];
  if ("verbatim" in answer) return [{ path, lines: answer.verbatim }];
  if ("rows" in answer) {
    return answer.rows.flatMap((row, at) => inner(row as Answers, `${path}.${at}`));
  }
  return "block" in answer ? inner(answer.block as Answers, path) : [];
}

const isSame = (one: Spot, other: Spot) =>
  one.path === other.path && one.item === other.item && one.from === other.from;

/** Steps through the places in the open entry that a search found, or the writer looks for. */
export class Finding {
  needles: readonly string[] = $state.raw([]);
  total = $state(0);
  /** Which place is shown; -1 before the first step. */
  now = $state(-1);
  #texts = new Map<string, ShownText>();
  #spots: Spot[] = [];
  #item: Spot | null = $state.raw(null);
  #paths: readonly string[] = [];
  #matching = WORDS;
  #answers: () => Answers;
  // Where one is among the places, also once the place itself was changed away.
  #at: Spot | null = null;
  // Every path that was looked at, in the order of the page.
  #order: string[] = [];

  constructor(answers: () => Answers) {
    this.#answers = answers;
  }

  /** Notes which text is shown at that path, or that none is any more. */
  shown(path: string, text: ShownText | null): void {
    if (text) this.#texts.set(path, text);
    else this.#texts.delete(path);
  }

  /** Returns the text that is shown at that path. */
  textAt(path: string): ShownText | null {
    return this.#texts.get(path) ?? null;
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

  /**
   * Marks the needles in the fields, given in their order on the page, and goes to the first: of
   * all, or of those that do not come before `from`.
   */
  show(
    needles: readonly string[],
    paths: readonly string[],
    { matching = WORDS, from = null }: { matching?: Matching; from?: Spot | null } = {},
  ): void {
    this.needles = needles;
    this.#paths = paths;
    this.#matching = matching;
    this.#at = from;
    this.now = -1;
    this.step(1);
  }

  /** Goes to the next place, or the one before, wherever the places lie by now. */
  step(by: 1 | -1): void {
    const { next, same } = this.#look();
    const to = same || by < 0 ? next + by : next;
    this.now = this.total === 0 ? -1 : (to + this.total) % this.total;
    this.#at = this.#spots[this.now] ?? this.#at;
    this.#draw();
    this.#reveal();
  }

  /** Goes to the first place that does not come before that one. */
  stepFrom(spot: Spot): void {
    this.#at = spot;
    this.now = -1;
    this.step(1);
  }

  /** Looks again after the entry was changed, and stays where one is. */
  refresh(): void {
    const { next, same } = this.#look();
    this.now = same ? next : -1;
    this.#draw();
  }

  /** The places that were found, in the order of the page. */
  get spots(): readonly Spot[] {
    return this.#spots;
  }

  /** The place that is shown, if it lies in a text. */
  get spot(): { path: string; position: number } | null {
    const spot = this.#spots[this.now];
    return spot && spot.item < 0 ? { path: spot.path, position: spot.from } : null;
  }

  clear(): void {
    this.needles = [];
    this.#paths = [];
    this.#spots = [];
    this.#at = null;
    this.total = 0;
    this.now = -1;
    this.#draw();
  }

  // Finds the places anew; says which is the first that does not come before where one is, and
  // whether one is at it.
  #look(): { next: number; same: boolean } {
    const at = this.#at && this.#moved(this.#at);
    this.#order = [];
    this.#spots = this.needles.length > 0 ? this.#paths.flatMap((path) => this.#spotsIn(path)) : [];
    this.total = this.#spots.length;
    this.#at = at;
    if (!at) return { next: 0, same: false };
    const found = this.#spots.findIndex((spot) => !this.#isBefore(spot, at));
    const next = found < 0 ? this.total : found;
    const spot = this.#spots[next];
    return { next, same: this.now >= 0 && spot !== undefined && isSame(spot, at) };
  }

  #moved(spot: Spot): Spot {
    const state = spot.item < 0 ? this.#texts.get(spot.path)?.made?.state : null;
    return { ...spot, ...(state && this.now >= 0 ? placeNow(state) : null) };
  }

  #isBefore(one: Spot, other: Spot): boolean {
    const [at, to] = [this.#order.indexOf(one.path), this.#order.indexOf(other.path)];
    if (at !== to) return at < to;
    return one.item === other.item ? one.from < other.from : one.item < other.item;
  }

  #spotsIn(path: string): Spot[] {
    const nested = [...this.#texts.keys()].filter(
      (key) => key === path || key.startsWith(`${path}.`),
    );
    const inTexts = nested.flatMap((key) => {
      this.#order.push(key);
      const doc = this.#texts.get(key)?.doc;
      const places = doc ? placesIn(doc, this.needles, this.#matching) : [];
      return places.map((place) => ({ path: key, item: -1, ...place }));
    });
    const answer = this.#answers()[path];
    const inLines = (answer ? linesIn(answer, path) : []).flatMap(({ path: at, lines }) => {
      this.#order.push(at);
      return lines.flatMap((line, item) =>
        findIn(line, this.needles, this.#matching).map(([from, to]) => ({
          path: at,
          item,
          from,
          to,
        })),
      );
    });
    return [...inTexts, ...inLines];
  }

  #draw(): void {
    const spot = this.#spots[this.now];
    this.#item = spot && spot.item >= 0 ? spot : null;
    for (const [path, text] of this.#texts) {
      const here = this.#spots.filter((one) => one.path === path && one.item < 0);
      const editor = here.length > 0 ? text.editor() : text.made;
      if (editor) this.#mark(editor, here, spot ? here.indexOf(spot) : -1);
    }
  }

  #reveal(): void {
    const spot = this.#spots[this.now];
    if (!spot) return;
    const page = this.#texts.get(spot.path)?.made?.view.dom;
    if (page) page.querySelector("mark.now")?.scrollIntoView({ block: "center" });
    // A line is marked by the part that draws it.
    else
      void tick().then(() =>
        document.querySelector(".found-now")?.scrollIntoView({ block: "center" }),
      );
  }

  #mark(editor: Editor, places: readonly Place[], now: number): void {
    const { tr } = editor.state;
    editor.view.dispatch(tr.setMeta(placesKey, { places, now }).setMeta("addToHistory", false));
  }
}
