import type { Hit } from "$lib/bindings/Hit";
import type { ReturnPoint } from "$lib/bindings/ReturnPoint";
import { BasketReading } from "./basket.svelte";
import type { Editor } from "./editor.svelte";
import type { Listing } from "./listing.svelte";
import type { ExportTarget, Location } from "./location.svelte";
import type { Notices } from "./notices.svelte";
import { hasPage, isSamePlace, placeText, type Place } from "./place";
import type { Player } from "./player.svelte";
import type { Search } from "./search/search.svelte";
import type { Spot } from "./trail.svelte";

/** Goes from place to place, and back. */
export class Navigation {
  /** The reading of the basket, which goes on where it was after an entry was looked at. */
  reading: BasketReading = $state.raw()!;
  #editor: Editor;
  #listing: Listing;
  #location: Location;
  #notices: Notices;
  #player: Player;
  #search: Search;

  constructor(
    editor: Editor,
    listing: Listing,
    location: Location,
    notices: Notices,
    player: Player,
    search: Search,
  ) {
    this.#editor = editor;
    this.#listing = listing;
    this.#location = location;
    this.#notices = notices;
    this.#player = player;
    this.#search = search;
    this.#readBasketAnew();
  }

  /** Goes to a place. */
  goTo(place: Place): void {
    this.#location.trail.leave(this.#editor.spot);
    this.#arrive(place);
  }

  /** Goes to a place; where its page would be covered, the open entry is left first. */
  async visit(place: Place, part?: string): Promise<void> {
    const from = this.#editor.spot;
    if (hasPage(place) && this.#editor.page) await this.#editor.close();
    this.#location.trail.leave(from);
    this.#arrive(place, part);
  }

  /** Goes back to the place one came from. */
  async back(): Promise<void> {
    const spot = this.#location.trail.back(this.#editor.spot);
    if (spot) await this.#returnTo(spot);
  }

  /** Goes forward again. */
  async forward(): Promise<void> {
    const spot = this.#location.trail.forward(this.#editor.spot);
    if (spot) await this.#returnTo(spot);
  }

  /** Whether the open entry was opened from a page, to which one returns when it is closed. */
  get cameFromPage(): boolean {
    const before = this.#location.trail.before;
    return (
      this.#editor.page !== null &&
      before !== null &&
      before.entry === null &&
      hasPage(before.place) &&
      before.mark?.region !== ".list"
    );
  }

  /** Shows a place without a step in the trail. */
  put(place: Place): void {
    const leavesSearch = this.#location.place.kind === "search" && place.kind !== "search";
    this.#location.put(place, this.#editor.page !== null);
    if (leavesSearch) this.#editor.page?.finding.clear();
  }

  /** Runs a saved search. */
  openSearch(text: string, byDate: boolean): void {
    this.#search.askFor(text, byDate);
    this.goTo({ kind: "search" });
  }

  /** Opens the entry of a hit, at the first place that the search found. */
  async openHit(hit: Hit): Promise<void> {
    this.#search.remember();
    const page = await this.#editor.open(hit.row.id);
    if (page) this.#editor.openHit = hit;
  }

  /** Goes to the exercises, to begin one on an entry. */
  chooseExerciseFor(entry: string): void {
    this.#player.target = entry;
    void this.visit({ kind: "exercises" });
  }

  /** Goes to the page for exports with that chosen. */
  async export(what: ExportTarget): Promise<void> {
    await this.visit({ kind: "data" });
    this.#location.exportTarget = what;
  }

  /** Goes to the page for exports with the open entry chosen. */
  async exportEntry(): Promise<void> {
    const page = this.#editor.page;
    if (!page || page.isNew) return;
    await this.export({ what: "entry", id: page.id, about: this.#editor.nameOf(page) });
  }

  /** Returns where the writer is, for the way back after unlocking. */
  returnPoint(): ReturnPoint {
    const page = this.#editor.page;
    const { place } = this.#location;
    const run = this.#player.run;
    return {
      place: run ? `run:${run.id}` : place.kind === "search" ? "all" : placeText(place),
      entry: page && (!page.isNew || !page.isBlank) ? page.id : null,
      field: page?.caret?.field ?? null,
      caret: page?.caret?.position ?? 0,
      scroll: Math.round(page?.scroll ?? 0),
    };
  }

  #arrive(place: Place, part?: string): void {
    if (place.kind === "basket") this.#readBasketAnew();
    this.put(place);
    if (place.kind === "search") this.#location.focusRequest = "search";
    else this.#location.arrival = { mark: null, part };
  }

  async #returnTo({ place, entry, mark }: Spot): Promise<void> {
    if (this.#editor.page && this.#editor.page.id !== entry) await this.#editor.close();
    if (!isSamePlace(this.#location.place, place)) this.put(place);
    if (entry) await this.#editor.enter(entry);
    this.#location.arrival = { mark };
  }

  #readBasketAnew(): void {
    this.reading = new BasketReading(this.#editor, this.#listing, this.#location, this.#notices);
  }
}
