import { entry as te, workspace as t } from "$lib/messages";
import type { Workspace } from "../workspace/workspace.svelte";

/** One thing that a menu offers. */
export interface Item {
  key: string;
  name: string;
  /** The key that does the same. */
  keys?: string;
  /** Whether a hairline sets it off from those before it. */
  apart?: boolean;
  act: () => void;
}

/** What can be done with the entry of a row; with all selected ones where it is one of them. */
export function rowMenu(
  workspace: Workspace,
  { id, index }: { id: string; index: number },
  inTrash: boolean,
  end: (back: boolean) => void,
): Item[] {
  const { bulk, editor, lifecycle, listing, location } = workspace;
  const { selection } = listing;
  const isOne = selection.has(id);
  const several = isOne && selection.size > 1;
  const item = (key: string, name: string, act: () => void, more: Partial<Item> = {}): Item => ({
    key,
    name,
    act: () => {
      end(key === "select");
      act();
    },
    ...more,
  });
  // What is done to selected entries is done to this one too.
  const alone = () => {
    if (isOne) return;
    selection.clear();
    selection.toggle(id, index);
  };
  return [
    item("open", t.open, () => void editor.open(id), { keys: "Enter" }),
    item("select", isOne ? t.unselect : t.select, () => selection.toggle(id, index), { keys: "X" }),
    ...(inTrash
      ? [item("restore", te.restore, () => void lifecycle.restore(id), { apart: true })]
      : [
          item(
            "tag",
            te.addTag,
            () => {
              alone();
              location.focusRequest = "bulk-tag";
            },
            { apart: true },
          ),
          item("basket", te.basketOff, () => {
            alone();
            void bulk.basket();
          }),
          item(
            "trash",
            several ? `${t.trashThem}: ${t.selectedMany(selection.size)}` : te.trash,
            () => void (several ? bulk.trash() : lifecycle.trash(id)),
            { apart: true },
          ),
        ]),
  ];
}
