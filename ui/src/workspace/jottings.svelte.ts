import * as api from "$lib/api";
import type { Jotting } from "$lib/bindings/Jotting";
import type { Unsaved } from "$lib/bindings/Unsaved";
import { asFailure, type Failure } from "$lib/failure";
import { hours as t } from "$lib/messages";
import { clockOf, dayNumber, isoDay, momentOf, timeOf } from "$lib/moments";
import type { EntryPage } from "./entry/page.svelte";
import type { Library } from "./library.svelte";
import type { Notices } from "./notices.svelte";
import type { Today } from "./today.svelte";

/** An hour counts as the one under way from so many minutes before its time to so many after. */
const [BEFORE_MIN, AFTER_MIN] = [10, 100];

/** Lines noticed in the room: the box in which one is written, and those that wait for a note. */
export class Jottings {
  all: readonly Jotting[] = $state.raw([]);
  /** Whether the box is open, and what stands in it. */
  open = $state(false);
  text = $state("");
  client: string | null = $state(null);
  failure: Failure | null = $state.raw(null);
  #busy: Promise<boolean> | null = null;
  #library: Library;
  #notices: Notices;
  #today: Today;

  constructor(all: readonly Jotting[], library: Library, notices: Notices, today: Today) {
    this.all = all;
    this.#library = library;
    this.#notices = notices;
    this.#today = today;
  }

  /** Opens the box: about whom the hour under way is, or else the page that is open. */
  begin(beside: string | null): void {
    if (this.text.trim() === "") this.client = this.#underWay() ?? beside;
    this.failure = null;
    this.open = true;
  }

  /** Seals the line; the box closes once it is on the disk. What is not sealed stays in the box. */
  async seal(): Promise<boolean> {
    if (this.#busy) return this.#busy;
    this.#busy = this.#sealNow().finally(() => (this.#busy = null));
    return this.#busy;
  }

  /** Seals what stands in the box before the journal is left; tells whether nothing is left in it. */
  saveAll(): Promise<boolean> {
    return this.text.trim() === "" ? Promise.resolve(true) : this.seal();
  }

  /** What stands in the box and could not be sealed. */
  unsaved(): Unsaved[] {
    const text = this.text.trim();
    return text === "" ? [] : [{ jotting: { text, client: this.client } }];
  }

  /** The lines that belong to the note on a page: about its client, or of its day. */
  for(page: EntryPage): readonly Jotting[] {
    const { client, happened } = page.head;
    if (!page.editable || !page.form.about_client) return [];
    return this.all.filter((line) =>
      line.client === null ? dayNumber(line.at) === dayNumber(happened) : line.client === client,
    );
  }

  /** Writes a line into the note; it waits no longer once the note is saved with it. */
  async takeIn(line: Jotting, page: EntryPage): Promise<void> {
    if (!page.takeIn(`${clockOf(minuteOf(line))} ${line.text}`)) return;
    this.all = this.all.filter(({ id }) => id !== line.id);
    if (!(await page.saving.flush(false))) return this.#notices.sayUnsaved();
    await this.#setOutcome(line.id, { outcome: "taken", entry: page.id });
  }

  /** Lets a line go, which can be taken back for as long as the toast stands. */
  async letGo(line: Jotting): Promise<void> {
    if (!(await this.#setOutcome(line.id, { outcome: "let_go" }))) return;
    this.#notices.say(t.letGoSaid, () => void this.#setOutcome(line.id, { outcome: "waits" }));
  }

  async #setOutcome(
    id: string,
    outcome: Parameters<typeof api.setJottingOutcome>[1],
  ): Promise<boolean> {
    const left = await this.#notices.attempt(() => api.setJottingOutcome(id, outcome));
    if (left) this.all = left;
    return left !== null;
  }

  async #sealNow(): Promise<boolean> {
    const typed = this.text;
    const text = typed.trim();
    if (text === "") return true;
    this.failure = null;
    try {
      const sealed = await api.jot(text, this.client);
      this.all = [...this.all, sealed];
      // What was typed meanwhile is the next line.
      this.text = this.text.startsWith(typed)
        ? this.text.slice(typed.length).trimStart()
        : this.text;
      this.open = this.text !== "";
      const alias = this.#library.client(sealed.client)?.alias;
      this.#notices.say(
        alias ? t.jottedFor(timeOf(sealed.at), alias) : t.jotted(timeOf(sealed.at)),
      );
      return true;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return false;
    }
  }

  // The last of today's hours that has begun; one that has long been over is not under way.
  #underWay(): string | null {
    const now = momentOf(new Date());
    const minute = minuteOf({ at: now });
    const under = this.#today.page.next_hours.filter(
      (hour) =>
        hour.day === isoDay(now) &&
        minute >= hour.minute - BEFORE_MIN &&
        minute < hour.minute + AFTER_MIN,
    );
    return under.at(-1)?.client ?? null;
  }
}

const minuteOf = ({ at }: Pick<Jotting, "at">) =>
  (((Math.floor(at.utc_ms / 60_000) + at.offset_min) % 1440) + 1440) % 1440;
