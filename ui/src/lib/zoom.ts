/** The sizes at which the window can be shown, in per cent. */
export const ZOOMS = [80, 90, 100, 110, 125, 150, 175, 200] as const;

/** What a key asks for: one size up or down, or the usual one. */
export type Zoom = 1 | -1 | 0;

/** Reads Ctrl with plus, minus and nought, wherever a keyboard has them. */
export function zoomKey(event: KeyboardEvent): Zoom | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const { key, code } = event;
  if (key === "+" || key === "=" || code === "NumpadAdd") return 1;
  if (key === "-" || key === "_" || code === "NumpadSubtract") return -1;
  return key === "0" || code === "Digit0" || code === "Numpad0" ? 0 : null;
}

/** The size after that, in per cent. */
export function zoomed(now: number, zoom: Zoom): number {
  if (zoom === 0) return 100;
  const next = zoom > 0 ? ZOOMS.find((size) => size > now) : ZOOMS.findLast((size) => size < now);
  return next ?? (zoom > 0 ? ZOOMS[ZOOMS.length - 1]! : ZOOMS[0]);
}
