import * as api from "$lib/api";
import type { HoursFile } from "$lib/bindings/HoursFile";
import type { HoursPage as Paper } from "$lib/bindings/HoursPage";
import type { HoursRow } from "$lib/bindings/HoursRow";
import type { HoursStanding } from "$lib/bindings/HoursStanding";
import type { HoursWeek } from "$lib/bindings/HoursWeek";
import type { Placement } from "$lib/bindings/Placement";
import type { SavedPage } from "$lib/bindings/SavedPage";
import type { SchemeLine } from "$lib/bindings/SchemeLine";
import type { SchemeMistake } from "$lib/bindings/SchemeMistake";
import type { SignedHours } from "$lib/bindings/SignedHours";
import { isoDay, momentOf } from "$lib/moments";
import type { Workspace } from "../../workspace/workspace.svelte";
import { daysAfter, mondayOf, settled, typedMinutes } from "./week";

const today = () => isoDay(momentOf(new Date()));

/** The page of hours: a week at a placement, where it stands, and what leaves. */
export class HoursOnPage {
  placements: readonly Placement[] = $state.raw([]);
  schemes: readonly SchemeLine[] = $state.raw([]);
  signed: readonly SignedHours[] = $state.raw([]);
  week: HoursWeek | null = $state.raw(null);
  standing: HoursStanding | null = $state.raw(null);
  placement: string | null = $state(null);
  monday = $state(mondayOf(today()));
  /** The row that has the focus, or would have it. */
  at = $state(0);
  /** Minutes that are being typed into that row; `null` while none are. */
  typed: string | null = $state(null);
  from = $state("");
  to = $state("");
  paper: Paper | null = $state.raw(null);
  file: SavedPage | null = $state.raw(null);
  /** Whether the lists have come. */
  ready = $state(false);
  #workspace: Workspace;
  #step = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.from = daysAfter(this.monday, -49);
    this.to = daysAfter(this.monday, 6);
  }

  /** Fetches everything that is shown. */
  async load(): Promise<void> {
    const lists = await this.#attempt(api.hoursLists);
    if (!lists) return;
    [this.placements, this.schemes, this.signed] = lists;
    const known = this.placements.some(({ id }) => id === this.placement);
    if (!known) this.placement = this.placements[0]?.id ?? null;
    this.ready = true;
    await this.#show(() => api.hoursWeek(this.monday, this.placement));
  }

  /** Shows the hours of a placement; of all without one. */
  async choose(placement: string | null): Promise<void> {
    this.placement = placement;
    [this.at, this.typed, this.paper, this.file] = [0, null, null, null];
    await this.#show(() => api.hoursWeek(this.monday, this.placement));
  }

  /** Shows the week that lies so many weeks from the one that is shown. */
  async turn(weeks: number): Promise<void> {
    await this.leaveMinutes();
    this.monday = daysAfter(this.monday, 7 * weeks);
    this.at = 0;
    await this.#show(() => api.hoursWeek(this.monday, this.placement));
  }

  /** Keeps or strikes the row that has the focus, with the minutes that were typed. */
  async settle(key: "keep" | "strike"): Promise<void> {
    const row = this.week?.rows[this.at];
    if (!row) return;
    const minutes = Number(this.typed ?? "") || row.minutes;
    this.typed = null;
    await this.put([settled({ ...row, minutes }, key)]);
  }

  /** Takes a digit, or takes one back. */
  type(key: string): void {
    this.typed = typedMinutes(this.typed ?? "", key);
  }

  /** Keeps the minutes that were typed into a row that was kept; one that is proposed waits on. */
  async leaveMinutes(): Promise<void> {
    const row = this.week?.rows[this.at];
    const minutes = Number(this.typed ?? "");
    this.typed = null;
    if (row?.state === "kept" && minutes > 0) await this.put([{ ...row, minutes }]);
  }

  /** Keeps every row that is proposed. */
  async keepAll(): Promise<void> {
    const proposed = this.week?.rows.filter(({ state }) => state === "proposed") ?? [];
    await this.put(proposed.map((row) => settled(row, "keep")));
  }

  /** Writes rows; says whether they are written. */
  async put(rows: HoursRow[]): Promise<boolean> {
    if (rows.length === 0) return true;
    return this.#show(() => api.putHours(rows, this.monday, this.placement));
  }

  /** Makes or changes a placement; says whether it is saved. */
  async savePlacement(placement: Placement): Promise<boolean> {
    const saved = await this.#attempt(() => api.savePlacement(placement));
    if (!saved) return false;
    this.placement = saved.id;
    await this.load();
    return true;
  }

  /** Saves an own scheme; returns the mistake that it has. */
  async saveScheme(own: string | null, text: string): Promise<SchemeMistake | "saved" | null> {
    const said = await this.#attempt(() => api.saveScheme(own, text));
    if (!said) return null;
    if (said.saved === "no") return said.mistake;
    await this.load();
    return "saved";
  }

  /** Takes an own scheme out of the list. */
  async removeScheme(own: string): Promise<void> {
    if ((await this.#attempt(() => api.removeScheme(own).then(() => true))) === true)
      await this.load();
  }

  /** The period that leaves, or is signed; `null` without a placement. */
  get period() {
    const { placement, from, to } = this;
    return placement === null ? null : { placement, from, to };
  }

  /** Looks through what would leave for words that name somebody. */
  async look(): Promise<void> {
    const { period } = this;
    if (period) this.paper = await this.#attempt(() => api.hoursPage("signature", period));
  }

  /** Has a place picked and writes a file there. */
  async save(file: HoursFile): Promise<void> {
    const { period } = this;
    if (!period) return;
    const saved = await this.#attempt(() => api.saveHoursFile(file, period));
    if (saved) this.file = saved;
  }

  /** Says that the period was signed today. */
  async sign(): Promise<void> {
    const { period } = this;
    if (period && (await this.#attempt(() => api.signHours(period, today())))) await this.load();
  }

  /** Takes back that a period was signed. */
  async unsign(id: string): Promise<void> {
    if ((await this.#attempt(() => api.unsignHours(id).then(() => true))) === true)
      await this.load();
  }

  #attempt<T>(act: () => Promise<T>): Promise<T | null> {
    return this.#workspace.notices.attempt(act);
  }

  /** Shows the week that comes, and where its scheme stands; says whether it came. */
  async #show(fetch: () => Promise<HoursWeek>): Promise<boolean> {
    const step = (this.#step += 1);
    const week = await this.#attempt(fetch);
    if (!week) return false;
    if (step !== this.#step) return true;
    this.week = week;
    this.at = Math.max(0, Math.min(this.at, week.rows.length - 1));
    this.standing = await this.#attempt(() => api.hoursStanding(week.scheme.key));
    return true;
  }
}
