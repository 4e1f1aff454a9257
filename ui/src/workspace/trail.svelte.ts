import type { Mark } from "$lib/focus";
import { isSamePlace, type Place } from "./place";

/** Where one was: the place, the entry that was open, and what had the focus. */
export interface Spot {
  place: Place;
  entry: string | null;
  mark: Mark | null;
}

const MOST = 100;

const isSame = (one: Spot | undefined, other: Spot) =>
  one !== undefined && isSamePlace(one.place, other.place) && one.entry === other.entry;

/** The places one came through, to go back to and forward again. */
export class Trail {
  past: readonly Spot[] = $state.raw([]);
  ahead: readonly Spot[] = $state.raw([]);

  /** The place one came from. */
  get before(): Spot | null {
    return this.past.at(-1) ?? null;
  }

  /** Records the place that is left for another. */
  leave(spot: Spot): void {
    const past = isSame(this.past.at(-1), spot) ? this.past.slice(0, -1) : this.past;
    this.past = [...past, spot].slice(-MOST);
    this.ahead = [];
  }

  /** Goes back from where one is; says where to. */
  back(from: Spot): Spot | null {
    const past = this.past.filter((spot, at) => at < this.past.length - 1 || !isSame(spot, from));
    const to = past.at(-1);
    if (!to) return null;
    this.past = past.slice(0, -1);
    this.ahead = [from, ...this.ahead];
    return to;
  }

  /** Goes forward to where one went back from. */
  forward(from: Spot): Spot | null {
    const [to, ...ahead] = this.ahead;
    if (!to) return null;
    this.past = [...this.past, from];
    this.ahead = ahead;
    return to;
  }
}
