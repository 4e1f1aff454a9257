import type { Piece } from "$lib/bindings/Piece";
import { records as t } from "$lib/messages";

/** What is known of a piece, in a few words each. */
export function describe(piece: Piece): string[] {
  const { maker, seconds, vocals, instruments, movement, shape, brightness, was } = piece;
  const minutes =
    seconds === null ? "" : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return [
    maker,
    minutes,
    vocals ? t.vocals[vocals] : "",
    instruments,
    movement ?? "",
    shape ? t.shapes[shape] : "",
    brightness === null ? "" : (t.brightness[brightness + 2] ?? ""),
    was.length > 0 ? t.formerly(was.join(", ")) : "",
  ].filter(Boolean);
}
