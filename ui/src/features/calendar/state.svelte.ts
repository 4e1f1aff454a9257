import * as api from "$lib/api";
import type { Calendar } from "$lib/bindings/Calendar";
import type { CalendarDay } from "$lib/bindings/CalendarDay";
import { locale } from "$lib/locale.svelte";
import { isoDay, momentOf } from "$lib/moments";
import type { Workspace } from "../../workspace/workspace.svelte";
import { daysAfter, weeksOf } from "./month";

/** The calendar: the month of a day, with what was written on its days. */
export class CalendarOnPage {
  /** The day that has the focus, or would have it. */
  day = $state(isoDay(momentOf(new Date())));
  calendar: Calendar | null = $state.raw(null);
  #workspace: Workspace;
  #step = 0;
  weeks = $derived(weeksOf(this.day, locale.firstDay === 7));
  #byDay = $derived(new Map((this.calendar?.days ?? []).map((one) => [one.day, one])));

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** What was written on a day. */
  of(day: string): CalendarDay | null {
    return this.#byDay.get(day) ?? null;
  }

  /** Fetches the month that is shown. */
  async load(): Promise<void> {
    const step = (this.#step += 1);
    const from = this.weeks[0]?.[0] ?? this.day;
    const to = daysAfter(from, 7 * this.weeks.length - 1);
    const year = Number(this.day.slice(0, 4));
    const calendar = await this.#workspace.notices.attempt(() => api.calendar(from, to, year));
    if (calendar && step === this.#step) this.calendar = calendar;
  }
}
