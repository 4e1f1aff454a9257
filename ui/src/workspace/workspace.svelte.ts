import type { Snapshot } from "$lib/bindings/Snapshot";
import type { Unsaved } from "$lib/bindings/Unsaved";
import { Bulk } from "./bulk.svelte";
import { Editor } from "./editor.svelte";
import { Files } from "./files.svelte";
import { Jottings } from "./jottings.svelte";
import { Layout } from "./layout.svelte";
import { Library } from "./library.svelte";
import { Lifecycle } from "./lifecycle.svelte";
import { Listing } from "./listing.svelte";
import { Location } from "./location.svelte";
import { Navigation } from "./navigation.svelte";
import { NewEntry } from "./new-entry.svelte";
import { Notices } from "./notices.svelte";
import { placeFrom } from "./place";
import { Player } from "./player.svelte";
import { SavedSearches } from "./search/saved.svelte";
import { Search } from "./search/search.svelte";
import { Sheets } from "./sheets.svelte";
import { Today } from "./today.svelte";

/** How long an opened journal is left alone before the text of every entry is looked for. */
const CALM_MS = 10_000;

const RUN = /^run:(.+)$/;

/** The open journal in the window, in parts that each change together. */
export class Workspace {
  readonly sample: boolean;
  readonly notices: Notices;
  readonly library: Library;
  readonly search = new Search();
  readonly savedSearches: SavedSearches;
  readonly listing: Listing;
  readonly location: Location;
  readonly editor: Editor;
  readonly newEntry: NewEntry;
  readonly lifecycle: Lifecycle;
  readonly bulk: Bulk;
  readonly player: Player;
  readonly navigation: Navigation;
  readonly layout: Layout;
  readonly today: Today;
  readonly jottings: Jottings;
  /** Files that are added to the entry on the page. */
  readonly files: Files;
  readonly sheets: Sheets;

  constructor(snapshot: Snapshot) {
    this.sample = snapshot.sample;
    const notices = (this.notices = new Notices(snapshot.notices));
    const library = (this.library = new Library(snapshot, notices));
    this.layout = new Layout(library);
    this.savedSearches = new SavedSearches(snapshot.searches);
    const listing = (this.listing = new Listing(snapshot, notices, this.search));
    const location = (this.location = new Location(library, listing, notices));
    const editor = (this.editor = new Editor(library, listing, location, notices));
    this.files = new Files(() => editor.page, notices);
    this.newEntry = new NewEntry(editor, library, location, notices);
    this.lifecycle = new Lifecycle(editor, library, listing, location, notices);
    this.bulk = new Bulk(editor, this.lifecycle, listing, notices, listing.selection);
    const player = (this.player = new Player(editor, library, listing, notices));
    this.navigation = new Navigation(editor, listing, location, notices, player, this.search);
    this.sheets = new Sheets(editor, location, this.navigation, notices);
    this.#resume(snapshot.return_point.place);
    const isFirst = location.place.kind === "today" && snapshot.return_point.entry === null;
    this.today = new Today(snapshot.today, isFirst, listing, notices);
    this.jottings = new Jottings(snapshot.today.jottings, library, notices, this.today);
    setTimeout(() => void notices.checkIntegrity(), CALM_MS);
  }

  /** Returns what is written anywhere and is not saved, for the shell to seal. */
  unsaved(): Unsaved[] {
    const { editor, jottings, player, sheets } = this;
    return [editor, player, jottings, sheets].flatMap((one) => one.unsaved());
  }

  /** Makes revisions of everything written; tells whether all of it is saved. */
  async saveAll(): Promise<boolean> {
    const saved = await Promise.all([
      this.editor.saveAll(),
      this.player.saveAll(),
      this.jottings.saveAll(),
      this.sheets.saveAll(),
    ]);
    return saved.every(Boolean);
  }

  #resume(place: string): void {
    const run = RUN.exec(place)?.[1];
    this.navigation.put(run ? { kind: "exercises" } : (placeFrom(place) ?? { kind: "today" }));
    if (run) void this.player.resume(run);
  }
}
