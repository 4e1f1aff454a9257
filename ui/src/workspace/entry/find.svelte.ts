import { tick } from "svelte";
import { findIn } from "$lib/prose/places";
import { writtenIn } from "$lib/plain-text";
import type { Spot } from "./finding.svelte";
import { endFind, type EntryPage } from "./page.svelte";
import { replaceSpots, type TakeBack } from "./replace";

/** How long after a change in the entry the places are looked for again, in ms. */
const AGAIN_AFTER_MS = 250;

/** Looks for words in the open entry, and puts others in their place. */
export class FindInEntry {
  words = $state("");
  by = $state("");
  whole = $state(false);
  exact = $state(false);
  #page: EntryPage;
  #paths: () => readonly string[];
  #unfold: (path: string) => void;
  #again: ReturnType<typeof setTimeout> | undefined;
  #from: Spot | null;

  /**
   * `paths` are the fields that stand on the page, in their order; `unfold` shows a field that may
   * be folded.
   */
  constructor(page: EntryPage, paths: () => readonly string[], unfold: (path: string) => void) {
    this.#page = page;
    this.#paths = paths;
    this.#unfold = unfold;
    const caret = page.caret;
    this.words = page.caretMemory.selected;
    // One looks on from the caret, or finds again what is selected.
    const at = (caret?.position ?? 0) - this.words.length;
    this.#from = caret && { path: caret.field, item: -1, from: at, to: at };
  }

  /** Marks what is looked for, and goes to the first place from where the caret is. */
  async look(): Promise<void> {
    const page = this.#page;
    if (this.words === "") return page.finding.clear();
    page.collectAll();
    const matching = { whole: this.whole, exact: this.exact };
    for (const [path, answer] of Object.entries(page.answers)) {
      const holds = (text: string) => findIn(text, [this.words], matching).length > 0;
      if (writtenIn(answer).some(holds)) this.#unfold(path);
    }
    await tick();
    page.finding.show([this.words], this.#paths(), { matching, from: this.#from });
  }

  /** Looks again soon: the entry was changed. */
  lookAgain(): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#page.finding.refresh(), AGAIN_AFTER_MS);
  }

  /** Goes on to the next place, or the one before. */
  step(by: 1 | -1): void {
    this.#page.finding.step(by);
  }

  /** Replaces the place that is shown, and goes on to the next. */
  replace(): TakeBack | null {
    const { finding } = this.#page;
    finding.refresh();
    const spot = finding.spots[finding.now];
    if (!spot) {
      finding.step(1);
      return null;
    }
    const back = replaceSpots(this.#page, [spot], this.by);
    const end = spot.from + this.by.length;
    finding.stepFrom({ ...spot, from: end, to: end });
    // In a text Ctrl+Z takes it back.
    return spot.item < 0 ? null : back;
  }

  /** Replaces all places; says how many they were. */
  replaceAll(): { count: number; back: TakeBack } {
    const { finding } = this.#page;
    finding.refresh();
    const spots = finding.spots;
    const back = replaceSpots(this.#page, spots, this.by);
    finding.refresh();
    return { count: spots.length, back };
  }

  /** Ends the look; the text is selected where one is, if that is in a text. */
  end(): { path: string; from: number; to: number } | null {
    clearTimeout(this.#again);
    const { finding } = this.#page;
    const spot = finding.spots[finding.now];
    endFind(this.#page);
    return spot && spot.item < 0 ? spot : null;
  }
}
