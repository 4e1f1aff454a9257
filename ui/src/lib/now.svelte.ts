import type { Moment } from "./bindings/Moment";
import { dayNumber, momentOf } from "./moments";

const MINUTE_MS = 60_000;

const sameDay = (one: Moment, other: Moment) =>
  dayNumber(one) === dayNumber(other) && one.offset_min === other.offset_min;

/**
 * The current moment, to be read wherever a day is named: *Today*, *Yesterday*, a year left out.
 * It changes with the calendar day and with the time zone, and not in between, so that a list is
 * not drawn anew every minute.
 */
export class Now {
  moment: Moment = $state.raw(momentOf(new Date()));

  constructor() {
    this.#lookAgain();
    // Timers stand still while the computer sleeps or the window is hidden.
    window.addEventListener("focus", this.look);
    document.addEventListener("visibilitychange", this.look);
  }

  look = (): void => {
    const moment = momentOf(new Date());
    if (!sameDay(moment, this.moment)) this.moment = moment;
  };

  // At the start of each minute: midnight is the start of one.
  #lookAgain(): void {
    setTimeout(
      () => {
        this.look();
        this.#lookAgain();
      },
      MINUTE_MS - (Date.now() % MINUTE_MS),
    );
  }
}

/** The one clock of the page. */
export const now = new Now();
