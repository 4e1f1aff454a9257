import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { folded } from "./fold";

/** A found place, in ProseMirror positions. */
export interface Place {
  from: number;
  to: number;
}

interface Shown {
  places: Place[];
  now: number;
}

/** The plugin's key; a transaction with this meta shows other places. */
export const placesKey = new PluginKey<DecorationSet>("places");

const draw = (doc: Node, { places, now }: Shown) =>
  DecorationSet.create(
    doc,
    places.map(({ from, to }, index) =>
      Decoration.inline(
        from,
        to,
        { nodeName: "mark", ...(index === now ? { class: "now" } : {}) },
        { now: index === now },
      ),
    ),
  );

/** Shows the places that a search found; they move along while the text is changed. */
export const Places = Extension.create({
  name: "places",
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: placesKey,
      state: {
        init: () => DecorationSet.empty,
        apply(transaction, set) {
          const shown = transaction.getMeta(placesKey) as Shown | undefined;
          return shown
            ? draw(transaction.doc, shown)
            : set.map(transaction.mapping, transaction.doc);
        },
      },
      props: { decorations: (state) => placesKey.getState(state) },
    }),
  ],
});

/** Where the place lies now that a search is at, however the text was changed meanwhile. */
export function placeNow(state: EditorState): Place | null {
  const marks = placesKey.getState(state)?.find(undefined, undefined, ({ now }) => now === true);
  const [mark] = marks ?? [];
  return mark ? { from: mark.from, to: mark.to } : null;
}

// These scripts have no blanks between words.
const UNSPACED = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\u{20000}-\u{3134F}]/u;

// A unit alone may be half of a letter.
function isLetter(text: string, at: number): boolean {
  const low = /[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at - 1 : at;
  const point = text.codePointAt(low);
  if (point === undefined) return false;
  const letter = String.fromCodePoint(point);
  return /[\p{L}\p{N}\p{M}]/u.test(letter) && !UNSPACED.test(letter);
}

/** What counts as a match. */
export interface Matching {
  /** Only whole words; otherwise any letters in a row. */
  whole: boolean;
  /** Only the same letters, large and small, with the same signs. */
  exact: boolean;
}

/** How a search over the journal matches. */
export const WORDS: Matching = { whole: true, exact: false };

/**
 * Where the needles stand in a text, without overlap, in UTF-16 units. Both are folded as the core
 * does, so that a word is found however its letters were entered.
 */
export function findIn(
  text: string,
  needles: readonly string[],
  { whole: words, exact }: Matching = WORDS,
): [number, number][] {
  const { text: low, from, to } = folded(text);
  const taken = new Uint8Array(low.length);
  const places: [number, number][] = [];
  for (const written of needles) {
    const { text: needle } = folded(written);
    let at = low.indexOf(needle);
    for (; needle !== "" && at >= 0; at = low.indexOf(needle, at + needle.length)) {
      const end = at + needle.length;
      const whole =
        !words ||
        (!(isLetter(low, at - 1) && isLetter(needle, 0)) &&
          !(isLetter(low, end) && isLetter(needle, needle.length - 1)));
      if (!whole || taken.subarray(at, end).includes(1)) continue;
      const [start, stop] = [from[at] ?? 0, to[end - 1] ?? 0];
      if (exact && text.slice(start, stop) !== written) continue;
      taken.fill(1, at, end);
      places.push([start, stop]);
    }
  }
  return places.sort(([one], [other]) => one - other);
}

/** Where the needles stand in a document; a word may cross marks but not blocks. */
export function placesIn(doc: Node, needles: readonly string[], matching = WORDS): Place[] {
  const places: Place[] = [];
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, undefined, "\ufffc");
    for (const [from, to] of findIn(text, needles, matching)) {
      places.push({ from: at + 1 + from, to: at + 1 + to });
    }
    return false;
  });
  return places;
}

/** Where the caret stands at the beginning of a heading, the first of which is 0. */
export function headingAt(doc: Node, nth: number): number | null {
  const starts: number[] = [];
  doc.descendants((node, at) => {
    if (node.type.name === "heading") starts.push(at + 1);
    return !node.isTextblock;
  });
  return starts[nth] ?? null;
}
