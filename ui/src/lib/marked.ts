import type { Snippet } from "./bindings/Snippet";

/** A stretch of a snippet. */
export interface Piece {
  text: string;
  marked: boolean;
}

/** Cuts a snippet at its marks; marks out of order or out of range are left out. */
export function piecesOf({ text, marks }: Pick<Snippet, "text" | "marks">): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from < at || to <= from || to > text.length) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}
