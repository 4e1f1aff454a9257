import type { Library } from "./library.svelte";

/** Windows in which the rail shows icons alone unless it is widened by hand. */
export const NARROW = "(max-width: 1100px)";
/** Windows in which list and widened rail lie over the page. */
export const OVERLAYS = "(max-width: 900px)";

/** How wide the list can be, and how far a key moves its edge, in px. */
export const LIST_WIDTH = { least: 240, usual: 316, most: 480, step: 16 } as const;

/** What of the window is widened, folded or open over the rest. Widths and folds are kept. */
export class Layout {
  /** Whether the widened rail lies over the page, in a window without room for both. */
  railOver = $state(false);
  palette = $state(false);
  /** Whether the overview of the keys is open. */
  keys = $state(false);
  /** How far the index has come that is being built. */
  indexing: { done: number; total: number } | null = $state.raw(null);
  /** The list's width while its edge is dragged. */
  #dragged: number | null = $state(null);
  #library: Library;

  constructor(library: Library) {
    this.#library = library;
  }

  /** Whether the rail shows icons alone by choice; `null` where the window decides. */
  get slimRail(): boolean | null {
    return this.#library.settings.slim_rail ?? null;
  }

  /** Which parts of the rail are folded. */
  get folded(): readonly string[] {
    return this.#library.settings.folded ?? [];
  }

  /** How wide the list was made by hand; `null` for its usual width. */
  get listWidth(): number | null {
    return this.#dragged ?? this.#library.settings.list_width ?? null;
  }

  /** Widens the rail where it shows icons alone, and the other way round. */
  toggleRail(): void {
    if (matchMedia(OVERLAYS).matches) {
      this.railOver = !this.railOver;
      return;
    }
    const slim = this.slimRail ?? matchMedia(NARROW).matches;
    this.#keep({ slim_rail: !slim });
  }

  /** Folds a part of the rail or opens it. */
  fold(part: string, folded: boolean): void {
    const others = this.folded.filter((other) => other !== part);
    this.#keep({ folded: [...others, ...(folded ? [part] : [])] });
  }

  /** Shows the list at that width while its edge is dragged. */
  dragList(width: number): void {
    this.#dragged = Math.round(Math.min(LIST_WIDTH.most, Math.max(LIST_WIDTH.least, width)));
  }

  /** Keeps the width to which the list was dragged. */
  dropList(): void {
    const width = this.#dragged;
    this.#dragged = null;
    if (width !== null) this.#keep({ list_width: width });
  }

  /** Gives the list its usual width again. */
  resetList(): void {
    this.#dragged = null;
    this.#keep({ list_width: null });
  }

  #keep(part: Partial<Library["settings"]>): void {
    void this.#library.saveSettings({ ...this.#library.settings, ...part });
  }
}
