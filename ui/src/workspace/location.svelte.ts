import type { Mark } from "$lib/focus";
import type { Library } from "./library.svelte";
import type { Listing } from "./listing.svelte";
import type { Notices } from "./notices.svelte";
import { hasPage, isSamePlace, showsEntry, type Place } from "./place";
import { Trail } from "./trail.svelte";

/** A place that was just gone to: what gets the focus there, or else its heading. */
export interface Arrival {
  mark: Mark | null;
  /** The id of a heading further down on the page. */
  part?: string | undefined;
}

/** What is to be exported; of an entry also what it is called. */
export type ExportTarget =
  | { what: "entry"; id: string; about: string }
  | { what: "client"; id: string }
  | { what: "journal"; id: "" };

const ALL: Place = { kind: "all" };

/** Where one is, how one came there, and what asks for the focus. */
export class Location {
  place: Place = $state.raw(ALL);
  listOpen = $state(false);
  /** The place gone to last, for the focus to follow. */
  arrival: Arrival | null = $state.raw({ mark: null });
  /** Which part of the page asks for the focus next. */
  focusRequest: string | null = $state(null);
  /** What the page for exports is opened with. */
  exportTarget: ExportTarget | null = $state.raw(null);
  /** The places one came through. */
  readonly trail = new Trail();
  #library: Library;
  #listing: Listing;
  #notices: Notices;

  constructor(library: Library, listing: Listing, notices: Notices) {
    this.#library = library;
    this.#listing = listing;
    this.#notices = notices;
  }

  /** Shows a place; of a form that is gone, all entries. */
  put(place: Place, entryOpen: boolean): void {
    this.exportTarget = null;
    const gone = place.kind === "form" && "id" in place && this.#library.form(place.id) === null;
    const next = gone ? ALL : place;
    if (!isSamePlace(next, this.place)) {
      this.#notices.hush();
      this.place = next;
    }
    // Where one pane is all there is room for, a search begins with its field and hits.
    this.listOpen = next.kind === "search" || (showsEntry(next) && !entryOpen && !hasPage(next));
    this.#listing.show(next);
  }

  /** Goes to all entries if the place has no room for an entry beside it. */
  makeRoomForEntry(): void {
    if (!showsEntry(this.place)) this.put(ALL, true);
    this.listOpen = false;
  }
}
