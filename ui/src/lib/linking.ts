import { getContext, setContext } from "svelte";

/** What fields that link to other records need to know of them. */
export interface Linking {
  /** What can be linked to: entries, threads, symbols, pieces, clients. */
  offers(to: string): readonly { key: string; label: string }[];
  /** The name of what an id leads to; none where it is not here. */
  nameOf(to: string, id: string): string | null;
  /** Makes one of that name; none where that noun cannot be made so. */
  make(to: string, name: string): Promise<string | null>;
  canMake(to: string): boolean;
  open(to: string, id: string): void;
}

const KEY = Symbol("linking");

export const setLinking = (linking: Linking) => setContext(KEY, linking);

/** What the page offers for links; none where it shows a form without a journal behind it. */
export const linking = () => getContext<Linking | undefined>(KEY);
