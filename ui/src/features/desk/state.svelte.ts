import * as api from "$lib/api";
import type { Client } from "$lib/bindings/Client";
import type { Counts } from "$lib/bindings/Counts";
import type { Entry } from "$lib/bindings/Entry";
import type { Desk as OpenDesk } from "$lib/bindings/Desk";
import type { EraseTarget } from "$lib/bindings/EraseTarget";
import type { Form } from "$lib/bindings/Form";
import type { Hit } from "$lib/bindings/Hit";
import type { Notice } from "$lib/bindings/Notice";
import type { ReturnPoint } from "$lib/bindings/ReturnPoint";
import type { Row } from "$lib/bindings/Row";
import type { Settings } from "$lib/bindings/Settings";
import type { Shape } from "$lib/bindings/Shape";
import type { Unkept } from "$lib/bindings/Unkept";
import type { Which } from "$lib/bindings/Which";
import { asFailure } from "$lib/failure";
import { markOf, type Mark } from "$lib/focus";
import { arc as ta, craft as tc, desk as t, entry as te, failure } from "$lib/messages";
import { momentOf, shortDay } from "$lib/moments";
import { KeptTexts } from "$lib/prose/kept-texts";
import { Slices } from "$lib/slices.svelte";
import { Reading } from "../basket/state.svelte";
import { EntryPage } from "../entry/state.svelte";
import { Player } from "../exercise/state.svelte";
import { Saved } from "../search/saved.svelte";
import { Search } from "../search/state.svelte";
import { hasPage } from "./places";
import { Trail, type Spot } from "./trail.svelte";

/** A place in the rail: `today`, `all`, `form:boundary`, `client:<id>` and so on. */
export type Place = string;

/** What is to be exported; of an entry also what it is called. */
export type Leaving =
  | { what: "entry"; id: string; about: string }
  | { what: "client"; id: string }
  | { what: "journal"; id: "" };

/** A sentence at the foot of the page, perhaps with a way back. */
export interface Said {
  text: string;
  undo: (() => void) | null;
  /** Whether it stays when one goes elsewhere, because it speaks of text that is not kept. */
  stays: boolean;
}

const ANY: Which = {
  form: null, client: null, thread: null, course: null, linked: null, basket: false, trashed: false,
};

/** Which entries a place lists; `null` where it lists none. */
export function whichOf(place: Place): Which | null {
  const [kind = "", key = ""] = place.split(":");
  switch (kind) {
    case "all": return ANY;
    case "basket": return { ...ANY, basket: true };
    case "trash": return { ...ANY, trashed: true };
    case "form": return { ...ANY, form: key };
    case "client": return { ...ANY, client: key };
    case "course": return { ...ANY, course: key };
    case "thread": return { ...ANY, thread: key };
    case "symbol": case "piece": return { ...ANY, linked: key };
    default: return null;
  }
}

/** Windows in which the rail shows icons alone unless it is widened by hand. */
export const NARROW = "(max-width: 1100px)";

/** A place that was just gone to: what gets the focus there, or else its heading. */
export interface Arrival {
  mark: Mark | null;
  /** The id of a heading further down on the page. */
  part?: string | undefined;
}

/** How long an opened journal is left in peace before every text in it is looked for. */
const CALM_MS = 10_000;
/** How long closing an entry can be taken back. */
const CLOSING_MS = 8_000;

/** The open journal: where one is, what is listed, and the entry on the page. */
export class Desk {
  readonly sample: boolean;
  forms: readonly Form[] = $state.raw([]);
  clients: readonly Client[] = $state.raw([]);
  settings: Settings = $state.raw()!;
  notices: readonly Notice[] = $state.raw([]);
  counts: Counts = $state.raw({ trash: 0, basket: 0, forms: {} });
  place: Place = $state("all");
  list: Slices | null = $state.raw(null);
  page: EntryPage | null = $state.raw(null);
  /** The exercise in the player, which covers everything else. */
  player: Player | null = $state.raw(null);
  search = new Search();
  saved = new Saved();
  said: Said | null = $state.raw(null);
  opening = $state(false);
  listOpen = $state(false);
  /** How wide the rail is made by hand; by the window where that is not said. */
  rail: "icons" | "wide" | null = $state(null);
  /** Which parts of the rail are folded. */
  folded: readonly string[] = $state.raw([]);
  focusMode = $state(false);
  /** Whether the page shows the entry's revisions instead of the entry. */
  history = $state(false);
  palette = $state(false);
  sheet = $state(false);
  progress: { done: number; total: number } | null = $state.raw(null);
  /** Rises when rows may have changed that no list shows at the moment. */
  changes = $state(0);
  /** Rises when something has settled or was answered, not with every draft. */
  turns = $state(0);
  /** Shapes that any entry can take on. */
  shapes: readonly Shape[] = $state.raw([]);
  /** The entry that an exercise is about to be begun on. */
  exercised: string | null = $state(null);
  /** Terms of the lexicon, own ones first. */
  terms: readonly string[] = [];
  /** The alias that was merged last; it can come back until the journal is locked. */
  merged: { from: string; alias: string } | null = $state.raw(null);
  /** What the page for exports is opened with. */
  leaving: Leaving | null = $state.raw(null);
  /** The reading of the basket, which goes on where it was after an entry was looked at. */
  reading: Reading = $state.raw(new Reading(this));
  /** The places one came through. */
  readonly trail = new Trail();
  /** The place gone to last, for the focus to follow. */
  arrival: Arrival | null = $state.raw({ mark: null });
  /** Which part of the page asks for the caret next. */
  wish: string | null = $state(null);
  /** The hit that was opened and whose places are to be shown. */
  landing: Hit | null = $state.raw(null);
  readonly first: OpenDesk["first"];
  #texts = new KeptTexts();
  // Pages that were left while they could not be kept; they go on trying.
  #held = new Map<string, EntryPage>();
  // The page whose kind nobody chose: choosing a client may still change it.
  #guessed: EntryPage | null = null;
  #steps = 0;
  // The entry that is about to be closed, and what says so.
  #closing: { id: string; said: Said | null; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(open: OpenDesk) {
    this.sample = open.sample;
    this.forms = open.forms;
    this.clients = open.clients;
    this.settings = open.settings;
    this.notices = open.notices;
    this.first = open.first;
    this.#put(open.return_point.place || "today");
    void this.recount();
    void this.relearn();
    void this.#reshape();
    void this.attempt(() => this.saved.fetch());
    // Not while the desk is being laid.
    setTimeout(() => void this.#lookOver(), CALM_MS);
  }

  form = (id: string): Form | null => this.forms.find((form) => form.id === id) ?? null;

  client = (id: string | null): Client | null =>
    this.clients.find((client) => client.id === id) ?? null;

  say(text: string, undo: (() => void) | null = null): void {
    this.said = { text, undo, stays: false };
  }

  /** Takes back what was said: it belongs to a place that is left or covered. */
  hush(): void {
    if (this.said?.stays === false) this.said = null;
  }

  /** Says that what was left is not kept yet. */
  #sayHeld(): void {
    this.said = { text: t.heldBack, undo: null, stays: true };
  }

  /** Widens the rail where it shows icons alone, and the other way round. */
  turnRail(): void {
    const slim = this.rail === null ? matchMedia(NARROW).matches : this.rail === "icons";
    this.rail = slim ? "wide" : "icons";
  }

  /** Folds a part of the rail or opens it. */
  fold(part: string, folded: boolean): void {
    this.folded = [...this.folded.filter((other) => other !== part), ...(folded ? [part] : [])];
  }

  /** Does something and says so if it cannot be done. */
  async attempt<T>(act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (thrown) {
      this.say(t.failed(failure(asFailure(thrown))));
      return null;
    }
  }

  /** Goes to a place. */
  goTo(place: Place): void {
    this.trail.leave(this.#spot());
    this.#come(place);
  }

  /** Goes to a place; where it shows no entry beside it, the open one is left first. */
  async visit(place: Place, part?: string): Promise<void> {
    const from = this.#spot();
    if (hasPage(place) && this.page) await this.closeEntry();
    this.trail.leave(from);
    this.#come(place, part);
  }

  #come(place: Place, part?: string): void {
    if (place === "basket") this.reading = new Reading(this);
    this.#put(place);
    if (place === "search") this.wish = "search";
    else this.arrival = { mark: null, part };
  }

  /** Goes back to the place one came from. */
  async back(): Promise<void> {
    const spot = this.trail.back(this.#spot());
    if (spot) await this.#returnTo(spot);
  }

  /** Goes forward again. */
  async forward(): Promise<void> {
    const spot = this.trail.forward(this.#spot());
    if (spot) await this.#returnTo(spot);
  }

  /** Whether the open entry was opened from a page, to which one returns when it is closed. */
  get cameFromPage(): boolean {
    const before = this.trail.before;
    return this.page !== null && before !== null && before.entry === null
      && hasPage(before.place) && before.mark?.region !== ".list";
  }

  async #returnTo({ place, entry, mark }: Spot): Promise<void> {
    if (this.page && this.page.id !== entry) await this.closeEntry();
    if (this.place !== place) this.#put(place);
    if (entry) await this.#enter(entry);
    this.arrival = { mark };
  }

  #spot(): Spot {
    const page = this.page;
    const entry = page && !(page.isNew && page.isBlank) ? page.id : null;
    return { place: this.place, entry, mark: markOf(document.activeElement) };
  }

  #put(place: Place): void {
    const [kind, key = ""] = place.split(":");
    if (kind === "run") {
      void this.resumeExercise(key);
      return this.#put("exercises");
    }
    this.leaving = null;
    const known = kind !== "form" || this.form(key) !== null;
    const next = known ? place : "all";
    const which = whichOf(next);
    const leaving = this.place === "search" && next !== "search";
    if (next !== this.place) this.hush();
    this.place = next;
    // Where one pane is all there is room for, a search begins with its field and hits.
    this.listOpen = next === "search" || (which !== null && this.page === null && !hasPage(next));
    if (leaving) this.page?.finding.clear();
    if (!which) {
      this.list = null;
      return;
    }
    const fetch = (offset: number, limit: number) => api.listEntries(which, offset, limit);
    this.list = new Slices(fetch, next === "all" && this.changes === 0 ? this.first : null);
  }

  async recount(): Promise<void> {
    const counts = await this.attempt(api.counts);
    if (counts) this.counts = counts;
  }

  async #lookOver(): Promise<void> {
    const found = await this.attempt(api.checkBodies);
    if (found) this.notices = [...this.notices, found];
  }

  /** Puts a notice away until the next unlock. */
  dismiss(notice: Notice): void {
    this.notices = this.notices.filter((other) => other !== notice);
  }

  /** Puts a notice away for good, once the journal has noted that it is known. */
  async acknowledge(notice: Notice): Promise<void> {
    const noted = await this.attempt(async () => {
      await api.acknowledgeNotice(notice);
      return true;
    });
    if (noted) this.dismiss(notice);
  }

  /** Leaves the open entry: it settles, or goes on being kept in the background. */
  async leave(): Promise<boolean> {
    const page = this.page;
    if (!page) return true;
    const kept = await page.settle();
    if (kept) {
      page.close();
      this.#held.delete(page.id);
    } else {
      this.#held.set(page.id, page);
      this.#sayHeld();
    }
    return kept;
  }

  /** Opens an entry; the newest wish wins where several are under way. */
  async open(id: string): Promise<EntryPage | null> {
    const [from, before] = [this.#spot(), this.page];
    const page = await this.#enter(id);
    if (page && page !== before) this.trail.leave(from);
    return page;
  }

  async #enter(id: string): Promise<EntryPage | null> {
    const step = (this.#steps += 1);
    if (this.page?.id === id) {
      this.listOpen = false;
      return this.page;
    }
    this.hush();
    const naming = setTimeout(() => (this.opening = true), 400);
    try {
      await this.leave();
      const held = this.#held.get(id);
      const page = held ?? (await this.attempt(() => this.#fetch(id)));
      if (step !== this.#steps || !page) return null;
      this.#show(page);
      return page;
    } finally {
      clearTimeout(naming);
      this.opening = false;
    }
  }

  /** Opens what a search found, at the first place that it found. */
  async land(hit: Hit): Promise<void> {
    this.search.remember();
    const page = await this.open(hit.row.id);
    if (page) this.landing = hit;
  }

  /** Asks a saved search. */
  openSearch(text: string, byDate: boolean): void {
    this.search.askFor(text, byDate);
    this.goTo("search");
  }

  /** Closes the page and shows the place alone. */
  async closeEntry(): Promise<void> {
    this.#steps += 1;
    await this.leave();
    this.page = null;
    this.history = false;
    this.focusMode = false;
  }

  /** Begins an entry; nothing of it is written before the first answer. */
  async begin(form: string, client: string | null, beside: string | null): Promise<void> {
    const [step, from] = [(this.#steps += 1), this.#spot()];
    this.hush();
    await this.leave();
    const entry = await this.attempt(() => api.newEntry(form, client, beside));
    if (step !== this.#steps || !entry) return;
    this.trail.leave(from);
    this.#show(new EntryPage(entry, (row) => void this.keptRow(row)));
    const asks = entry.definition.about_client && entry.input.head.client === null;
    this.wish = asks ? "client" : "caret";
    if (whichOf(this.place) === null && this.place !== "search") this.#put("all");
    this.listOpen = false;
  }

  /** Begins the entry that the place suggests. */
  async beginHere(): Promise<void> {
    const [kind, key = ""] = this.place.split(":");
    if (kind === "form") return this.begin(key, null, null);
    const client = kind === "client" ? key : null;
    const suggested = client ? await this.attempt(() => api.suggest(client)) : null;
    const usual = this.forms.find((form) => form.about_client) ?? this.forms[0];
    const form = this.#aboutClient(suggested?.form) ?? usual?.id;
    if (form) await this.begin(form, client, null);
    this.#guessed = this.page;
    if (kind === "thread") this.page?.setHead({ threads: [key] });
  }

  /** Begins the client's next entry, with the kind, session and phase that are usual. */
  async beginAbout(client: string | null): Promise<void> {
    const suggested = client ? await this.attempt(() => api.suggest(client)) : null;
    const form = this.#aboutClient(suggested?.form) ?? this.forms.find((one) => one.about_client)?.id;
    if (!form) return;
    await this.begin(form, client, null);
    this.#guessed = this.page;
  }

  /** Begins a boundary observation about the same client and session. */
  async beginBoundary(): Promise<void> {
    const boundary = this.form("boundary");
    if (!boundary) return;
    const page = this.page;
    // Only what has been kept can be inherited from.
    await this.leave();
    await this.begin(boundary.id, page?.head.client ?? null, page && !page.isNew ? page.id : null);
  }

  /** Puts a client on the page; on a blank page the client's next form and session are guessed. */
  async choose(client: string | null): Promise<void> {
    const page = this.page;
    if (!page) return;
    page.setHead({ client });
    if (client && page.isNew && page.isBlank) {
      const suggested = await this.attempt(() => api.suggest(client));
      if (this.page !== page || !page.isBlank) return;
      const form = this.#guessed === page ? this.#aboutClient(suggested?.form) : null;
      if (form && form !== page.form.id) {
        await this.begin(form, client, null);
        this.#guessed = this.page;
        return;
      }
      page.setHead({ session: suggested?.session ?? null, phase: suggested?.phase ?? null });
      this.wish = "caret";
    }
  }

  /** Begins the open, still blank page anew with another form. */
  async changeKind(form: string): Promise<void> {
    if (this.page?.isNew && this.page.isBlank) {
      await this.begin(form, this.page.head.client, null);
    }
  }

  /** Chooses an exercise for an entry. */
  exerciseOn(entry: string): void {
    this.exercised = entry;
    void this.visit("exercises");
  }

  /** Goes to where entries leave as files, with that chosen. */
  async export(what: Leaving): Promise<void> {
    await this.visit("keep");
    this.leaving = what;
  }

  /** Goes there with the open entry chosen. */
  async exportEntry(): Promise<void> {
    const page = this.page;
    if (!page || page.isNew) return;
    await this.export({ what: "entry", id: page.id, about: this.nameOf(page) });
  }

  /** An entry's name in a sentence: *Integration note, Wren, 12 Nov*. */
  nameOf(page: EntryPage): string {
    const alias = this.client(page.head.client)?.alias;
    const when = shortDay(page.head.happened, momentOf(new Date()));
    return [page.form.noun, alias, when].filter(Boolean).join(", ");
  }

  /** Begins an exercise, about a client or beside an entry. */
  async beginExercise(id: string, client: string | null, beside: string | null): Promise<void> {
    const run = await this.attempt(() => api.startRun(id, client, beside));
    this.exercised = null;
    if (run) await this.resumeExercise(run.id);
  }

  /** Takes a run up where it was left. */
  async resumeExercise(id: string): Promise<void> {
    if (!(await this.leaveExercise())) return;
    await this.attempt(async () => {
      const [run, { exercises }] = await Promise.all([api.openRun(id), api.shelf()]);
      const exercise = exercises.find((one) => one.id === run.exercise);
      if (!exercise || run.finished) return;
      const player = new Player(exercise, run);
      player.terms = this.offered;
      this.player = player;
      await player.lookAround();
    });
  }

  /** Leaves the player; what could not be kept keeps it open. */
  async leaveExercise(): Promise<boolean> {
    const player = this.player;
    if (!player) return true;
    if (!(await player.leave())) return false;
    player.close();
    this.player = null;
    this.changes += 1;
    return true;
  }

  /** Finishes the exercise in the player and says where it landed. */
  async finishExercise(): Promise<void> {
    const player = this.player;
    if (!player) return;
    const finished = await this.attempt(() => player.finish());
    if (!finished) return;
    this.player = null;
    const row = finished.row;
    if (!row) return this.say(tc.finishedBare);
    await this.keptRow(row);
    if (!(await this.open(row.id))) return;
    this.say(tc.landed(this.form(row.form)?.journal ?? row.form));
  }

  /** Learns the terms that a word being written may go on to: own ones, then the others, aliases. */
  async relearn(): Promise<void> {
    const lexicon = await this.attempt(api.lexicon);
    if (!lexicon) return;
    const own = lexicon.terms.filter(({ id }) => id !== null);
    const shipped = lexicon.terms.filter(({ id }) => id === null);
    this.terms = [...own, ...shipped].flatMap(({ term, ring }) => [term, ...ring]);
    for (const page of [this.page, this.player]) if (page) page.terms = this.offered;
  }

  /** Terms and aliases, for the texts on the page. */
  get offered(): readonly string[] {
    return [...this.terms, ...this.clients.map(({ alias }) => alias)];
  }

  /** Takes over the forms as they are now, after one was made, changed or put away. */
  async reform(): Promise<void> {
    const forms = await this.attempt(api.listForms);
    if (forms) this.forms = forms;
  }

  async saveClient(client: Client): Promise<Client> {
    const saved = await api.saveClient(client);
    const others = this.clients.filter(({ id }) => id !== saved.id);
    this.clients = [...others, saved].sort((one, other) => one.alias.localeCompare(other.alias));
    return saved;
  }

  async saveSettings(settings: Settings): Promise<void> {
    this.settings = settings;
    await this.attempt(() => api.saveSettings(settings));
  }

  async trash(id: string): Promise<void> {
    if (this.#closing?.id === id) this.stayOpen();
    if (this.page?.id === id) {
      if (!(await this.page.settle())) return this.#sayHeld();
      this.page.close();
      this.page = null;
      // What is left of the place is its list.
      this.listOpen = !hasPage(this.place);
    }
    const row = await this.attempt(() => api.trashEntry(id));
    if (!row) return;
    this.say(te.put, () => void this.restore(id, true));
    await this.#relist();
  }

  async restore(id: string, reopen = false): Promise<void> {
    const row = await this.attempt(() => api.restoreEntry(id));
    if (!row) return;
    if (this.page?.id === id) this.page = null;
    await this.#relist();
    if (reopen && !(await this.open(id))) return;
    this.say(te.restored);
  }

  /** Has the window forget what was erased. */
  async erased(target: EraseTarget | undefined): Promise<void> {
    this.#texts.clear();
    if (this.page?.entry.trashed || target?.target === "client") {
      this.page?.close();
      this.page = null;
    }
    if (target?.target === "client") this.clients = await api.listClients();
    await this.#relist();
  }

  /** Takes an entry into the basket or out of it. */
  basket(): void {
    const page = this.page;
    if (!page?.editable) return;
    const before = page.head.basket;
    if (before) {
      page.setHead({ basket: null });
      this.say(te.basketTaken, () => page.setHead({ basket: before }));
    } else {
      page.setHead({ basket: { question: "", asked: false } });
      this.wish = "question";
    }
  }

  async keptRow(row: Row): Promise<void> {
    this.changes += 1;
    if (!row.draft) this.turns += 1;
    this.#held.delete(row.id);
    const list = this.list;
    await this.attempt(async () => list?.update(row));
    void this.recount();
    if (this.place === "search") this.search.refresh();
  }

  /** Where the writer is, for the way back after unlocking. */
  returnPoint(): ReturnPoint {
    const caret = this.page?.caret ?? null;
    return {
      place: this.player ? `run:${this.player.id}` : this.place === "search" ? "all" : this.place,
      entry: this.page && (!this.page.isNew || !this.page.isBlank) ? this.page.id : null,
      field: caret?.field ?? null,
      caret: caret?.position ?? 0,
      scroll: Math.round(this.page?.scroll ?? 0),
    };
  }

  /** What is written anywhere and could not be kept, for the shell to put aside. */
  left(): Unkept[] {
    const pages = new Set([...this.#held.values(), ...(this.page ? [this.page] : [])]);
    return [...[...pages].flatMap((page) => page.unkept()), ...(this.player?.unkept() ?? [])];
  }

  /** Makes revisions of everything written; tells whether all of it is kept. */
  async settleAll(): Promise<boolean> {
    const pages = [...this.#held.values(), ...(this.page ? [this.page] : [])];
    const kept = await Promise.all(pages.map((page) => page.settle()));
    const run = this.player ? await this.player.leave() : true;
    return run && kept.every(Boolean);
  }

  async #fetch(id: string): Promise<EntryPage> {
    return new EntryPage(await api.openEntry(id), (row) => void this.keptRow(row));
  }

  /** Shows an entry that came from elsewhere; `begun` has it kept with the answers it came with. */
  take(entry: Entry, begun = false): void {
    const page = new EntryPage(entry, (row) => void this.keptRow(row));
    if (this.page?.id !== page.id) this.trail.leave(this.#spot());
    this.#show(page);
    if (begun) page.touched();
  }

  /** Shows the revisions of the open entry; what was written settles first. */
  async showHistory(): Promise<void> {
    const page = this.page;
    if (!page || page.isNew) return;
    if (!(await page.settle())) return this.#sayHeld();
    if (this.page === page) this.history = true;
  }

  /**
   * Closes the open entry for good, after some seconds in which that can be taken back. Whatever
   * ends the sitting within them leaves the entry open: a closed one is never opened again.
   */
  async closeForGood(): Promise<void> {
    const page = this.page;
    if (!page?.editable || page.isNew) return;
    if (!(await page.settle())) return this.#sayHeld();
    if (this.#closing) await this.#closeNow();
    page.setClosing(true);
    this.say(ta.closing, () => this.stayOpen());
    const timer = setTimeout(() => void this.#closeNow(), CLOSING_MS);
    this.#closing = { id: page.id, said: this.said, timer };
  }

  /** Leaves the entry open that was about to be closed. */
  stayOpen(): void {
    const closing = this.#closing;
    if (!closing) return;
    clearTimeout(closing.timer);
    this.#closing = null;
    if (this.said === closing.said) this.said = null;
    if (this.page?.id === closing.id) this.page.setClosing(false);
  }

  async #closeNow(): Promise<void> {
    const closing = this.#closing;
    if (!closing) return;
    clearTimeout(closing.timer);
    this.#closing = null;
    // A way back that leads nowhere is not offered.
    if (this.said === closing.said) this.said = null;
    const closed = await this.attempt(() => api.closeEntry(closing.id));
    if (this.page?.id === closing.id) {
      if (closed) {
        this.page.close();
        this.take(closed);
      } else this.page.setClosing(false);
    }
    if (!closed) return;
    this.say(ta.closeSaid);
    await this.#relist();
  }

  #aboutClient(form: string | null | undefined): string | null {
    return (form && this.form(form)?.about_client && form) || null;
  }

  async #reshape(): Promise<void> {
    const shelf = await this.attempt(api.shelf);
    if (shelf) this.shapes = shelf.shapes;
  }

  #show(page: EntryPage): void {
    this.history = false;
    page.terms = this.offered;
    page.texts = this.#texts;
    page.setClosing(this.#closing?.id === page.id);
    this.page = page;
    this.listOpen = false;
    this.wish = null;
    if (whichOf(this.place) === null && this.place !== "search") this.#put("all");
  }

  async #relist(): Promise<void> {
    this.changes += 1;
    await this.attempt(async () => this.list?.refresh());
    await this.recount();
    this.search.refresh();
  }
}
