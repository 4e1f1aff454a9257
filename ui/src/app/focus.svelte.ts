import {
  REGIONS,
  canFocus,
  findMarked,
  firstControl,
  focusHeading,
  headingOf,
  shown,
} from "$lib/focus";
import { isTyping, letterOf } from "$lib/keys";
import { endFind } from "../workspace/entry/page.svelte";
import type { Arrival } from "../workspace/location.svelte";
import type { Workspace } from "../workspace/workspace.svelte";

/** Windows in which the list slides over the page. */
const SLIDES = matchMedia("(max-width: 900px)");

/** A list that keys move through. */
export interface Movable {
  /** Moves through the rows by that many, from the one that has the focus. */
  move(by: number): void;
  /** Goes to the first row, or the last. */
  edge(last: boolean): void;
  /** Selects the row that has the focus, or takes it out. */
  toggle?(): void;
  /** Opens the menu of the row that has the focus. */
  ask?(): void;
  /** Moves by that many rows, and selects those on the way. */
  extend?(by: number): void;
  /** Gives the focus to the row that had it last, or to the field above the rows. */
  enter(): void;
}

/** Moves the focus about the workspace: between its regions, and to where one has come. */
export class FocusNavigation {
  #workspace: Workspace;
  #app: () => HTMLElement | undefined;
  #list: () => Movable | undefined;
  #inPage: HTMLElement | null = null;
  /** The name of the place that was gone to last, for screen readers. */
  announced = $state("");

  constructor(
    workspace: Workspace,
    app: () => HTMLElement | undefined,
    list: () => Movable | undefined,
  ) {
    this.#workspace = workspace;
    this.#app = app;
    this.#list = list;
  }

  /** Remembers what had the focus in the page, for the way back to it. */
  remember({ target }: FocusEvent): void {
    if (target instanceof HTMLElement && target.closest("main")) this.#inPage = target;
  }

  /** Gives the focus to the heading of what is shown. */
  toHeading(): void {
    const app = this.#app();
    const heading = app ? headingOf(app) : null;
    if (heading) focusHeading(heading);
  }

  /** Where the focus goes when what had it is gone and nothing took its place. */
  afterLoss(): void {
    const app = this.#app();
    const heading = app ? headingOf(app) : null;
    if (heading?.closest("main")) focusHeading(heading);
    else this.#list()?.enter();
  }

  /** Does what a key alone does in a list; says whether it did anything. */
  listKey(event: KeyboardEvent): boolean {
    const list = this.#list();
    const letter = event.shiftKey ? null : letterOf(event);
    if (list && (letter === "j" || letter === "k")) {
      list.move(letter === "j" ? 1 : -1);
      return true;
    }
    const row =
      event.target instanceof Element ? event.target.closest(".list") && event.target : null;
    if (!row || !list) return false;
    if (row.matches(".row") && this.#selectKey(event, letter, list)) return true;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const by = steps[event.key];
    const isOpen = row.matches(".row[aria-current]") && this.#workspace.editor.page !== null;
    if (by !== undefined) list.move(by);
    else if (event.key === "Home" || event.key === "End") list.edge(event.key === "End");
    else if (isOpen && (event.key === "Enter" || event.key === "ArrowRight")) this.enterText();
    else return false;
    return true;
  }

  // Selects rows, and opens their menu.
  #selectKey({ key, shiftKey }: KeyboardEvent, letter: string | null, list: Movable): boolean {
    if (!list.toggle) return false;
    if (letter === "x") list.toggle();
    else if (key === "ContextMenu" || (shiftKey && key === "F10")) list.ask?.();
    else if (shiftKey && (key === "ArrowDown" || key === "ArrowUp")) {
      list.extend?.(key === "ArrowDown" ? 1 : -1);
    } else return false;
    return true;
  }

  /** Puts the caret into the open entry: where it was, or where a search found something. */
  enterText(): void {
    const page = this.#workspace.editor.page;
    if (page) this.#workspace.location.focusRequest = page.textFocus;
  }

  /** Lets the focus follow to the place that was gone to, once it is shown. */
  async arrive(arrival: Arrival): Promise<void> {
    const before = document.activeElement;
    // A field of the new place that asked for the caret keeps it.
    if (before?.matches("main :is(input, textarea, [contenteditable=true])")) return;
    const isStale = () =>
      this.#workspace.location.arrival !== arrival ||
      this.#workspace.location.focusRequest !== null ||
      (document.activeElement !== before && document.activeElement !== document.body);
    const { mark, part } = arrival;
    const below = part ? await shown(() => document.getElementById(part), isStale) : null;
    if (below && !isStale()) return focusHeading(below);
    const marked = mark ? await shown(() => findMarked(mark), isStale) : null;
    if (isStale()) return;
    marked?.focus();
    const app = this.#app();
    const heading = app
      ? await shown(
          () => headingOf(app),
          () => this.#workspace.location.arrival !== arrival,
        )
      : null;
    if (!heading) return;
    this.announced = heading.textContent?.trim() ?? "";
    if (marked || isStale()) return;
    // Where one thing is to be done, Enter is enough for it.
    const start = app?.querySelector<HTMLElement>("main [data-start] button");
    if (start && canFocus(start)) start.focus();
    else focusHeading(heading);
  }

  /** Leaves what has the focus, one step at a time: text, page, list, rail. */
  escape(event: KeyboardEvent): void {
    const { editor, listing, location, navigation } = this.#workspace;
    const { page } = editor;
    const target = event.target instanceof HTMLElement ? event.target : null;
    const [inPage, inList] = [target?.closest("main") != null, target?.closest(".list") != null];
    if (page && editor.history) editor.history = false;
    else if (inPage && (isTyping(event) || (target?.closest(".entry") && !target.matches("h1"))))
      this.toHeading();
    else if (!page && location.place.kind === "basket" && navigation.reading.now)
      navigation.reading.end();
    else if (!page && location.place.kind === "sheet") this.#workspace.sheets.stepBack();
    else if (page && (page.find || page.finding.total > 0)) endFind(page);
    else if (location.listOpen && !inList && SLIDES.matches) location.listOpen = false;
    else if (editor.focusMode) editor.focusMode = false;
    else if (inList && listing.selection.size > 0) listing.selection.clear();
    else if (inList) this.#leaveList(target);
    else if (target?.closest(".rail")) return;
    else if (navigation.cameFromPage) void navigation.back();
    else if (this.#list()) this.#list()?.enter();
    else this.#toRail();
  }

  /** Goes on to the next region, or the one before: rail, list, page. */
  cycle(by: 1 | -1): void {
    const app = this.#app();
    if (!app) return;
    const regions = [...app.querySelectorAll(REGIONS)].filter((one) => one.checkVisibility());
    const at = regions.findIndex((one) => one.contains(document.activeElement));
    const next = regions[(Math.max(at, by > 0 ? -1 : 0) + by + regions.length) % regions.length];
    if (next?.matches(".rail")) this.#toRail();
    else if (next?.matches(".list")) this.#list()?.enter();
    else if (this.#inPage && canFocus(this.#inPage)) this.#inPage.focus();
    else this.toHeading();
  }

  #leaveList(target: HTMLElement | null): void {
    const field = this.#app()?.querySelector<HTMLElement>(".list [role=search] input");
    if (field && field !== target) field.focus();
    else this.#toRail();
  }

  #toRail(): void {
    const rail = this.#app()?.querySelector(".rail");
    const now = rail?.querySelector<HTMLElement>("[aria-current]");
    (now && canFocus(now) ? now : rail ? firstControl(rail) : null)?.focus();
  }
}
