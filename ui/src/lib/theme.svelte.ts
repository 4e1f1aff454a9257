import type { Settings } from "./bindings/Settings";

const dark = matchMedia("(prefers-color-scheme: dark)");
const contrast = matchMedia("(prefers-contrast: more)");

/** The theme as the stylesheet knows it, for a setting and what the system asks for. */
export function themeOf(setting: string, isDark: boolean, more: boolean): string {
  if (setting === "paper" || setting === "dusk") return setting;
  if (setting === "contrast" || more) return isDark ? "contrast-dusk" : "contrast";
  return isDark ? "dusk" : "paper";
}

/** Dresses the whole window; follows the system until the returned function is called. */
export function dress(settings: Pick<Settings, "theme" | "face" | "size"> | null): () => void {
  const root = document.documentElement;
  const apply = () => {
    root.dataset.theme = themeOf(settings?.theme ?? "system", dark.matches, contrast.matches);
  };
  root.dataset.face = settings?.face ?? "serif";
  root.style.setProperty("--size", `${Math.min(22, Math.max(15, settings?.size ?? 17))}px`);
  apply();
  dark.addEventListener("change", apply);
  contrast.addEventListener("change", apply);
  return () => {
    dark.removeEventListener("change", apply);
    contrast.removeEventListener("change", apply);
  };
}
