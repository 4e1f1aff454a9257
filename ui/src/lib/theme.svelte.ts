import type { Settings } from "./bindings/Settings";

const dark = matchMedia("(prefers-color-scheme: dark)");
const contrast = matchMedia("(prefers-contrast: more)");

/** The theme as the stylesheet knows it, for a setting and what the system asks for. */
export function themeOf(setting: string, isDark: boolean, more: boolean): string {
  if (setting === "paper" || setting === "sepia" || setting === "dusk") return setting;
  if (setting === "contrast" || more) return isDark ? "contrast-dusk" : "contrast";
  return isDark ? "dusk" : "paper";
}

/** How many characters stand in a line: the usual number, and what can be chosen. */
export const MEASURES = { narrow: 58, usual: 66, wide: 78 } as const;
/** How far lines are apart, in per cent of the usual. */
export const SPACINGS = { usual: 100, wider: 115, widest: 130 } as const;
/** The width of a text of the usual measure and size, in px. */
const WIDTH = 544;
const SIZE = 17;

/** How wide texts are, in px, for a measure in characters and a size of writing. */
export function widthOf(measure: number, size: number): number {
  const characters = Math.min(MEASURES.wide, Math.max(MEASURES.narrow, measure));
  // Larger writing widens the texts by half of what it grows: the labels stay as they are.
  return Math.round((WIDTH * characters * (1 + size / SIZE)) / (2 * MEASURES.usual));
}

type Look = Pick<Settings, "theme" | "face" | "size" | "measure" | "spacing">;

/** Dresses the whole window; follows the system until the returned function is called. */
export function dress(settings: Look | null): () => void {
  const root = document.documentElement;
  const apply = () => {
    root.dataset.theme = themeOf(settings?.theme ?? "system", dark.matches, contrast.matches);
  };
  root.dataset.face = settings?.face ?? "serif";
  const size = Math.min(22, Math.max(15, settings?.size ?? SIZE));
  const spacing = Math.min(SPACINGS.widest, Math.max(SPACINGS.usual, settings?.spacing ?? 100));
  root.style.setProperty("--size", `${size}px`);
  root.style.setProperty("--measure", `${widthOf(settings?.measure ?? MEASURES.usual, size)}px`);
  root.style.setProperty("--lead", String(spacing / 100));
  apply();
  dark.addEventListener("change", apply);
  contrast.addEventListener("change", apply);
  return () => {
    dark.removeEventListener("change", apply);
    contrast.removeEventListener("change", apply);
  };
}
