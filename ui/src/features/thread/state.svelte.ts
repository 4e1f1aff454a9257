import type { Piece } from "$lib/bindings/Piece";
import type { Symbol as Image } from "$lib/bindings/Symbol";
import type { Thread } from "$lib/bindings/Thread";
import { records as t } from "$lib/messages";
import type { Library } from "../../workspace/library.svelte";
import { recordPlace } from "../../workspace/place";

/** Threads, symbols and pieces as lines: open ones, resting ones, and archived ones. */
export function named(
  library: Pick<Library, "client">,
  threads: readonly Thread[],
  symbols: readonly Image[],
  pieces: readonly Piece[],
) {
  const of = (client: string | null) => library.client(client)?.alias ?? "";
  const thread = (one: Thread) => ({
    place: recordPlace("thread", one.id),
    name: one.question,
    note: of(one.client),
    entries: 0,
  });
  const symbol = (one: Image) => {
    const note = [of(one.client), one.sort ? t.sorts[one.sort] : ""].filter(Boolean).join(", ");
    return { place: recordPlace("symbol", one.id), name: one.name, note, entries: 0 };
  };
  const piece = (one: Piece) => ({
    place: recordPlace("piece", one.id),
    name: one.title,
    note: one.maker,
    entries: 0,
  });
  const here = <T extends { archived: boolean }>(all: readonly T[]) =>
    all.filter(({ archived }) => !archived);
  const away = <T extends { archived: boolean }>(all: readonly T[]) =>
    all.filter(({ archived }) => archived);
  return {
    open: here(threads)
      .filter(({ state }) => state === "open")
      .map(thread),
    rested: here(threads)
      .filter(({ state }) => state === "rested")
      .map(thread),
    symbols: here(symbols).map(symbol),
    pieces: here(pieces).map(piece),
    archived: [
      ...away(threads).map(thread),
      ...away(symbols).map(symbol),
      ...away(pieces).map(piece),
    ],
  };
}
