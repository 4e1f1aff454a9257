import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

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
      Decoration.inline(from, to, {
        nodeName: "mark",
        ...(index === now ? { class: "now" } : {}),
      })),
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
          return shown ? draw(transaction.doc, shown) : set.map(transaction.mapping, transaction.doc);
        },
      },
      props: { decorations: (state) => placesKey.getState(state) },
    }),
  ],
});

const isLetter = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char);

/** Where the needles stand in a text as whole words, without overlap, in UTF-16 units. */
export function findIn(text: string, needles: readonly string[]): [number, number][] {
  const low = text.toLowerCase();
  const found: [number, number][] = [];
  if (low.length !== text.length) return found;
  for (const needle of needles) {
    let at = low.indexOf(needle);
    for (; needle !== "" && at >= 0; at = low.indexOf(needle, at + needle.length)) {
      const end = at + needle.length;
      const whole = !(isLetter(low[at - 1]) && isLetter(needle[0]))
        && !(isLetter(low[end]) && isLetter(needle.at(-1)));
      const free = found.every(([from, to]) => end <= from || at >= to);
      if (whole && free) found.push([at, end]);
    }
  }
  return found.sort(([one], [other]) => one - other);
}

/** Where the needles stand in a document; a word may cross marks but not blocks. */
export function placesIn(doc: Node, needles: readonly string[]): Place[] {
  const places: Place[] = [];
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, undefined, "\ufffc");
    for (const [from, to] of findIn(text, needles)) {
      places.push({ from: at + 1 + from, to: at + 1 + to });
    }
    return false;
  });
  return places;
}
