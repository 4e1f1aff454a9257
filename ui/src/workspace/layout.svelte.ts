/** Windows in which the rail shows icons alone unless it is widened by hand. */
export const NARROW = "(max-width: 1100px)";

/** What of the window is widened, folded or open over the rest. */
export class Layout {
  /** How wide the rail is made by hand; by the window where that is not said. */
  rail: "icons" | "wide" | null = $state(null);
  /** Which parts of the rail are folded. */
  folded: readonly string[] = $state.raw([]);
  palette = $state(false);
  /** Whether the overview of the keys is open. */
  keys = $state(false);
  /** How far the index has come that is being built. */
  indexing: { done: number; total: number } | null = $state.raw(null);

  /** Widens the rail where it shows icons alone, and the other way round. */
  toggleRail(): void {
    const slim = this.rail === null ? matchMedia(NARROW).matches : this.rail === "icons";
    this.rail = slim ? "wide" : "icons";
  }

  /** Folds a part of the rail or opens it. */
  fold(part: string, folded: boolean): void {
    this.folded = [...this.folded.filter((other) => other !== part), ...(folded ? [part] : [])];
  }
}
