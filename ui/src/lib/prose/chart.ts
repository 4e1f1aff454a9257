import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { chartSpans } from "../chart/hints";
import type { ChartKind } from "../chart/patterns";

/** A stretch of a document that belongs in the chart. */
export interface ChartPlace {
  kind: ChartKind;
  from: number;
  to: number;
  text: string;
}

/** The plugin's key; a transaction with this meta shows other stretches. */
export const chartKey = new PluginKey<DecorationSet>("chart");

/** Finds what belongs in the chart, block by block. */
export function chartPlaces(doc: Node): ChartPlace[] {
  const places: ChartPlace[] = [];
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, "\n", "\n");
    for (const { kind, from, to } of chartSpans(text)) {
      places.push({ kind, from: at + 1 + from, to: at + 1 + to, text: text.slice(from, to) });
    }
    return false;
  });
  return places;
}

/** Underlines what belongs in the chart; the stretches move along while the text is changed. */
export const Chart = Extension.create({
  name: "chart",
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: chartKey,
      state: {
        init: () => DecorationSet.empty,
        apply(transaction, set) {
          const shown = transaction.getMeta(chartKey) as readonly ChartPlace[] | undefined;
          if (!shown) return set.map(transaction.mapping, transaction.doc);
          const marks = shown.map(({ from, to }) =>
            Decoration.inline(from, to, { class: "chart" }),
          );
          return DecorationSet.create(transaction.doc, marks);
        },
      },
      props: { decorations: (state) => chartKey.getState(state) },
    }),
  ],
});
