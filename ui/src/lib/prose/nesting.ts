import { Extension } from "@tiptap/core";
import { Fragment, Slice, type Node, type ResolvedPos } from "@tiptap/pm/model";
import { Plugin, type Transaction } from "@tiptap/pm/state";
import { ReplaceAroundStep, ReplaceStep } from "@tiptap/pm/transform";

/** How many lists and quotations may lie in each other: a journal keeps no more than it can read. */
export const MOST_LEVELS = 12;

const LEVELS = new Set(["bulletList", "orderedList", "taskList", "blockquote"]);
const isLevel = (node: Node) => LEVELS.has(node.type.name);

/** How many lists and quotations stand around a place. */
export function levelsAround(place: ResolvedPos): number {
  let levels = 0;
  for (let depth = 1; depth <= place.depth; depth += 1) if (isLevel(place.node(depth))) levels += 1;
  return levels;
}

function levelsIn(content: Fragment): number {
  let most = 0;
  content.forEach((node) => {
    if (!node.isTextblock && !node.isLeaf) {
      most = Math.max(most, (isLevel(node) ? 1 : 0) + levelsIn(node.content));
    }
  });
  return most;
}

/** What is written in a node, without the lists and quotations around it. */
function blocksIn(node: Node): Node[] {
  if (node.isTextblock || node.isLeaf) return [node];
  const blocks: Node[] = [];
  node.forEach((child) => void blocks.push(...blocksIn(child)));
  return blocks;
}

function within(content: Fragment, levels: number): Fragment {
  const nodes: Node[] = [];
  content.forEach((node) => {
    if (node.isTextblock || node.isLeaf) nodes.push(node);
    else if (!isLevel(node)) nodes.push(node.copy(within(node.content, levels)));
    else if (levels > 0) nodes.push(node.copy(within(node.content, levels - 1)));
    else nodes.push(...blocksIn(node));
  });
  return Fragment.from(nodes);
}

/** The slice with no more than so many lists and quotations in each other; deeper text is lifted. */
export function flattened(slice: Slice, levels: number): Slice {
  const most = Math.max(0, levels);
  if (levelsIn(slice.content) <= most) return slice;
  const content = within(slice.content, most);
  // How open its ends are was said of the deeper one.
  return Slice.maxOpen(content, true);
}

const nests = (transaction: Transaction) =>
  transaction.steps.some((step) => {
    if (step instanceof ReplaceAroundStep) return true;
    if (!(step instanceof ReplaceStep)) return false;
    let blocks = false;
    step.slice.content.forEach((node) => void (blocks ||= !node.isTextblock && !node.isInline));
    return blocks;
  });

/** Refuses whatever would put lists and quotations deeper into each other than can be saved. */
export const Nesting = Extension.create({
  name: "nesting",
  addProseMirrorPlugins: () => [
    new Plugin({
      filterTransaction(transaction, state) {
        if (!transaction.docChanged || !nests(transaction)) return true;
        const levels = levelsIn(transaction.doc.content);
        // A text from before this limit can still be written on.
        return levels <= MOST_LEVELS || levels <= levelsIn(state.doc.content);
      },
    }),
  ],
});
